"""One thing heard, and all that it takes to act on it: transaction, knowledge, who and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers import rights
from handlers.cards import Card, to_json
from handlers.errors import NotAllowed, NotFound, Stale
from handlers.heard import Heard
from handlers.people.acceptance import parts
from handlers.pilots.folding import Folds, copied, fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import reckon
from handlers.pilots.summing import summarise
from knowledge.judging.evaluate import Readiness
from knowledge.model import Library
from storage.pilots import journal, sittings, summary
from storage.pilots.journal import Entry, New
from storage.pilots.sittings import Sitting
from storage.pilots.summary import Sight, Summary
from storage.post import outbox
from storage.post.outbox import Lane, Post
from storage.store import Tx
from storage.tenant import accounts, people, rooms
from storage.tenant.people import Person

DIRECT = "direct"  # a person has one direct conversation, and so at most one sitting


class Talk:
    """What a handler is given; `changed` holds the pilots written to, `posts` are to be sent."""

    def __init__(
        self,
        heard: Heard,
        tx: Tx,
        library: Library,
        folds: Folds,
        who: Person,
        now: datetime,
        era: str | None = None,
    ) -> None:
        self.heard = heard
        self.tx = tx
        self.library = library
        self.who = who
        self.now = now
        self.tenant = heard.where.tenant
        self.era = era  # since when accounts are linked as they are; None: none can be here
        self.folded_in = f"{self.tenant} {era or ''}"  # what was folded in another era is stale
        self.came_over = False  # they spoke through their other account until now
        self.changed: dict[str, Pilot] = {}
        self.posts: list[Post] = []
        self.republished = False  # other playbooks are in force once this is committed
        self.retold: tuple[str, ...] = ()  # pilots whose journals read otherwise from then on
        self.trouble = ""  # why the newest files of the house's folder are not in force
        self.gathers = False  # many pilots at once: people are asked about all of them together
        self._folds = folds
        self._summaries: dict[str, Summary] = {}
        self._before: dict[str, Pilot] = {}
        self._names: dict[str, Person] = {who.id: who}
        self._granted: frozenset[str] | None = None
        self._leads: frozenset[str] | None = None
        self._sight: Sight | None = None
        self._judged: tuple[Pilot, Readiness] | None = None
        self._news: dict[str, list[New]] = {}
        self._sitting: Sitting | Literal["not looked up"] | None = "not looked up"

    @property
    def today(self) -> date:
        """The day it is where the person is."""
        return self.now.astimezone(zone(self.who.tz)).date()

    def anew(self, who: Person) -> Talk:
        """Begin again with who speaks now: accounts were parted, and all was read as of one."""
        era = accounts.era(self.tx, self.tenant)
        return Talk(self.heard, self.tx, self.library, self._folds, who, self.now, era)

    # Who is asking, and what may they see?

    @property
    def tenant_roles(self) -> frozenset[str]:
        """The roles that the person holds everywhere in the tenant."""
        if self._granted is None:
            granted = people.roles_of(self.tx, self.tenant, self.who.id) if self.who.id else ()
            self._granted = rights.tenant_roles(self.who, frozenset(granted))
        return self._granted

    @property
    def leads(self) -> frozenset[str]:
        """The programme leads of the tenant."""
        if self._leads is None:
            found = people.holders(self.tx, self.tenant, "lead")
            self._names.update((person.id, person) for person in found)
            ours = (person for person in found if not (person.guest or person.stranger))
            self._leads = frozenset(person.id for person in ours)
        return self._leads

    @property
    def sight(self) -> Sight:
        """How far the person sees: leads everything, others what is public or theirs."""
        if self._sight is None:
            mine = rooms.rooms_of(self.tx, self.tenant, self.who.id) if self.who.id else frozenset()
            if not self.heard.where.direct:
                mine |= {self.heard.where.conversation}
            guest = "guest" in self.tenant_roles
            self._sight = Sight("lead" in self.tenant_roles, mine, self.who.id, guest)
        return self._sight

    def roles(self, pilot: Pilot) -> frozenset[str]:
        """All roles that the person holds towards a pilot."""
        roles = self.tenant_roles | rights.pilot_roles(pilot, self.who.id)
        if self.who.id in rights.approvers(self.library, pilot, self.leads):
            roles |= {"approver"}
        return roles

    def may(self, pilot: Pilot, verb: str) -> bool:
        """Tell whether the person may do this to a pilot; the cheap roles are asked first."""
        return rights.allowed(rights.pilot_roles(pilot, self.who.id), verb) or rights.allowed(
            self.roles(pilot), verb
        )

    def need(self, pilot: Pilot, verb: str) -> None:
        """Go on only where the person may; raises NotAllowed."""
        if not self.may(pilot, verb):
            raise NotAllowed(verb, rights.holders(verb))

    # The pilot

    def seen(self, pilot_id: str) -> Pilot:
        """Load a pilot that the person may see; raises NotFound for any other, alike."""
        return self._seen(summary.get(self.tx, self.tenant, pilot_id))

    def held(self, pilot_id: str) -> Pilot:
        """Load a pilot to write to it: as `seen`, with its row locked until the commit."""
        return self._seen(summary.lock(self.tx, self.tenant, pilot_id))

    def held_open(self, pilot_id: str) -> Pilot:
        """Load a pilot to go on with it: as `held`, and it must not be closed; raises Stale."""
        pilot = self.held(pilot_id)
        if pilot.closed is not None:
            raise Stale(f"{pilot.name} is closed, so nothing was kept.")
        return pilot

    def held_by(self, pilot_id: str, part: Callable[[Pilot], bool]) -> Pilot:
        """Load a pilot to write to it, for who sees it or has this part; raises NotFound, Stale."""
        row = summary.lock(self.tx, self.tenant, pilot_id)
        pilot = self._load(row) if row is not None else None
        if pilot is None or pilot.undone or not (self.who.id and part(pilot)):
            return self.held_open(pilot_id)
        if pilot.closed is not None:
            raise Stale(f"{pilot.name} is closed, so nothing was kept.")
        return pilot

    def told_of(self, pilot_id: str, *, only_look: bool = False) -> Pilot:
        """Load a pilot that news of ours is about, whoever brings them; raises NotFound."""
        find = summary.get if only_look else summary.lock
        row = find(self.tx, self.tenant, pilot_id)
        if row is None:
            raise NotFound()
        return self._load(row)

    def before(self, pilot_id: str) -> Pilot:
        """Give a pilot as it was before this was heard; an empty one where it is new."""
        return self._before.get(pilot_id) or Pilot(id=pilot_id)

    def _seen(self, row: Summary | None) -> Pilot:
        if row is None:
            raise NotFound()
        pilot = self._load(row)
        if pilot.undone:
            raise NotFound()
        mine = rights.pilot_roles(pilot, self.who.id)
        if not mine and not summary.visible(self.tx, self.tenant, self.sight, pilot.id):
            raise NotFound()
        return pilot

    def _load(self, row: Summary) -> Pilot:
        changed = self.changed.get(row.pilot)
        if changed is not None:
            return changed
        self._summaries[row.pilot] = row
        kept = self._folds.get(self.folded_in, row.pilot)
        if kept is None or kept.seq > row.seq:
            kept = Pilot(id=row.pilot)
        if kept.seq < row.seq:
            entries = journal.read(self.tx, self.tenant, row.pilot, after=kept.seq)
            kept = fold(kept, entries)
        self._before[row.pilot] = kept
        return kept

    def write(self, pilot: Pilot, *news: tuple[str, Mapping[str, Any]]) -> Pilot:
        """Note (kind, payload) entries in this person's name and return the pilot after them.

        They go into the journal together, when all is done.
        """
        noted = self._news.setdefault(pilot.id, [])
        for kind, payload in news:
            new = New(kind, payload, self.who.id, self.now)
            noted.append(new)
            pilot = fold(
                pilot, [Entry(pilot.id, pilot.seq + 1, kind, payload, new.by, new.at, b"")]
            )
        self.changed[pilot.id] = pilot
        return pilot

    def readiness(self, pilot: Pilot) -> Readiness:
        """Judge a pilot at the gate that it stands before; asked twice it judges once."""
        if self._judged is not None and _same_case(self._judged[0], pilot):
            return self._judged[1]
        readiness = reckon(self.library, pilot, self.today)
        self._judged = pilot, readiness
        return readiness

    @property
    def sitting(self) -> Sitting | None:
        """The interview that the person is in; set it to begin one, or to None to end it."""
        if self._sitting == "not looked up":
            self._sitting = sittings.get(self.tx, self.tenant, self.who.id, DIRECT)
        return self._sitting

    @sitting.setter
    def sitting(self, sitting: Sitting | None) -> None:
        if sitting is None:
            sittings.end(self.tx, self.tenant, self.who.id, DIRECT)
        else:
            sittings.put(self.tx, self.tenant, sitting)
        self._sitting = sitting

    def row(self, pilot: Pilot) -> Summary | None:
        """Look up the summary as it stood before this was heard."""
        return self._summaries.get(pilot.id)

    # What is said

    @property
    def reply_key(self) -> str:
        """The key under which the reply to what was heard goes out."""
        return f"reply:{self.heard.key}"

    def name(self, person_id: str) -> str:
        """Name somebody; who was erased is "someone who left"."""
        if person_id not in self._names:
            self._names.update(people.by_ids(self.tx, self.tenant, [person_id]))
        person = self._names.get(person_id)
        return person.name if person else "someone who left"

    def person(self, person_id: str) -> Person | None:
        """Look somebody up by our own id."""
        self.name(person_id)
        return self._names.get(person_id)

    def tell(
        self, person_id: str, card: Card, key: str, *, lane: Lane = "talk", updates: str = ""
    ) -> None:
        """Write to somebody in private; a key that was used before is not sent again."""
        person = self.person(person_id)
        if person is not None and not (person.gone or person.bot):
            where = person.platform
            self.post(person.user, card, key, lane=lane, updates=updates, platform=where)

    def post(
        self,
        address: str,
        card: Card,
        key: str,
        *,
        lane: Lane = "talk",
        only_for: str = "",
        updates: str = "",
        thread: str = "",
        platform: str = "",
    ) -> None:
        """Put a message into the outbox, in the same transaction as all else."""
        post = Post(
            key,
            platform or self.platform_of(address),
            address,
            to_json(card),
            lane=lane,
            only_for=only_for,
            updates=updates,
            thread=thread,
        )
        self.posts.append(post)

    def platform_of(self, address: str) -> str:
        """Tell on which platform a channel is, or the speaker, or where this was said."""
        where = self.heard.where
        if address in (self.who.user, where.conversation):
            return where.platform
        return rooms.platform(self.tx, self.tenant, address) or where.platform

    def put_away(self, message: str) -> None:
        """Have inputs and buttons taken off a message, so that it is not used again.

        The message is the platform's, or `key:` and the key that it went out under; what it shows
        is looked up when this is sent.
        """
        key = f"spent:{self.heard.key}"
        self.posts.append(Post(key, self.heard.where.platform, self.who.user, "", updates=message))

    def _move_on(self, pilot: Pilot) -> None:
        """Put away a question shown to them on the other platform, once it is dealt with here."""
        asked = self.before(pilot.id).asked.get(self.who.id)
        if asked is None or not asked.shown or pilot.asked.get(self.who.id) == asked:
            return
        message = f"{outbox.KEY}{asked.shown}"
        elsewhere = outbox.went(self.tx, self.tenant, asked.shown) != self.heard.where.platform
        if elsewhere and all(post.updates != message for post in self.posts):
            key = f"moved on:{self.heard.key}:{pilot.id}"
            here = self.heard.where.platform
            self.posts.append(Post(key, here, self.who.user, "", updates=message))

    def finish(self) -> bool:
        """Write down, for each pilot changed, its entries, its summary and who is involved.

        Tells whether there is anything to send.
        """
        for pilot in tuple(self.changed.values()):
            news = self._news[pilot.id]
            head = pilot.seq - len(news)
            loaded = self._before.get(pilot.id)
            last = loaded.last or None if loaded else None
            entries = journal.append(self.tx, self.tenant, pilot.id, head, news, last=last)
            self.changed[pilot.id] = copied(pilot, last=entries[-1].hash)
            before = self._summaries.get(pilot.id)
            after = summarise(
                self.library, self.tenant, pilot, self.readiness(pilot), before, self.today
            )
            summary.put(self.tx, after)
            if loaded is None or not _same_people(self.library, loaded, pilot):
                involved = involved_in(self.library, pilot)
                summary.involve(self.tx, self.tenant, pilot.id, involved)
            if self.who.other:
                self._move_on(pilot)
        return outbox.put(self.tx, self.tenant, self.now, *self.posts) > 0


def _same_case(one: Pilot, other: Pilot) -> bool:
    """Tell whether two states of a pilot are judged alike: same answers, team and gate."""
    return (
        one.answers is other.answers
        and one.team is other.team
        and one.waivers is other.waivers
        and one.overruled is other.overruled
        and one.renewed is other.renewed
        and (one.id, one.stage, one.playbook) == (other.id, other.stage, other.playbook)
    )


def _same_people(library: Library, one: Pilot, other: Pilot) -> bool:
    """Tell whether nobody came into a pilot or left it between two of its states."""
    return (
        one.team is other.team
        and one.handed is other.handed
        and one.sought is other.sought
        and all(one.answer(part.id) is other.answer(part.id) for part in parts(library))
    )


def involved_in(library: Library, pilot: Pilot) -> frozenset[tuple[str, str]]:
    """List who has which part in a pilot: (person, role)."""
    pairs = {(who, role) for who, role in pilot.team} | {(pilot.starter, "starter")}
    pairs |= {(who, "asked") for who in pilot.sought}
    pairs |= {(who, "handed") for who in pilot.handed.values()}
    for question in parts(library):
        if named := rights.named_in(pilot, question.id):
            pairs.add((named, question.id.removeprefix("q.")))
    return frozenset(pairs)


def zone(name: str) -> ZoneInfo:
    """Read a time zone of a chat profile; an unknown one is UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
