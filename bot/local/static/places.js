// The sidebar: where one can be, and where something new was said.

import { avatar, el, find, sign } from "./dom.js";

export class Places {
  constructor(hello) {
    this.key = `read:${hello.me}`;
    this.read = JSON.parse(localStorage.getItem(this.key) ?? "{}");
    this.places = [
      { id: hello.direct, name: "Gatepost", purpose: "Only you and Gatepost see this" },
      ...hello.rooms.map((room) => ({ ...room, sign: room.private ? "lock" : "channel" })),
    ];
    this.links = new Map();
    find("places").replaceChildren(
      this.group("Direct messages", this.places.slice(0, 1)),
      this.group("Channels", this.places.slice(1)),
    );
    const me = hello.people.find((person) => person.id === hello.me);
    find("me").replaceChildren(
      avatar(me.id, me.name),
      el("p", {}, el("strong", {}, me.name), el("small", {}, me.title)),
      el("a", { href: "/", class: "switch" }, "Switch", el("span", { class: "heard" }, " to another person")),
    );
  }

  group(title, places) {
    const id = `group-${title[0]}`;
    return el("section", { "aria-labelledby": id }, el("h2", { id }, title),
      el("ul", {}, ...places.map((place) => el("li", {}, this.link(place)))));
  }

  link(place) {
    const label = place.private ? "private channel" : "";
    const link = el("a", { href: `#${place.id}` },
      place.sign
        ? sign(place.sign)
        : el("img", { class: "sign", src: "/static/gatepost.svg", alt: "", width: 18, height: 18 }),
      el("span", { class: "name" }, place.name),
      label ? el("span", { class: "heard" }, ` (${label})`) : null,
      el("span", { class: "count", hidden: true }));
    this.links.set(place.id, link);
    return link;
  }

  get(id) {
    return this.places.find((place) => place.id === id);
  }

  /** Mark where one is. */
  enter(id) {
    for (const [place, link] of this.links) {
      if (place === id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** Note that everything up to a message was seen. */
  seen(id, last) {
    if ((this.read[id] ?? 0) === last) return;
    this.read[id] = last;
    localStorage.setItem(this.key, JSON.stringify(this.read));
  }

  /** Show how much is new, in every place and in the title of the page. */
  count(messages, me) {
    let sum = 0;
    for (const [id, link] of this.links) {
      const fresh = messages.filter((one) =>
        one.conversation === id && one.sender !== me && one.id > (this.read[id] ?? 0)).length;
      sum += fresh;
      const count = link.querySelector(".count");
      count.hidden = !fresh;
      count.replaceChildren(String(fresh), el("span", { class: "heard" }, " new"));
      link.classList.toggle("new", fresh > 0);
    }
    find("menu-dot").hidden = !sum;
    document.title = sum ? `(${sum}) Gatepost` : "Gatepost";
  }
}
