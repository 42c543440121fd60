"""Tell what typed words are: a command, an answer, small talk, or something to ask about."""

from __future__ import annotations

from handlers.cards import Bold, Button, Buttons, Card, Note, Para, card, line
from handlers.commands import COMMANDS, LATER
from handlers.errors import NotFound
from handlers.heard import Done, Press, Reply, Show, Text
from handlers.helping import help_card, welcome_card
from handlers.interview.answering import question_in
from handlers.interview.asking import ref_of
from handlers.interview.exits import back, skip, stopped, undo, unknown
from handlers.interview.proposing import Proposal, propose, waiting, withdraw
from handlers.interview.replying import read, typed
from handlers.interview.settling import settle_by_word
from handlers.interview.sitting import show
from handlers.pilots.finding import mine
from handlers.pilots.pilot import Asked, Pilot, Typed
from handlers.rights import ANSWER
from handlers.routes import command
from handlers.talk import Talk
from handlers.views.asking import ask, is_question
from handlers.views.portfolio import my_part
from handlers.views.status import pilot_card
from handlers.words import Split, split
from knowledge.model import Question
from knowledge.understanding.text import LooksSecret, TooLong, clean
from knowledge.understanding.understand import Confirm, Kept, chat_word

SMALL_TALK = 3  # words that nobody means to be kept
WORDS = frozenset(command.word for command in COMMANDS) | LATER


def command_in(text: str, *, called: bool) -> Split | None:
    """Find a command in typed words: `/gate status`, `gate status`, or after the name `status`."""
    words = split(text)
    if words.word.removeprefix("/") == "gate":
        return split(words.rest)
    return words if called and words.word in WORDS else None


def heard_text(talk: Talk, text: Text) -> Reply:
    """Answer typed words: in a channel a command is needed, in private they may be an answer."""
    where = talk.heard.where
    asked = command_in(text.text, called=text.mentioned)
    if asked is not None:
        return command(talk, asked)
    if not where.direct:
        return Show(help_card()) if text.mentioned else _elsewhere(talk)
    return _in_private(talk, text.text)


def _elsewhere(talk: Talk) -> Reply:
    """Tell somebody who replies in a thread, once for each, that this is not where I listen."""
    where = talk.heard.where
    note = card(
        Para(line("I take answers in our direct conversation only, from the people asked.")),
        Note(line("Nothing was changed. I say this once in a thread.")),
    )
    key = f"aside:{where.conversation}:{where.thread}:{talk.who.id}"
    talk.post(where.conversation, note, key, only_for=talk.who.user, thread=where.thread)
    return Done()


def _in_private(talk: Talk, text: str) -> Reply:
    try:
        said = clean(text)
    except TooLong as wrong:
        return Show(card(Para(line(str(wrong))), Note(line("Nothing was kept."))))
    except LooksSecret:
        return Show(_secret())
    front = in_front(talk)
    word = chat_word(said)
    if front is None:
        return _no_question_open(talk, said, word)
    pilot, _, asked = front
    reply = _to_question(talk, *front, said, word)
    now = talk.changed.get(pilot.id, pilot)
    if asked.shown and now.asked.get(talk.who.id) != asked:
        talk.put_away(f"key:{asked.shown}")
    return reply


def _to_question(
    talk: Talk, pilot: Pilot, question: Question, asked: Asked, said: str, word: str | None
) -> Reply:
    settled = settle_by_word(talk, pilot, said)
    if settled is not None:
        return settled
    if word is not None:
        return _in_between(talk, pilot, asked, word)
    if split(said).word in WORDS:
        return _maybe_command(talk, pilot, question, asked, said)
    last = pilot.typed.get(talk.who.id)
    if last is not None and talk.heard.at < last.at:
        return _late(talk, pilot, last, said)
    return typed(talk, withdraw(talk, pilot), question, said, asked.base)


def _maybe_command(talk: Talk, pilot: Pilot, question: Question, asked: Asked, said: str) -> Reply:
    """Run a command word that stands alone; with more words behind it, ask what is meant."""
    if not split(said).rest:
        return command(talk, split(said))
    found = read(talk, pilot, question, said)
    if isinstance(found, Kept):
        return propose(
            talk, withdraw(talk, pilot), Proposal(question, found.value, base=asked.base)
        )
    if isinstance(found, Confirm) or found.options:
        return typed(talk, withdraw(talk, pilot), question, said, asked.base)
    return command(talk, split(said))


def _late(talk: Talk, pilot: Pilot, last: Typed, said: str) -> Reply:
    """Take words that were overtaken on their way for the question that was open then."""
    question = question_in(talk, pilot, last.question)
    return typed(talk, pilot, question, said, base=pilot.seq)


