from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, ROOT, anchors, links, name_of, text_of

REGISTRIES = re.compile(
    r"py[p]i\.org|python[h]osted|npm[j]s\.(?:org|com)|index-url|/simple/?\b", re.IGNORECASE
)
# Absolute paths that only one machine has; /tmp and the like are nobody's own.
SOMEBODYS = re.compile(r"(?<![\w.:/<])/(?:home|root|work|opt|Users|mnt|srv)/")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_and_picture_is_there(page: Path) -> None:
    lost = [link for link in links(page) if not _leads_somewhere(page, link)]
    assert lost == []


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("http://", "https://", "mailto:")):
        return True
    target, _, anchor = link.partition("#")
    there = (page.parent / target).resolve() if target else page
    if not there.exists() or not there.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(there)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_registry_or_somebodys_machine(page: Path) -> None:
    said = text_of(page)
    assert REGISTRIES.findall(said) == []
    assert SOMEBODYS.findall(said) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_shouts(page: Path) -> None:
    prose = re.sub(r"`[^`]*`|```.*?```|<!--.*?-->|!\[", "", text_of(page), flags=re.DOTALL)
    assert "!" not in prose


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_of_ours_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:bot|handlers|knowledge|storage|tests|docs|requirements)/[\w./-]+)`",
                       text_of(page))  # fmt: skip
    assert [one for one in named if "000N" not in one and not (ROOT / one).exists()] == []


def test_every_picture_is_shown_somewhere_and_moderate_in_size() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    pictures = set((DOCS / "pictures").iterdir())
    assert pictures - shown == set()
    assert [p.name for p in pictures if p.stat().st_size > 200_000] == []


def test_every_decision_stands_in_the_index_under_its_title() -> None:
    index = text_of(DOCS / "README.md")
    for record in (DOCS / "decisions").iterdir():
        number, _, title = text_of(record).partition("\n")[0].removeprefix("# ").partition(". ")
        assert record.name.startswith(f"{int(number):04}-")
        assert f"{number}. [{title}](decisions/{record.name})" in index
        for part in ("## Context", "## Decision", "## Consequences"):
            assert part in text_of(record)


def test_the_changelog_says_what_is_coming() -> None:
    log = text_of(ROOT / "CHANGELOG.md")
    assert re.search(r"^## \[(?:Unreleased|0\.1\.0)\]", log, re.MULTILINE)
    assert "### Added" in log
