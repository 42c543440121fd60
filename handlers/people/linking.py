"""`/gate link` and `/gate unlink`: two accounts of one person, by a yes from each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from handlers.errors import Misread, NotAllowed, Stale
from handlers.heard import Press, Reply, Show
from handlers.people import linked
from handlers.people.leaving import hear_of
from handlers.playbooks.refreshing import refresh_some
from handlers.talk import Talk
from storage.pilots import summary
from storage.tenant import codes, linking, people
from storage.tenant.codes import CODES, GUESSES, Linking
from storage.tenant.people import Person

LINK: Final = "link accounts"
MEMBERS: Final = "members of the organisation, each for themselves"
AT_ONCE: Final = 20  # pilots whose lists are set right at once; the others follow
_READ_AS: Final = str.maketrans("OIL", "011")
LATE: Final = "That took longer than ten minutes, or was answered already."


def link(talk: Talk, argument: str) -> Reply:
    """Give a code, or take one that was given on the other platform."""
    _must_be_able(talk)
    if talk.who.other:
        return Show(linked.already(_other(talk)))
    own = codes.of(talk.tx, talk.tenant, talk.who.account, talk.now)
    code = "".join(one for one in argument.upper() if one.isalnum()).translate(_READ_AS)
    return _take(talk, own, code) if code else _give(talk, own)


def _must_be_able(talk: Talk) -> None:
    if not people.can_speak(talk.who):
        raise NotAllowed(LINK, MEMBERS)
    if talk.era is None:
        raise Misread(
            "There is no other platform to link with: whoever runs Gatepost has not said that a "
            "Slack workspace and a Teams tenant are one organisation."
        )


def _give(talk: Talk, own: Linking) -> Reply:
    if own.asked >= CODES:
        raise Misread(f"{CODES} codes in half an hour are enough. Try again in half an hour.")
    drawn = codes.drawn(own, talk.now)
    codes.put(talk.tx, talk.tenant, drawn)
    return Show(linked.code(drawn.code, talk.who.platform))


def _take(talk: Talk, own: Linking, code: str) -> Reply:
    if own.wrong >= GUESSES:
        raise Misread(f"{GUESSES} wrong codes are enough. Try again in half an hour.")
    found = codes.with_code(talk.tx, talk.tenant, code, talk.now)
    if found is not None and found.person == own.person:
        return Show(linked.own_code(talk.who.platform))
    first = _person(talk, found.person) if found is not None else None
    if found is None or first is None or not _may_take(talk, found, first):
        codes.put(talk.tx, talk.tenant, replace(own, wrong=own.wrong + 1))
        return Show(linked.wrong_code(GUESSES - own.wrong - 1))
    codes.put(talk.tx, talk.tenant, replace(found, taker=talk.who.account))
    return Show(linked.is_it_you(first))


def _may_take(talk: Talk, found: Linking, first: Person) -> bool:
    free = found.taker in ("", talk.who.account) and not first.other
    return free and first.platform != talk.who.platform and people.can_speak(first)


def _person(talk: Talk, account: str) -> Person | None:
    return people.by_ids(talk.tx, talk.tenant, [account]).get(account)


def _other(talk: Talk) -> Person:
    """Give the account that the speaker is linked with, in its own platform's words."""
    return people.of_account(talk.tx, talk.tenant, talk.who.other)


# Who gave the code says yes or no first, then who was given it.


def mine(talk: Talk, press: Press) -> Reply:
    """Take the yes of who gave the code back, and ask on the side where it began."""
    _must_be_able(talk)
    if talk.who.other:
        return Show(linked.already(_other(talk)))
    found, first = _asked(talk, press.ref, talk.who.account, agreed=False)
    agreed = codes.agreed(found, talk.now)
    codes.put(talk.tx, talk.tenant, agreed)
    key = f"link:{found.person}:{agreed.until.isoformat()}"
    talk.tell(first.id, linked.are_you(talk.who), key)
    return Show(linked.asked_there(first))


