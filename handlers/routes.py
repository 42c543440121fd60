"""Which handler takes which command and which press, and by which path through the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from handlers import settings
from handlers.digests import keeping, previewing
from handlers.digests import setting_up as digests
from handlers.errors import Stale
from handlers.files import Kind
from handlers.flags import layering, listing, overruling, renewing, waiving
from handlers.heard import Press, Reply, Show
from handlers.helping import help_card, unknown_card
from handlers.importing import chat
from handlers.interview import exits, replying, settling
from handlers.interview.owning import owner
from handlers.people import accepting, linking
from handlers.people.apart.answering import again_apart, answer_apart
from handlers.people.apart.asking import ask_apart
from handlers.people.apart.weighing import end_apart, see_apart, take_apart
from handlers.pilots import deciding, documents, managing, starting, turning
from handlers.playbooks import editing, giving
from handlers.reminders import choosing as reminders
from handlers.talk import Talk
from handlers.views import (
    answers,
    asking,
    background,
    following,
    frameworks,
    history,
    marks,
    portfolio,
    status,
    why,
)
from handlers.words import Split, whole

# read: a read connection. write: one transaction, the reply comes back
# where it was asked for. talk: as write, and the reply belongs into the direct conversation.
Mode: TypeAlias = Literal["read", "write", "talk"]
Commanded: TypeAlias = Callable[[Talk, str], Reply]
Pressed: TypeAlias = Callable[[Talk, Press], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A handler of a word behind `/gate`."""

    mode: Mode
    run: Commanded


@dataclass(frozen=True, slots=True)
class Verb:
    """A handler of a press."""

    mode: Mode
    run: Pressed


def _form(verb: str) -> Command:
    return Command("read", lambda talk, said: managing.open_form(talk, said, verb))


COMMANDS: Mapping[str, Command] = {
    "start": Command("read", starting.start),
    "answer": Command("talk", answers.answer),
    "status": Command("read", status.status),
    "next": Command("read", following.next_answers),
    "flags": Command("read", listing.flags),
    "waive": Command("read", waiving.waive),
    "why": Command("read", why.why),
    "ask": Command("read", asking.ask),
    "owner": Command("talk", owner),
    "decide": Command("read", deciding.decide),
    "history": Command("read", history.history),
    "rename": Command("write", managing.rename),
    "move": _form("move"),
    "close": _form("close"),
    "reopen": Command("write", managing.reopen),
    "digest": Command("read", digests.digest),
    "snooze": Command("write", reminders.snooze),
    "link": Command("talk", linking.link),
    "unlink": Command("talk", linking.unlink),
    "settings": Command("read", settings.settings),
    "help": Command("read", lambda talk, said: Show(help_card())),
}


def _portfolio(talk: Talk, press: Press) -> Reply:
    parts = press.ref.rsplit("|", 2)
    if len(parts) != 3 or whole(parts[2], -1) < 0:
        return Show(portfolio.page(talk))
    name, pilot, first = parts
    return Show(portfolio.page(talk, (name, pilot), int(first)), replace=True)


def _one(talk: Talk, press: Press) -> Reply:
    return Show(status.pilot_card(talk, talk.seen(press.ref)))


