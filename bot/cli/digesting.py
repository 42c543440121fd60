"""`gatepost digest`: order what is due at an instant, or only say what would go where."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from bot.local.chat import local_poster
from bot.platforms import slack_config
from bot.ports import Poster
from bot.render import plain
from bot.running.house import now, shelf
from bot.running.sender import Sender
from bot.running.studio import Studio
from bot.settings import Settings
from bot.slack import clients
from bot.slack.poster import SlackPoster
from handlers.digests.making import Made, make_digest
from handlers.digests.ordering import DigestOrder, order_in
from handlers.digests.ticking import ordered, strike
from handlers.playbooks.shelf import Shelf
from storage.post import outbox
from storage.post.outbox import Delivery, Post
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Store, Tx
from storage.tenant import rooms

Say = Callable[[str], None]
BATCH: Final = 100  # digests looked at in one go
PATIENCE: Final = 60.0  # seconds without any progress


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for: an instant, a channel or all of them, and whether only to say it."""

    at: datetime
    channel: str
    dry: bool


def run(settings: Settings, wanted: Run, say: Say, progress: Say) -> None:
    """Do what was asked for; `say` gets results, `progress` what is under way."""
    store = Store.open(settings.database_url)
    try:
        due = store.read(lambda tx: tuple(_due(tx, wanted))).result()
        if not due:
            say(f"Nothing is due at {wanted.at.isoformat()}.")
        elif wanted.dry:
            _told(store, shelf(settings), due, wanted, say, progress)
        else:
            asyncio.run(_sent(settings, store, due, wanted, say, progress))
    finally:
        store.close()


def _due(tx: Tx, wanted: Run) -> list[Schedule]:
    """List what is due, of one channel (by id or name) where one is named."""
    everything = schedules.due(tx, wanted.at, 1_000_000)
    name = wanted.channel.removeprefix("#")
    return [one for one in everything if not name or name in (one.address, _name(tx, one))]


def _name(tx: Tx, schedule: Schedule) -> str:
    room = rooms.get(tx, schedule.tenant, schedule.address)
    return room.name if room else ""


def _told(
    store: Store,
    known: Shelf,
    due: Sequence[Schedule],
    wanted: Run,
    say: Say,
    progress: Say,
) -> None:
    """Make each digest as it would be made, write it down and keep nothing."""
    withheld = 0
    for number, schedule in enumerate(due, 1):
        post = ordered(schedule, wanted.at)
        made = partial(_made, known=known, schedule=schedule, post=post)
        name, shown, goes = store.read(made).result()
        withheld += not goes
        say(f"--- {name} · {post.key}")
        for card in shown:
            say(card)
        if number % BATCH == 0:
            progress(f"{number} of {len(due)}")
    count = len(due) - withheld
    say(f"--- Dry run at {wanted.at.isoformat()}: {_digests(count)} would go out, {withheld} not.")
    say("Nothing was sent and nothing was changed.")


def _made(
    tx: Tx, known: Shelf, schedule: Schedule, post: Post
) -> tuple[str, tuple[str, ...], bool]:
    """Say where a digest goes and what it says, or why it does not go."""
    room = _name(tx, schedule)
    name = f"#{room} ({schedule.address})" if room else schedule.address
    order = order_in(post.card)
    assert isinstance(order, DigestOrder)
    if outbox.states(tx, schedule.tenant, [post.key]):
        return name, ("(this week had its digest)",), False
    delivery = Delivery(
        0, schedule.tenant, post.key, post.platform, post.address, post.card, post.lane,
        "", "", "", "sending", 1, "",
    )  # fmt: skip
    made = make_digest(tx, known.of(tx, schedule.tenant, now()), delivery, order, order.now)
    if not isinstance(made, Made):
        return name, (f"(not posted: {made.reason})",), False
    cards = (made.card, *made.parts)
    return name, tuple(plain.render(card) for card in cards), True


def _digests(count: int) -> str:
    return "1 digest" if count == 1 else f"{count} digests"


async def _sent(
    settings: Settings,
    store: Store,
    due: Sequence[Schedule],
    wanted: Run,
    say: Say,
    progress: Say,
) -> None:
    """Order what is due, then send until all of it is settled."""
    keys: dict[str, list[str]] = {}
    for first in range(0, len(due), BATCH):
        batch = due[first : first + BATCH]
        done = store.write(partial(_ordered, batch=batch, at=wanted.at))
        for tenant, key in await asyncio.wrap_future(done):
            keys.setdefault(tenant, []).append(key)
    async with _posters(settings, store) as posters:
        sender = Sender(store, posters, now, library=shelf(settings))
        running = asyncio.create_task(sender.run())
        states = await _settled(store, keys, progress)
        await sender.stop()
        await running
    _summed_up(states, say)


def _ordered(tx: Tx, batch: Sequence[Schedule], at: datetime) -> list[tuple[str, str]]:
    """Order again only what is still due: another process may have been faster."""
    done = []
    for one in batch:
        held = schedules.lock(tx, one.tenant, one.address)
        if held is not None and held.state == "on" and held.next_at <= at:
            done.append((one.tenant, strike(tx, held, at, min(at, now()))))
    return done


@asynccontextmanager
async def _posters(settings: Settings, store: Store) -> AsyncIterator[dict[str, Poster]]:
    """Give whatever can post: the local chat always, Slack where it is set up."""
    posters: dict[str, Poster] = {"local": local_poster(store)}
    config = slack_config(settings)
    if config is None:
        yield posters
        return
    studio, client = Studio(), clients.delivery(config)
    client.session = clients.new_session()
    try:
        yield posters | {"slack": SlackPoster(client, studio.draw)}
    finally:
        await client.session.close()
        await asyncio.to_thread(studio.close)


async def _settled(
    store: Store, keys: Mapping[str, Sequence[str]], progress: Say
) -> dict[str, tuple[str, str]]:
    """Wait until everything ordered went out or never will, or nothing moves any more."""
    loop = asyncio.get_running_loop()
    total, done, since = sum(map(len, keys.values())), -1, loop.time()
    while True:
        states = await asyncio.wrap_future(store.read(lambda tx: _states(tx, keys)))
        count = sum(state not in ("pending", "sending") for state, _ in states.values())
        if count != done:
            done, since = count, loop.time()
            progress(f"{done} of {total}")
        if done >= total or loop.time() - since > PATIENCE:
            return states
        await asyncio.sleep(0.2)


def _states(tx: Tx, keys: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for tenant, wanted in keys.items():
        found |= outbox.states(tx, tenant, wanted)
    return found


def _summed_up(states: Mapping[str, tuple[str, str]], say: Say) -> None:
    for key, (state, reason) in sorted(states.items()):
        said = {"sent": "sent", "dead": f"not posted: {reason}"}.get(state, "waits in the outbox")
        say(f"{key} {said}")
    sent = sum(state == "sent" for state, _ in states.values())
    left = sum(state in ("pending", "sending") for state, _ in states.values())
    say(f"{_digests(sent)} sent, {len(states) - sent - left} not posted, {left} waiting.")