def not_mine(talk: Talk, press: Press) -> Reply:
    """Take a no, of whichever side: nothing is linked, and the other side hears it."""
    if not press.ref:  # on the side where it began
        own = codes.of(talk.tx, talk.tenant, talk.who.account, talk.now)
        told = own.taker
    else:
        own = codes.of(talk.tx, talk.tenant, press.ref, talk.now)
        told = own.person if own.taker == talk.who.account else ""
    if not told or own.until <= talk.now:
        raise Stale(LATE)
    codes.put(talk.tx, talk.tenant, codes.ended(own))
    said = linked.refused(talk.who.platform)
    talk.tell(told, said, f"link refused:{own.person}:{own.until.isoformat()}")
    return Show(linked.not_linked())


def both(talk: Talk, press: Press) -> Reply:
    """Take the second yes, and make one person of the two."""
    _must_be_able(talk)
    own = codes.of(talk.tx, talk.tenant, talk.who.account, talk.now)
    second = _person(talk, press.ref)
    if talk.who.other:
        return Show(linked.already(_other(talk)))
    if second is None or not codes.waits(own, press.ref, talk.now, agreed=True):
        raise Stale(LATE)
    _must_be_free(talk, second)
    codes.put(talk.tx, talk.tenant, codes.ended(own))
    left = linking.link(talk.tx, talk.tenant, talk.who.account, second.account)
    talk.retold = summary.parts_of(talk.tx, talk.tenant, talk.who.account)
    key = f"linked:{talk.heard.key}"
    told = linked.done(talk.who, left=left)
    talk.post(second.user, told, key, platform=second.platform)
    return Show(linked.done(second, left=left))


def _asked(talk: Talk, began: str, taker: str, *, agreed: bool) -> tuple[Linking, Person]:
    found = codes.of(talk.tx, talk.tenant, began, talk.now)
    first = _person(talk, began)
    if first is None or not codes.waits(found, taker, talk.now, agreed=agreed):
        raise Stale(LATE)
    _must_be_free(talk, first)
    return found, first


def _must_be_free(talk: Talk, other: Person) -> None:
    """Look again at the moment of doing: much may have changed in ten minutes."""
    if talk.who.other or other.other:
        raise Stale("One of the two accounts is linked already.")
    if not people.can_speak(other):
        raise NotAllowed(LINK, MEMBERS)


# And back


def unlink(talk: Talk, argument: str) -> Reply:
    """Say what parting the accounts means, and ask."""
    if not talk.who.other:
        return Show(linked.nothing_linked())
    return Show(linked.sure(_first(talk), _second(talk)))


def part(talk: Talk, press: Press) -> Reply:
    """Make two people of them again; what was answered stays."""
    if not talk.who.other or press.ref not in (talk.who.other, talk.who.account):
        raise Stale("These accounts are two people already.")
    first, second = _first(talk), _second(talk)
    there = second if talk.who.account == first.account else first
    linking.unlink(talk.tx, talk.tenant, first.account, second.account)
    pilots = summary.parts_of(talk.tx, talk.tenant, first.account)
    refresh_some(talk.tx, talk.library, talk.tenant, pilots[:AT_ONCE], talk.now)
    talk.retold = pilots[AT_ONCE:]
    _miss_who_is_gone(talk, first, second)
    said = linked.parted(first, second)
    if not there.gone:
        talk.post(there.user, said, f"parted:{talk.heard.key}", platform=there.platform)
    return Show(said)


def _miss_who_is_gone(talk: Talk, *accounts: Person) -> None:
    """Open again what an account was named for that left while the other one stood in for it."""
    faces = [people.seen(talk.tx, talk.tenant, one.user) for one in accounts if one.gone]
    apart = talk.anew(people.of_account(talk.tx, talk.tenant, talk.who.account))
    hear_of(apart, filter(None, faces))
    apart.finish()


def _first(talk: Talk) -> Person:
    """Give the account that the linking began with: its id is the person's."""
    return people.of_account(talk.tx, talk.tenant, talk.who.id)


def _second(talk: Talk) -> Person:
    away = talk.who.other if talk.who.account == talk.who.id else talk.who.account
    return people.of_account(talk.tx, talk.tenant, away)
