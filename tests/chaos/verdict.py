"""What was lost or repeated: the database and Slack's histories, compared entry by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, select

from storage.database.tables import core
from storage.pilots import journal
from storage.pilots.tables import SummaryRow
from storage.post.tables import DeliveryRow
from storage.store import Store
from storage.tenant import people
from storage.verify import verify
from tests.chaos.people import Tally
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_world import BOT_USER

TENANT = "slack:T1"
# Asked again after a lost answer: the window is there already, or its three seconds are over and
# the person, who sees none, asks for it once more. Neither loses anything.
WINDOWS = frozenset({"exchanged_trigger_id", "expired_trigger_id"})


@dataclass(frozen=True)
class Verdict:
    """What went wrong; every figure is meant to be 0."""

    answers_lost: int
    answers_twice: int
    pilots_lost: int
    pilots_twice: int
    replies_missing: int  # an answer was acknowledged, and no next words were ever put in
    messages_lost: int  # put in, and in no history
    messages_twice: int
    messages_of_nobody: int  # in a history, and never put in
    messages_out_of_order: int
    digests_lost: int  # channels that never got theirs
    digests_twice: int  # in one channel and week
    unsettled: int  # pending, dead or uncertain in the end
    refused_by_slack: int
    chains_broken: int

    @property
    def ok(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self))


def judge(
    url: str, slack: FakeSlack, tally: Tally, digested: Sequence[str]
) -> tuple[Verdict, dict[str, int]]:
    """Compare; also says how much there was to compare. `digested`: channels with a digest due."""
    store = Store.open(url)
    try:
        found = store.read(_found).result()
    finally:
        store.close()
    answers, pilots, posts, settled = found
    wanted = Counter(key for key, count in tally.answers.items() for _ in range(count))
    shown = Counter(key for _, key in _histories(slack))
    keys = {key for key, *_ in posts}
    digests = _digests(slack)
    verdict = Verdict(
        answers_lost=(wanted - answers).total(),
        answers_twice=(answers - wanted).total(),
        pilots_lost=len(set(tally.pilots) - pilots.keys()),
        pilots_twice=sum(count - 1 for count in pilots.values()),
        replies_missing=len(tally.replies - keys),
        messages_lost=len(keys - shown.keys()),
        messages_twice=sum(count - 1 for count in shown.values()),
        messages_of_nobody=len(shown.keys() - keys),
        messages_out_of_order=_disorder(slack, posts),
        digests_lost=len(set(digested) - {channel for channel, _ in digests}),
        digests_twice=sum(count - 1 for count in digests.values()),
        unsettled=settled,
        refused_by_slack=sum(error not in WINDOWS for _, error, _ in slack.refused),
        chains_broken=0 if verify(url).ok else 1,
    )
    counted = {"answers": answers.total(), "pilots": len(pilots), "messages": shown.total()}
    return verdict, counted | {"digests": len(digested)}


Posts = list[tuple[str, str]]  # key and address, in the order in which they were put in
Found = tuple[Counter[tuple[str, str, str]], Counter[str], Posts, int]


def _found(tx: Connection) -> Found:
    answers: Counter[tuple[str, str, str]] = Counter()
    pilots: Counter[str] = Counter()
    summaries = core(SummaryRow).c
    for pilot, name in tx.execute(select(summaries.pilot, summaries.name)).all():
        pilots[name] += 1
        entries = [e for e in journal.read(tx, TENANT, pilot) if e.kind == "answered"]
        known = people.by_ids(tx, TENANT, {entry.by for entry in entries})
        for entry in entries:
            assert entry.payload is not None
            answers[name, known[entry.by].user, entry.payload["question"]] += 1
    row = core(DeliveryRow).c
    sent = select(row.key, row.address).where(row.updates == "").order_by(row.id)
    posts = [(key, address) for key, address in tx.execute(sent)]
    unsettled = tx.execute(select(row.id).where(row.state != "sent")).all()
    return answers, pilots, posts, len(unsettled)


def _histories(slack: FakeSlack) -> Iterator[tuple[str, str]]:
    """List (channel, key) of everything that Gatepost posted, as each channel shows it."""
    for channel in slack.world.channels.values():
        for message in channel.messages:
            if message.user == BOT_USER and message.metadata:
                yield channel.id, message.metadata["event_payload"]["key"]


def _digests(slack: FakeSlack) -> Counter[tuple[str, str]]:
    """Count by channel and week the first messages of digests; further ones are numbered."""
    found: Counter[tuple[str, str]] = Counter()
    for channel, key in _histories(slack):
        week = key.rpartition(":")[2]
        if key.startswith("digest:") and "-W" in week:
            found[channel, week] += 1
    return found


def _disorder(slack: FakeSlack, posts: Posts) -> int:
    """Count the messages that one put in later overtook, channel by channel."""
    place = {key: number for number, (key, _) in enumerate(posts)}
    last: dict[str, int] = {}
    overtaken = 0
    for channel, key in _histories(slack):
        at = place.get(key, 0)
        overtaken += at < last.get(channel, -1)
        last[channel] = max(at, last.get(channel, -1))
    return overtaken
