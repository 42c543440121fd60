"""Record what a named person decided at a gate; the bot counts, people decide."""

from __future__ import annotations

from handlers import rights
from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    ChoiceField,
    Form,
    Note,
    Option,
    Para,
    Said,
    TextField,
    card,
    line,
)
from handlers.errors import NotAllowed, Rejected, Stale
from handlers.fields import words
from handlers.flags.resting import at_rest
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.sitting import invite_others, your_part
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.pilots.terms import ONWARD
from handlers.rights import DECIDE
from handlers.talk import Talk
from handlers.views.marks import marked
from handlers.views.named import not_accepted
from knowledge.judging.evaluate import Readiness

WANTED = "Name the conditions, with a person and a date each."
EXCEPTION = (
    "Musts still open; going on all the same is an exception that stays in the history "
    "with your reason:"
)
CLOSED = (
    "Musts still open. This gate lets nothing through until they are met: answer them, "
    "overrule a rule that is wrong here, or hold, redirect or stop:"
)


def decide(talk: Talk, argument: str) -> Reply:
    """Open the decision for the pilot that is meant."""
    return Open(_form(talk, meant(talk, argument, "decide")))


def _may_decide(talk: Talk, pilot: Pilot) -> None:
    """Go on only for an approver; raises NotAllowed that names those there are."""
    if not talk.may(pilot, DECIDE):
        who = sorted(talk.name(p) for p in rights.approvers(talk.library, pilot, talk.leads))
        raise NotAllowed(DECIDE, ", ".join(who) or rights.holders(DECIDE))


def _form(talk: Talk, pilot: Pilot) -> Form:
    _may_decide(talk, pilot)
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed.")
    readiness = talk.readiness(pilot)
    intro: list[Block] = [
        Para(
            line(
                Bold(pilot.name),
                f", {readiness.gate.label}: {readiness.met} of {readiness.total} criteria met.",
                marked(readiness.gate),
            )
        )
    ]
    if readiness.blocking:
        intro.append(Para(line(CLOSED if readiness.gate.strict else EXCEPTION)))
        intro.append(Bullets(tuple(line(Said(s.criterion.title)) for s in readiness.blocking)))
    intro += not_accepted(talk, pilot)
    intro += at_rest(talk, pilot, readiness)
    return Form(
        f"Decide at {readiness.gate.label}"[:24],
        (
            ChoiceField(
                "outcome",
                "Decision",
                tuple(Option(*pair) for pair in _open_to(readiness)),
            ),
            TextField("reason", "Reason", lines=3, limit=1000),
            TextField(
                "conditions",
                "Conditions: what, who, until when",
                lines=2,
                limit=1000,
                optional=True,
            ),
        ),
        "decide",
        f"{pilot.id}|{readiness.gate.id}",
        intro=tuple(intro),
        submit="Record",
    )


def decided(talk: Talk, press: Press) -> Reply:
    """Write the decision down, move the pilot on where it says so, and tell the channel."""
    pilot_id, _, gate_id = press.ref.partition("|")
    pilot = talk.held(pilot_id)
    _may_decide(talk, pilot)
    if not press.values:
        return Open(_form(talk, pilot))
    readiness = talk.readiness(pilot)
    if pilot.closed is not None or readiness.gate.id != gate_id:
        raise Stale("The pilot is past this gate already.")
    outcome, reason, conditions = _checked(press, readiness)
    after = talk.write(
        pilot,
        (
            "decided",
            {
                "gate": gate_id,
                "outcome": outcome,
                "reason": reason,
                "conditions": conditions,
                "open_musts": [s.criterion.id for s in readiness.blocking],
                "waived": [s.criterion.id for s in readiness.standings if s.state == "waived"],
                "edition": talk.library.edition,
                "stage": _next_stage(talk, pilot) if outcome in ONWARD else "",
            },
        ),
    )
    after = invite_others(talk, after)
    said = card(
        Para(
            line(
                Bold(after.name),
                f", {readiness.gate.label}: ",
                Bold(readiness.gate.decisions[outcome]),
                ", decided by ",
                Said(talk.who.name),
                ".",
                marked(readiness.gate),
            )
        ),
        Note(line(Said(reason))),
        *([Note(line("Conditions: ", Said(conditions)))] if conditions else []),
        Buttons((Button("Status", "status", after.id),)),
    )
    talk.post(after.room, said, f"decided:{after.id}:{after.seq}", lane="notice")
    return Show(card(*said.blocks, *your_part(talk, after)))


def _open_to(readiness: Readiness) -> tuple[tuple[str, str], ...]:
    """List the decisions there are: a strict gate does not open while a must is open."""
    shut = readiness.gate.strict and readiness.blocking
    made = readiness.gate.decisions.items()
    return tuple(pair for pair in made if not (shut and pair[0] in ONWARD))


def _checked(press: Press, readiness: Readiness) -> tuple[str, str, str]:
    gate = readiness.gate
    outcome = press.values.get("outcome", "")
    errors = {} if outcome in gate.decisions else {"outcome": "Choose a decision."}
    if outcome in ONWARD and outcome not in dict(_open_to(readiness)):
        names = ", ".join(s.criterion.title for s in readiness.blocking)
        errors["outcome"] = f"{gate.label} stays shut while musts are open: {names}."
    said = {"reason": press.values.get("reason", "")}
    conditions = press.values.get("conditions", "")
    if outcome == "conditions" or conditions.strip():
        said["conditions"] = conditions
    for field, typed in said.items():
        try:
            said[field] = words(typed, field, 1000, least=3)
        except Rejected as wrong:
            blank = field == "conditions" and not typed.strip()
            errors |= {field: WANTED} if blank else wrong.errors
    if errors:
        raise Rejected(errors)
    return outcome, said["reason"], said.get("conditions", "")


def _next_stage(talk: Talk, pilot: Pilot) -> str:
    """Find the stage behind the gate; empty at the last one, where the pilot stays."""
    stages = talk.library.playbook(pilot.playbook).stages
    order = talk.library.playbook(pilot.playbook).stage(pilot.stage).order
    return stages[order].id if order < len(stages) else ""
