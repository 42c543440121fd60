"""Where pilots stand: one screen, owner, metric and funding first, and a button that helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Line,
    Note,
    Para,
    Plain,
    Said,
    Title,
    card,
    line,
)
from handlers.flags.past import Past
from handlers.flags.resting import at_rest
from handlers.heard import Reply, Show
from handlers.interview.answering import say_answer
from handlers.interview.questions import open_for, open_line, questions
from handlers.people.acceptance import SAID, acceptance, parts
from handlers.pilots.finding import by_name, in_channel, mine, wanted
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import age, facts, gate_label
from handlers.pilots.summing import missing_since
from handlers.pilots.terms import Term, terms, upon
from handlers.rights import ANSWER, DECIDE
from handlers.talk import Talk
from handlers.views.marks import explain_button, marked, weeks_mark
from handlers.views.named import yes_wanted
from handlers.views.portfolio import listing, my_part, page
from knowledge.answers import Answer
from knowledge.judging.evaluate import First, Readiness, catch_up
from knowledge.values import day

CONDITIONS, TERM = 5, 200  # conditions on one screen, and characters of one
MARKS = {"ok": "set", "amber": "missing", "block": "missing, blocks"}


def status(talk: Talk, argument: str) -> Reply:
    """Answer `/gate status [pilot | all | me]`."""
    name = wanted(argument)
    match name.casefold():
        case "all":
            return Show(page(talk))
        case "me":
            return Show(my_part(talk))
        case "":
            return Show(_here(talk))
        case _:
            return Show(pilot_card(talk, by_name(talk, name, "status")))


def _here(talk: Talk) -> Card:
    here = in_channel(talk)
    if len(here) == 1:
        return pilot_card(talk, talk.seen(here[0].pilot))
    if here:
        return listing("The pilots of this channel", talk, here)
    if talk.heard.where.direct:
        own = mine(talk)
        return pilot_card(talk, talk.seen(own[0].pilot)) if len(own) == 1 else my_part(talk)
    return card(
        Para(line("No pilot lives in this channel yet.")),
        Buttons(
            (
                Button("Start one here", "start", talk.heard.where.conversation, style="primary"),
                Button("All pilots", "portfolio"),
            )
        ),
    )


def pilot_card(talk: Talk, pilot: Pilot) -> Card:
    """Show one pilot on one screen, for the eyes of who asked."""
    readiness = talk.readiness(pilot)
    blocks: list[Block] = [Title(pilot.name), Note(line(Said(pilot.purpose)))]
    if pilot.closed is not None:
        blocks.append(Para(line(Bold("Closed. "), Said(pilot.closed))))
    blocks.append(Facts(tuple(_first_row(talk, pilot, first) for first in readiness.first)))
    blocks.append(Para(_gate_line(talk, pilot, readiness)))
    if readiness.blocking:
        blocks.append(Para(line("What blocks it, and who can answer:")))
        blocks.append(Bullets(tuple(open_line(talk, pilot, s) for s in readiness.blocking)))
    elif pilot.closed is None:
        blocks.append(Para(line("Nothing blocks it. The approvers can decide.")))
    blocks += _conditions(talk, pilot)
    blocks += yes_wanted(talk, pilot)
    blocks += at_rest(talk, pilot, readiness)
    blocks += _behind(talk, pilot)
    blocks.append(_actions(talk, pilot, readiness))
    return replace(card(*blocks), fresh=Button("Status", "status", pilot.id))


def _first_row(talk: Talk, pilot: Pilot, first: First) -> tuple[str, Line]:
    answer = first.standing.answers[0] if first.standing.answers else None
    waiver = pilot.waiver(first.criterion, talk.today)
    if first.standing.state == "waived" and waiver is not None:
        said = f" until {day(waiver.until)} by {talk.name(waiver.by)}: "
        return first.label, line(Bold("Waived"), said, Said(waiver.reason))
    if first.severity == "ok" and answer is not None:
        return first.label, line(Said(say_answer(talk, answer)), _not_accepted(talk, pilot, answer))
    place = talk.readiness(pilot).first.index(first)
    opened = missing_since(Past(talk.library, pilot, talk.today), place, first)
    for_long = age(talk.today, opened)
    weight = "blocks the gate" if first.severity == "block" else "needed at a later gate"
    so_far = (f" (so far: {say_answer(talk, answer)})",) if answer else ()
    return first.label, line(Bold("Missing "), f"{for_long}, {weight}", *map(Plain, so_far))


def _not_accepted(talk: Talk, pilot: Pilot, answer: Answer) -> str:
    """Say so where whoever is named has not said yes."""
    asked = any(question.id == answer.question for question in parts(talk.library))
    stands = acceptance(pilot, answer.question) if asked else None
    return f" ({SAID['named']})" if stands is not None and stands.state == "named" else ""


def _gate_line(talk: Talk, pilot: Pilot, readiness: Readiness) -> Line:
    week = max(1, (talk.today - pilot.started).days // 7 + 1)
    weeks = readiness.stage.weeks
    span = " to ".join(dict.fromkeys(map(str, weeks))) if weeks else ""
    usual = f" of usually {span}{weeks_mark(readiness.stage)}" if weeks else ""
    return line(
        Bold(f"{readiness.gate.label}: {readiness.met} of {readiness.total} criteria met"),
        f", {waived} waived" if (waived := readiness.count("waived")) else "",
        marked(readiness.gate),
        f" · {readiness.stage.label}, week {week}{usual}",
    )


def _conditions(talk: Talk, pilot: Pilot) -> list[Block]:
    """Say on what conditions the last gate was passed, the first due first."""
    decision = upon(pilot) if pilot.closed is None else None
    if decision is None:
        return []
    found = sorted(terms(decision), key=lambda one: one.due or date.max)
    label = gate_label(talk.library, pilot, decision.gate)
    told = f", decided by {talk.name(decision.by)}, {day(decision.at.date())}:"
    shown = tuple(_condition(one, talk.today) for one in found[:CONDITIONS])
    blocks: list[Block] = [Para(line(Bold(f"Conditions of {label}"), told)), Bullets(shown)]
    if len(found) > CONDITIONS or any(len(one.said) > TERM for one in found):
        blocks.append(Note(line(f"{len(found)} in all; the history has every word.")))
    return blocks


def _condition(term: Term, today: date) -> Line:
    said = Said(term.said if len(term.said) <= TERM else f"{term.said[: TERM - 1]}…")
    if term.due is None:
        return line(said)
    days = (term.due - today).days
    if days < 0:
        return line(said, Bold(f" · was due {-days} day{'s' if days < -1 else ''} ago"))
    near = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return line(said, f" · due {near}")


def _behind(talk: Talk, pilot: Pilot) -> list[Block]:
    """Gates passed before Gatepost came, and what of theirs is still to be caught up."""
    blocks: list[Block] = []
    for gate in pilot.passed:
        if gate.before:
            was = "left out" if gate.left_out else "passed before Gatepost"
            told = f"{was}, told by {talk.name(gate.by)}, {day(gate.at)}"
            link = f" · {gate.link}" if gate.link else ""
            label = gate_label(talk.library, pilot, gate.gate)
            blocks.append(Note(line(f"{label}: {told}", Said(link))))
    blocks += _carried(talk, pilot)
    late = catch_up(
        talk.library, pilot.playbook, pilot.stage, pilot.current, facts(pilot, talk.today)
    )
    if late and any(gate.before for gate in pilot.passed):
        names = ", ".join(standing.criterion.title for standing in late)
        blocks.append(Note(line(f"To catch up, blocking nothing ({len(late)}): {names}")))
    return blocks


def _carried(talk: Talk, pilot: Pilot) -> list[Block]:
    """Gates that count as passed because their stages were behind the pilot when it changed."""
    stages = talk.library.playbook(pilot.playbook).stages
    of_here = {stage.gate.id: stage.gate.label for stage in stages}
    blocks: list[Block] = []
    for book in dict.fromkeys(gate.under for gate in pilot.passed if gate.under):
        gates = [g.gate for g in pilot.passed if g.under == book and g.gate in of_here]
        known = talk.library.playbooks.get(book)
        if gates:
            labels = ", ".join(of_here[gate] for gate in gates)
            under = Said(known.title if known else book)
            blocks.append(Note(line(Said(labels), ": behind it when it still followed ", under)))
    return blocks


def _actions(talk: Talk, pilot: Pilot, readiness: Readiness) -> Buttons:
    own = open_for(talk, pilot, talk.who.id) if pilot.closed is None else ()
    first: list[Button] = []
    if own:
        label = f"Answer {questions(len(own))}"
        first.append(Button(label, "begin", pilot.id, style="primary"))
    elif readiness.blocking and pilot.closed is None and talk.may(pilot, ANSWER):
        first.append(Button("Ask who can answer", "remind", pilot.id, style="primary"))
    elif not readiness.blocking and pilot.closed is None and talk.may(pilot, DECIDE):
        first.append(Button("Decide", "decide", pilot.id, style="primary"))
    return Buttons(
        (
            *first,
            Button("Flags", "flags", pilot.id),
            Button("Why", "why all", pilot.id),
            Button("Under another playbook", "others", pilot.id),
            Button("All pilots", "portfolio"),
        ),
        more=(
            Button("Change an answer", "answers", pilot.id),
            Button("Documents", "documents", pilot.id),
            Button("History", "history", f"{pilot.id}|0"),
            Button("Manage", "manage", pilot.id),
            *explain_button(readiness.playbook, readiness.stage),
        ),
    )
