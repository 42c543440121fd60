"""Put a digest together: changes first, then what is missing, what comes, where each pilot is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Row,
    Title,
    line,
)
from handlers.digests.drawing import ageing, heat, readiness
from handlers.digests.fitting import EVERY, parts
from handlers.digests.telling import (
    Told,
    changes,
    coming,
    gap_line,
    short_of,
    standing,
    stuck,
)
from handlers.talk import zone
from knowledge.values import day as in_words

ROWS = 6  # gaps with a button of their own; more are lines
FIXES = {"Owner": "Name the owner", "Metric": "Set the metric", "Funding": "Settle the funding"}


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a digest says beside its pilots."""

    scope: str
    week: str
    tz: str
    now: datetime
    since: datetime | None  # what was told before this is old
    changed: datetime | None  # when there last was something new
    due: datetime
    missed: int
    where: str  # where the next message is, in words
    columns: tuple[str, ...]
    direct: bool = False
    untold: int = 0  # pilots of the portfolio beyond those that one digest takes
    guests: bool = False  # in the channel: others' pilots are left out for them
    address: str = ""  # whose digest it is, where that is not where it is read

    def day(self, instant: datetime) -> date:
        return instant.astimezone(zone(self.tz)).date()

    @property
    def today(self) -> date:
        return self.day(self.now)


def compose(frame: Frame, told: Sequence[Told]) -> tuple[tuple[Card, ...], bool]:
    """Make the messages of a digest, and tell whether there was anything new."""
    said = tuple(told)
    opening = _opening(frame, said)
    if not said:
        opening.append(Para(line("No open pilot to tell of. /gate start begins one.")))
        return parts(opening, (), [_ways(frame)], frame.where), False
    today = frame.today
    news = [one for pilot in said for one in changes(pilot, today)]
    if not news and frame.since is not None:
        opening.append(Para(_quiet(frame, said)))
        return parts(opening, (), [_ways(frame, quiet=True)], frame.where), False
    body = list(_body(frame, said, news))
    return parts(opening, body, [_ways(frame)], frame.where), bool(news)


def whole(frame: Frame, told: Sequence[Told]) -> tuple[Card, ...]:
    """Make the whole digest, however little is new."""
    said = tuple(told)
    if not said:
        return compose(frame, said)[0]
    today = frame.today
    news = [one for pilot in said for one in changes(pilot, today)]
    return parts(_opening(frame, said), list(_body(frame, said, news)), [_ways(frame)], frame.where)


def _opening(frame: Frame, told: tuple[Told, ...]) -> list[Block]:
    blocks: list[Block] = [Title(_title(frame, told)), *_late(frame)]
    if frame.untold:
        blocks.append(Note(line(f"This tells of {len(told)} of them. {EVERY}")))
    if frame.guests:
        blocks.append(
            Note(line("Guests are here, so this tells of the channel's own pilots only."))
        )
    return blocks


def _title(frame: Frame, told: tuple[Told, ...]) -> str:
    number = int(frame.week.partition("-W")[2])
    count = f"{len(told) + frame.untold} pilots" if len(told) != 1 else told[0].row.name
    return f"Week {number}: {count if told else 'no pilots'}"


def _late(frame: Frame) -> Iterator[Block]:
    if frame.missed > 1:
        said = (
            f"{frame.missed} digests were missed since {in_words(frame.day(frame.due))}, while I "
            "was not running. This one stands for all of them."
        )
        yield Note(line(said))
    elif (frame.now - frame.due).total_seconds() > 3600:
        yield Note(line(f"Late: it was due on {in_words(frame.day(frame.due))}."))


def _quiet(frame: Frame, told: tuple[Told, ...]) -> Line:
    last = frame.changed or frame.since or frame.now
    counts = short_of(told)
    short = [f"{label.casefold()} in {count}" for label, count in counts.items() if count]
    still = f" Still missing: {', '.join(short)}." if short else ""
    return line(Bold("Nothing changed"), f" since {in_words(frame.day(last))}.{still}")


def _body(frame: Frame, told: tuple[Told, ...], news: Sequence[Line]) -> Iterator[Block]:
    today = frame.today
    waiting = [one for pilot in told if (one := stuck(pilot, today)) is not None]
    yield Para(line(Bold(_since(frame))))
    yield Bullets((*news, *waiting) or (line("Nothing new."),))
    yield from _missing(frame, told)
    red = tuple(one for pilot in told for one in coming(pilot))
    if red:
        yield Para(line(Bold("Turns red within 30 days if nobody acts")))
        yield Bullets(red)
    yield from _pilots(frame, told)
    for chart in (readiness(told, frame.columns), ageing(told, today)):
        if chart is not None:
            yield chart


def _since(frame: Frame) -> str:
    if frame.since is None:
        return "The first digest of this channel" if not frame.direct else "Your first digest"
    return f"Changed since {in_words(frame.day(frame.since))}"


def _missing(frame: Frame, told: tuple[Told, ...]) -> Iterator[Block]:
    gaps = [(pilot, gap) for pilot in told for gap in pilot.gaps]
    if not gaps:
        yield Note(line("Owner, metric and funding: all set."))
        return
    today = frame.today
    yield Para(line(Bold("Missing first")))
    gaps.sort(key=lambda one: (not one[1].blocks, one[1].opened))
    for pilot, gap in gaps[:ROWS]:
        said = gap_line(pilot, gap, today)
        ref = f"{pilot.row.pilot}|{gap.question}|0"
        yield Row(said, Button(FIXES[gap.label], "edit", ref)) if gap.question else Para(said)
    if further := gaps[ROWS:]:
        yield Bullets(tuple(gap_line(pilot, gap, today) for pilot, gap in further))


def _pilots(frame: Frame, told: tuple[Told, ...]) -> Iterator[Block]:
    if frame.scope != "portfolio":
        yield Para(line(Bold("Where they are" if len(told) > 1 else "Where it is")))
        yield Bullets(tuple(standing(pilot) for pilot in told))
        return
    stages: dict[tuple[int, str], list[Told]] = {}
    for pilot in told:
        stages.setdefault((pilot.now.order, pilot.now.stage_label), []).append(pilot)
    for (_, label), pilots in sorted(stages.items(), key=lambda one: one[0]):
        yield Para(line(Bold(f"{label} ({len(pilots)})")))
        yield Bullets(tuple(standing(pilot, staged=False) for pilot in pilots))
    chart = heat(told)
    if chart is not None:
        yield chart


def _ways(frame: Frame, *, quiet: bool = False) -> Buttons:
    """Offer what one can do with a digest, stopping it among that."""
    show = (Button("Show all of it", "digest show"),) if quiet else ()
    more = () if frame.direct else (Button("Never name me here", "digest unnamed"),)
    change = Button("Change or stop this", "digest", frame.address)
    return Buttons((*show, Button("All pilots", "portfolio"), change), more)
