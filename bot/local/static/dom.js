// Small helpers for making elements; text is always text, never HTML.

/** Make an element: el("p", {class: "x"}, "words", child). Properties that are false are left out. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const find = (id) => document.getElementById(id);

/** Show words in an element, or hide it where there are none. */
export function say(element, words) {
  element.textContent = words;
  element.hidden = !words;
}

export const initials = (name) => name.split(" ").map((word) => word[0]).slice(0, 2).join("");

/** Draw somebody's round picture; the colour goes with the id. */
export function avatar(id, name, gatepost) {
  if (id === gatepost) {
    return el("img", { class: "avatar", src: "/static/gatepost.svg", alt: "", width: 36, height: 36 });
  }
  const tone = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 6;
  return el("span", { class: `avatar tone${tone}`, "aria-hidden": "true" }, initials(name));
}

const SIGNS = {
  channel: "M7 3 5.5 15M12.5 3 11 15M3.5 6.5h12M2.5 11.5h12",
  lock: "M4.5 8h9v7h-9zM6.5 8V5.5a2.5 2.5 0 0 1 5 0V8",
};

/** Draw a small line picture that only repeats what words say. */
export function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 18 18");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}
