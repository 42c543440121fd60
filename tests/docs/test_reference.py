from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.settings import Settings
from handlers.commands import COMMANDS, LATER
from handlers.desk import WITHIN
from handlers.interview.questions import AT_A_TIME
from handlers.interview.sitting import FOLLOW_UPS
from handlers.pilots.starting import NAME, PURPOSE
from handlers.rights import READ_AS, RIGHTS
from knowledge.model.content import Kind, Question
from knowledge.understanding.text import LIMIT
from knowledge.understanding.understand import Kept, understand
from tests.docs.pages import GUIDES, name_of, tables, text_of
from tests.docs.reference import PAGE, VERBS, leaves, options, renewed
from tests.knowledge.town import TODAY, Town

WORDS = {one.word for one in COMMANDS} | LATER
OTHERS = {"HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"}  # honoured, and everybody's


def rows() -> dict[str, list[str]]:
    return {cells[0].strip("`"): cells[1:] for cells in tables(PAGE)}


def test_its_tables_are_what_the_code_says() -> None:
    told = text_of(PAGE)
    assert renewed(told) == told, "run: .venv-test/bin/python -m tests.docs.reference"


def test_every_word_behind_gate_is_there() -> None:
    for one in COMMANDS:
        assert rows()[f"/gate {one.usage}".replace("|", "\\|")] == [one.help]
    for word in LATER:
        assert f"`{word}`" in text_of(PAGE)


def test_every_command_and_option_is_there() -> None:
    told = text_of(PAGE)
    for name, found in leaves():
        part = told.partition(f"### `{name}`\n")[2].partition("\n###")[0]
        assert found.help in part
        for typed, does in options(found):
            assert f"| `{typed}` | {does} |" in part


def test_every_setting_is_there() -> None:
    for name, field in Settings.model_fields.items():
        assert rows()[name.upper()][0] == field.description


def test_who_may_what_is_what_every_door_asks() -> None:
    assert {verb for held in RIGHTS.values() for verb in held} == set(VERBS)
    for role, held in RIGHTS.items():
        assert rows()[READ_AS[role]] == ["yes" if verb in held else "" for verb in VERBS]


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_no_guide_names_a_word_option_or_setting_that_is_not_there(page: Path) -> None:
    told = text_of(page)
    assert set(re.findall(r"/gate ([a-z]+)", told)) <= WORDS
    known = {one for _, found in leaves() for given in found.params for one in given.opts}
    known |= {
        one for _, found in leaves() for given in found.params for one in given.secondary_opts
    }
    assert set(re.findall(r"`[^`\n]*?(--[a-z-]+)", told)) <= known | {"--help", "--version"}
    shouted = {name.removesuffix("_FILE") for name in re.findall(r"`([A-Z]+_[A-Z_]+)`", told)}
    settings = {name.upper() for name in Settings.model_fields}
    assert shouted <= settings | {name.removesuffix("_FILE") for name in OTHERS}


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_no_guide_names_a_command_that_is_not_there(page: Path) -> None:
    known = {name for name, _ in leaves()}
    in_code = re.findall(r"`(gatepost [^`\n]*)`|^(gatepost .*)$", text_of(page), re.MULTILINE)
    for one, other in in_code:
        said = one or other
        assert said.startswith("gatepost --") or any(said.startswith(name) for name in known), said


def test_every_kind_of_answer_is_typed_as_it_says() -> None:
    names = {"yes or no": "yes_no"}
    shown = {names.get(name, name): cells[0] for name, cells in rows().items()}
    for kind in get_args(Kind):
        for example in re.findall(r"`([^`]+)`", shown[kind]):
            assert isinstance(read(kind, example), Kept), (kind, example)


def read(kind: Any, said: str) -> object:
    extras: dict[str, Any] = {"number": {"unit": "hours"}, "choice": {"options": ("one", "two")}}
    question = Question(id="q.shown", ask="Is it so?", kind=kind, **extras.get(kind, {}))
    return understand(question, said, me="p-anna", directory=Town(), today=TODAY)


def test_its_limits_are_those_of_the_code() -> None:
    told = text_of(PAGE)
    counted = {2: "two", 3: "three", 5: "Five"}
    assert f"{counted[AT_A_TIME]} answers, then an offer to stop" in told
    assert f"and {counted[FOLLOW_UPS]} a sitting" in told
    assert f"within {counted[int(WITHIN)]} seconds" in told
    assert f"at most {LIMIT:,} characters, a pilot's name {NAME}, its purpose {PURPOSE}" in told
