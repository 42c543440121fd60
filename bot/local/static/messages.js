// The list of messages of one conversation.

import { avatar, el, find } from "./dom.js";
import * as cards from "./cards.js";

const TOGETHER = 5 * 60 * 1000; // within this, somebody's messages stand under one name
const NEAR = 80; // pixels from the end that count as being at the end

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

export class Messages {
  /** @param {{people, gatepost, me, press, prefill}} about who is who, and what a press does */
  constructor(about) {
    this.about = about;
    this.log = find("log");
    this.jump = find("jump");
    this.jump.addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => this.atEnd() && (this.jump.hidden = true));
    this.log.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Show a conversation from its beginning; nothing of it is announced as new. */
  open(messages, empty) {
    this.log.setAttribute("aria-busy", "true");
    this.log.replaceChildren();
    this.shown = new Map();
    this.empty = messages.length ? null : empty;
    if (this.empty) this.log.append(this.empty);
    for (const message of messages) this.put(message);
    this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-busy", "false"));
  }

  /** Show a message, or show it anew where it changed. */
  put(message) {
    const written = JSON.stringify(message);
    const known = this.shown.get(message.id);
    if (known?.written === written) return;
    const follow = this.atEnd();
    if (known) this.replace(known, message);
    else this.add(message);
    this.shown.get(message.id).written = written;
    if (follow || message.sender === this.about.me) this.toEnd();
    else if (!known) this.jump.hidden = false;
  }

  add(message) {
    this.empty?.remove();
    const before = this.neighbour(message);
    const entry = this.article(message, before);
    this.shown.set(message.id, { message, ...entry });
    const place = before?.article ?? null;
    const nodes = sameDay(before?.message, message) ? [entry.article] : [separator(message), entry.article];
    if (place) place.after(...nodes);
    else this.log.prepend(...nodes);
    this.rove(this.log.querySelector("article:last-of-type"));
  }

  /** Find the message after which this one stands. */
  neighbour(message) {
    let found = null;
    for (const [id, entry] of this.shown) if (id < message.id && id > (found?.message.id ?? 0)) found = entry;
    return found;
  }

  /** Put the new card where the old one was, with the focus where it was. */
  replace(known, message) {
    const active = document.activeElement;
    const inside = known.article.contains(active) && active !== known.article;
    const label = inside ? active.textContent || active.getAttribute("aria-label") : null;
    const fresh = this.article(message, this.neighbour(message));
    fresh.article.tabIndex = known.article.tabIndex;
    const focused = known.article === active;
    known.article.replaceWith(fresh.article);
    this.shown.set(message.id, { message, ...fresh });
    if (inside || focused) (label && byLabel(fresh.article, label) || fresh.article).focus();
  }

  article(message, before) {
    const { people, gatepost, me } = this.about;
    const sender = message.sender || gatepost;
    const name = people.get(sender) ?? sender;
    const at = new Date(message.at);
    const joined = before && sameDay(before.message, message)
      && before.message.sender === message.sender && before.message.only === message.only
      && at - new Date(before.message.at) < TOGETHER;
    const head = el("p", { class: "head", id: `head-${message.id}` },
      el("strong", {}, name), " ",
      el("time", { datetime: message.at, title: whole.format(at) }, clock.format(at)),
      message.only ? el("span", { class: "only" }, "Only visible to you") : null);
    const body = el("div", { class: "body" }, head);
    const article = el("article", {
      class: `message${joined ? " joined" : ""}${message.only ? " private" : ""}${sender === me ? " mine" : ""}`,
      tabindex: "-1", "aria-labelledby": head.id, "data-id": message.id,
    }, avatar(sender, name, gatepost), body);
    let shown = null;
    if (message.card) {
      shown = cards.show(message.card, (verb, data, card) => this.about.press(message, verb, data, card));
      body.append(shown.element);
    } else {
      body.append(el("p", { class: "said" }, ...this.words(message.text)));
    }
    return { article, shown };
  }

  /** Split what somebody wrote into words and mentions. */
  words(text) {
    return text.split(/(<@[A-Z0-9]+>)/).map((part) => {
      const user = part.match(/^<@([A-Z0-9]+)>$/)?.[1];
      const name = this.about.people.get(user);
      if (!name) return part;
      return el("span", { class: user === this.about.me ? "mention me" : "mention" }, `@${name}`);
    });
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.jump.hidden = true;
  }

  /** Move among messages with the arrow keys, once one of them has the focus. */
  walk(event) {
    if (!event.target.matches("article")) return;
    const all = [...this.log.querySelectorAll("article")];
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all[to]) return;
    event.preventDefault();
    this.rove(all[to]);
    all[to].focus();
  }

  /** Let one message be the list's stop for the Tab key. */
  rove(article) {
    this.log.querySelector("article[tabindex='0']")?.setAttribute("tabindex", "-1");
    article?.setAttribute("tabindex", "0");
  }

  focusNewest() {
    this.log.querySelector("article:last-of-type")?.focus();
  }
}

function sameDay(one, other) {
  return one && new Date(one.at).toDateString() === new Date(other.at).toDateString();
}

function separator(message) {
  const at = new Date(message.at);
  const today = at.toDateString() === new Date().toDateString();
  return el("p", { class: "day" }, el("span", {}, today ? "Today" : day.format(at)));
}

function byLabel(article, label) {
  return [...article.querySelectorAll("button, a, input, select, textarea")]
    .find((one) => (one.textContent || one.getAttribute("aria-label")) === label);
}
