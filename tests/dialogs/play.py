"""Play a dialog: a plain-text file of who does what and what they then read.

Anna in #invoice-pilot: /gate start        types in a channel
Anna: Maria Lopez                          types in her direct conversation with Gatepost
Anna presses Skip                          presses the newest button of that label
Anna fills in                              fills in the newest form and sends it;
  Name: Invoice matching                   a line for each field, by its label
Anna gives ours.yml                        gives a file (also: in #invoice-pilot), its
  | name: Ours                             content a line each, or none: from tests/data
(a day passes)                             also: two hours pass; Gatepost restarts
> Kept.                                    the person who acted now reads this
!> traceback                               and does not read this
Maria reads                                look at somebody else's screen instead
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from handlers.heard import Reply

TYPED = re.compile(r"(\w+)(?: in #([\w-]+))?: (.+)")
PRESSED = re.compile(r"(\w+) presses (.+)")
FILLED = re.compile(r"(\w+) fills in")
GIVES = re.compile(r"(\w+) gives ([\w./-]+)(?: in #([\w-]+))?")
CONTENT = re.compile(r"  \| ?(.*)")
READS = re.compile(r"(\w+) reads")
FIELD = re.compile(r"  (.+?): ?(.*)")
PASSES = re.compile(r"\((\w+) (day|hour|minute|week)s? pass(?:es)?\)")
DATA = Path(__file__).parents[1] / "data"
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "ten": 10, "twelve": 12}


class Theatre(Protocol):
    """What a dialog needs of a platform."""

    async def reads(self, name: str, text: str) -> None: ...
    def read(self, name: str) -> str: ...
    async def say(self, name: str, room: str, text: str) -> Reply | None: ...
    async def press(self, name: str, label: str) -> Reply | None: ...
    async def fill(self, name: str, values: dict[str, str]) -> Reply | None: ...
    async def give(self, name: str, room: str, file: str, content: bytes) -> Reply | None: ...
    async def restart(self) -> None: ...
    async def wait(self, time: timedelta) -> None: ...


async def play(name: str, dialog: str, theatre: Theatre) -> None:
    """Play a whole file; an AssertionError names the line where it went another way."""
    lines = dialog.splitlines()
    who = ""
    at = 0
    while at < len(lines):
        said = lines[at].rstrip()
        at += 1
        if not said or said.startswith("#"):
            continue
        if match := FILLED.fullmatch(said):
            who, values = match[1], {}
            while at < len(lines) and (found := FIELD.fullmatch(lines[at])):
                values[found[1]] = found[2].strip()
                at += 1
            await theatre.fill(who, values)
        elif match := GIVES.fullmatch(said):
            who, written = match[1], []
            while at < len(lines) and (found := CONTENT.fullmatch(lines[at])):
                written.append(found[1])
                at += 1
            file, content = match[2].rpartition("/")[2], "\n".join(written).encode()
            await theatre.give(who, match[3] or "", file, content or _kept(match[2]))
        elif match := READS.fullmatch(said):
            who = match[1]
        elif said.startswith((">", "!>")):
            await expect(theatre, who, said, f"{name}:{at} ({who})")
        else:
            who = await act(theatre, said, f"{name}:{at}") or who


def _kept(file: str) -> bytes:
    return (DATA / file).read_bytes()


async def act(theatre: Theatre, said: str, line: str) -> str:
    if match := PRESSED.fullmatch(said):
        await theatre.press(match[1], match[2])
    elif match := PASSES.fullmatch(said):
        await theatre.wait(timedelta(**{f"{match[2]}s": NUMBERS[match[1]]}))
        return ""
    elif said == "(Gatepost restarts)":
        await theatre.restart()
        return ""
    elif match := TYPED.fullmatch(said):
        await theatre.say(match[1], match[2] or "", match[3])
    else:
        raise AssertionError(f"{line}: cannot be read: {said}")
    return match[1]


async def expect(theatre: Theatre, who: str, said: str, line: str) -> None:
    if said.startswith("!>"):
        unwanted = said[2:].strip()
        assert unwanted not in theatre.read(who), f"{line}: {unwanted!r} in\n{theatre.read(who)}"
        return
    try:
        await theatre.reads(who, said[1:].strip())
    except AssertionError as missing:
        raise AssertionError(f"{line}: {missing}") from missing
