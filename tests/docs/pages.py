"""The Markdown of the repository, and what can be picked out of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDES = (ROOT / "README.md", DOCS / "tutorial.md", DOCS / "slack.md", DOCS / "reference.md")
PAGES = (*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "bot").rglob("*.md"))

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*? src=\"([^\"]+)\"")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def links(page: Path) -> Iterator[str]:
    """Every link and picture, as written."""
    for found in _LINK.finditer(text_of(page)):
        yield found[1] or found[2]


def anchors(page: Path) -> set[str]:
    """What can stand behind the # of a link, by the rule of code hosts."""
    return {_slug(found[1]) for found in _HEADING.finditer(text_of(page))}


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFC", heading.replace("`", "")).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def typed(page: Path, language: str = "") -> Iterator[str]:
    """Every line of the code blocks in a language; without one: what the reader is to type."""
    for found in _FENCE.finditer(text_of(page)):
        if found[1] == language:
            yield from found[2].splitlines()


def tables(page: Path) -> Iterator[list[str]]:
    """Every row of every table, as cells."""
    for line in text_of(page).splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            yield [cell.strip() for cell in cells]
