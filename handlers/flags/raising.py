"""From the judgement of a pilot to what is raised: gaps, findings, old answers, overlays."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.flags.aging import oldest
from handlers.flags.case import GAP, Case, Find, Raised
from handlers.flags.past import first_asked
from handlers.flags.topics import EARLIER, OLD, REST
from handlers.pilots.pilot import Pilot, Turn
from knowledge.judging.evaluate import catch_up, judged_by, lacking
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Item, Plan, item_of, plan_of
from knowledge.judging.readiness import Finding, Readiness, Standing
from knowledge.judging.rules import RULES, looked_at
from knowledge.judging.standing import watch
from knowledge.loading.overlaying import lay_over
from knowledge.model import Library, Question, RuleUse, Severity

HOLD_ON = "Tap “Still true” if it is, or answer anew."


def raised(library: Library, pilot: Pilot, readiness: Readiness, facts: Facts) -> Iterator[Raised]:
    """List all that is raised, owner, metric and funding first; a thing may come twice."""
    plan = plan_of(library, pilot.playbook, pilot.stage)
    for case in _cases(library, pilot, plan, readiness, facts):
        yield from _of(case)
    for finding in watch(library, pilot.playbook, pilot.stage, facts.answers, facts):
        use = library.standing[finding.rule]
        yield _alone(library, use, finding, readiness, finding.question in facts.answers)
    for overlay in pilot.overlays:
        yield from _of_overlay(library, pilot, overlay, readiness, facts)
    yield from _old(plan, judged_by(plan, facts.answers, facts))


def _cases(
    library: Library, pilot: Pilot, plan: Plan, readiness: Readiness, facts: Facts
) -> Iterator[Case]:
    first = {one.criterion for one in readiness.first}
    for place, one in enumerate(readiness.first):
        gap: Severity = "block" if one.severity == "block" else "warn"
        item, asked = _item(plan, one.standing), first_asked(library, pilot, place)
        yield Case(item, one.standing, gap, one.label, _nth(place), facts, asked)
    for standing in readiness.standings:
        if standing.criterion.id not in first:
            gap = GAP[standing.need.need]
            yield Case(_item(plan, standing), standing, gap, REST, _same(standing), facts)
    for standing in catch_up(library, pilot.playbook, pilot.stage, facts.answers, facts):
        yield Case(_item(plan, standing), standing, "warn", EARLIER, _same(standing), facts)


def _item(plan: Plan, standing: Standing) -> Item:
    item = plan.item(standing.criterion.id)
    assert item is not None
    return item


def _nth(place: int) -> Find:
    """Owner, metric and funding stay one gap from stage to stage, whatever they are called."""
    return lambda plan, turn: plan.first[place].item


def _same(standing: Standing) -> Find:
    return lambda plan, turn: plan.item(standing.criterion.id)


def _of(case: Case) -> Iterator[Raised]:
    """Raise what keeps a criterion from being met, and what its rules notice besides."""
    if case.standing.state in ("waived", "not_applicable"):
        yield _aside(case)
        return
    if case.standing.state == "missing":
        yield _gap(case)
    for finding in case.standing.findings:
        yield _found(case, finding)


def _aside(case: Case) -> Raised:
    waived = case.standing.state == "waived"
    criterion = case.standing.criterion
    return Raised(
        criterion.id,
        "info",
        criterion.id,
        case.item.required[0].id,
        "Waived for now." if waived else "Said not to apply.",
        "Answer it, or lift the waiver." if waived else "Answer it, if it does apply.",
        criterion.sources,
        case.short,
        case.asked,
        case.topic,
        state="waived" if waived else "not_applicable",
    )


def _gap(case: Case) -> Raised:
    criterion = case.standing.criterion
    open_now = lacking(case.item, case.standing, case.facts.answers)
    message, clears = _missing(open_now)
    return Raised(
        criterion.id,
        case.gap,
        criterion.id,
        open_now[0].id,
        message,
        clears,
        criterion.sources,
        case.short,
        case.asked,
        case.topic,
        blocks=case.blocks,
    )


def _missing(questions: list[Question]) -> tuple[str, str]:
    more = len(questions) - 1
    asked = f"No answer yet: “{questions[0].ask}”"
    if not more:
        return asked, "Answer it."
    return f"{asked} and {more} more.", f"Answer these {more + 1} questions."


def _found(case: Case, finding: Finding) -> Raised:
    strong = finding.severity == "block"
    return Raised(
        finding.rule,
        case.gap if strong else finding.severity,
        case.standing.criterion.id,
        finding.question,
        finding.message,
        finding.clears,
        finding.sources,
        case.short if strong and not finding.overruled else case.finds(finding.rule),
        case.asked,
        case.topic,
        rule=finding.rule,
        blocks=case.blocks and strong,
    )


def _alone(
    library: Library,
    use: RuleUse,
    finding: Finding,
    readiness: Readiness,
    answered: bool,
    overlay: str = "",
) -> Raised:
    """Raise what a rule notices that no criterion waits for."""
    check = RULES[use.check]
    home = library.questions[finding.question].criterion if finding.question else ""

    def fires(plan: Plan, facts: Facts, turn: Turn) -> bool:
        if overlay and overlay not in turn.overlays:
            return False
        found = Finding.of(check(use, facts), use, facts)
        # A flag about an answer is no older than what it says of that one.
        return found is not None and (not answered or found.question == finding.question)

    return Raised(
        use.id,
        finding.severity if not overlay else _softer(finding.severity),
        home or use.about or "",
        finding.question,
        finding.message,
        finding.clears,
        finding.sources,
        fires,
        looked_at(use),
        next((one.label for one in readiness.first if one.criterion == home), REST),
        rule=use.id,
        about_stage=not overlay,
    )


def _softer(severity: Severity) -> Severity:
    return "warn" if severity == "block" else severity


def _of_overlay(
    library: Library, pilot: Pilot, overlay: str, readiness: Readiness, facts: Facts
) -> Iterator[Raised]:
    """Raise what an overlay adds; it has no gates of its own, so it warns and never blocks."""
    seen = lay_over(library, overlay, pilot.playbook, pilot.stage, facts.answers, facts)
    now = (standing for step in seen.steps if step.when == "now" for standing in step.standings)
    for standing in now:
        item = item_of(library, standing.need)
        gap = _softer(GAP[standing.need.need])
        yield from _of(Case(item, standing, gap, REST, _laid_over(overlay, item), facts))
    uses = {use.id: use for use in library.rules()}
    for finding in seen.findings:
        answered = finding.question in facts.answers
        yield _alone(library, uses[finding.rule], finding, readiness, answered, overlay)


def _laid_over(overlay: str, item: Item) -> Find:
    return lambda plan, turn: item if overlay in turn.overlays else None


def _old(plan: Plan, facts: Facts) -> Iterator[Raised]:
    """Raise answers past their half-life, also those that opened an earlier gate."""
    for item in plan.by_criterion.values():
        question = oldest(item, facts)
        if question:
            yield _aged(item, question)


def _aged(item: Item, question: str) -> Raised:
    criterion = item.criterion
    life = criterion.half_life
    days = int(life.value) if life else 0

    def fires(plan: Plan, facts: Facts, turn: Turn) -> bool:
        known = plan.item(criterion.id)
        return known is not None and bool(oldest(known, facts))

    return Raised(
        f"old.{criterion.id}",
        "warn",
        criterion.id,
        question,
        f"Nobody has said for more than {days} days that this still holds.",
        HOLD_ON,
        life.sources if life else (),
        fires,
        item.asked,
        OLD,
        rule="half-life",
    )
