// Where one writes: commands and people are completed while typing.

import { el, find, say } from "./dom.js";

const MOST = 20; // offers; the list scrolls

export class Composer {
  /** @param {{commands, people, send}} about what can be completed; send(text) gives "" or words */
  constructor(about) {
    this.about = about;
    this.text = find("text");
    this.list = find("offers");
    this.hint = find("hint");
    this.offers = [];
    this.drafts = new Map();
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    this.text.addEventListener("blur", () => this.offer([]));
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** Write in another conversation; what was begun in the last one waits there. */
  enter(conversation, placeholder) {
    if (this.conversation) this.drafts.set(this.conversation, this.text.value);
    this.conversation = conversation;
    this.text.placeholder = placeholder;
    this.text.setAttribute("aria-label", placeholder);
    this.fill(this.drafts.get(conversation) ?? "");
    say(find("notice"), "");
  }

  fill(text) {
    this.text.value = text;
    this.changed();
  }

  changed() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 180)}px`;
    say(this.hint, this.usage());
    this.offer(this.completions());
  }

  /** Say how the command being typed goes on. */
  usage() {
    const word = this.text.value.match(/^\/gate\s+(\S+)/)?.[1];
    const command = this.about.commands().find((one) => one.word === word);
    return command ? `/gate ${command.usage}: ${command.help}` : "";
  }

  completions() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    const command = before.match(/^\/(?:g|ga|gat|gate)?$|^\/gate\s+(\S*)$/);
    if (command) return this.commands(command[1] ?? "");
    const mention = before.match(/(?:^|\s)@([^@\n]{0,40})$/);
    return mention ? this.mentions(mention[1]) : [];
  }

  commands(word) {
    return this.about.commands()
      .filter((one) => one.word.startsWith(word.toLowerCase()) && one.word !== word)
      .map((one) => ({ label: `/gate ${one.usage}`, help: one.help, from: 0, text: `/gate ${one.word} ` }));
  }

  mentions(typed) {
    const wanted = typed.toLowerCase();
    const from = this.text.selectionStart - typed.length - 1;
    return this.about.people()
      .filter(({ name }) => matches(name.toLowerCase(), wanted))
      .map(({ name, title }) => ({ label: `@${name}`, help: title, from, text: `@${name} ` }));
  }

  offer(offers) {
    this.offers = offers.slice(0, MOST);
    this.at = 0;
    this.list.replaceChildren(...this.offers.map((one, place) => this.option(one, place)));
    this.list.hidden = !this.offers.length;
    this.text.setAttribute("aria-expanded", String(this.offers.length > 0));
    this.mark();
  }

  option(one, place) {
    return el("li", {
      id: `offer-${place}`, role: "option",
      onmousedown: (event) => { event.preventDefault(); this.accept(place); },
    }, el("span", {}, one.label), el("small", {}, one.help));
  }

  mark() {
    [...this.list.children].forEach((one, place) => {
      one.setAttribute("aria-selected", String(place === this.at));
      if (place === this.at) one.scrollIntoView({ block: "nearest" });
    });
    if (this.offers.length) this.text.setAttribute("aria-activedescendant", `offer-${this.at}`);
    else this.text.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    if (event.isComposing) return;
    if (this.offers.length && this.steer(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  /** Use a key for the list of offers; false where it means nothing there. */
  steer({ key, shiftKey }) {
    const count = this.offers.length;
    if (key === "ArrowDown") this.at = (this.at + 1) % count;
    else if (key === "ArrowUp") this.at = (this.at + count - 1) % count;
    else if (key === "Escape") return this.offer([]), true;
    else if ((key === "Tab" || key === "Enter") && !shiftKey) return this.accept(this.at), true;
    else return false;
    this.mark();
    return true;
  }

  accept(place) {
    const { from, text } = this.offers[place];
    const { value, selectionStart } = this.text;
    this.text.value = value.slice(0, from) + text + value.slice(selectionStart).trimStart();
    this.text.setSelectionRange(from + text.length, from + text.length);
    this.text.focus();
    this.changed();
  }

  submit() {
    const text = this.take();
    if (text) this.about.send(text);
  }

  /** Take away what was written, to send it. */
  take() {
    const text = this.text.value.trim();
    if (text) say(find("notice"), "");
    this.fill("");
    return text;
  }

  /** Give back what could not be sent, unless something else is being written by now. */
  giveBack(conversation, text, words) {
    if (conversation !== this.conversation) this.drafts.set(conversation, text);
    else if (!this.text.value) this.fill(text);
    say(find("notice"), words);
  }
}

function matches(name, wanted) {
  return name.startsWith(wanted) || name.split(" ").some((word) => word.startsWith(wanted));
}
