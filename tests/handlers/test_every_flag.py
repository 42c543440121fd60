"""Each rule about answers becomes a flag of a pilot at the gate that asks for its criterion."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.lives import BEGAN, Life, day
from tests.knowledge.test_every_rule import gate_of
from tests.knowledge.test_rules import CASES, Said
from tests.knowledge.town import TODAY

NOW = (TODAY - BEGAN).days
STAGE = (date(2026, 11, 2) - BEGAN).days


def life_of(criterion: str, said: Said) -> Life:
    stage = gate_of(criterion).id
    life = Life(playbook="default", stage=stage, since=STAGE, team=("p-ben",))
    for question, value in said.items():
        life.answer(NOW, question, value)
    return life


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_rule_becomes_a_flag_that_can_be_explained_and_overruled(name: str) -> None:
    criterion, rule = name.split()
    firing, silent = CASES[name]
    life = life_of(criterion, firing)
    flag = next(f for f in life.flags(NOW) if f.code == rule and f.criterion == criterion)
    assert all((flag.message, flag.clears, flag.who))
    assert flag.since <= day(NOW)
    assert flag.why.rule == rule
    stands = life.pilot()
    upon = {q: answer.seq if (answer := stands.answer(q)) else 0 for q in flag.upon}
    told = {"code": rule, "question": flag.question, "reason": "It is wrong", "upon": upon}
    life.tell(NOW, "overruled", {**told, "stage": ""}, "p-ben")
    after = next(f for f in life.flags(NOW) if f.key == flag.key)
    assert (after.state, after.by, after.blocks) == ("overruled", "p-ben", False)
    quiet = life_of(criterion, silent).flags(NOW)
    assert (rule, criterion) not in {(f.code, f.criterion) for f in quiet}
