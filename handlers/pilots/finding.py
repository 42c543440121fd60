"""Find the pilot that somebody means: by name, by channel, by what they did last."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from handlers.errors import Ambiguous, Misread, NotFound
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from storage.pilots import summary
from storage.pilots.summary import Summary
from storage.tenant import rooms

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}
UNSEEN = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f\\u200b\\u2060\\ufeff\\ud800-\\udfff]")
LONGEST = 8  # words of a name that stands before something else
ECHO = 40  # characters of what was typed that are repeated back


def wanted(argument: str) -> str:
    """Read a pilot's name as typed; raises Misread for an open quote or an option."""
    text = " ".join(UNSEEN.sub("", argument).split())
    if text.startswith("--"):
        raise Misread(f"I do not know the option {text.split()[0][:ECHO]}.", "/gate help")
    if text[:1] in QUOTES and text[:1] != "'":
        if len(text) < 2 or not text.endswith(QUOTES[text[0]]):
            raise Misread("The closing quote is missing.", '/gate status "Invoice matching"')
        text = text[1:-1].strip()
    return text


def by_name(talk: Talk, name: str, command: str) -> Pilot:
    """Find a pilot that the person may see; raises NotFound with suggestions, or Ambiguous."""
    found = summary.named(talk.tx, talk.tenant, talk.sight, name)
    if not found:
        raise NotFound(name[:ECHO], suggestions(talk, name), command)
    if len(found) > 1:
        raise Ambiguous(name[:ECHO], tuple((row.pilot, where(talk, row)) for row in found), command)
    return talk.seen(found[0].pilot)


def suggestions(talk: Talk, name: str) -> tuple[tuple[str, str], ...]:
    """List pilots (id, name) that the person sees and whose names are close to what was typed."""
    known = dict(summary.names(talk.tx, talk.tenant, talk.sight))
    near = process.extract(name, known, scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    return tuple((pilot, label) for label, _, pilot in near if label)


def where(talk: Talk, row: Summary) -> str:
    """Tell one of several pilots of one name from the others: its channel and gate."""
    room = rooms.get(talk.tx, talk.tenant, row.room)
    return f"{row.name} in #{room.name if room else 'a channel'} ({row.gate})"


def in_channel(talk: Talk) -> tuple[Summary, ...]:
    """List the open pilots of the channel that this was said in."""
    if talk.heard.where.direct:
        return ()
    return summary.in_room(talk.tx, talk.tenant, talk.heard.where.conversation)


def mine(talk: Talk) -> tuple[Summary, ...]:
    """List the open pilots that the person has a part in."""
    rows = summary.mine(talk.tx, talk.tenant, talk.who.id) if talk.who.id else ()
    return tuple(row for row in rows if not row.closed)


def meant(talk: Talk, argument: str, command: str) -> Pilot:
    """Find the pilot a command is about: the named one, the channel's, or the person's only one."""
    name = wanted(argument)
    if name:
        return by_name(talk, name, command)
    rows = in_channel(talk) or _sitting(talk) or mine(talk)
    if not rows:
        raise Misread("Which pilot do you mean?", f"/gate {command} Invoice matching")
    if len(rows) > 1:
        raise Ambiguous("", tuple((row.pilot, where(talk, row)) for row in rows), command)
    return talk.seen(rows[0].pilot)


def meant_by(talk: Talk, argument: str, command: str) -> tuple[Pilot, str]:
    """Find the pilot that words begin with, or else is meant, and what is said of it."""
    words = UNSEEN.sub("", argument).split()
    named = _named_first(talk, words, 2, command)
    if named is not None:
        return named
    try:
        return meant(talk, "", command), argument
    except (Ambiguous, Misread):
        named = _named_first(talk, words, 1, command)
        if named is None:
            raise
        return named


def _named_first(
    talk: Talk, words: list[str], least: int, command: str
) -> tuple[Pilot, str] | None:
    """Find the longest name of a pilot, of so many words at least, that words begin with."""
    for count in range(min(len(words), LONGEST), least - 1, -1):
        name = " ".join(words[:count]).strip("".join({*QUOTES, *QUOTES.values()}))
        if summary.named(talk.tx, talk.tenant, talk.sight, name):
            return by_name(talk, name, command), " ".join(words[count:])
    return None


def _sitting(talk: Talk) -> tuple[Summary, ...]:
    sitting = talk.sitting if talk.heard.where.direct and talk.who.id else None
    row = summary.visible(talk.tx, talk.tenant, talk.sight, sitting.pilot) if sitting else None
    return (row,) if row and not row.closed else ()
