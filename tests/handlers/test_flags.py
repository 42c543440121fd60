from __future__ import annotations

from knowledge.values import Group, Person
from tests.handlers.lives import Life, day
from tests.knowledge.town import LIBRARY, metric


def test_owner_metric_and_funding_come_first() -> None:
    topics = [flag.topic for flag in Life().flags(3)]
    assert topics[:3] == ["Owner", "Metric", "Funding"]


def test_a_gap_is_as_old_as_the_pilot_until_it_is_closed() -> None:
    life = Life()
    gap = life.flag(9, "c.metric")
    assert gap is not None
    assert gap.since == day(0)
    life.answer(9, "q.metric", metric())
    assert life.flag(9, "c.metric") is None


def test_a_weak_answer_does_not_make_the_gap_younger() -> None:
    life = Life()
    life.answer(5, "q.owner", Group("the data team"))
    flag = life.flag(9, "r.owner.person")
    assert flag is not None
    assert (flag.since, flag.why.on, flag.why.person) == (day(0), day(5), "p-anna")


def test_a_gap_that_opens_again_is_as_old_as_its_opening() -> None:
    life = Life()
    life.answer(2, "q.owner", Person("p-ben"))
    assert life.flag(3, "r.owner.person") is None
    life.answer(7, "q.owner", Group("IT"))
    flag = life.flag(20, "r.owner.person")
    assert flag is not None
    assert flag.since == day(7)


def test_an_answer_taken_back_never_closed_the_gap() -> None:
    life = Life()
    seq = life.answer(2, "q.metric", metric())
    life.tell(4, "undid", {"question": "q.metric", "seq": seq})
    gap = life.flag(6, "c.metric")
    assert gap is not None
    assert gap.since == day(0)


def test_an_old_answer_is_flagged_from_the_day_after_its_half_life() -> None:
    life = Life()
    life.answer(1, "q.metric", metric())
    assert life.flag(366, "old.c.metric") is None
    flag = life.flag(400, "old.c.metric")
    assert flag is not None
    assert flag.since == day(367)


def test_still_true_makes_an_old_answer_fresh() -> None:
    life = Life()
    seq = life.answer(1, "q.metric", metric())
    life.tell(380, "renewed", {"criterion": "c.metric", "answers": {"q.metric": seq}})
    assert life.flag(400, "old.c.metric") is None
    flag = life.flag(800, "old.c.metric")
    assert flag is not None
    assert flag.since == day(380 + 366)


def test_a_stage_that_outlives_its_weeks_is_flagged_from_that_day() -> None:
    life = Life(since=-100)
    flag = life.flag(3, "r.gate.zombie")
    assert flag is not None
    assert flag.since < day(0)


def test_a_waiver_holds_until_its_day_and_then_blocks_again() -> None:
    life = Life()
    life.waive(5, "c.value-case", 30)
    waived = life.flag(29, "c.value-case")
    assert waived is not None
    assert (waived.state, waived.until, waived.by, waived.blocks) == (
        "waived",
        day(30),
        "p-lead",
        False,
    )
    again = life.flag(30, "c.value-case")
    assert again is not None
    assert (again.state, again.since, again.blocks) == ("open", day(0), True)


def test_an_overrule_ends_with_a_new_answer() -> None:
    life = Life()
    seq = life.answer(5, "q.owner", Group("IT"))
    told = {
        "code": "r.owner.person",
        "question": "q.owner",
        "reason": "IT is what everybody calls Ivana Torres",
        "upon": {"q.owner": seq},
        "stage": "",
    }
    life.tell(6, "overruled", told)
    flag = life.flag(7, "r.owner.person")
    assert flag is not None
    assert (flag.state, flag.by, flag.blocks) == ("overruled", "p-anna", False)
    life.answer(8, "q.owner", Group("the data team"))
    flag = life.flag(9, "r.owner.person")
    assert flag is not None
    assert flag.state == "open"


def test_a_gap_under_a_new_name_is_as_old_as_the_stage_that_asks_for_it() -> None:
    life = Life(stage="sg.st2")
    for question in LIBRARY.criterion("c.funding-path").questions:
        if not question.optional:
            life.answer(1, question.id, question.example)
    assert life.flag(2, "c.funding-path") is None
    decided = {"gate": "sg.g2", "outcome": "proceed", "reason": "Go", "conditions": ""}
    life.tell(20, "decided", {**decided, "open_musts": [], "stage": "sg.st3"}, "p-lead")
    gap = life.flag(30, "c.funding-approved")
    assert gap is not None
    assert (gap.since, gap.blocks) == (day(20), True)


def test_still_true_is_as_good_as_a_new_figure_where_figures_grow_old() -> None:
    life = Life(stage="sg.st4")
    seq = life.answer(1, "q.adoption-scale", "60 %")
    flag = life.flag(12, "r.metric.tiers")
    assert flag is not None
    assert flag.since == day(9)
    life.tell(
        12, "renewed", {"criterion": "c.adoption-scale", "answers": {"q.adoption-scale": seq}}
    )
    assert life.flag(12, "r.metric.tiers") is None


def test_a_flag_about_one_figure_is_not_as_old_as_that_about_another() -> None:
    life = Life(stage="sg.st4")
    life.answer(1, "q.value", "250000 EUR")  # past its quarter on day 94
    life.answer(200, "q.adoption-scale", "60 %")
    flag = life.flag(230, "r.metric.tiers")
    assert flag is not None
    assert (flag.question, flag.since) == ("q.adoption-scale", day(208))


def test_an_overrule_about_the_stage_ends_with_the_stage() -> None:
    life = Life(since=-100)
    told = {"code": "r.gate.zombie", "question": "q.stage-start", "reason": "Waiting for the law"}
    life.tell(1, "overruled", {**told, "upon": {}, "stage": "sg.st1"})
    flag = life.flag(2, "r.gate.zombie")
    assert flag is not None
    assert flag.state == "overruled"
    decided = {"gate": "sg.g1", "outcome": "proceed", "reason": "Go", "conditions": ""}
    life.tell(3, "decided", {**decided, "open_musts": [], "stage": "sg.st2"}, "p-lead")
    flag = life.flag(3 + 57, "r.gate.zombie")
    assert flag is not None
    assert flag.state == "open"
