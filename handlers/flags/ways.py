"""What the reader may do about a flag: what clears it in sight, the rest folded away."""

from __future__ import annotations

from handlers.cards import Button, Buttons
from handlers.flags.flag import Flag
from handlers.flags.topics import ODDS
from handlers.flags.waiving import may_be_waived
from handlers.people.comparing import asked_by
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER, DECIDE, MANAGE, OVERRULE, WAIVE
from handlers.talk import Talk

EARLIER = frozenset({"r.gate.skip", "r.gate.decision", "r.gate.norubber"})


def ways(talk: Talk, pilot: Pilot, flag: Flag, *, explain: bool = True) -> Buttons:
    """Make the buttons of a flag, as far as the reader may press them."""
    ref = f"{pilot.id}|{flag.code}|{flag.question}"
    why = (Button("Why", "why flag", ref),) if explain else ()
    if pilot.closed is not None:
        return Buttons(why)
    in_sight = (*_clearing(talk, pilot, flag), *why)
    return Buttons(in_sight, tuple(_letting_go(talk, pilot, flag, ref)))


def _clearing(talk: Talk, pilot: Pilot, flag: Flag) -> list[Button]:
    if flag.of_journal or flag.code in EARLIER:
        return _by_hand(talk, pilot, flag)
    if not talk.may(pilot, ANSWER) or flag.question not in talk.library.questions:
        return []
    if flag.yes and flag.question and talk.who.id in flag.who and flag.state == "open":
        part = f"{pilot.id}|{flag.question}"
        return [Button("Yes or no", "asked part", part, style="primary")]
    poll = asked_by(pilot, flag.question) if flag.topic == ODDS else None
    if poll is not None and flag.who == (talk.who.id,):
        return [Button("What they said", "see apart", f"{pilot.id}|{poll.seq}", style="primary")]
    label = "Answer anew" if flag.why.seq else "Answer"
    renew = Button("Still true", "renew", f"{pilot.id}|{flag.criterion}", style="primary")
    first = [renew] if flag.code.startswith("old.") and flag.state == "open" else []
    return [*first, Button(label, "edit", f"{pilot.id}|{flag.question}|0")]


def _by_hand(talk: Talk, pilot: Pilot, flag: Flag) -> list[Button]:
    """Offer what is done, not answered: documents are linked, gates decided about."""
    if flag.question == "q.artifact":
        return [Button("Documents", "documents", pilot.id)]
    if flag.code in EARLIER and talk.may(pilot, MANAGE):
        return [Button("Earlier gates", "manage", pilot.id)]
    return [Button("Decide", "decide", pilot.id)] if talk.may(pilot, DECIDE) else []


def _letting_go(talk: Talk, pilot: Pilot, flag: Flag, ref: str) -> list[Button]:
    found = []
    if flag.state == "waived" and talk.may(pilot, WAIVE):
        found.append(Button("Lift the waiver", "lift", f"{pilot.id}|{flag.criterion}|0"))
    if flag.state == "overruled" and talk.may(pilot, OVERRULE):
        found.append(Button("Take the overrule back", "restore", ref))
    if _could_be_waived(talk, pilot, flag):
        found.append(Button("Waive", "waive", f"{pilot.id}|{flag.criterion}"))
    if flag.state == "open" and talk.may(pilot, OVERRULE):
        found.append(Button("Overrule", "overrule", ref))
    return found


def _could_be_waived(talk: Talk, pilot: Pilot, flag: Flag) -> bool:
    """Tell whether the reader may waive the criterion that the flag stands for."""
    asked = flag.state == "open" and not flag.of_journal
    return asked and talk.may(pilot, WAIVE) and may_be_waived(talk, pilot, flag)
