from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from knowledge.judging.rules import CHECK_NAMES, RULES, SILENT
from knowledge.model import RuleUse
from knowledge.values import (
    Choice,
    Day,
    Group,
    Money,
    Percent,
    Person,
    Quantity,
    Text,
    Value,
    YesNo,
)
from tests.knowledge.town import LIBRARY, euros, facts, metric

Said = Mapping[str, Value]
USES = {
    f"{criterion.id} {use.id}": use
    for criterion in LIBRARY.criteria.values()
    for use in criterion.rules
}
PILOT = LIBRARY.playbook("stage-gate").stage("sg.st3")
ONE, TEAM = Person("p-jonas"), Group("the data team")
YES, NO, MAYBE = YesNo("yes"), YesNo("no"), YesNo("maybe")


def months(count: int) -> Quantity:
    return Quantity(Decimal(count), "months")


def number(amount: str) -> Quantity:
    return Quantity(Decimal(amount), "")


def share(amount: str) -> Percent:
    return Percent(Decimal(amount))


def each(use: str, value: Value) -> Said:
    return dict.fromkeys(USES[use].questions, value)


# A rule at work: answers that make it fire, and answers that do not.
CASES: Mapping[str, tuple[Said, Said]] = {
    "c.owner r.owner.person": ({"q.owner": Group("IT")}, {"q.owner": ONE}),
    "c.owner r.owner.duties": (
        {
            **each("c.owner r.owner.duties", ONE),
            "q.owner-duties.retrain": TEAM,
        },
        each("c.owner r.owner.duties", ONE),
    ),
    "c.owner r.owner.formal": ({"q.owner.formal": NO}, {"q.owner.formal": YES}),
    "c.sponsor r.sponsor.named": ({"q.sponsor": Group("the board")}, {"q.sponsor": ONE}),
    "c.sponsor r.sponsor.notit": (
        {"q.sponsor.unit": Text("Group IT")},
        {"q.sponsor.unit": Text("Sales: we sell it online")},
    ),
    "c.governance r.gate.approvers": ({"q.approvers": TEAM}, {"q.approvers": ONE}),
    "c.governance r.gate.cadence": (
        {"q.gate-meeting": Day(date(2026, 11, 19))},
        {"q.gate-meeting": Day(date(2026, 11, 20))},
    ),
    "c.mlops-skill r.mlops.person": ({"q.mlops": TEAM}, {"q.mlops": ONE}),
    "c.ops-independent r.owner.independent": (
        {"q.independent": YES, "q.independent.retraining": MAYBE},
        {"q.independent": YES, "q.independent.retraining": YES},
    ),
    "c.metric r.metric.outcome": (
        {"q.metric": metric("F1 score", 80, 90, "%")},
        {"q.metric": metric()},
    ),
    "c.metric r.metric.activity": (
        {"q.metric": metric("Models trained a month", 1, 5, "models")},
        {"q.metric": metric()},
    ),
    "c.metric r.metric.sentence": (
        {"q.metric": metric("Cases closed. Calls answered.")},
        {"q.metric": metric("Cases closed by No. 3 team")},
    ),
    "c.metric r.metric.complete": ({"q.metric": metric(target=4)}, {"q.metric": metric()}),
    "c.metric r.metric.fte": (
        {"q.metric": metric("FTE saved in accounting", 0, 3, "FTE")},
        {"q.metric": metric("Hours to answer a customer")},
    ),
    "c.value-case r.roi.signoff": (
        {"q.value": euros(0), "q.value-signoff": ONE},
        {"q.value": euros(10), "q.value-signoff": ONE},
    ),
    "c.value-case r.roi.horizon": ({"q.horizon": months(35)}, {"q.horizon": months(36)}),
    "c.value-case r.roi.fast": (
        {"q.horizon.payback": months(11)},
        {"q.horizon.payback": months(12)},
    ),
    "c.value-case r.roi.month1": (
        {"q.horizon.first-saving": months(2)},
        {"q.horizon.first-saving": months(3)},
    ),
    "c.value-case r.roi.leading": (
        {"q.leading": Text("Revenue and margin")},
        {"q.leading": Text("Revenue, and errors a week")},
    ),
    "c.value-case r.roi.conservative": (
        {"q.value.conservative": NO},
        {"q.value.conservative": YES},
    ),
    "c.process r.process.standard": (
        {"q.process.standard": MAYBE},
        {"q.process.standard": YES},
    ),
    "c.process r.process.same": ({"q.process-poll": NO}, {"q.process-poll": YES}),
    "c.outcome-evidence r.evidence.moves": (
        {"q.outcome-evidence": number("4.2"), "q.metric": metric()},
        {"q.outcome-evidence": number("3"), "q.metric": metric()},
    ),
    "c.outcome-evidence r.evidence.dated": (
        {"q.outcome-evidence.on": Day(date(2026, 11, 21))},
        {"q.outcome-evidence.on": Day(date(2026, 11, 20))},
    ),
    "c.outcome-delivery r.outcome.plan": (
        {
            "q.outcome-delivery": number("2"),
            "q.outcome-delivery.plan": number("1.5"),
            "q.metric": metric(),
        },
        {
            "q.outcome-delivery": number("1.5"),
            "q.outcome-delivery.plan": number("1.5"),
            "q.metric": metric(),
        },
    ),
    "c.outcome-delivery r.metric.shift": ({"q.work-shift": MAYBE}, {"q.work-shift": YES}),
    "c.reporting r.report.unit": ({"q.reporting.unit": NO}, {"q.reporting.unit": YES}),
    "c.funding-path r.fund.path": (
        {"q.funding-path": euros(5), "q.funding-path.status": Choice("not yet")},
        {"q.funding-path": euros(5), "q.funding-path.status": Choice("identified")},
    ),
    "c.funding-path r.fund.operating": (
        {"q.funding-path.line": Text("Project budget 2026")},
        {"q.funding-path.line": Text("Customer service, running costs")},
    ),
    "c.funding-approved r.fund.approved": (
        {"q.funding": euros(5), "q.funding.status": Choice("requested")},
        {"q.funding": euros(5), "q.funding.status": Choice("approved")},
    ),
    "c.funding-approved r.fund.operating": (
        {"q.funding.line": Text("AI programme")},
        {"q.funding.line": Text("Claims department, operations")},
    ),
    "c.data-available r.data.access": (
        {"q.data-available": MAYBE},
        {"q.data-available": YES},
    ),
    "c.data-available r.data.lake": ({"q.data-scope": months(7)}, {"q.data-scope": months(6)}),
    "c.data-quality r.data.issues": (
        {"q.data-issues": Text("There are no known issues.")},
        {"q.data-issues": Text("One invoice in ten has no number")},
    ),
    "c.data-quality r.data.workaround": (
        {"q.workarounds.plan": NO},
        {"q.workarounds.plan": YES},
    ),
    "c.risk r.risk.early": (
        {"q.risk": Choice("not checked")},
        {"q.risk": Choice("found and solvable")},
    ),
    "c.risk r.risk.checked-by": ({"q.risk.checked-by": TEAM}, {"q.risk.checked-by": ONE}),
    "c.risk r.risk.eu": ({"q.eu-class": Choice("unknown")}, {"q.eu-class": Choice("high")}),
    "c.performance r.performance.reached": (
        {"q.performance": share("91.9"), "q.performance.threshold": share("92")},
        {"q.performance": share("92"), "q.performance.threshold": share("92")},
    ),
    "c.performance r.metric.goodenough": (
        {"q.performance.before": NO},
        {"q.performance.before": YES},
    ),
    "c.performance r.data.cliff": (
        {"q.performance.live-failures": share("30")},
        {"q.performance.live-failures": share("29.9")},
    ),
    "c.user-validation r.expert.outside": ({"q.experts": Person("p-ben")}, {"q.experts": ONE}),
    "c.user-validation r.expert.useful": (
        {"q.experts.useful": MAYBE},
        {"q.experts.useful": YES},
    ),
    "c.architecture r.arch.scoped": (
        {"q.architecture.weeks": number("0")},
        {"q.architecture.weeks": number("1")},
    ),
    "c.stability r.ops.meet": (
        {"q.stability.uptime": share("99.4"), "q.stability.agreed-uptime": share("99.5")},
        {"q.stability.uptime": share("99.5"), "q.stability.agreed-uptime": share("99.5")},
    ),
    "c.stability r.ops.meet-latency": (
        {"q.stability.latency": number("3.1"), "q.stability.agreed-latency": number("3")},
        {"q.stability.latency": number("3"), "q.stability.agreed-latency": number("3")},
    ),
    "c.stability r.ops.meet-errors": (
        {"q.stability.errors": share("1.1"), "q.stability.agreed-errors": share("1")},
        {"q.stability.errors": share("0"), "q.stability.agreed-errors": share("1")},
    ),
    "c.monitoring r.ops.outputs": ({"q.monitoring.output": NO}, {"q.monitoring.output": YES}),
    "c.monitoring r.ops.alert": ({"q.monitoring.alert": NO}, {"q.monitoring.alert": YES}),
    "c.incident r.ops.drill": (
        {"q.incident": Day(date(2026, 12, 1))},
        {"q.incident": Day(date(2026, 11, 20))},
    ),
    "c.incident r.ops.drill-worked": (
        {"q.incident.worked": NO},
        {"q.incident.worked": YES},
    ),
    "c.on-call r.ops.oncall": (
        {"q.on-call": ONE, "q.on-call.weekend": Group("IT")},
        {"q.on-call": ONE, "q.on-call.weekend": ONE},
    ),
    "c.adoption r.people.adoption": ({"q.adoption": share("59.9")}, {"q.adoption": share("60")}),
    "c.adoption-scale r.people.scale": (
        {"q.adoption-scale": share("64"), "q.adoption": share("65")},
        {"q.adoption-scale": share("65"), "q.adoption": share("65")},
    ),
    "c.training r.people.training": ({"q.training": share("99")}, {"q.training": share("100")}),
    "c.managers r.people.managers": ({"q.managers": TEAM}, {"q.managers": ONE}),
    "c.managers r.people.managers-all": ({"q.managers.all": NO}, {"q.managers.all": YES}),
    "c.change-program r.people.notcomms": (
        {"q.change-plan.workflow": NO},
        {"q.change-plan.workflow": YES},
    ),
    "c.change-program r.people.parallel": ({"q.change-start": NO}, {"q.change-start": YES}),
    "c.change-program r.people.change-lead": ({"q.change-lead": TEAM}, {"q.change-lead": ONE}),
    "c.scale-evidence r.port.evidence": (
        {"q.scale-evidence.production": NO},
        {"q.scale-evidence.production": YES},
    ),
    "c.scale-evidence r.port.sequential": (
        {"q.parallel": number("2")},
        {"q.parallel": number("1")},
    ),
    "c.scale-change r.scale.plan": (
        {"q.scale-change": Text("Same.")},
        {"q.scale-change": Text("Two training days")},
    ),
    "c.scale-change r.scale.capacity": (
        {"q.scale-change.capacity": MAYBE},
        {"q.scale-change.capacity": YES},
    ),
    "c.problem r.problem.complete": (
        {"q.problem": Text("A chatbot for the whole company")},
        {"q.problem": Text("Decide which invoices can be paid")},
    ),
    "c.metric-agreed r.metric.agreed": (
        {"q.metric-agreed": Choice("partly")},
        {"q.metric-agreed": Choice("all agree")},
    ),
    "c.baseline r.baseline.dated": (
        {"q.baseline.on": Day(date(2026, 11, 21))},
        {"q.baseline.on": Day(date(2026, 11, 20))},
    ),
    "c.selection r.port.single": (
        {"q.selection.pilots": number("2")},
        {"q.selection.pilots": number("1")},
    ),
    "c.selection r.selection.shortlist": (
        {"q.selection": number("1")},
        {"q.selection": number("4")},
    ),
    "c.selection r.selection.processes": (
        {"q.selection.processes": number("14")},
        {"q.selection.processes": number("15")},
    ),
    "c.compliance-budget r.fund.compliance": (
        {"q.compliance-share": share("9.9")},
        {"q.compliance-share": share("10")},
    ),
    "c.inference-mode r.mode.chosen": (
        {"q.inference": Choice("not decided")},
        {"q.inference": Choice("batch")},
    ),
    "c.expectations r.roi.expect": (
        {"q.expectations": Day(date(2026, 11, 21))},
        {"q.expectations": Day(date(2026, 11, 2))},
    ),
    "c.charter r.charter.six": (
        {"q.charter.complete": NO},
        {"q.charter.complete": YES},
    ),
    "c.scale-will r.gate.maybe": (
        {"q.killer": MAYBE},
        {"q.killer": YES},
    ),
    "c.change-budget r.fund.change": (
        {"q.change-budget": share("14")},
        {"q.change-budget": share("15")},
    ),
    "c.change-budget r.fund.change-amber": (
        {"q.change-budget": share("19")},
        {"q.change-budget": share("20")},
    ),
    "c.integration-effort r.fund.integration": (
        {"q.integration-share": share("39")},
        {"q.integration-share": share("40")},
    ),
    "c.data-truth r.data.truth": (
        {"q.truth": TEAM},
        {"q.truth": ONE},
    ),
    "c.feasibility r.feasible.evidence": (
        {"q.feasibility.pipeline": NO},
        {"q.feasibility.pipeline": YES},
    ),
    "c.stress r.stress.listed": (
        {"q.stress": Text("No problems")},
        {"q.stress": Text("Scans upside down, two currencies")},
    ),
    "c.poc-scope r.poc.single": (
        {"q.poc-scope.count": number("2")},
        {"q.poc-scope.count": number("1")},
    ),
    "c.poc-scope r.poc.disposable": (
        {"q.poc-reuse": Choice("becomes production")},
        {"q.poc-reuse": Choice("partly reused")},
    ),
    "c.integration-design r.integration.docs": (
        {"q.integrations.documented": MAYBE},
        {"q.integrations.documented": YES},
    ),
    "c.integration-design r.ops.legacy": (
        {"q.integrations.legacy": number("2"), "q.integrations.months": number("3")},
        {"q.integrations.legacy": number("2"), "q.integrations.months": number("4")},
    ),
    "c.frontline r.people.frontline": (
        {"q.frontline": Person("p-ben")},
        {"q.frontline": ONE},
    ),
    "c.prod-project r.prod.separate": (
        {"q.prod-project.own": NO},
        {"q.prod-project.own": YES},
    ),
    "c.prod-project r.prod.lead": (
        {"q.prod-project": TEAM},
        {"q.prod-project": ONE},
    ),
    "c.team r.people.roles": (
        {"q.team": ONE, "q.team.engineer": TEAM},
        {"q.team": ONE, "q.team.engineer": ONE},
    ),
    "c.team r.people.transfer": (
        {"q.vendor": Choice("vendor only")},
        {"q.vendor": Choice("partner with transfer")},
    ),
    "c.stack r.stack.maintain": (
        {"q.stack": Choice("build"), "q.stack.maintainer": TEAM},
        {"q.stack": Choice("build"), "q.stack.maintainer": ONE},
    ),
    "c.sponsor-engaged r.sponsor.engaged": (
        {"q.sponsor-engaged": Day(date(2026, 11, 5))},
        {"q.sponsor-engaged": Day(date(2026, 11, 6))},
    ),
    "c.budget-realism r.fund.ratio": (
        {"q.poc-cost.production": euros(79), "q.poc-cost": euros(10)},
        {"q.poc-cost.production": euros(80), "q.poc-cost": euros(10)},
    ),
    "c.ops-budget r.fund.running": (
        {"q.ops-budget": euros(5), "q.ops-budget.headcount": number("0")},
        {"q.ops-budget": euros(5), "q.ops-budget.headcount": number("0.5")},
    ),
    "c.data-real r.data.real": (
        {"q.data-real": Choice("cleaned sample")},
        {"q.data-real": Choice("representative sample")},
    ),
    "c.data-debt r.fund.datadebt": (
        {"q.data-debt.status": Choice("not yet")},
        {"q.data-debt.status": Choice("funded")},
    ),
    "c.integration-live r.integration.live": (
        {"q.integration-live": MAYBE},
        {"q.integration-live": YES},
    ),
    "c.access r.access.approved": (
        {"q.access": NO},
        {"q.access": YES},
    ),
    "c.access r.access.by": (
        {"q.access.by": TEAM},
        {"q.access.by": ONE},
    ),
    "c.workflow-embed r.people.embed": (
        {"q.embed": Choice("separate dashboard")},
        {
            "q.embed": Choice("existing tool"),
            "q.actionable": Text("Call them, then approve"),
        },
    ),
    "c.oversight r.ops.exceptions": (
        {"q.oversight": TEAM},
        {"q.oversight": ONE},
    ),
    "c.oversight r.ops.override": (
        {"q.oversight.override": NO},
        {"q.oversight.override": YES},
    ),
    "c.risk-updated r.risk.update": (
        {"q.risk-updated": Day(date(2026, 11, 1))},
        {"q.risk-updated": Day(date(2026, 11, 2))},
    ),
    "c.sla-defined r.ops.sla": (
        {"q.sla.accuracy": share("95"), "q.stability.agreed-latency": number("3")},
        {
            "q.sla.accuracy": share("95"),
            "q.stability.agreed-latency": number("3"),
            "q.stability.agreed-uptime": share("99.5"),
        },
    ),
    "c.drift r.ops.drift": (
        {"q.drift.inputs": YES, "q.drift.decay": NO},
        {"q.drift.inputs": YES, "q.drift.decay": YES},
    ),
    "c.rollback-manual r.ops.rollback": (
        {"q.rollback": number("61")},
        {"q.rollback": number("60")},
    ),
    "c.rollback-version r.ops.version": (
        {"q.version-rollback": number("16"), "q.version-rollback.window": number("15")},
        {"q.version-rollback": number("15"), "q.version-rollback.window": number("15")},
    ),
    "c.retraining r.ops.retrain": (
        {"q.retraining": number("3"), "q.retraining.floor": share("0")},
        {"q.retraining": number("3"), "q.retraining.floor": share("90")},
    ),
    "c.runbook r.ops.runbook": (
        {"q.runbook.tried-by": Person("p-anna")},
        {"q.runbook.tried-by": ONE},
    ),
    "c.fallback r.ops.fallback": (
        {"q.fallback": Text("Error message is shown")},
        {"q.fallback": Text("Unreadable ones go to the manual queue")},
    ),
    "c.edge-cases r.edge.list": (
        {"q.edge-cases.count": number("0")},
        {"q.edge-cases.count": number("1")},
    ),
    "c.infra r.infra.ready": (
        {"q.infra": YES, "q.infra.side-effects": MAYBE},
        {"q.infra": YES, "q.infra.side-effects": YES},
    ),
    "c.feedback-loop r.ops.feedback": (
        {"q.feedback": Text("By mail")},
        {"q.feedback": Text("Users press Wrong, Ana checks")},
    ),
    "c.training-exceptions r.people.exceptions": (
        {"q.training-exc": NO},
        {"q.training-exc": YES},
    ),
    "c.career r.people.career": (
        {"q.career": MAYBE},
        {"q.career": YES},
    ),
    "c.pilot-population r.pilot.share": (
        {"q.population": share("4.9")},
        {"q.population": share("5")},
    ),
    "c.pilot-population r.pilot.mix": (
        {"q.pilot-mix": Text("Volunteers only")},
        {"q.pilot-mix": Text("The Lyon office with its handwriting")},
    ),
    "c.rollout-plan r.rollout.plan": (
        {"q.rollout.steps": number("1")},
        {"q.rollout.steps": number("2")},
    ),
    "c.step-exposure r.roll.expose": (
        {"q.step-exposure": share("50"), "q.step-exposure.validated": NO},
        {"q.step-exposure": share("50"), "q.step-exposure.validated": YES},
    ),
    "c.step-shadow r.roll.shadow": (
        {"q.shadow": share("94.9")},
        {"q.shadow": share("95")},
    ),
    "c.step-assisted r.roll.override": (
        {"q.override": share("5")},
        {"q.override": share("4.9")},
    ),
    "c.step-assisted r.roll.helpful": (
        {"q.helpful": Choice("mixed")},
        {"q.helpful": Choice("mostly helpful")},
    ),
    "c.step-monitored r.roll.auto": (
        {"q.automation": share("59")},
        {"q.automation": share("60")},
    ),
    "c.step-monitored r.roll.quality": (
        {"q.automation.cost": Choice("falling"), "q.automation.quality": Choice("worse")},
        {"q.automation.cost": Choice("falling"), "q.automation.quality": Choice("steady")},
    ),
    "c.support r.support.staffed": (
        {"q.support.staffed": NO},
        {"q.support.staffed": YES},
    ),
    "c.program-review r.port.review": (
        {"q.review": Day(date(2026, 8, 19))},
        {"q.review": Day(date(2026, 8, 20))},
    ),
    "c.improvement-trend r.trend.falls": (
        {"q.trend": share("18"), "q.trend.before": share("18")},
        {"q.trend": share("12"), "q.trend.before": share("18")},
    ),
    "c.improvement-trend r.trend.quicker": (
        {"q.trend.days": number("9"), "q.trend.days-before": number("9")},
        {"q.trend.days": number("4"), "q.trend.days-before": number("9")},
    ),
    "c.board-report r.report.board": (
        {"q.board.parts": YES, "q.board.scores": NO},
        {"q.board.parts": YES, "q.board.scores": YES},
    ),
}


