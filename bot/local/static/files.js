// Files given to Gatepost: chosen with the button, or dropped on the conversation.

import { find, say } from "./dom.js";

const ONE = "One file at a time, please.";
const LOST = "That file was not sent. Please attach it again.";

export class Files {
  /** @param {{limits, give}} about bytes taken by the end of the name; give(file, body) sends it */
  constructor(about) {
    this.about = about;
    this.input = find("file");
    this.room = document.querySelector(".room");
    this.depth = 0;
    find("attach").addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => this.chosen());
    this.room.addEventListener("dragenter", (event) => this.over(event, 1));
    this.room.addEventListener("dragleave", (event) => this.over(event, -1));
    this.room.addEventListener("dragover", (event) => brings(event) && event.preventDefault());
    this.room.addEventListener("drop", (event) => this.dropped(event));
  }

  chosen() {
    const files = [...this.input.files];
    this.input.value = "";
    this.take(files);
  }

  over(event, change) {
    if (!brings(event)) return;
    event.preventDefault();
    this.mark(this.depth + change);
  }

  dropped(event) {
    if (!brings(event)) return;
    event.preventDefault();
    this.mark(0);
    this.take([...event.dataTransfer.files]);
  }

  mark(depth) {
    this.depth = Math.max(0, depth);
    this.room.classList.toggle("dropping", this.depth > 0);
  }

  async take(files) {
    if (!files.length) return;
    say(find("notice"), files.length > 1 ? ONE : "");
    if (files.length > 1) return;
    find("attach").disabled = true;
    try {
      await this.about.give(files[0], this.fits(files[0]) ? files[0] : "");
    } catch {
      say(find("notice"), LOST);
    } finally {
      find("attach").disabled = false;
      find("text").focus();
    }
  }

  /** What is not taken anyway is not sent: its name and size are enough to be told so. */
  fits({ name, size }) {
    const end = name.slice(name.lastIndexOf(".")).toLowerCase();
    return size <= (this.about.limits()[end] ?? 0);
  }
}

const brings = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
