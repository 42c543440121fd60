"""The desk's reply as Slack's answer, and as what is shown after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, assert_never

import orjson
from slack_bolt.response import BoltResponse

from bot.render import blockkit
from bot.render.slack_limits import cut
from bot.slack.draft import Draft
from bot.slack.talk import Talk, notice, origin
from bot.slack.tasks import Tasks
from handlers.cards import Card, Form
from handlers.heard import Done, Invalid, Open, Reply, Show, Unsaved

SORRY: Final = "Something went wrong on our side, and nothing was saved. Please try again."
SORRY_EVENT: Final = (
    "Something went wrong on our side. We try once more by ourselves; "
    "if nothing comes, please say it again."
)
_COMPLAINT: Final = 2000
_KEPT: Final = 32  # cards
_JSON: Final[dict[str, str | Sequence[str]]] = {"content-type": "application/json;charset=utf-8"}


def ok(body: dict[str, Any] | None = None) -> BoltResponse:
    """Acknowledge, with something to show or nothing."""
    return BoltResponse(status=200, body="" if body is None else orjson.dumps(body).decode())


class Private:
    """Private answers to commands; a card that is the same object is rendered once.

    That is help, mostly: half of its cost would be saying again what was said before.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Card, str]] = {}  # the card is held, so its id stays its own

    def body(self, card: Card) -> str:
        known = self._kept.get(id(card))
        if known is None:
            shown = {"response_type": "ephemeral", **blockkit.message(card)}
            known = self._kept[id(card)] = (card, orjson.dumps(shown).decode())
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return known[1]


class Replies:
    """Answer in the way that the one who spoke can be answered."""

    def __init__(self, talk: Talk, tasks: Tasks) -> None:
        self.talk, self.tasks = talk, tasks
        self.private = Private()

    def answer(self, draft: Draft, reply: Reply) -> BoltResponse:
        match reply:
            case Done():
                return ok()
            case Show():
                return self._show(draft, reply.card, replace=reply.replace)
            case Open():
                return self._open(draft, reply.form)
            case Invalid():
                return self._invalid(draft, reply)
            case Unsaved():
                return self._unsaved(draft, reply.card)
            case _:
                assert_never(reply)

    def sorry(self, draft: Draft, attempt: int) -> BoltResponse:
        """Tell the person that we failed; an event is asked for again, its apology comes once."""
        if draft.way.kind != "event":
            return self._kept_open(draft, notice(SORRY))
        if attempt == 0 and draft.user:
            self.tasks.start(self.talk.say(draft, notice(SORRY_EVENT)))
        return BoltResponse(status=503)

    def _show(self, draft: Draft, card: Card, *, replace: bool) -> BoltResponse:
        match draft.way.kind:
            case "command":
                return BoltResponse(status=200, body=self.private.body(card), headers=_JSON)
            case "press":
                self.tasks.start(self.talk.show(draft, card, replace=replace))
                return ok()
            case "form":
                self.tasks.start(self.talk.say(draft, card))
                return ok({"response_action": "clear"})
            case "event":
                self.tasks.start(self.talk.say(draft, card))
                return ok()
            case _:
                assert_never(draft.way.kind)

    def _open(self, draft: Draft, form: Form) -> BoltResponse:
        if draft.way.kind == "form":
            view = blockkit.modal(form, origin(draft))
            return ok({"response_action": "update", "view": view})
        self.tasks.start(self.talk.open(draft, form))
        return ok()

    def _invalid(self, draft: Draft, invalid: Invalid) -> BoltResponse:
        """Put each complaint under its field; one without a field under the first."""
        inputs = draft.way.inputs
        if draft.way.kind != "form" or not inputs:
            return self._kept_open(draft, notice(" ".join(invalid.errors.values())))
        errors: dict[str, str] = {}
        for name, complaint in invalid.errors.items():
            field = name if name in inputs else inputs[0]
            errors[field] = f"{errors.get(field, '')} {complaint}".strip()
        return _errors(errors)

    def _unsaved(self, draft: Draft, card: Card) -> BoltResponse:
        if draft.way.kind == "event":
            return BoltResponse(status=503)
        return self._kept_open(draft, card)

    def _kept_open(self, draft: Draft, card: Card) -> BoltResponse:
        """Say what is wrong; in a form, what was typed stays."""
        if draft.way.kind != "form":
            return self._show(draft, card, replace=False)
        if draft.way.inputs:
            return _errors({draft.way.inputs[0]: card.summary})
        return ok({"response_action": "push", "view": blockkit.window(card)})


def _errors(errors: dict[str, str]) -> BoltResponse:
    short = {name: cut(words, _COMPLAINT) for name, words in errors.items()}
    return ok({"response_action": "errors", "errors": short})