def fires(use: RuleUse, said: Said) -> bool:
    return RULES[use.check](use, replace(facts(said), stage=PILOT)).fires


@pytest.mark.parametrize("name", USES)
def test_a_rule_fires_on_what_is_short(name: str) -> None:
    assert fires(USES[name], CASES[name][0])


@pytest.mark.parametrize("name", USES)
def test_a_rule_is_silent_on_what_is_fine(name: str) -> None:
    assert not fires(USES[name], CASES[name][1])


@pytest.mark.parametrize("name", USES)
def test_a_rule_is_silent_where_nothing_was_answered(name: str) -> None:
    assert not fires(USES[name], {})


def test_every_case_belongs_to_a_rule_and_every_check_is_used() -> None:
    assert set(CASES) == set(USES)
    standing = {use.check for use in LIBRARY.standing.values()}
    assert {use.check for use in USES.values()} | standing == set(CHECK_NAMES)


@pytest.mark.parametrize(
    ("name", "unit", "is_model_score"),
    [
        ("Accuracy", "%", True),
        ("Average precision of the model", "points", True),
        ("Model latency", "ms", True),
        ("Validation loss", "points", True),
        ("Loss from fraud", "EUR", False),
        ("Cost of wrong accuracy", "EUR", False),
        ("Product recalls a year", "recalls", False),
        ("Time to answer", "hours", False),
        ("Recall", "cases", False),
    ],
)
def test_a_model_score_is_no_business_metric_unless_its_unit_is_one(
    name: str, unit: str, is_model_score: bool
) -> None:
    said = {"q.metric": metric(name, 1, 2, unit)}
    assert fires(USES["c.metric r.metric.outcome"], said) is is_model_score


