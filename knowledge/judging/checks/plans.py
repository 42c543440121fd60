"""Checks of what is planned: the problem first, enough time, steps in their order."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import TOOL_FIRST, WORK, says_little
from knowledge.values.kinds import Day, Text


def plain_problem(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the problem is a tool or next to nothing, or nobody is named who has it."""
    problem, user = (facts.value(question) for question in use.questions)
    least = int(use.figure.value) if use.figure else 1
    if isinstance(problem, Text) and (_a_tool(problem.text) or says_little(problem.text, least)):
        return Verdict(fires=True, question=use.questions[0])
    return Verdict(
        fires=isinstance(user, Text) and says_little(user.text, 2), question=use.questions[1]
    )


def told_before_pilot(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day is still to come, or came after the pilot stage began."""
    value = facts.value(use.questions[0])
    if not isinstance(value, Day):
        return SILENT
    late = facts.in_stage("pilot") and value.date > facts.started
    return Verdict(fires=late or value.date > facts.today)


def months_enough(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where fewer months are planned than the figure asks for each of them."""
    count, planned = (facts.number(question) for question in use.questions)
    if count is None or planned is None or use.figure is None:
        return SILENT
    return Verdict(fires=planned < count * use.figure.value, question=use.questions[1])


def since_start(use: RuleUse, facts: Facts) -> Verdict:
    """Fire, in the pilot stage, where the day lies before the stage began."""
    value = facts.value(use.questions[0])
    stale = isinstance(value, Day) and value.date < facts.started
    return Verdict(fires=stale and facts.in_stage("pilot"))


def _a_tool(text: str) -> bool:
    return bool(TOOL_FIRST.match(text)) and not WORK.search(text)


CHECKS = (plain_problem, told_before_pilot, months_enough, since_start)
