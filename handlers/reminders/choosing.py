"""`/gate snooze`: be reminded later, on a day, not while away, or never again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Form,
    Note,
    Option,
    Para,
    PersonField,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Misread, Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.reminders.covering import hand_over
from handlers.reminders.reading import snooze_of
from handlers.reminders.ticking import budget, usual
from handlers.reminders.when import Snooze, next_morning, off_day, snoozed
from handlers.talk import Talk, zone
from knowledge.values import day as in_words
from storage.scheduling import manners
from storage.tenant.people import Person

CHOICES = (
    Option("hour", "In an hour"),
    Option("tomorrow", "Tomorrow morning"),
    Option("monday", "Next Monday"),
    Option("date", "On the day below"),
    Option("stop", "Never: stop reminding me"),
    Option("on", "As usual: remind me again"),
)
WORDS = {
    "1h": "hour",
    "1 h": "hour",
    "an hour": "hour",
    "next monday": "monday",
    "next week": "monday",
    "off": "stop",
    "never": "stop",
    "start": "on",
    "start again": "on",
    "resume": "on",
    "as usual": "on",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KNOWN = {option.value for option in CHOICES}


def snooze(talk: Talk, argument: str) -> Reply:
    """Take what stands behind the command, or open the form."""
    said = " ".join(argument.casefold().split())
    choice = WORDS.get(said, said)
    if not choice:
        return Open(_form(talk))
    if choice in KNOWN - {"date"}:
        return Show(_chosen(talk, choice))
    found = snooze_of(talk, argument)
    return Show(_until(talk, found) if isinstance(found, Snooze) else _which(found))


def _which(days: tuple[date, ...]) -> Card:
    buttons = tuple(Button(in_words(day), "snooze", day.isoformat()) for day in days)
    return card(Para(line("Which day is it? Nothing is changed yet.")), Buttons(buttons))


def _form(talk: Talk) -> Form:
    return Form(
        title="Remind me later",
        intro=(Note(line(_terms(talk), " Answers wait; nothing is lost meanwhile.")),),
        fields=(
            ChoiceField("when", "When?", CHOICES, value="tomorrow"),
            DateField("until", "Day", optional=True),
            PersonField("cover", "Away? Hand my open questions to", optional=True),
        ),
        verb="snooze",
        submit="Keep",
    )


def _terms(talk: Talk) -> str:
    """Say how somebody is reminded now."""
    terms = manners.get(talk.tx, talk.tenant, talk.who.id, talk.now)
    if terms.state == "stopped":
        return "Reminders are stopped."
    if terms.until is not None:
        return f"Put off: I remind you {_moment(talk, terms.next_at)}."
    return f"{_most(talk)}."


def _most(talk: Talk) -> str:
    most = budget(talk.tx, talk.tenant)
    if not most:
        return "An admin chose that none come by themselves here"
    return f"At most {most} reminder{'s' if most > 1 else ''} a week, in the morning"


def _moment(talk: Talk, at: datetime) -> str:
    here = at.astimezone(zone(talk.who.tz))
    same = here.date() == talk.today
    day = "today" if same else f"on {DAYS[here.weekday()]}, {in_words(here.date())}"
    return f"{day} at {here:%H:%M}"


def pressed(talk: Talk, press: Press) -> Reply:
    """Take a button of a reminder, or the form."""
    if press.ref in KNOWN:
        return Show(_chosen(talk, press.ref))
    if press.ref:
        return snooze(talk, press.ref)
    if not press.values:
        return Open(_form(talk))
    values = press.values
    choice = values.get("when", "")
    if choice not in KNOWN:
        raise Rejected({"when": "Choose when."})
    until = _day(talk, values.get("until", "")) if choice == "date" else None
    cover = values.get("cover", "")
    stands_in = Names(talk).one_of_us(cover, "cover") if cover else None
    told = hand_over(talk, stands_in) if stands_in else ""
    shown = _until(talk, until, stands_in) if until else _chosen(talk, choice)
    return Show(card(Para(line(told)), *shown.blocks) if told else shown)


def _day(talk: Talk, said: str) -> Snooze:
    """Read the day of the form; raises Rejected."""
    try:
        found = snooze_of(talk, said)
    except Misread as unclear:
        raise Rejected({"until": unclear.because}) from unclear
    if not isinstance(found, Snooze):
        raise Rejected({"until": "Please give the day in full, with its year."})
    return found


def _chosen(talk: Talk, choice: str) -> Card:
    until = snoozed(choice, talk.who.tz, talk.now)
    if until is not None:
        return _until(talk, until)
    terms = manners.get(talk.tx, talk.tenant, talk.who.id, talk.now)
    following = next_morning(talk.who.tz, talk.now, budget(talk.tx, talk.tenant))
    state = "stopped" if choice == "stop" else "on"
    kept = replace(usual(terms, following), state=state)  # type: ignore[arg-type]  # one of two
    manners.put(talk.tx, talk.tenant, kept)
    if choice == "stop":
        again = Button("Remind me again", "snooze", "on")
        said = "Questions still wait under “What waits for me”."
        return card(
            Para(line(Bold("No more reminders."), " ", said)),
            Buttons((Button("What waits for me", "mine"), again)),
        )
    return card(Para(line(Bold("Reminders are on. "), f"{_most(talk)}.")))


def _until(talk: Talk, wanted: Snooze, stands_in: Person | None = None) -> Card:
    terms = manners.get(talk.tx, talk.tenant, talk.who.id, talk.now)
    cover = stands_in.id if stands_in else ""
    kept = replace(terms, state="on", until=wanted.until, next_at=wanted.at, cover=cover)
    manners.put(talk.tx, talk.tenant, kept)
    said = f" I remind you {_moment(talk, wanted.at)}, and not before."
    free = wanted.until.astimezone(zone(talk.who.tz)).weekday() if off_day(wanted) else None
    why = (
        ()
        if free is None
        else (Note(line(f"That is the first working day from {DAYS[free]} on.")),)
    )
    return card(
        Para(line(Bold("Noted."), said)),
        *why,
        Buttons((Button("As usual after all", "snooze", "on"),)),
    )
