"""What happens around the talk: channels change, people come and go, Gatepost is removed."""

from __future__ import annotations

from handlers.cards import Note, Para, card, line
from handlers.digests.pausing import REMOVED, pause, why_not
from handlers.heard import Deleted, Done, Joined, Left, Opened, Reply, RoomNews, Roster, Uninstalled
from handlers.helping import welcome_card
from handlers.interview.listening import in_front
from handlers.interview.sitting import ask
from handlers.people.leaving import hear_of
from handlers.talk import Talk
from storage.pilots import summary
from storage.tenant import people, rooms


def opened(talk: Talk) -> Reply:
    """Greet somebody once, unless a pilot's questions have greeted them already.

    Who answered on the other platform until now finds their question here.
    """
    front = in_front(talk) if talk.came_over else None
    if front is not None:
        pilot, question, asked = front
        note = Note(line("You were answering on the other platform; it goes on here."))
        talk.post(talk.who.user, ask(talk, pilot, question, opening=[note]), talk.reply_key)
        if asked.shown:
            talk.put_away(f"key:{asked.shown}")
    elif not summary.mine(talk.tx, talk.tenant, talk.who.id):
        talk.post(talk.who.user, welcome_card(), f"welcome:{talk.who.id}")
    return Done()


def deleted(talk: Talk) -> Reply:
    """Say once that a deleted message takes no answer back, and what does."""
    said = card(
        Para(line("You deleted a message. An answer that I kept from it stands as it was.")),
        Note(line("Undo takes an answer back: press it, or type undo. I say this only once.")),
    )
    talk.post(talk.who.user, said, f"deleted:{talk.who.id}")
    return Done()


def joined(talk: Talk, news: Joined) -> Reply:
    """Remember who came into a channel."""
    person = people.by_user(talk.tx, talk.tenant, news.user)
    if person is not None:
        rooms.join(talk.tx, talk.tenant, news.room, person.account)
    return Done()


def left(talk: Talk, news: Left) -> Reply:
    """Forget who left a channel: what is private there is no longer theirs to see."""
    person = people.by_user(talk.tx, talk.tenant, news.user) if news.user else None
    if person is not None:
        rooms.leave(talk.tx, talk.tenant, news.room, person.account)
    if not news.user:
        pause(talk.tx, talk.tenant, news.room, REMOVED, talk.now)
    return Done()


def room_news(talk: Talk, news: RoomNews) -> Reply:
    """Take in a channel's new name or state."""
    rooms.put(talk.tx, talk.tenant, news.room, talk.heard.where.platform)
    hindered = why_not(talk.tx, talk.tenant, news.room.id, None)
    if hindered:
        pause(talk.tx, talk.tenant, news.room.id, hindered, talk.now)
    return Done()


def roster(talk: Talk, room: str) -> Reply:
    """Take in who is in a channel, and who is no more; the faces were met at the door."""
    hear_of(talk, talk.heard.faces)
    if room:
        found = (people.by_user(talk.tx, talk.tenant, face.user) for face in talk.heard.faces)
        inside = [person.account for person in found if person]
        rooms.set_members(talk.tx, talk.tenant, room, inside)
    return Done()


def happened(talk: Talk) -> Reply:
    """Take in what nobody said but the platform reports."""
    match talk.heard.what:
        case Opened():
            return opened(talk)
        case Deleted():
            return deleted(talk)
        case Joined() as news:
            return joined(talk, news)
        case Left() as news:
            return left(talk, news)
        case RoomNews() as news:
            return room_news(talk, news)
        case Roster(room):
            return roster(talk, room)
        case Uninstalled():
            people.withdraw(talk.tx, talk.tenant, talk.heard.where.platform)
            return Done()
        case other:
            raise TypeError(f"nothing happens for {other!r}")
