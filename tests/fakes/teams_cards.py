"""What Teams takes as a card: Adaptive Card 1.5 as far as Gatepost writes it, and nothing else.

Written by hand from the published description; anything that is not named here is refused. Then
the published schema is asked, which knows neither Teams' limits nor what we never write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from tests.fakes.teams_schema import breaks

Json: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Any], bool]

LIMIT = 80 * 1024  # bytes, spaces included
ACTIONS = 6
SPACING = {"None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"}
SIZES = {"Small", "Default", "Medium", "Large", "ExtraLarge"}
WATCHED: Final[list[Callable[[Json], None]]] = []  # told of each card that was taken


class NotACard(AssertionError):
    """Teams would refuse this card, or show it as unknown."""


def text(value: Any) -> bool:
    return isinstance(value, str)


def filled(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def anything(value: Any) -> bool:
    return True


# Every element: what it must have, and what it may have.
_COMMON: dict[str, Check] = {
    "id": filled,
    "separator": flag,
    "spacing": lambda value: value in SPACING,
    "isVisible": flag,
    "fallback": anything,
}
_RUN: dict[str, Check] = {
    "size": lambda value: value in SIZES,
    "weight": one_of("Lighter", "Default", "Bolder"),
    "isSubtle": flag,
    "color": one_of("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"),
    "italic": flag,
    "underline": flag,
    "selectAction": anything,
}
_INPUT: dict[str, Check] = {
    "label": filled,
    "isRequired": flag,
    "errorMessage": filled,
    "value": text,
}
ELEMENTS: dict[str, tuple[set[str], dict[str, Check]]] = {
    "RichTextBlock": ({"inlines"}, {"inlines": anything}),
    "ColumnSet": ({"columns"}, {"columns": anything}),
    "Column": (
        {"items"},
        {
            "items": anything,
            "width": text,
            "verticalContentAlignment": one_of("Top", "Center", "Bottom"),
        },
    ),
    "Container": ({"items"}, {"items": anything}),
    "ActionSet": ({"actions"}, {"actions": anything}),
    "Input.Text": (
        {"id"},
        _INPUT
        | {"maxLength": lambda value: isinstance(value, int), "placeholder": text}
        | {"isMultiline": flag},
    ),
    "Input.Date": ({"id"}, _INPUT),
    "Input.ChoiceSet": (
        {"id", "choices"},
        _INPUT
        | {"choices": anything, "style": one_of("compact", "expanded"), "isMultiSelect": flag}
        | {"placeholder": text, "wrap": flag},
    ),
}
# Teams' own, which no schema of 1.5 knows: from the models that Microsoft makes for its SDK.
CHARTS: dict[str, tuple[set[str], dict[str, Check]]] = {
    "Chart.HorizontalBar": (
        {"data", "fallback"},
        {"data": lambda value: _points(value, filled), "xAxisTitle": text},
    ),
    "Chart.Line": (
        {"data", "fallback"},
        {"data": lambda value: all(map(_series, value)), "yAxisTitle": text},
    ),
}
ACTION: dict[str, tuple[set[str], dict[str, Check]]] = {
    "Action.Execute": (
        {"verb"},
        {
            "verb": filled,
            "data": lambda value: isinstance(value, dict),
            "associatedInputs": one_of("auto", "none"),
        },
    ),
    "Action.OpenUrl": ({"url"}, {"url": filled}),
    "Action.ShowCard": ({"card"}, {"card": anything}),
}
_ACTION_COMMON: dict[str, Check] = {
    "title": filled,
    "id": filled,
    "style": one_of("default", "positive", "destructive"),
    "mode": one_of("primary", "secondary"),
}
_CARD = {"type", "$schema", "version", "fallbackText", "speak", "body", "actions", "refresh"}


def check(card: Json) -> None:
    """Raise NotACard where Teams would not take a card as it stands."""
    _need(card.get("type") == "AdaptiveCard" and card.get("version") == "1.5", "no card of 1.5")
    _need(size(card) <= LIMIT, "over 80 KB")
    _need(bool(card.get("fallbackText")), "nothing to read aloud")
    _card(card)
    ids = [one["id"] for one in elements(card) if "id" in one]
    _need(len(ids) == len(set(ids)), f"an id comes twice: {ids}")
    if refresh := card.get("refresh"):
        _need(len(refresh["userIds"]) <= 60, "too many people to refresh for")
        _action(refresh["action"])
        _need(not any(one["type"].startswith("Input") for one in elements(card)), "typed text lost")
    wrong = breaks(card)
    _need(not wrong, f"the schema of 1.5 says no: {wrong}")
    for told in WATCHED:
        told(card)


def size(card: Json) -> int:
    """Measure a card with spaces, as UTF-8 and as UTF-16; the longer of the two counts."""
    written = json.dumps(card, ensure_ascii=False)
    return max(len(written.encode("utf-8", "surrogatepass")), len(written.encode("utf-16-le")))


def _card(card: Json) -> None:
    _need(set(card) <= _CARD, f"unknown in a card: {set(card) - _CARD}")
    for one in card.get("body", ()):
        _element(one)
    _actions(card.get("actions", []))


def _actions(actions: list[Json]) -> None:
    shown = [one for one in actions if one.get("mode") != "secondary"]
    _need(len(shown) <= ACTIONS, f"{len(shown)} buttons side by side")
    for one in actions:
        _action(one)


def _element(one: Json) -> None:
    known = ELEMENTS | CHARTS
    _need(one.get("type") in known, f"unknown element {one.get('type')!r}")
    kind: str = one["type"]
    needs, may = known[kind]
    extra = {"title": text} if kind in CHARTS else {}
    _fits(one, needs, may | _COMMON | extra)
    for key in ("items", "columns"):
        for inner in one.get(key, ()):
            _element(inner)
    for run in one.get("inlines", ()):
        _run(run)
    for choice in one.get("choices", ()):
        _need(set(choice) == {"title", "value"} and all(map(filled, choice.values())), "choice")
    if kind.startswith("Input."):
        _need(filled(one.get("label")), "an input without a label")
    if isinstance(one.get("fallback"), dict):
        _element(one["fallback"])
    _actions(one.get("actions", []))


def _series(one: Json) -> bool:
    known = set(one) == {"legend", "values"} and filled(one["legend"])
    return known and _points(one["values"], filled)


def _points(listed: Any, along: Check) -> bool:
    return isinstance(listed, list) and all(
        set(one) == {"x", "y"} and along(one["x"]) and isinstance(one["y"], int | float)
        for one in listed
    )


def _run(run: Json) -> None:
    _need(run.get("type") == "TextRun" and text(run.get("text")), "no run of text")
    _fits(run, {"text"}, _RUN | {"text": text})
    if "selectAction" in run:
        _action(run["selectAction"])


def _action(one: Json) -> None:
    _need(one.get("type") in ACTION, f"unknown action {one.get('type')!r}")
    needs, may = ACTION[one["type"]]
    _fits(one, needs, may | _ACTION_COMMON)
    if one["type"] == "Action.ShowCard":
        inner: Json = {"version": "1.5"} | one["card"]
        _need(inner.pop("type") == "AdaptiveCard", "no card in a card")
        _card(inner)
    if one["type"] == "Action.OpenUrl":
        _need(one["url"].lower().startswith(("https://", "http://")), f"opens {one['url']!r}")


def _fits(one: Json, needs: set[str], may: dict[str, Check]) -> None:
    _need(needs <= set(one), f"{one['type']} lacks {needs - set(one)}")
    for key, value in one.items():
        if key != "type":
            _need(key in may, f"{one['type']} has no {key}")
            _need(may[key](value), f"{one['type']}.{key} cannot be {value!r}")


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotACard(otherwise)


def elements(card: Json) -> Iterator[Json]:
    """Walk through everything in a card, that of folded cards included."""
    for one in (*card.get("body", ()), *card.get("actions", ())):
        yield from _within(one)


def _within(one: Json) -> Iterator[Json]:
    yield one
    for key in ("items", "columns", "actions"):
        for inner in one.get(key, ()):
            yield from _within(inner)
    if one["type"] == "Action.ShowCard":
        yield from elements(one["card"])


def words(card: Json) -> str:
    """Everything that can be read in a card, line by line; charts as the figures beside them."""
    return "\n".join(_said(card))


def _said(card: Json) -> Iterator[str]:
    for one in card.get("body", ()):
        yield from _lines(one)


def _lines(one: Json) -> Iterator[str]:
    match one["type"]:
        case "RichTextBlock":
            yield "".join(run["text"] for run in one["inlines"])
        case "ColumnSet":
            lines = (
                " ".join(line for it in c["items"] for line in _lines(it)) for c in one["columns"]
            )
            yield _joined([line for line in lines if line])
        case "ActionSet":
            yield " ".join(f"[{action['title']}]" for action in one["actions"])
            for action in one["actions"]:
                if action["type"] == "Action.ShowCard":
                    yield from _said(action["card"])
        case "Container":
            for inner in one["items"]:
                yield from _lines(inner)
        case kind if kind.startswith("Input."):
            yield _field(one)
        case _:
            pass


def _cell(column: Json) -> str:
    return " ".join(line for item in column["items"] for line in _lines(item))


def _joined(cells: list[str]) -> str:
    """Read a row: a bullet, a label and its fact, or a line and its button."""
    if len(cells) == 2 and not cells[1].startswith("[") and cells[0] != "•":
        return f"{cells[0]}: {cells[1]}"
    return " ".join(cells)


def _field(one: Json) -> str:
    chosen = {choice["value"]: choice["title"] for choice in one.get("choices", ())}
    value = one.get("value", "")
    shown = ", ".join(chosen.get(part, part) for part in value.split(",")) if chosen else value
    return f"{one['label']}: {shown or ' / '.join(chosen.values()) or '____'}"