def test_a_metric_of_more_than_forty_words_is_too_long() -> None:
    assert fires(USES["c.metric r.metric.sentence"], {"q.metric": metric("word " * 41)})


def test_it_in_capitals_is_a_department_and_the_pronoun_is_not() -> None:
    use = USES["c.sponsor r.sponsor.notit"]
    assert fires(use, {"q.sponsor.unit": Text("CIO office")})
    assert fires(use, {"q.sponsor.unit": Text("the data platform")})
    assert not fires(use, {"q.sponsor.unit": Text("it is Sales")})


def test_no_money_is_pointed_at_the_amount_and_no_signature_at_the_person() -> None:
    use = USES["c.value-case r.roi.signoff"]
    unsigned = facts({"q.value": euros(9), "q.value-signoff": TEAM})
    assert RULES[use.check](use, unsigned).question == "q.value-signoff"
    use = USES["c.funding-path r.fund.path"]
    nothing = facts({"q.funding-path": Money(Decimal(0), "")})
    assert RULES[use.check](use, nothing).question == "q.funding-path"
    use = USES["c.funding-approved r.fund.approved"]
    nothing = facts({"q.funding": Money(Decimal(0), "")})
    assert RULES[use.check](use, nothing).question == "q.funding"


def test_an_expert_who_is_a_group_is_no_expert() -> None:
    assert fires(USES["c.user-validation r.expert.outside"], {"q.experts": TEAM})


def test_progress_is_judged_towards_the_target_whichever_way_that_is() -> None:
    use = USES["c.outcome-delivery r.outcome.plan"]
    growing = metric("Orders a day", 10, 50, "orders")
    behind = {"q.outcome-delivery": number("20"), "q.outcome-delivery.plan": number("30")}
    assert fires(use, {**behind, "q.metric": growing})
    assert not fires(use, {**behind, "q.metric": metric()})


def test_progress_is_not_judged_where_the_target_is_the_baseline() -> None:
    use = USES["c.outcome-evidence r.evidence.moves"]
    said = facts({"q.outcome-evidence": number("4"), "q.metric": metric(target=4)})
    assert RULES[use.check](use, said) == SILENT
