"""Why a criterion stands as it does: the answer, the rule, the person and the source."""

from __future__ import annotations

from rapidfuzz import fuzz, process

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
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import ago, question_in, say_answer
from handlers.interview.questions import needed, respondents
from handlers.pilots.finding import ECHO, meant
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts
from handlers.talk import Talk
from knowledge.judging.evaluate import Finding, Standing, catch_up

READ = {
    "met": "met",
    "missing": "not answered",
    "short": "answered, but short",
    "not_applicable": "does not apply",
}


def why(talk: Talk, argument: str) -> Reply:
    """Answer `/gate why <criterion>` for the pilot that is meant."""
    pilot = meant(talk, "", "why")
    if not argument.strip():
        return Show(all_of(talk, pilot))
    return Show(one_of(talk, pilot, _closest(standings(talk, pilot), argument)))


def standings(talk: Talk, pilot: Pilot) -> tuple[Standing, ...]:
    """Gather all that is judged: the first three, the gate's criteria, what is to be caught up."""
    readiness = talk.readiness(pilot)
    late = catch_up(
        talk.library, pilot.playbook, pilot.stage, pilot.current, facts(pilot, talk.today)
    )
    found = [*(first.standing for first in readiness.first), *readiness.standings, *late]
    return tuple({standing.criterion.id: standing for standing in found}.values())


def _closest(found: tuple[Standing, ...], said: str) -> Standing:
    names = {s.criterion.id: s.criterion.title.casefold() for s in found}
    by_id = {s.criterion.id: s for s in found}
    said = " ".join(said.split())
    if said in by_id or f"c.{said}" in by_id:
        return by_id.get(said) or by_id[f"c.{said}"]
    near = process.extract(said.casefold(), names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    if near:
        return by_id[near[0][2]]
    titles = ", ".join(s.criterion.title for s in found[:6])
    raise Misread(f"I do not know a criterion called {said[:ECHO]}. There are: {titles}.")


def all_of(talk: Talk, pilot: Pilot) -> Card:
    """List every criterion with how it stands, and the way into each."""
    rows: list[Block] = [
        Row(
            line(Bold(s.criterion.title), f": {READ[s.state]}"),
            Button("Why", "why", f"{pilot.id}|{s.criterion.id}"),
        )
        for s in standings(talk, pilot)
    ]
    return card(Title(f"{pilot.name}: why"), *rows)


def why_pressed(talk: Talk, press: Press) -> Reply:
    """Open one criterion of the list."""
    pilot_id, _, criterion = press.ref.partition("|")
    pilot = talk.seen(pilot_id)
    for standing in standings(talk, pilot):
        if standing.criterion.id == criterion:
            return Show(one_of(talk, pilot, standing))
    raise Stale("This criterion is no longer asked at this gate.")


def one_of(talk: Talk, pilot: Pilot, standing: Standing) -> Card:
    """Explain one criterion down to the answer and the source."""
    criterion = standing.criterion
    blocks: list[Block] = [
        Title(f"{criterion.title}: {READ[standing.state]}"),
        Note(line(pilot.name)),
        Para(line(criterion.requirement)),
        Note(line(criterion.why)),
    ]
    now = needed(talk, pilot)
    told = [q for q in criterion.questions if pilot.answer(q.id) or q in now]
    blocks.append(Bullets(tuple(_said(talk, pilot, question.id) for question in told)))
    if later := len(criterion.questions) - len(told):
        blocks.append(Note(line(f"{later} more can be answered, and are not needed now.")))
    blocks += [Para(_found(finding)) for finding in standing.findings]
    sources = ", ".join(criterion.sources)
    need = f"A {standing.need.need} in the playbook “{talk.readiness(pilot).playbook.title}”."
    blocks.append(Note(line(f"{need} Sources: {sources}")))
    blocks.append(_ways_on(pilot, standing))
    return card(*blocks)


def _found(finding: Finding) -> Line:
    told = f" ({finding.severity}): {finding.message} {finding.clears}"
    return line(Bold(f"Rule {finding.rule}"), told)


def _said(talk: Talk, pilot: Pilot, question_id: str) -> Line:
    question = question_in(talk, pilot, question_id)
    answer = pilot.answer(question_id)
    if answer is None:
        names = ", ".join(sorted(talk.name(p) for p in respondents(talk, pilot, question)))
        return line(question.ask, Bold(f" No answer yet; {names} can give it."))
    told = f" ({talk.name(answer.by)}, {ago(talk, answer)})"
    return line(question.ask, " ", Said(say_answer(talk, answer)), told)


def _ways_on(pilot: Pilot, standing: Standing) -> Buttons:
    questions = [q for q in standing.criterion.questions if not q.optional][:3]
    label = "Answer" if standing.state == "missing" else "Change the answer"
    return Buttons(
        (
            *(Button(label, "edit", f"{pilot.id}|{q.id}|0") for q in questions[:1]),
            Button("All criteria", "why all", pilot.id),
            Button("Status", "status", pilot.id),
        )
    )
