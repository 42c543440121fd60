// The page: whom one acts as, where one is, and what goes to and fro.

import * as cards from "./cards.js";
import { Composer } from "./composer.js";
import * as dialog from "./dialog.js";
import { avatar, el, find, say } from "./dom.js";
import { Files } from "./files.js";
import { Line } from "./line.js";
import { Messages } from "./messages.js";
import { Places } from "./places.js";

const LOST = "Connection lost, trying again …";
const STRANGER = "Gatepost was restarted and has a new address. Open the one that it printed in the "
  + "terminal; this page then carries on.";
const RESTARTED = "Gatepost was restarted. You are connected again.";

const me = new URLSearchParams(location.search).get("as");
const names = new Map();
const known = new Map(); // message id -> message
const unsent = new Map(); // conversation + text -> key of an act that was not saved
let hello = null;
let places = null;
let messages = null;
let composer = null;
let here = "";

async function choose() {
  const { people } = await (await fetch("/people")).json();
  find("personas").replaceChildren(...people.map((person) => el("li", {},
    el("a", { href: `/?as=${person.id}` }, avatar(person.id, person.name),
      el("span", {}, el("strong", {}, person.name), el("small", {}, person.title))))));
  find("choose").hidden = false;
}

function begin(first) {
  hello = first;
  names.set(hello.gatepost, "Gatepost");
  for (const person of hello.people) names.set(person.id, person.name);
  find("chat").hidden = false;
  places = new Places(hello);
  messages = new Messages({ people: names, gatepost: hello.gatepost, me, press });
  composer = new Composer({
    commands: () => hello.commands,
    people: () => [{ name: "Gatepost", title: "Ask it here" }, ...hello.people.filter((one) => one.id !== me)],
    send: sayIt,
  });
  find("file").accept = Object.keys(hello.files).join(",");
  new Files({ limits: () => hello.files, give });
  addEventListener("hashchange", enter);
  document.addEventListener("visibilitychange", refresh);
}

function greeted(fresh) {
  const restarted = hello && hello.boot !== fresh.boot;
  const first = !hello;
  if (first) begin(fresh);
  hello = fresh;
  for (const message of fresh.messages) known.set(message.id, message);
  if (first) enter();
  else for (const message of fresh.messages) if (message.conversation === here) messages.put(message);
  refresh();
  if (restarted) passing(RESTARTED);
}

function heard(message) {
  known.set(message.id, message);
  sending(message.act)?.remove();
  if (message.conversation === here) messages.put(message);
  refresh();
}

function conversation(id) {
  return [...known.values()].filter((one) => one.conversation === id).sort((a, b) => a.id - b.id);
}

function enter() {
  const wanted = location.hash.slice(1);
  const place = places.get(wanted) ?? places.get(hello.direct);
  here = place.id;
  const direct = here === hello.direct;
  find("where").textContent = direct ? place.name : `#${place.name}`;
  find("purpose").textContent = place.purpose;
  places.enter(here);
  composer.enter(here, direct ? "Write to Gatepost, or type /gate" : `Write to #${place.name}, or type /gate`);
  messages.open(conversation(here), direct ? emptyDirect() : emptyRoom(place));
  menu(false);
  refresh();
  if (direct) line.act({ kind: "look", conversation: here });
  find("text").focus();
}

function emptyDirect() {
  return el("div", { class: "empty" }, el("p", {}, "Nothing has been said here yet."),
    el("p", {}, "Gatepost walks an AI pilot to production readiness, one question at a time."),
    el("p", {}, starter("/gate start", "Start a pilot"), starter("/gate help", "See what it can do")));
}

function emptyRoom(place) {
  return el("div", { class: "empty" }, el("p", {}, `Nobody has written in #${place.name} yet.`),
    el("p", {}, "What you write here is seen by everybody in the channel. Gatepost listens when it is "
      + "called: /gate, or @Gatepost."));
}

function starter(command, label) {
  return el("button", { type: "button", onclick: () => sayIt(command) }, label);
}

/** Mark what is seen as read, and count what is not. */
function refresh() {
  if (!places) return;
  const last = conversation(here).at(-1)?.id ?? 0;
  if (!document.hidden) places.seen(here, last);
  places.count([...known.values()], me);
}

