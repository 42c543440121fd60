"""The pages about the frameworks are what the YAML says, and show what is reconstructed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from handlers.views.marks import WORD, gate_mark
from knowledge.model import Playbook
from tests.docs.frameworks import FOLDER, Pages, cited, heading
from tests.docs.pages import text_of
from tests.knowledge.town import LIBRARY

MADE = dict(Pages(LIBRARY).all())
BOOKS = list(LIBRARY.playbooks.values())
SVG = "{http://www.w3.org/2000/svg}"

each_book = pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.id)


def part(book: Playbook, place: int) -> str:
    """Cut one stage out of a playbook's page."""
    page = MADE[f"{book.id}.md"]
    return page.partition(f"## {heading(book.stages[place])}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_page_says_what_the_yaml_says(name: str) -> None:
    said = (FOLDER / name).read_text("utf-8")
    assert said == MADE[name], "run: .venv-test/bin/python -m tests.docs.frameworks"


def test_there_is_nothing_beside_what_is_made() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(MADE)


@each_book
def test_each_stage_shows_its_weeks_gate_criteria_approvers_and_documents(book: Playbook) -> None:
    for place, stage in enumerate(book.stages):
        said = part(book, place)
        if stage.weeks:
            assert str(stage.weeks[0]) in said
        for role in stage.gate.approvers:
            assert LIBRARY.role(role).label in said
        for paper in stage.gate.deliverables:
            assert paper.title in said
        for need in stage.gate.needs:
            rows = [row for row in said.splitlines() if row.startswith("| [")]
            title = LIBRARY.criterion(need.criterion).title
            row = next(row for row in rows if row.startswith(f"| [{title}]("))
            assert f"| {need.need} |" in row
            assert cited(need.sources) in row
            assert ("*(reconstructed)*" in row.split("|")[1]) == need.derived
            if need.threshold:
                assert f"{need.threshold.value.normalize():f} " in row


@each_book
def test_each_reconstructed_part_is_marked(book: Playbook) -> None:
    for place, stage in enumerate(book.stages):
        marked = "- Reconstructed: " in part(book, place)
        assert marked == bool(stage.derived or gate_mark(stage.gate))


@each_book
def test_the_picture_shows_every_stage_gate_and_criterion(book: Playbook) -> None:
    drawn = ElementTree.fromstring(MADE[f"{book.id}.svg"])
    said = " ".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text"))
    for stage in book.stages:
        assert all(word in said for word in stage.label.split())
        assert all(word in said for word in stage.gate.label.split())
    squares = [one for one in drawn.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    assert len(squares) == sum(len(stage.gate.needs) for stage in book.stages)
    whole = [stage for stage in book.stages if gate_mark(stage.gate) == WORD]
    assert said.count(WORD) - said.count(f"partly {WORD}") == len(whole) + 1  # and the legend
    assert drawn.find(f"{SVG}desc") is not None


def test_every_criterion_question_and_rule_is_on_the_pages() -> None:
    said = text_of(FOLDER / "criteria.md")
    for criterion in LIBRARY.criteria.values():
        assert f"\n## {criterion.title}\n\n`{criterion.id}` · {criterion.requirement}" in said
        assert all(question.ask.replace("|", "\\|") in said for question in criterion.questions)
    assert all(f"`{use.id}`" in said for use in LIBRARY.rules())


def test_every_disagreement_says_who_says_what_and_what_is_held() -> None:
    said = text_of(FOLDER / "disagreements.md")
    for one in LIBRARY.conflicts.values():
        here = said.partition(f"### {one.topic}\n")[2].partition("\n### ")[0]
        assert one.hold in here
        assert all(
            f"| {LIBRARY.frameworks[by].title} | {told}" in here for by, told in one.says.items()
        )


def test_every_number_stands_with_whoever_says_it() -> None:
    rows = text_of(FOLDER / "numbers.md").splitlines()
    for one in LIBRARY.statistics.values():
        row = next(row for row in rows if f"`{one.id}`" in row)
        assert one.figure in row
        assert one.by in row


def test_every_gap_stands_with_what_is_in_its_place() -> None:
    rows = text_of(FOLDER / "gaps.md").splitlines()
    for one in LIBRARY.gaps.values():
        row = next(row for row in rows if f"`{one.id}`" in row)
        assert one.what in row
        assert one.instead in row
        assert ("| yes |" in row) == one.rebuilt
