"""All pilots that somebody may see, and what waits for one person."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Note,
    Para,
    Row,
    Title,
    card,
    line,
)
from handlers.interview.questions import minutes, open_for, questions
from handlers.people.handshake import part_row, waiting_for
from handlers.pilots.finding import mine
from handlers.pilots.reckoning import age, since
from handlers.pilots.summing import outdated, summarise
from handlers.talk import Talk
from handlers.views.marks import marked_at
from storage.pilots import summary
from storage.pilots.summary import Summary

PAGE = 10


def page(talk: Talk, after: tuple[str, str] | None = None, first: int = 1) -> Card:
    """List every pilot that the person may see, a page at a time."""
    total = summary.count(talk.tx, talk.tenant, talk.sight)
    if not total:
        return card(
            Para(line("There is no pilot that you can see yet.")),
            Buttons((Button("Start one", "start", style="primary"),)),
        )
    rows = summary.page(talk.tx, talk.tenant, talk.sight, after, limit=PAGE)
    last = first + len(rows.rows) - 1
    blocks: list[Block] = [Title("All pilots"), Note(line(f"{first} to {last} of {total}"))]
    blocks += [_pilot_row(talk, as_of_today(talk, row)) for row in rows.rows]
    if rows.after is not None:
        place = "|".join(
            (*rows.after, str(last + 1))
        )  # where to go on, whatever becomes of its row
        blocks.append(Buttons((Button("Next page", "portfolio", place),)))
    return card(*blocks)


def as_of_today(talk: Talk, row: Summary) -> Summary:
    """Sum a pilot up anew where a waiver that its row counts with has ended."""
    if not outdated(row, talk.today):
        return row
    pilot = talk.seen(row.pilot)
    return summarise(
        talk.library, talk.tenant, pilot, talk.readiness(pilot), talk.row(pilot), talk.today
    )


def _pilot_row(talk: Talk, row: Summary) -> Row:
    gaps = [
        f"{label} missing {age(talk.today, opened)}"
        for label, state in (("owner", row.owner), ("metric", row.metric), ("funding", row.funding))
        if (opened := since(state)) is not None
    ]
    short = "; ".join(gaps) if gaps else "owner, metric and funding set"
    mark = marked_at(talk.library, row.playbook, row.stage)
    waived = f", {row.body['waived']} waived" if row.body.get("waived") else ""
    return Row(
        line(Bold(row.name), f" · {row.gate}: {row.met} of {row.total}{waived} · {short}{mark}"),
        Button("Open", "status", row.pilot),
    )


def listing(title: str, talk: Talk, rows: tuple[Summary, ...]) -> Card:
    """List some pilots under a title."""
    shown = (_pilot_row(talk, as_of_today(talk, row)) for row in rows[:PAGE])
    return card(Title(title), *shown, *_more(rows))


def _more(rows: tuple[Summary, ...]) -> tuple[Block, ...]:
    """Say how many do not fit, and where they are."""
    left = len(rows) - PAGE
    if left <= 0:
        return ()
    return (
        Note(line(f"And {left} more.")),
        Buttons((Button("All pilots", "portfolio"),)),
    )


def my_part(talk: Talk) -> Card:
    """Show what waits for the person, pilot by pilot."""
    blocks: list[Block] = [Title("What waits for you")]
    rows = mine(talk)
    for row in rows[:PAGE]:
        pilot = talk.seen(row.pilot)
        own = open_for(talk, pilot, talk.who.id)
        named = waiting_for(talk, pilot, talk.who.id)
        blocks += [part_row(pilot, question) for question in named]
        if own:
            said = line(Bold(pilot.name), f" · {questions(len(own))}, {minutes(len(own))}")
            blocks.append(Row(said, Button("Answer", "begin", pilot.id, style="primary")))
        elif not named:
            said = line(Bold(pilot.name), " · nothing; thank you")
            blocks.append(Row(said, Button("Open", "status", pilot.id)))
    if len(blocks) == 1:
        blocks.append(Para(line("Nothing. You have no part in an open pilot.")))
    if len(rows) > PAGE:
        blocks.append(Note(line(f"And {len(rows) - PAGE} more.")))
    blocks.append(Buttons((Button("All pilots", "portfolio"), Button("Start one", "start"))))
    return card(*blocks)