/** Put names typed after an @ into the form in which they are sent. */
function encode(text) {
  const longest = [...names].sort(([, a], [, b]) => b.length - a.length);
  return longest.reduce((sent, [id, name]) => sent.replaceAll(`@${name}`, `<@${id}>`), text);
}

async function sayIt(text) {
  const where = here;
  const again = `${where}\n${text}`;
  const key = unsent.get(again) ?? crypto.randomUUID();
  pending(key, text);
  const answer = await line.act({ kind: "say", conversation: where, text: encode(text) }, key);
  sending(key)?.remove();
  unsent.delete(again);
  if (answer.kind === "unsaved") unsent.set(again, key);
  if (answer.kind === "unsaved" || answer.kind === "error") composer.giveBack(where, text, answer.text);
  if (answer.kind === "open") openForm(answer, where);
}

/** Give a file, with the words that stand beside it. */
async function give(file, body) {
  const where = here;
  const text = composer.take();
  const about = new URLSearchParams({
    as: me, key: crypto.randomUUID(), conversation: where, name: file.name, size: file.size, text: encode(text),
  });
  const answer = await fetch(`/files?${about}`, { method: "POST", body }).then((got) => got.json())
    .catch((lost) => { composer.giveBack(where, text, ""); throw lost; });
  if (answer.kind === "unsaved" || answer.kind === "error") composer.giveBack(where, text, answer.text);
}

const sending = (key) => (key ? document.querySelector(`[data-sending="${key}"]`) : null);

/** Show what is on its way; it goes when the message itself arrives. */
function pending(key, text) {
  const note = el("p", { class: "sending", "data-sending": key, "aria-hidden": "true" }, text);
  setTimeout(() => line.waiting.has(key) && !sending(key) && find("log").append(note), 400);
}

async function press(message, verb, data, shown) {
  if (shown.element.classList.contains("busy")) return;
  cards.busy(shown, true);
  const where = message.conversation;
  const answer = await line.act({ kind: "press", conversation: where, message: message.id, verb, data });
  cards.busy(shown, false);
  say(find("notice"), "");
  if (answer.kind === "invalid") say(find("notice"), cards.complain(shown, answer.errors).join(" "));
  if (answer.kind === "unsaved" || answer.kind === "error") say(find("notice"), answer.text);
  if (answer.kind === "open") openForm(answer, where);
}

function openForm({ title, card }, where) {
  dialog.open(title, card, async (verb, data, shown) => {
    if (shown.element.classList.contains("busy")) return;
    cards.busy(shown, true);
    const answer = await line.act({ kind: "press", conversation: where, verb, data, form: true });
    cards.busy(shown, false);
    if (answer.kind === "done") dialog.close();
    else if (answer.kind === "open") openForm(answer, where);
    else if (answer.kind === "invalid") dialog.complainBelowTitle(cards.complain(shown, answer.errors).join(" "));
    else dialog.complainBelowTitle(answer.text);
  });
}

function state(now) {
  find("chat").hidden = false;
  say(find("bar"), { open: "", lost: LOST, stranger: STRANGER }[now]);
}

function passing(words) {
  say(find("bar"), words);
  setTimeout(() => find("bar").textContent === words && say(find("bar"), ""), 6000);
}

function menu(open) {
  find("chat").classList.toggle("with-menu", open);
  find("menu").setAttribute("aria-expanded", String(open));
  document.querySelector(".room").inert = open; // a click there closes the menu, and the focus stays in it
  if (open) find("sidebar").querySelector("a").focus();
}

find("menu").addEventListener("click", () => menu(!find("chat").classList.contains("with-menu")));
find("sidebar").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !find("chat").classList.contains("with-menu")) return;
  menu(false);
  find("menu").focus();
});
find("sidebar").addEventListener("click", (event) => event.target.closest("a") && menu(false));
find("chat").addEventListener("click", (event) => event.target === find("chat") && menu(false));
find("skip-newest").addEventListener("click", (event) => {
  event.preventDefault();
  messages.focusNewest();
});

const line = me
  ? new Line(me, {
      hello: greeted,
      message: heard,
      error: (text) => passing(text),
      state,
      after: () => String(Math.max(0, ...known.keys())),
    })
  : null;
if (!me) choose();
