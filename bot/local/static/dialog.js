// A form in a window of its own: the browser keeps the focus inside and Escape closes it.

import * as cards from "./cards.js";
import { find, say } from "./dom.js";

const dialog = find("window");
let opener = null;

find("window-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  find("window-body").replaceChildren();
  if (opener?.isConnected) opener.focus();
  else find("text").focus();
});

/** Open a form; press is called with (verb, data, shown) when it is sent. */
export function open(title, card, press) {
  opener = document.activeElement;
  find("window-title").textContent = title;
  complainBelowTitle("");
  const shown = cards.show(card, press);
  find("window-body").replaceChildren(shown.element);
  if (!dialog.open) dialog.showModal();
  (shown.element.querySelector("input, textarea, select") ?? find("window-close")).focus();
}

export function close() {
  dialog.close();
}

/** Say what concerns the whole form; what was typed stays. */
export function complainBelowTitle(words) {
  say(find("window-notice"), words);
}
