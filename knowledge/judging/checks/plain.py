"""Checks that look at one plain answer, or at two side by side."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import MONEY, SIGNS, says_little
from knowledge.values.kinds import Choice, Day, Money, Percent, Quantity, Text, YesNo


def answered_yes(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first no or not sure."""
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, YesNo) and value.answer != "yes":
            return Verdict(fires=True, question=question)
    return SILENT


def one_of(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first option chosen that is none of those allowed."""
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, Choice) and value.option not in use.allow:
            return Verdict(fires=True, question=question)
    return SILENT


def at_least(use: RuleUse, facts: Facts) -> Verdict:
    """Fire below the figure."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said < use.figure.value)


def at_most(use: RuleUse, facts: Facts) -> Verdict:
    """Fire above the figure."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said > use.figure.value)


def within(use: RuleUse, facts: Facts) -> Verdict:
    """Fire outside the figure's range, whose ends belong to it."""
    said, figure = facts.number(use.questions[0]), use.figure
    if said is None or figure is None or figure.high is None:
        return SILENT
    return Verdict(fires=not figure.value <= said <= figure.high)


def below(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the figure and above it."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said >= use.figure.value)


def reaches(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first answer is lower than the second."""
    measured, wanted = (facts.number(question) for question in use.questions)
    return Verdict(fires=measured is not None and wanted is not None and measured < wanted)


def stays_within(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first answer is higher than the second."""
    measured, allowed = (facts.number(question) for question in use.questions)
    return Verdict(fires=measured is not None and allowed is not None and measured > allowed)


def has_happened(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day has not come yet."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Day) and value.date > facts.today)


def still_to_come(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day is over."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Day) and value.date < facts.today)


def recent(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day is longer ago than the figure, in days."""
    value = facts.value(use.questions[0])
    if not isinstance(value, Day) or use.figure is None:
        return SILENT
    return Verdict(fires=(facts.today - value.date).days > use.figure.value)


def above_zero(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first amount, number or share that is zero."""
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, Money | Quantity | Percent) and value.amount <= 0:
            return Verdict(fires=True, question=question)
    return SILENT


def falls(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first answer is no lower than the second, which is the older one."""
    now, before = (facts.number(question) for question in use.questions)
    return Verdict(fires=now is not None and before is not None and now >= before)


def all_given(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first gap in a set of which some is answered."""
    open_ones = [question for question in use.questions if facts.value(question) is None]
    if not open_ones or len(open_ones) == len(use.questions):
        return SILENT
    return Verdict(fires=True, question=open_ones[0])


def real_words(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first text with fewer words than the figure, or that says "none" in more."""
    least = int(use.figure.value) if use.figure else 1
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, Text) and says_little(value.text, least):
            return Verdict(fires=True, question=question)
    return SILENT


def early_signs(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where money is named and nothing that shows earlier."""
    value = facts.value(use.questions[0])
    if not isinstance(value, Text):
        return SILENT
    return Verdict(fires=bool(MONEY.search(value.text)) and not SIGNS.search(value.text))


CHECKS = (
    answered_yes,
    one_of,
    at_least,
    at_most,
    within,
    below,
    reaches,
    stays_within,
    has_happened,
    still_to_come,
    recent,
    above_zero,
    falls,
    all_given,
    real_words,
    early_signs,
)
