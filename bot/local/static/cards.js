// Adaptive Cards, shown by Microsoft's own renderer (vendor/).

import { hostConfig } from "./host.js";

const { AdaptiveCards } = globalThis;
const { AdaptiveCard, Strings } = AdaptiveCards;

// Cards hold runs of text only; what remains (labels, complaints) is shown to the letter.
AdaptiveCard.onProcessMarkdown = (_text, result) => {
  result.didProcess = false;
};
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false; // the message around it is the stop
Strings.defaults.overflowButtonText = () => "More";
Strings.defaults.overflowButtonTooltip = () => "More";

const config = new AdaptiveCards.HostConfig(hostConfig);
const FAILED = "ac-input-validation-failed";

/**
 * Show a card. A form element of its own keeps its radio buttons apart from other cards'.
 * @param press called with (verb, data, shown) when something is pressed
 * @returns {{element: HTMLFormElement, card: AdaptiveCard}}
 */
export function show(json, press) {
  const card = new AdaptiveCard();
  card.hostConfig = config;
  card.parse(json);
  const element = document.createElement("form");
  element.className = "card";
  element.noValidate = true;
  element.append(card.render());
  const shown = { element, card };
  card.onExecuteAction = (action) => execute(action, press, shown);
  card.onInlineCardExpanded = (action, expanded) => expanded && tidy(shown, action);
  element.addEventListener("submit", (event) => event.preventDefault());
  element.addEventListener("keydown", (event) => sendByEnter(event, element));
  tidy(shown);
  return shown;
}

function execute(action, press, shown) {
  if (action.getJsonTypeName() === "Action.OpenUrl") {
    open(action.url, "_blank", "noopener,noreferrer");
  } else {
    press(action.verb, action.data ?? {}, shown);
  }
}

/** The renderer gives fields the card's ids, which are not unique on a page of many cards. */
function tidy({ card, element }, expanded) {
  for (const input of card.getAllInputs(true)) input.renderedElement?.removeAttribute("id");
  const title = element.querySelector(".ac-adaptiveCard > .ac-richTextBlock:first-child");
  if (title?.querySelector("span")?.style.fontSize === TITLE) {
    title.setAttribute("role", "heading");
    title.setAttribute("aria-level", "3");
  }
  expanded?.card.renderedElement?.querySelector("input, textarea, select, button")?.focus();
}

const TITLE = `${hostConfig.fontTypes.default.fontSizes.large}px`;

/** Enter in a single line sends the fields, as people expect of a form. */
function sendByEnter(event, element) {
  if (event.key !== "Enter" || event.isComposing) return;
  if (!event.target.matches("input:not([type=radio]):not([type=checkbox])")) return;
  event.preventDefault();
  const inside = event.target.closest(".ac-adaptiveCard") ?? element;
  inside.querySelector("button.style-positive:not(.expandable)")?.click();
}

/** Show complaints at their fields, keep what was typed; returns those that have no field. */
export function complain({ card }, errors) {
  const left = { ...errors };
  let first = null;
  for (const input of card.getAllInputs(true)) {
    const name = (input.id ?? "").replace(/^\d+\./, "");
    const control = input.renderedInputControlElement;
    input.resetValidationFailureCue();
    control?.removeAttribute("aria-invalid");
    if (!control || !(name in left)) continue;
    const usual = input.errorMessage;
    input.errorMessage = left[name];
    control.classList.add(FAILED);
    control.setAttribute("aria-invalid", "true");
    input.showValidationErrorMessage();
    input.errorMessage = usual;
    delete left[name];
    first ??= input;
  }
  first?.focus();
  return Object.values(left);
}

/** While an act is under way its card takes no second press. */
export function busy({ element }, on) {
  element.setAttribute("aria-busy", String(on));
  element.classList.toggle("busy", on);
}
