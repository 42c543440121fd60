"""`gatepost playbook judge`: wordings in as JSON lines, judgements out, one for one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.judging.trying import Judged, Try, judge
from knowledge.model.library import Library
from knowledge.model.playbook import Unknown
from knowledge.understanding.roster import Roster

LONGEST = 1 << 20  # bytes of a line that are looked at
NAMES = 20_000  # of a directory


class BadLine(ValueError):
    """A line that cannot be judged; the message says why."""


class Line(BaseModel):
    """What stands in one line."""

    model_config = ConfigDict(extra="ignore", strict=True)

    question: str = Field(max_length=200)
    text: str = Field(max_length=100_000)
    today: date | None = Field(None, strict=False)
    directory: list[str] = Field(default_factory=list, max_length=NAMES)


def judged(library: Library, lines: Iterable[bytes], today: date) -> Iterator[tuple[bytes, bool]]:
    """Judge line by line; each comes with whether it could be judged. Holds one line at a time."""
    for number, raw in enumerate(lines, 1):
        try:
            yield _out(judge(library, _read(raw, today))), True
        except (BadLine, Unknown) as wrong:
            said = f"there is no question {wrong}" if isinstance(wrong, Unknown) else str(wrong)
            yield orjson.dumps({"error": f"line {number}: {said}"}) + b"\n", False


def lines_of(files: Iterable[Path], otherwise: IO[bytes]) -> Iterator[bytes]:
    """Read the lines of files one after another, or those of the standard input."""
    if not files:
        yield from _lines(otherwise)
    for file in files:
        with file.open("rb") as stream:
            yield from _lines(stream)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(LONGEST + 1):
        if len(line) > LONGEST:
            while line[-1:] != b"\n" and (rest := stream.readline(LONGEST)):
                line = line[:LONGEST] + rest[-1:]
            yield b"too long"
        else:
            yield line


def _read(raw: bytes, today: date) -> Try:
    if raw == b"too long":
        raise BadLine(f"longer than {LONGEST:,} bytes")
    try:
        line = Line.model_validate(_loads(raw))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise BadLine("this is no JSON") from None
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BadLine(f"{where}: {first['msg']}") from None
    return Try(line.question, line.text, line.today or today, _roster(tuple(line.directory)))


def _loads(raw: bytes) -> Any:
    """Read JSON fast; half an emoji, which the fast reader refuses, the slow one takes."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _whole(json.loads(raw))


def _whole(found: Any) -> Any:
    """Replace halves of characters in the text of a line."""
    if isinstance(found, dict) and isinstance(found.get("text"), str):
        safe = found["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return {**found, "text": safe}
    return found


@lru_cache(maxsize=8)
def _roster(names: tuple[str, ...]) -> Roster:
    """Index a directory once for all lines that share it."""
    return Roster.of(names)


def _out(made: Judged) -> bytes:
    found: dict[str, Any] = {
        "verdict": made.verdict,
        "strength": made.strength,
        "value": made.value,
        "flags": list(made.flags),
        "follow_up": made.follow_up,
    }
    return orjson.dumps(found) + b"\n"
