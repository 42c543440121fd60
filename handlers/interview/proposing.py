"""Put readings before whoever said them: the words beside what was understood; a yes keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Row, Said, card, line
from handlers.heard import Show
from handlers.interview.answering import ago, question_in, say, say_answer
from handlers.interview.sitting import put_in_front
from handlers.pilots.pilot import Offer, Pilot
from handlers.talk import Talk
from knowledge.answers import Answer
from knowledge.model import Question
from knowledge.values import Value, to_data

LONGEST = 200  # characters of somebody's words that are shown back to them
ASK_AGAIN = "No, ask me again"
AS_ASKED = "It answers what you asked"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that waits for a yes: the words it was made of, and what it would replace."""

    question: Question
    value: Value
    heard: str = ""
    against: Answer | None = None  # somebody was faster with this
    alone: bool = False  # kept by its own button only, never by a yes to all
    base: int | None = None  # the answer that stood when the question was shown; None: now


def propose(
    talk: Talk, pilot: Pilot, *proposals: Proposal, lead: str = "", rest: Sequence[str] = ()
) -> Show:
    """Write proposals down, so that they outlive a restart, and ask about them.

    `lead` says why, `rest` are words of the same text that nothing was made of.
    """
    if talk.who.id not in pilot.asked and not proposals[0].against:
        pilot = put_in_front(talk, pilot, proposals[0].question)
    before = pilot.seq
    pilot = talk.write(pilot, *(("offered", _entry(pilot, one)) for one in proposals))
    return Show(offered_card(talk, pilot, _since(pilot, before), lead=lead, rest=rest))


def _entry(pilot: Pilot, one: Proposal) -> dict[str, Any]:
    entry: dict[str, Any] = {"question": one.question.id, "value": to_data(one.value)}
    if one.against is not None:
        return entry | {"against": one.against.seq}
    stands = pilot.answer(one.question.id)
    now = stands.seq if stands else 0
    entry["base"] = now if one.base is None else one.base
    if one.heard:
        entry["heard"] = one.heard[:LONGEST]
    return entry | ({"alone": True} if one.alone else {})


def _since(pilot: Pilot, seq: int) -> tuple[Offer, ...]:
    return tuple(offer for offer in pilot.offers.values() if offer.seq > seq)


def waiting(talk: Talk, pilot: Pilot) -> tuple[Offer, ...]:
    """Find what this person was asked to confirm since their question was last put to them."""
    asked = pilot.asked.get(talk.who.id)
    since = asked.seq if asked is not None else 0
    mine = (offer for offer in _since(pilot, since) if offer.by == talk.who.id)
    return tuple(offer for offer in mine if not offer.against)


def withdraw(talk: Talk, pilot: Pilot) -> Pilot:
    """Let go of what waits: a newer text takes its place."""
    gone = [("settled", {"offer": one.seq, "keep": False}) for one in waiting(talk, pilot)]
    return talk.write(pilot, *gone) if gone else pilot


def offered_card(
    talk: Talk,
    pilot: Pilot,
    offers: Sequence[Offer],
    *,
    lead: str = "",
    rest: Sequence[str] = (),
) -> Card:
    """Show what waits: one reading, a choice between two people's answers, or a list."""
    opening: list[Block] = [Para(line(lead))] if lead else []
    against = [block for one in offers for block in _choice(talk, pilot, one)]
    if against:
        return card(*opening, *against)
    together = [offer for offer in offers if not offer.alone]
    whole = [offer for offer in offers if offer.alone]
    if len(together) > 1:
        return card(*opening, *_list(talk, pilot, together, whole, rest))
    return card(*opening, *_one(talk, pilot, together[0], whole), *_left_out(rest))


def _one(talk: Talk, pilot: Pilot, only: Offer, whole: Sequence[Offer]) -> tuple[Block, ...]:
    question, ref = question_in(talk, pilot, only.question), f"{pilot.id}|{only.seq}"
    return (
        Para(line("Shall I keep this as your answer to ", Bold(question.ask))),
        *_reading(talk, only),
        Buttons(
            (
                Button("Keep it", "keep", ref, style="primary"),
                *(Button(AS_ASKED, "keep", f"{pilot.id}|{one.seq}") for one in whole),
                Button(ASK_AGAIN, "drop", ref),
            )
        ),
        Note(line("Nothing is kept yet. Say yes, or type it again to correct it.")),
    )


def _reading(talk: Talk, offer: Offer) -> tuple[Block, ...]:
    understood = say(talk, offer.value)
    if not offer.heard or offer.heard == understood:
        return (Para(line(Said(understood))),)
    return (
        Para(line("You wrote: ", Said(offer.heard))),
        Para(line("I understood: ", Said(understood))),
    )


def _list(
    talk: Talk,
    pilot: Pilot,
    together: Sequence[Offer],
    whole: Sequence[Offer],
    rest: Sequence[str],
) -> tuple[Block, ...]:
    """List several readings, each with a way to drop it, and one button that keeps all."""
    rows: list[Block] = []
    for place, offer in enumerate(together, 1):
        ask = question_in(talk, pilot, offer.question).ask
        read = (Said(offer.heard), " \u2192 ", Said(say(talk, offer.value)))
        rows.append(Para(line(f"{place}. ", Bold(ask))))
        rows.append(Row(line(*read), Button(f"Drop {place}", "drop", f"{pilot.id}|{offer.seq}")))
    every = f"{pilot.id}|{'.'.join(str(offer.seq) for offer in together)}"
    return (
        Para(line(f"I read {len(together)} answers in that. Nothing is kept yet.")),
        *rows,
        *_left_out(rest),
        Buttons(
            (
                Button(f"Keep all {len(together)}", "keep", every, style="primary"),
                *(Button(AS_ASKED, "keep", f"{pilot.id}|{one.seq}") for one in whole),
                Button(ASK_AGAIN, "drop", every),
            )
        ),
    )


def _left_out(rest: Sequence[str]) -> tuple[Block, ...]:
    if not rest:
        return ()
    return (Note(line("I made nothing of: ", Said("; ".join(rest)[:LONGEST]))),)


def _choice(talk: Talk, pilot: Pilot, mine: Offer) -> tuple[Block, ...]:
    """Tell the second of two that somebody was faster, and let them choose."""
    said = pilot.answers.get(mine.question, ())
    stands = next((answer for answer in said if answer.seq == mine.against), None)
    if stands is None:
        return ()
    ref = f"{pilot.id}|{mine.seq}"
    faster = f" answered this {ago(talk, stands)}: "
    return (
        Para(line(Bold(talk.name(stands.by)), faster, Said(say_answer(talk, stands)))),
        Para(line("You said: ", Said(say(talk, mine.value)))),
        Para(line("Both are in the history. Which one should stand?")),
        Buttons(
            (
                Button("Keep theirs", "drop", ref),
                Button("Use mine", "keep", ref, style="primary"),
            )
        ),
    )
