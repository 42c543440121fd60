"""Answer `/gate ask`: passages of catalogue and playbooks, each with its source and a way on."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Misread
from handlers.flags.meaning import names_of, standings
from handlers.heard import Reply, Show
from handlers.pilots.finding import in_channel, mine
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from knowledge.passages.asking import ask as find
from knowledge.passages.index import Hit, index_of
from knowledge.passages.passage import Passage
from knowledge.understanding.text import LooksSecret, TooLong, clean, is_blank

ECHO = 80  # characters of the question that are repeated above the answer
EXAMPLE = "/gate ask who pays for it after the pilot?"
CITED = 5  # sources named under a passage before the rest is counted


def ask(talk: Talk, argument: str) -> Reply:
    """Show up to three passages that answer a question, or say that nothing here does."""
    return Show(known(talk, argument) or _unknown(talk, _cleaned(argument)))


def known(talk: Talk, argument: str) -> Card | None:
    """Answer from the playbooks; None: nothing there does."""
    question = _cleaned(argument)
    found = find(index_of(talk.library), question)
    return _found(talk, question, found) if found else None


def _cleaned(said: str) -> str:
    try:
        question = " ".join(clean(said).split())
    except TooLong:
        raise Misread("That is too long for a question. One sentence is best.", EXAMPLE) from None
    except LooksSecret:
        secret = "That looks like a password or a key, so I did not look it up."  # noqa: S105
        raise Misread(secret, EXAMPLE) from None
    if is_blank(question):
        raise Misread("What would you like to know?", EXAMPLE)
    return question


def _unknown(talk: Talk, question: str) -> Card:
    return card(
        Para(
            line("I do not know: nothing in the playbooks answers “", Said(_echo(question)), "”.")
        ),
        Note(
            line(
                "I search, in English, what criteria, questions, rules, figures and gates say, and "
                "nothing else. Words such as owner, metric, funding, adoption or rollback help."
            )
        ),
        Buttons((_way_on(talk), Button("Help", "help"))),
    )


def _way_on(talk: Talk) -> Button:
    """Lead to what is known of a pilot, where one is meant: it may have been asked about."""
    pilot = _pilot(talk)
    return Button("Status", "status", pilot.id) if pilot else Button("What waits for me", "mine")


def _echo(question: str) -> str:
    return question if len(question) <= ECHO else f"{question[: ECHO - 1]}…"


def _found(talk: Talk, question: str, hits: tuple[Hit, ...]) -> Card:
    pilot = _pilot(talk)
    judged = {s.criterion.id for s in standings(talk, pilot)} if pilot else set()
    blocks: list[Block] = [Title("What the playbooks say"), Note(line(Said(_echo(question))))]
    for hit in hits:
        blocks += _passage(talk, hit.passage, pilot, judged)
    way = Button("Status", "status", pilot.id) if pilot else Button("All pilots", "portfolio")
    return card(*blocks, Buttons((way, Button("Help", "help"))))


def under(talk: Talk, name: str) -> Card | None:
    """Show what stands under an id of ours or of a source; None: nothing does."""
    hits = index_of(talk.library).under(name)
    return _found(talk, name, hits[:1]) if hits else None


def by_its_name(talk: Talk, said: str) -> Card | None:
    """Show what has just this id or title, also where no gate of a pilot asks for it now."""
    named = " ".join(said.casefold().split())
    titled = (c.id for c in talk.library.criteria.values() if named in names_of(c))
    ids = (*titled, named, f"r.{named}")
    return next((told for one in ids if (told := under(talk, one))), None)


def _passage(
    talk: Talk, passage: Passage, pilot: Pilot | None, judged: set[str]
) -> Iterator[Block]:
    yield Para(line(Bold(passage.title), ": ", Said(passage.text)))
    source = _source(talk, passage)
    if pilot is not None and passage.criterion in judged:
        why = Button("Why", "why", f"{pilot.id}|{passage.criterion}")
        yield Row(source, why)
    else:
        yield Note(source)


def _source(talk: Talk, passage: Passage) -> Line:
    named = [_named(talk, source) for source in passage.sources[:CITED]]
    left = len(passage.sources) - CITED
    more = f" and {left} more" if left > 0 else ""
    said = f"{', '.join(named)}{more}" if named else "our own words"
    return line(f"{passage.kind} ", Said(passage.id), ", source: ", Said(said))


def _named(talk: Talk, source: str) -> str:
    """Name the framework that an id belongs to; an id of somebody else's stays as it is."""
    framework = talk.library.frameworks.get(source.partition(".")[0])
    if framework is None:
        return source
    return framework.title if source == framework.id else f"{framework.title} ({source})"


def _pilot(talk: Talk) -> Pilot | None:
    """Find the pilot that an answer can lead on to: the channel's, or the person's only one."""
    rows = in_channel(talk) or mine(talk)
    return talk.seen(rows[0].pilot) if len(rows) == 1 else None


def is_question(said: str) -> bool:
    """Tell whether typed words ask something, where nothing was asked of the person."""
    return said.rstrip().endswith("?") and len(said.split()) > 1
