"""A flag: what is wrong, since when, why, what clears it and who can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from handlers import rights
from handlers.flags.case import Raised
from handlers.flags.past import Past
from handlers.flags.raising import raised
from handlers.flags.topics import ORDER, REST, topic_of
from handlers.people.acceptance import asked_for_a_yes
from handlers.people.comparing import asked_by
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts, reckon
from knowledge.judging.readiness import Readiness
from knowledge.model import Library, Severity

State: TypeAlias = Literal["open", "waived", "overruled", "not_applicable"]
STATES: tuple[State, ...] = ("open", "waived", "overruled", "not_applicable")
# Nobody is asked these: the journal knows them. What a flag about them is called.
JOURNAL = {
    "q.decision": "Decisions",
    "q.artifact": "Documents",
    "q.stage-start": "Time in the stage",
}
WEIGHT = {"block": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Why:
    """What made it so: the rule, and the answer it looks at (seq 0: there is none)."""

    rule: str = ""
    seq: int = 0
    person: str = ""
    on: date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at. `who` are the ids of those who can clear it, `role` their part.

    A gap bears the id of its criterion as code, a finding that of its rule, an answer past its
    half-life `old.` and the criterion. `since` is the day on which the gap opened, whoever was
    asked since; a waiver or an overrule does not make it younger.
    """

    code: str
    severity: Severity
    criterion: str
    title: str
    question: str
    since: date
    message: str
    clears: str
    why: Why
    who: tuple[str, ...]
    role: str
    topic: str
    state: State = "open"
    until: date | None = None  # the day on which a waiver ends
    reason: str = ""  # why it is waived, overruled or does not apply
    by: str = ""  # who said so
    blocks: bool = False  # the gate waits for it
    yes: bool = False  # a yes clears it: of `who`, of nobody else
    upon: tuple[str, ...] = ()  # the questions that it looks at

    @property
    def of_journal(self) -> bool:
        """Tell whether the journal knows it, and nobody is asked."""
        return self.question in JOURNAL

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other flag of its pilot."""
        return (self.code, self.question)


def flags_of(
    library: Library,
    pilot: Pilot,
    today: date,
    *,
    leads: frozenset[str] = frozenset(),
    readiness: Readiness | None = None,
) -> tuple[Flag, ...]:
    """List what is up with a pilot on a day: owner, metric and funding first; raises Unknown.

    A pure function: an earlier state of the pilot, or another day, gives the flags of then.
    """
    if pilot.undone or pilot.closed is not None:
        return ()
    past = Past(library, pilot, today)
    judged = readiness or reckon(library, pilot, today)
    found: dict[tuple[str, str], Flag] = {}
    for one in raised(library, pilot, judged, facts(pilot, today)):
        if not _told(one, found):
            found[one.code, one.question] = _flag(past, one, leads)
    told = {flag.criterion for flag in found.values() if flag.state == "waived"}
    asleep = [flag for flag in _asleep(past, leads) if flag.criterion not in told]
    return tuple(sorted((*found.values(), *asleep), key=_place))


def _told(one: Raised, found: dict[tuple[str, str], Flag]) -> bool:
    """Tell whether a flag says this already: the same one, or a sharper one about the answer."""
    vague = one.code == "r.answer.vague"
    return (one.code, one.question) in found or (
        vague and any(flag.question == one.question for flag in found.values())
    )


def _place(flag: Flag) -> tuple[int, int, int]:
    return (STATES.index(flag.state), ORDER.index(flag.topic), WEIGHT[flag.severity])


def _flag(past: Past, one: Raised, leads: frozenset[str]) -> Flag:
    answer = past.pilot.answer(one.question)
    role, who = who_can(past.library, past.pilot, one.question, leads)
    use = past.library.standing.get(one.rule)
    check = use.check if use else ""
    yes = asked_for_a_yes(past.library, past.pilot, check, one.question)
    why = Why(one.rule, sources=one.sources)
    if answer is not None:
        why = replace(why, seq=answer.seq, person=answer.by, on=answer.at.date())
    flag = Flag(
        code=one.code,
        severity=one.severity,
        criterion=one.criterion,
        title=_title(past.library, one),
        question=one.question,
        since=past.since(one.fires, one.asked, unborn=one.about_stage),
        message=one.message,
        clears=one.clears,
        why=why,
        who=_asker(past.pilot, check, one.question) or yes or who,
        yes=bool(yes),
        role=role,
        topic=topic_of(one.code, one.criterion, one.topic),
        blocks=one.blocks,
        upon=one.asked,
    )
    return _let_go(past, one, flag)


def _asker(pilot: Pilot, check: str, question: str) -> tuple[str, ...]:
    """Find who asked several people apart what they differ about: nobody else can settle it."""
    poll = asked_by(pilot, question) if check == "same-answers" else None
    return (poll.by,) if poll else ()


def _title(library: Library, one: Raised) -> str:
    if one.question in JOURNAL:
        topic = topic_of(one.code, one.criterion)
        return JOURNAL[one.question] if topic == REST else topic
    return library.criterion(one.criterion).title if one.criterion else ""


def _let_go(past: Past, one: Raised, flag: Flag) -> Flag:
    """Say where a flag is waived, overruled or set aside: by whom, why, until when."""
    pilot = past.pilot
    waiver = pilot.waiver(one.criterion, past.today) if one.state == "waived" else None
    if waiver is not None:
        return replace(flag, state="waived", until=waiver.until, reason=waiver.reason, by=waiver.by)
    answer = pilot.answer(one.question)
    if one.state == "not_applicable" and answer is not None:
        return replace(flag, state="not_applicable", reason=answer.reason, by=answer.by)
    given = pilot.overrule(*flag.key)
    if given is None:
        return flag
    # A missing answer is a fact: said to be no trouble it is shown so, and the gate still waits.
    return replace(
        flag,
        state="overruled",
        reason=given.reason,
        by=given.by,
        blocks=flag.blocks and not flag.why.rule,
    )


def _asleep(past: Past, leads: frozenset[str]) -> Iterator[Flag]:
    """Show waivers that nothing needs today: they hold all the same, until their day."""
    for criterion in past.pilot.waivers:
        given = past.pilot.waiver(criterion, past.today)
        if given is None or criterion not in past.library.criteria:
            continue
        asked = past.library.criterion(criterion)
        question = asked.questions[0].id
        role, who = who_can(past.library, past.pilot, question, leads)
        yield Flag(
            code=criterion,
            severity="info",
            criterion=criterion,
            title=asked.title,
            question=question,
            since=given.at.date(),
            message="Waived, and not needed at this gate today.",
            clears="Lift it, or let it end.",
            why=Why(sources=asked.sources),
            who=who,
            role=role,
            topic=topic_of(criterion, criterion),
            state="waived",
            until=given.until,
            reason=given.reason,
            by=given.by,
        )


def who_can(
    library: Library, pilot: Pilot, question_id: str, leads: frozenset[str]
) -> tuple[str, tuple[str, ...]]:
    """Find whose part an answer is, and who plays it: whom it was handed to, else the starter."""
    question = library.questions.get(question_id)
    role = question.who if question else "member"
    handed = pilot.handed.get(question_id)
    if handed:
        return role, (handed,)
    if question_id == "q.decision":
        return role, tuple(sorted(rights.approvers(library, pilot, leads))) or (pilot.starter,)
    found = rights.holds(pilot, role, leads if role == "lead" else frozenset())
    return role, tuple(sorted(found)) or (pilot.starter,)
