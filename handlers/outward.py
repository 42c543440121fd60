"""Choose the way a reply takes: at once, or through the outbox where it must not be lost.

An event and a press cannot carry a reply back, so theirs is written into the outbox in the same
transaction; questions go to the direct conversation, wherever they were asked for.
"""

from __future__ import annotations

from handlers.cards import (
    Card,
    Entry,
    Form,
    Note,
    Para,
    Title,
    card,
    line,
)
from handlers.heard import Command, Done, File, Invalid, Open, Press, Reply, Show, Text
from handlers.talk import Talk

IN_PRIVATE = "I wrote to you in our direct conversation."


def outward(talk: Talk, reply: Reply, *, private: bool) -> Reply:
    """Put a reply into the outbox where it has to go that way; `private`: it belongs in private."""
    heard = talk.heard
    match heard.what:
        case Text() | File():
            return _post_all(talk, _as_card(reply))
        case Press(form=form, message=pressed) if isinstance(reply, Show) and (
            form or heard.where.direct
        ):
            if pressed and not reply.beside:
                talk.put_away(pressed)
            done = _post_all(talk, reply.card)
            return done if heard.where.direct or not private else Show(card(Note(line(IN_PRIVATE))))
        case Press() | Command() if isinstance(reply, Show) and private:
            return _aside(talk, reply.card)
        case _:
            return reply


def _as_card(reply: Reply) -> Card | None:
    """Words cannot open a window: a form becomes a card that leads to it."""
    match reply:
        case Show(shown):
            return shown
        case Open(form):
            return form_card(form)
        case Invalid(errors):
            return card(*(Para(line(complaint)) for complaint in errors.values()))
        case _:
            return None


def form_card(form: Form) -> Card:
    """Show a form as a card."""
    return card(
        Title(form.title), *form.intro, Entry(form.fields, form.verb, form.ref, form.submit)
    )


def _post_all(talk: Talk, shown: Card | None) -> Reply:
    if shown is None:
        return Done()
    where, who = talk.heard.where, talk.who
    if where.direct or isinstance(talk.heard.what, Press):
        talk.post(who.user, shown, talk.reply_key)
    else:
        talk.post(where.conversation, shown, talk.reply_key, only_for=who.user, thread=where.thread)
    return Done()


def _aside(talk: Talk, shown: Card) -> Reply:
    talk.post(talk.who.user, shown, talk.reply_key)
    return Done() if talk.heard.where.direct else Show(card(Note(line(IN_PRIVATE))))
