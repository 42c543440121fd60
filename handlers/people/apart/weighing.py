"""Lay the answers side by side for who asked, and make of them what they choose."""

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
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import question_in, say
from handlers.people.comparing import Camp, camps, differ
from handlers.pilots.pilot import Pilot, Poll
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.values import to_data

FEWEST, MOST = 2, 7


def _asked_by_me(talk: Talk, ref: str) -> tuple[Pilot, Poll, str]:
    pilot_id, seq, rest = (*ref.split("|", 2), "", "")[:3]
    pilot = talk.held(pilot_id)
    poll = pilot.polls.get(whole(seq))
    if poll is None or poll.by != talk.who.id:
        raise Stale("Only who asked can see that.")
    return pilot, poll, rest


def see_apart(talk: Talk, press: Press) -> Reply:
    """Show who asked how it stands."""
    pilot, poll, _ = _asked_by_me(talk, press.ref)
    return Show(results(talk, pilot, poll))


def show_asker(talk: Talk, pilot: Pilot, poll: Poll, because: str) -> None:
    """Show who asked how it stands, once, without being asked for it."""
    if poll.shown or poll.closed:
        return
    pilot = talk.write(pilot, ("shown apart", {"poll": poll.seq}))
    shown = results(talk, pilot, pilot.polls[poll.seq], because)
    talk.tell(poll.by, shown, f"shown apart:{pilot.id}:{poll.seq}", lane="notice")


def results(talk: Talk, pilot: Pilot, poll: Poll, because: str = "") -> Card:
    """Lay the camps side by side, with what one can do about it."""
    question = question_in(talk, pilot, poll.question)
    found = camps(poll)
    left = [talk.name(person) for person in poll.people if person not in poll.said]
    blocks: list[Block] = [
        Title(f"{pilot.name}: {len(poll.said)} of {len(poll.people)} have answered"),
        *((Note(line(because)),) if because else ()),
        Para(line(Bold(question.ask))),
        Para(line(_verdict(poll, found))),
        Bullets(tuple(_camp(talk, camp) for camp in found)),
    ]
    if left:
        blocks.append(
            Note(line(f"Not yet: {', '.join(left)}. Late answers count until you close."))
        )
    if poll.closed:
        blocks.append(Note(line(f"Closed ({poll.closed}).")))
    if not poll.closed or (poll.closed == "closed" and differ(poll)):
        blocks.append(_settle(talk, pilot, poll, found))
    return card(*(block for block in blocks if block != Bullets(())))


def _verdict(poll: Poll, found: tuple[Camp, ...]) -> str:
    said = [camp for camp in found if camp.value is not None]
    if not said:
        return "Nobody has answered yet." if not poll.said else "Nobody who answered knows it."
    if differ(poll):
        return f"They differ: {len(said)} different answers. It is a flag until you settle it."
    return "They agree." if len(said[0].people) > 1 else "There is one answer so far."


def _camp(talk: Talk, camp: Camp) -> Line:
    names = ", ".join(talk.name(person) for person in camp.people)
    words = Said(say(talk, camp.value)) if camp.value is not None else "Does not know"
    return line(words, f" ({len(camp.people)}: ", Bold(names), ")")


def _settle(talk: Talk, pilot: Pilot, poll: Poll, found: tuple[Camp, ...]) -> Buttons:
    ref = f"{pilot.id}|{poll.seq}"
    takes = tuple(
        Button(f"Take: {say(talk, camp.value)}"[:60], "take apart", f"{ref}|{camp.people[0]}")
        for camp in found[:4]
        if camp.value is not None
    )
    ends = (
        Button("Close it", "end apart", f"{ref}|closed"),
        Button("Call it off", "end apart", f"{ref}|called off"),
    )
    if poll.closed:
        return Buttons(takes)
    return Buttons((*takes, *ends) if len(takes) < 3 else takes, () if len(takes) < 3 else ends)


def take_apart(talk: Talk, press: Press) -> Reply:
    """Make one of the answers the pilot's; the difference is settled by that."""
    pilot, poll, person = _asked_by_me(talk, press.ref)
    pilot = talk.held_open(pilot.id)
    talk.need(pilot, ANSWER)
    said = poll.said.get(person)
    if poll.closed == "agreed":
        raise Stale("One of the answers was taken already.")
    if said is None or said.value is None:
        raise Stale("That answer is no longer there.")
    told = {"question": poll.question, "value": to_data(said.value)}
    pilot = talk.write(pilot, ("answered", told))
    undo = Button("Undo", "undo", f"{pilot.id}|{pilot.seq}")
    talk.write(pilot, ("closed apart", {"poll": poll.seq, "how": "agreed"}))
    kept = line("Kept as the pilot's answer: ", Said(say(talk, said.value)))
    return Show(card(Para(kept), Buttons((undo,))), replace=True)


def end_apart(talk: Talk, press: Press) -> Reply:
    """Take no more answers; called off, the difference is no flag either."""
    pilot, poll, how = _asked_by_me(talk, press.ref)
    if poll.closed:
        raise Stale("It is closed already.")
    if how not in ("closed", "called off"):
        raise Stale()
    pilot = talk.write(pilot, ("closed apart", {"poll": poll.seq, "how": how}))
    if how == "called off":
        _let_go(talk, pilot, poll)
    stays = how == "closed" and differ(poll)
    note = "The difference stays a flag." if stays else "It is no flag."
    return Show(card(Para(line(f"Done: {how}. {note}"))), replace=True)


def _let_go(talk: Talk, pilot: Pilot, poll: Poll) -> None:
    """Tell those who have not answered that they need not."""
    said = card(Para(line("No longer needed: the question about ", Bold(pilot.name), ".")))
    for person in poll.people:
        if person not in poll.said:
            key = f"apart:{pilot.id}:{poll.seq}:{person}"
            talk.tell(person, said, f"off:{key}", updates=f"key:{key}")


def overdue(talk: Talk, pilot_id: str) -> None:
    """Show askers whose time is over how it stands."""
    pilot = talk.told_of(pilot_id)
    for seq, poll in pilot.polls.items():
        if not poll.closed and not poll.shown and poll.until <= talk.now and pilot.closed is None:
            pilot = talk.changed.get(pilot_id, pilot)
            show_asker(talk, pilot, pilot.polls[seq], "The time that you set is over.")
