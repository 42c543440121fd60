// How cards look here. Colours are the page's own variables, so light and dark come by themselves.

const colour = (name) => {
  const plain = { default: `var(--${name})`, subtle: `var(--${name}-soft)` };
  return { ...plain, highlightColors: plain };
};

const foregroundColors = {
  default: colour("ink"),
  dark: colour("ink"),
  light: colour("ink"),
  accent: colour("accent"),
  good: colour("good"),
  warning: colour("warning"),
  attention: colour("danger"),
};

const style = (backgroundColor) => ({ backgroundColor, foregroundColors });

const font = {
  fontFamily: "inherit",
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
};

export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: { default: font, monospace: font },
  spacing: { small: 6, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: {
    default: style("var(--card)"),
    emphasis: style("var(--panel)"),
  },
  // The server shows six and folds the rest; this only keeps a long folded list whole.
  actions: {
    maxActions: 40,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " " },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small", spacing: "small" },
  },
  textBlock: { headingLevel: 3 },
};
