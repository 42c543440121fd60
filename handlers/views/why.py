"""Why a criterion stands as it does: the answer, the rule, the person and the source."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Misread, Stale
from handlers.flags.flag import Flag
from handlers.flags.meaning import closest, coded, exactly, standings
from handlers.flags.overruling import find
from handlers.flags.tracing import answered, led_here, rung
from handlers.flags.ways import ways
from handlers.flags.wording import flags_for, severity, told
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import ago, question_in, say_answer
from handlers.interview.questions import needed, respondents
from handlers.people.acceptance import SAID, unaccepted
from handlers.people.apart.asking import LABEL
from handlers.pilots.finding import meant_by
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.views.asking import by_its_name, known
from handlers.views.background import background
from handlers.views.marks import explain_button, need_mark
from handlers.words import whole
from knowledge.judging.evaluate import Finding, Standing
from knowledge.model import Question

PAGE = 20
READ = {
    "met": "met",
    "missing": "not answered",
    "short": "answered, but short",
    "waived": "waived for now",
    "not_applicable": "does not apply",
}


def why(talk: Talk, argument: str) -> Reply:
    """Answer `/gate why <criterion or flag code>` for the pilot that is meant."""
    try:
        pilot, said = meant_by(talk, argument, "why")
    except Misread:
        general = known(talk, argument) if argument.strip() else None
        if general is None:
            raise
        return Show(general)
    if not said.strip():
        return Show(all_of(talk, pilot))
    flag = coded(talk, pilot, said)
    if flag is not None:
        return Show(flagged(talk, pilot, flag))
    judged = standings(talk, pilot)
    told = None if exactly(judged, said) else by_its_name(talk, said)
    if told is None:
        return Show(one_of(talk, pilot, closest(judged, said)))
    not_now = line(Bold(pilot.name), " has no flag or criterion of that name now. In general:")
    return Show(card(Para(not_now), *told.blocks))


def why_flag(talk: Talk, press: Press) -> Reply:
    """Explain one flag of the list."""
    pilot_id, code, question = (*press.ref.split("|"), "", "")[:3]
    pilot = talk.seen(pilot_id)
    return Show(flagged(talk, pilot, find(talk, pilot, code, question)))


def flagged(talk: Talk, pilot: Pilot, flag: Flag) -> Card:
    """Explain a flag: what it says, which answer and rule made it so, and what led there."""
    asked = () if flag.of_journal else standings(talk, pilot)
    found = next((s for s in asked if s.criterion.id == flag.criterion), None)
    blocks: list[Block] = [
        Title(f"{flag.title or flag.code}: {severity(flag).lower()}"),
        Note(line(f"{pilot.name} · code {flag.code}")),
        Para(told(talk, flag)),
    ]
    if flag.why.rule:
        blocks.append(Para(line(Bold(f"Rule {flag.why.rule}"), _sources(flag.why.sources))))
    if not flag.of_journal:
        blocks += answered(talk, pilot, flag.question)
    blocks += led_here(talk, pilot, flag.criterion, flag.upon)
    if found is not None:
        blocks.append(Note(line(_need(talk, pilot, found))))
    more = Button("The whole criterion", "why", f"{pilot.id}|{flag.criterion}")
    ways_on = ways(talk, pilot, flag, explain=False)
    further = (more,) if found is not None else ()
    buttons = (*ways_on.buttons, *further, Button("All flags", "flags", pilot.id))
    return card(*blocks, Buttons(buttons, ways_on.more))


def _sources(sources: tuple[str, ...]) -> str:
    return f" · sources: {', '.join(sources)}" if sources else " · derived, no source states it"


def all_pressed(talk: Talk, press: Press) -> Reply:
    """Open the list of criteria, or turn to another page of it."""
    pilot_id, _, skip = press.ref.partition("|")
    at = whole(skip)
    return Show(all_of(talk, talk.seen(pilot_id), at), replace=at > 0)


def all_of(talk: Talk, pilot: Pilot, skip: int = 0) -> Card:
    """List every criterion with how it stands, and the way into each."""
    found = standings(talk, pilot)
    rows: list[Block] = [
        Row(
            line(Bold(s.criterion.title), f": {_stands(talk, pilot, s)}"),
            Button("Why", "why", f"{pilot.id}|{s.criterion.id}"),
        )
        for s in found[skip : skip + PAGE]
    ]
    left = len(found) - skip - PAGE
    more = [Buttons((Button("More", "why all", f"{pilot.id}|{skip + PAGE}"),))] if left > 0 else []
    return card(Title(f"{pilot.name}: why"), *rows, *more)


def _stands(talk: Talk, pilot: Pilot, standing: Standing) -> str:
    """Say how a criterion stands, and where it rests on a name that has not said yes."""
    named = unaccepted(talk.library, pilot)
    waits = any(question.id in named for question in standing.criterion.questions)
    return f"{READ[standing.state]} ({SAID['named']})" if waits else READ[standing.state]


def _besides(talk: Talk, pilot: Pilot, standing: Standing) -> list[Flag]:
    """List flags about a criterion that no rule of its own raises."""
    own = {finding.rule for finding in standing.findings}
    return [
        flag
        for flag in flags_for(talk, pilot)
        if flag.criterion == standing.criterion.id and flag.why.rule and flag.why.rule not in own
    ]


def why_pressed(talk: Talk, press: Press) -> Reply:
    """Open one criterion of the list."""
    pilot_id, criterion, more = (*press.ref.split("|"), "", "")[:3]
    pilot = talk.seen(pilot_id)
    for standing in standings(talk, pilot):
        if standing.criterion.id == criterion:
            return Show(one_of(talk, pilot, standing, everything=bool(more)))
    raise Stale("This criterion is no longer asked at this gate.")


def one_of(talk: Talk, pilot: Pilot, standing: Standing, *, everything: bool = False) -> Card:
    """Explain one criterion down to the answer and the source."""
    criterion = standing.criterion
    blocks: list[Block] = [
        Title(f"{criterion.title}: {_stands(talk, pilot, standing)}"),
        Note(line(pilot.name)),
        Para(line(criterion.requirement)),
        Note(line(criterion.why)),
    ]
    blocks += _questions(talk, pilot, standing, everything)
    blocks += [Para(_found(finding)) for finding in standing.findings]
    blocks += [Para(told(talk, flag)) for flag in _besides(talk, pilot, standing)]
    blocks += led_here(talk, pilot, criterion.id, tuple(q.id for q in criterion.questions))
    blocks += background(talk, criterion.id)
    sources = ", ".join(criterion.sources)
    blocks.append(Note(line(f"{_need(talk, pilot, standing)} Sources: {sources}")))
    blocks.append(_ways_on(talk, pilot, standing))
    return card(*blocks)


def _questions(talk: Talk, pilot: Pilot, standing: Standing, everything: bool) -> list[Block]:
    """Show what was said, each with the way to change it; what is not needed is a press away."""
    criterion = standing.criterion
    now = needed(talk, pilot)
    asked = [
        q
        for q in criterion.questions
        if everything or pilot.answer(q.id) or q in now or not (q.optional or q.at_gate)
    ]
    told = [_said(talk, pilot, question.id) for question in asked]
    if pilot.closed is not None or not talk.may(pilot, ANSWER):
        return [Bullets(tuple(told))] if told else []
    rows: list[Block] = [
        Row(said, Button("Change" if pilot.answer(q.id) else "Answer", "edit", _ref(pilot, q)))
        for q, said in zip(asked, told, strict=True)
    ]
    if later := len(criterion.questions) - len(asked):
        said = line(f"{later} more can be answered, and are not needed now.")
        rows.append(Row(said, Button("Show them", "why", f"{pilot.id}|{criterion.id}|all")))
    return rows


def _ref(pilot: Pilot, question: Question) -> str:
    return f"{pilot.id}|{question.id}|0"


def _need(talk: Talk, pilot: Pilot, standing: Standing) -> str:
    readiness = talk.readiness(pilot)
    needs = readiness.gate.needs
    ours = need_mark(readiness.gate, standing.need) if standing.need in needs else ""
    return f"A {standing.need.need} in the playbook “{readiness.playbook.title}”{ours}."


def _found(finding: Finding) -> Line:
    weight = "overruled" if finding.overruled else finding.severity
    told = f" ({weight}): {finding.message} {finding.clears}"
    return line(Bold(f"Rule {finding.rule}"), told)


def _said(talk: Talk, pilot: Pilot, question_id: str) -> Line:
    question = question_in(talk, pilot, question_id)
    answer = pilot.answer(question_id)
    if answer is None:
        names = ", ".join(sorted(talk.name(p) for p in respondents(talk, pilot, question)))
        return line(question.ask, Bold(f" No answer yet; {names} can give it."))
    by = f" ({talk.name(answer.by)}, {ago(talk, answer)}; {rung(talk, pilot, answer)})"
    return line(question.ask, " ", Said(say_answer(talk, answer)), by)


def _ways_on(talk: Talk, pilot: Pilot, standing: Standing) -> Buttons:
    readiness = talk.readiness(pilot)
    questions = [q for q in standing.criterion.questions if not q.optional]
    return Buttons(
        (
            Button("All criteria", "why all", pilot.id),
            Button("Flags", "flags", pilot.id),
            Button("Status", "status", pilot.id),
        ),
        more=(
            *explain_button(readiness.playbook, readiness.stage),
            *(Button(LABEL, "ask apart", f"{pilot.id}|{q.id}") for q in questions[:1]),
        ),
    )
