"""Ask several people the same question, each in private: the five-answers test.

Their answers are for who asked: they neither become the pilot's nor show anywhere else, and the
message that asks says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    InputField,
    Line,
    Note,
    Option,
    Para,
    PersonField,
    Said,
    Title,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import NotFound, Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.answering import question_in, say
from handlers.interview.asking import YES_NO, entry_for, field_for
from handlers.people.comparing import Camp, camps, differ
from handlers.pilots.pilot import Pilot, Poll
from handlers.pilots.reckoning import gate_of
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.model import Question
from knowledge.understanding.understand import Wrong, from_fields
from knowledge.values import Value, to_data

FEWEST, MOST = 2, 7
OPTIONS = 100  # what a choice holds
AFTER = (("1", "After a day"), ("3", "After three days"), ("7", "After a week"))
LABEL = "Ask several people"


def ask_apart(talk: Talk, press: Press) -> Reply:
    """Take which question goes to whom, and send it to each of them."""
    pilot_id, _, question_id = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    if not press.values:
        return Open(_form(talk, pilot, question_id))
    question = _question(talk, question_id or press.values.get("question", ""))
    people = _people(talk, press.values.get("people", ""))
    days = int(press.values.get("after", "")) if press.values.get("after") in dict(AFTER) else 3
    told = {
        "question": question.id,
        "people": people,
        "until": (talk.now + timedelta(days=days)).isoformat(),
    }
    pilot = talk.write(pilot, ("asked apart", told))
    poll = pilot.polls[pilot.seq]
    for person in people:
        shown = request(talk, pilot, poll, question)
        talk.tell(person, shown, f"apart:{pilot.id}:{poll.seq}:{person}", lane="notice")
    names = ", ".join(talk.name(person) for person in people)
    return Show(
        card(
            Para(line("Asked apart: ", Bold(names), ".")),
            Note(line(question.ask)),
            Note(
                line("I show you what they say when all have, ", _after(days), " or when you ask.")
            ),
            _for_the_asker(pilot, poll),
        )
    )


def _after(days: int) -> str:
    return "after a day," if days == 1 else f"after {days} days,"


def _for_the_asker(pilot: Pilot, poll: Poll) -> Buttons:
    ref = f"{pilot.id}|{poll.seq}"
    return Buttons(
        (
            Button("What they said", "see apart", ref, style="primary"),
            Button("Call it off", "end apart", f"{ref}|called off", confirm="Call it off?"),
        )
    )


def _form(talk: Talk, pilot: Pilot, question_id: str) -> Form:
    fields: list[InputField] = []
    intro: list[Block] = []
    if question_id:
        intro.append(Para(line(Bold(_question(talk, question_id).ask))))
    else:
        options = tuple(Option(q.id, _short(q.ask)) for q in _choice(talk, pilot))
        fields.append(ChoiceField("question", "Which question?", options))
    fields.append(PersonField("people", f"Whom? {FEWEST} to {MOST} people", many=True))
    fields.append(ChoiceField("after", "Show me", tuple(Option(*o) for o in AFTER), value="3"))
    intro.append(
        Note(line("Each answers without seeing the others. They know that you see names."))
    )
    ref = f"{pilot.id}|{question_id}" if question_id else pilot.id
    return Form(LABEL, tuple(fields), "ask apart", ref, tuple(intro), "Ask them")


def _short(ask: str) -> str:
    return ask if len(ask) <= 75 else f"{ask[:72]}..."


def _choice(talk: Talk, pilot: Pilot) -> list[Question]:
    """List questions: those built for it, then those of the gate; any other by its criterion."""
    built = [q for q in talk.library.questions.values() if q.five]
    needs = gate_of(talk.library, pilot).needs
    here = [q for need in needs for q in talk.library.criterion(need.criterion).questions]
    return list({q.id: q for q in (*built, *here)}.values())[:OPTIONS]


def _question(talk: Talk, question_id: str) -> Question:
    found = talk.library.questions.get(question_id)
    if found is None:
        raise Rejected({"question": "Choose a question."})
    return found


def _people(talk: Talk, said: str) -> list[str]:
    names = Names(talk)
    found = [names.one_of_us(user, "people") for user in said.split(",") if user]
    ids = list(dict.fromkeys(person.id for person in found))
    if not FEWEST <= len(ids) <= MOST:
        raise Rejected({"people": f"Choose {FEWEST} to {MOST} different people."})
    return ids


def request(talk: Talk, pilot: Pilot, poll: Poll, question: Question, said: str = "") -> Card:
    """Ask one of them, saying plainly who will see the answer."""
    ref = f"{pilot.id}|{poll.seq}"
    others = len(poll.people) - 1
    asker = talk.name(poll.by)
    many = "one other person" if others == 1 else f"{others} others"
    so_far: tuple[Block, ...] = (Note(line("So far: ", Said(said))),) if said else ()
    blocks: list[Block] = [
        Para(line(Said(asker), f" asks you and {many} the same about ", Bold(pilot.name), ":")),
        Para(line(Bold(question.ask))),
        *(() if question.kind == "metric" else (Note(line(f"For example: {question.example}")),)),
        *so_far,
    ]
    if question.kind == "yes_no":
        blocks.append(
            Buttons(tuple(Button(label, "answer apart", f"{ref}|{v}") for label, v in YES_NO))
        )
    else:
        blocks.append(_entry(question, ref))
    blocks.append(Buttons((Button("Don't know", "answer apart", f"{ref}|?"),)))
    who = f"{asker} will see your answer with your name; nobody else will. "
    blocks.append(Note(line(who, "It does not become the pilot's answer by itself.")))
    return card(*blocks)


def _entry(question: Question, ref: str) -> Block:
    found = entry_for(question, ref)
    return type(found)(field_for(question), "answer apart", ref, "Answer")  # type: ignore[call-arg, arg-type] # an Entry: yes_no is handled above


def answer_apart(talk: Talk, press: Press) -> Reply:
    """Take what one of them says; again and late, too, until the question is closed."""
    pilot, poll, choice = _mine(talk, press.ref)
    question = question_in(talk, pilot, poll.question)
    if not press.values and not choice:
        return Open(
            Form("Your answer", field_for(question), press.verb, press.ref, _intro(question))
        )
    value = None if choice == "?" else _read(talk, question, press.values, choice)
    before = poll.said.get(talk.who.id)
    if before is None or before.value != value:
        told = {"poll": poll.seq, "value": to_data(value) if value is not None else None}
        pilot = talk.write(pilot, ("answered apart", told))
        poll = pilot.polls[poll.seq]
        if set(poll.said) >= set(poll.people):
            show_asker(talk, pilot, poll, "Everybody has answered.")
    words = say(talk, value) if value is not None else "you do not know"
    again = Button("Change it", "again apart", f"{pilot.id}|{poll.seq}")
    said = line("Kept, for ", Bold(talk.name(poll.by)), " alone: ", Said(words))
    return Show(card(Para(said), Buttons((again,))), replace=True)


def _intro(question: Question) -> tuple[Block, ...]:
    return (Para(line(Bold(question.ask))),)


def again_apart(talk: Talk, press: Press) -> Reply:
    """Ask one of them once more, with what they said."""
    pilot, poll, _ = _mine(talk, press.ref)
    question = question_in(talk, pilot, poll.question)
    said = poll.said.get(talk.who.id)
    words = say(talk, said.value) if said and said.value is not None else ""
    return Show(request(talk, pilot, poll, question, words), replace=True)


def _mine(talk: Talk, ref: str) -> tuple[Pilot, Poll, str]:
    """Find the question that somebody was asked; whoever was not learns nothing of it."""
    pilot_id, seq, choice = (*ref.split("|", 2), "", "")[:3]

    def asked(pilot: Pilot) -> bool:
        poll = pilot.polls.get(whole(seq))
        return poll is not None and talk.who.id in poll.people

    pilot = talk.held_by(pilot_id, asked)
    if not asked(pilot):
        raise NotFound()
    poll = pilot.polls[whole(seq)]
    if poll.closed:
        raise Stale("This question is closed. Thank you all the same.")
    return pilot, poll, choice


def _read(talk: Talk, question: Question, values: Mapping[str, str], choice: str) -> Value:
    said = choice or values.get("value", "")
    filled = {**values, "value": f"<@{said}>" if question.kind == "person" and said else said}
    found = from_fields(question, filled, me=talk.who.id, directory=Names(talk), today=talk.today)
    if isinstance(found, Wrong):
        raise Rejected(found.errors)
    return found.value


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
    else:
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
