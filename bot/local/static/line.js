// The connection to the server: it comes back by itself, and loses no act on the way.

const SOONEST = 300; // milliseconds before the first new attempt
const LATEST = 5000;
const NOBODY = 4404; // the server knows nobody of this id: choose again

export class Line {
  /**
   * @param {string} user whom this page acts as
   * @param {{hello, message, error, state, after}} hear what to call, and the newest message known
   */
  constructor(user, hear) {
    this.user = user;
    this.hear = hear;
    this.waiting = new Map(); // key -> {act, settle}: sent, or to be sent, and not yet answered
    this.delay = SOONEST;
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    this.connect();
  }

  get open() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Send an act and promise its answer; after a lost connection it is sent again, same key. */
  act(act, key = crypto.randomUUID()) {
    return new Promise((settle) => {
      const whole = { ...act, key };
      this.waiting.set(key, { act: whole, settle });
      if (this.open) this.socket.send(JSON.stringify(whole));
    });
  }

  connect() {
    clearTimeout(this.timer);
    const query = new URLSearchParams({ as: this.user, after: this.hear.after() });
    this.socket = new WebSocket(`ws://${location.host}/ws?${query}`);
    this.socket.onopen = () => this.resend();
    this.socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    this.socket.onclose = ({ code }) => (code === NOBODY ? location.assign("/") : this.lost());
  }

  resend() {
    for (const { act } of this.waiting.values()) this.socket.send(JSON.stringify(act));
  }

  receive(frame) {
    if (frame.kind === "hello") {
      this.delay = SOONEST;
      this.hear.state("open");
      this.hear.hello(frame);
    } else if (frame.kind === "message") {
      this.hear.message(frame.message);
    } else if (this.waiting.has(frame.key)) {
      const { settle } = this.waiting.get(frame.key);
      this.waiting.delete(frame.key);
      settle(frame);
    } else if (frame.kind === "error") {
      this.hear.error(frame.text);
    }
  }

  async lost() {
    this.hear.state("lost");
    this.timer = setTimeout(() => this.connect(), this.delay * (0.75 + Math.random() / 2));
    this.delay = Math.min(this.delay * 2, LATEST);
    // A server that was restarted wants its new address: say so instead of trying in silence.
    const answer = await fetch("/people").catch(() => null);
    if (answer?.status === 403 && !this.open) this.hear.state("stranger");
  }

  hurry() {
    this.delay = SOONEST; // an attempt that is under way may still fail: then try again soon
    if (this.socket.readyState === WebSocket.CLOSED) this.connect();
  }
}