def _secret() -> Card:
    return card(
        Para(line("That looks like a password, a key or a token, so I did not keep it.")),
        Note(line("Please delete your message, and change the secret if it was a real one.")),
    )


def in_front(talk: Talk) -> tuple[Pilot, Question, Asked] | None:
    """Find the question that this person has in front of them."""
    sitting = talk.sitting
    if sitting is None:
        return None
    try:
        pilot = talk.held(sitting.pilot)
    except NotFound:  # taken back, or no longer theirs to see
        talk.sitting = None
        return None
    asked = pilot.asked.get(talk.who.id)
    if asked is None or pilot.closed is not None or not talk.may(pilot, ANSWER):
        return None
    return pilot, question_in(talk, pilot, asked.question), asked


def _no_question_open(talk: Talk, said: str, word: str | None) -> Reply:
    if word == "puzzled":
        return Show(_nothing_open())
    if split(said).word in WORDS:
        return command(talk, split(said))
    if word == "status":
        return Show(my_part(talk))
    if word == "help":
        return Show(help_card())
    if word == "thanks":
        return Show(card(Para(line("You are welcome."))))
    if word == "undo":
        return _undo_anywhere(talk)
    if word is None and is_question(said):
        return ask(talk, said)
    if word == "stop" or (word is None and len(said.split()) > SMALL_TALK):
        return Show(_nothing_open())
    return Show(welcome_card())


def _nothing_open() -> Card:
    return card(
        Para(line("No question is open between us, so I kept nothing of that.")),
        Buttons(
            (
                Button("What waits for me", "mine", style="primary"),
                Button("Help", "help"),
            )
        ),
    )


def _in_between(talk: Talk, pilot: Pilot, asked: Asked, word: str) -> Reply:
    """Answer small talk in the middle of a question, and leave the question open."""
    ref = ref_of(pilot.id, asked.question, asked.base)
    match word:
        case "stop":
            return Show(stopped(talk, pilot))
        case "skip":
            return skip(talk, Press("skip", ref))
        case "back":
            return back(talk, Press("back", ref))
        case "undo":
            return _undo_half(talk, pilot, asked) or _undo_last(talk, pilot)
        case "unknown":
            return unknown(talk, Press("unknown", ref))
        case "status":
            shown = pilot_card(talk, pilot)
        case "help":
            shown = help_card()
        case "thanks":
            shown = card(Para(line("You are welcome.")))
        case "puzzled":
            shown = _what_it_is_about(question_in(talk, pilot, asked.question))
        case _:
            shown = card(Para(line("Hello!")))
    still = line(
        "Your question is still open: ", Bold(question_in(talk, pilot, asked.question).ask)
    )
    return Show(card(*shown.blocks, Para(still)))


def _what_it_is_about(question: Question) -> Card:
    """Say why a question is asked, and show an answer to it."""
    such = (Note(line(f"An answer could be: {question.example}")),) if question.example else ()
    return card(Para(line(question.why)), *such)


def _undo_anywhere(talk: Talk) -> Reply:
    """Take back the last answer of the pilot that the person has a part in, where that is plain."""
    rows = mine(talk)
    pilot = talk.held(rows[0].pilot) if len(rows) == 1 else None
    said = pilot.answers.values() if pilot else ()
    seqs = [a.seq for answers in said for a in answers if a.by == talk.who.id]
    if pilot is None or not seqs:
        return Show(_nothing_open())
    return undo(talk, Press("undo", f"{pilot.id}|{max(seqs)}"))


def _undo_half(talk: Talk, pilot: Pilot, asked: Asked) -> Reply | None:
    """Take back what is not an answer yet: a reading to say yes to, or the parts said so far."""
    if waiting(talk, pilot) and (dropped := settle_by_word(talk, pilot, "no")) is not None:
        return dropped
    draft = pilot.drafts.get((talk.who.id, asked.question), {})
    if not draft:
        return None
    pilot = talk.write(pilot, ("drafted", {"question": asked.question, "draft": {}}))
    said = Note(line("Taken back: the parts that you said so far. Your answers stay as they are."))
    return Show(show(talk, pilot, asked, [said]))


def _undo_last(talk: Talk, pilot: Pilot) -> Reply:
    mine = [a for said in pilot.answers.values() for a in said if a.by == talk.who.id]
    if not mine:
        return Show(show(talk, pilot, pilot.asked[talk.who.id], [Note(line("Nothing to undo."))]))
    return undo(talk, Press("undo", f"{pilot.id}|{max(a.seq for a in mine)}"))