PRESSES: Mapping[str, Verb] = {
    "answer": Verb("talk", replying.answer),
    "keep": Verb("talk", settling.settle),
    "drop": Verb("talk", settling.settle),
    "skip": Verb("talk", exits.skip),
    "unknown": Verb("talk", exits.unknown),
    "inapplicable": Verb("talk", exits.inapplicable),
    "hand": Verb("talk", exits.hand),
    "edit": Verb("talk", exits.edit),
    "back": Verb("talk", exits.back),
    "pause": Verb("talk", exits.pause),
    "begin": Verb("talk", exits.begin_sitting),
    "go on": Verb("talk", exits.keep_going),
    "undo": Verb("talk", exits.undo),
    "undo start": Verb("talk", starting.undo_start),
    "start": Verb("talk", starting.started),
    "example": Verb("read", exits.example),
    "status": Verb("read", _one),
    "others": Verb("read", frameworks.others),
    "other": Verb("read", frameworks.other),
    "overlay": Verb("read", frameworks.overlay),
    "passage": Verb("read", background.passage),
    "reconstructed": Verb("read", marks.explained),
    "playbook": Verb("read", turning.choose),
    "playbook look": Verb("read", turning.look),
    "playbook stage": Verb("read", turning.look_at_stage),
    "change playbook": Verb("write", turning.change),
    "undo playbook": Verb("write", turning.undo),
    "portfolio": Verb("read", _portfolio),
    "mine": Verb("read", lambda talk, press: Show(portfolio.my_part(talk))),
    "why": Verb("read", why.why_pressed),
    "why flag": Verb("read", why.why_flag),
    "flags": Verb("read", listing.flags_pressed),
    "next": Verb("read", following.next_pressed),
    "ask one": Verb("write", following.ask_one),
    "overlays": Verb("write", layering.overlays),
    "waive": Verb("write", waiving.waived),
    "lift": Verb("write", waiving.lifted),
    "overrule": Verb("write", overruling.overruled),
    "restore": Verb("write", overruling.restored),
    "renew": Verb("write", renewing.renew),
    "unrenew": Verb("write", renewing.unrenew),
    "why all": Verb("read", why.all_pressed),
    "history": Verb("read", history.history_pressed),
    "answers": Verb("read", answers.answers),
    "documents": Verb("read", documents.documents),
    "document": Verb("write", documents.document),
    "manage": Verb("read", managing.manage),
    "rename": Verb("write", managing.changed),
    "move": Verb("write", managing.changed),
    "close": Verb("write", managing.changed),
    "join": Verb("write", managing.changed),
    "reopen": Verb("write", managing.reopened),
    "passed": Verb("write", managing.passed),
    "decide": Verb("write", deciding.decided),
    "remind": Verb("write", answers.remind),
    "bring list": Verb("talk", chat.bring),
    "map list": Verb("talk", chat.remap),
    "drop list": Verb("talk", chat.drop),
    "ask apart": Verb("talk", ask_apart),
    "answer apart": Verb("talk", answer_apart),
    "again apart": Verb("talk", again_apart),
    "see apart": Verb("talk", see_apart),
    "take apart": Verb("talk", take_apart),
    "end apart": Verb("talk", end_apart),
    "asked part": Verb("talk", accepting.asked),
    "accept part": Verb("talk", accepting.accept),
    "decline part": Verb("talk", accepting.decline),
    "suggest for part": Verb("talk", accepting.suggest),
    "take suggestion": Verb("talk", accepting.take_suggestion),
    "link mine": Verb("talk", linking.mine),
    "link not me": Verb("talk", linking.not_mine),
    "link both": Verb("talk", linking.both),
    "unlink ask": Verb("talk", lambda talk, press: linking.unlink(talk, "")),
    "unlink": Verb("talk", linking.part),
    "digest": Verb("write", digests.sent),
    "digest show": Verb("read", previewing.shown),
    "digest pause": Verb("write", keeping.turned),
    "digest resume": Verb("write", keeping.turned),
    "digest stop": Verb("write", keeping.turned),
    "digest unnamed": Verb("write", digests.unnamed),
    "snooze": Verb("write", reminders.pressed),
    "names in digests": Verb("write", settings.chosen),
    "reminders a week": Verb("write", settings.chosen),
    "grant": Verb("write", settings.grant),
    "settings": Verb("read", lambda talk, press: settings.settings(talk, "")),
    "own playbooks": Verb("read", editing.playbooks),
    "own text": Verb("read", editing.text),
    "own remove": Verb("read", editing.removed),
    "own take out": Verb("write", editing.taken_out),
    "own back": Verb("read", editing.back),
    "own go back": Verb("write", editing.went_back),
    "own publish": Verb("write", giving.published),
    "own drop": Verb("write", giving.dropped),
    "revoke": Verb("write", settings.revoke),
    "help": Verb("read", lambda talk, press: Show(help_card())),
}


# By the end of a file's name, in small letters: what is done with it.
PLAYBOOK = Kind(giving.may, giving.parse, giving.look, giving.given)
PILOTS = Kind(chat.may, chat.parse, chat.look, chat.given)
FILES: Mapping[str, Kind] = {
    ".yml": PLAYBOOK,
    ".yaml": PLAYBOOK,
    ".csv": PILOTS,
    ".xlsx": PILOTS,
}


def command(talk: Talk, typed: Split) -> Reply:
    """Run a typed command by the path that its text came on."""
    found = COMMANDS.get(typed.word)
    return found.run(talk, typed.rest) if found else Show(unknown_card(typed.word))


def stale(talk: Talk, press: Press) -> Reply:
    """Answer a press that nothing here knows."""
    raise Stale("This button is from an older version of me.")
