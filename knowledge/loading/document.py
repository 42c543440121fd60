"""One file of knowledge, shipped or written by an organisation, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.loading.scan import MAX_BYTES, Places, Refused, Scanned, dotted, scan
from knowledge.model.additions import Addition, Threshold
from knowledge.model.content import Content, Criterion, Figure, Line, Question, Role, RuleUse
from knowledge.model.overlay import Overlay, Step
from knowledge.model.playbook import Deliverable, FirstThings, Gate, Need, Playbook, Stage
from knowledge.model.sources import Conflict, Framework, Gap, Statistic, Word


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, where, and (if we can guess) what was meant."""

    file: str
    line: int
    key: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        at = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {at}{self.message}{hint}"


class Document(Content):
    """What may stand in a file: a playbook, an overlay, criteria, further questions and rules."""

    name: Line = ""
    theme: Line = ""
    roles: tuple[Role, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    words: tuple[Word, ...] = ()
    gaps: tuple[Gap, ...] = ()
    playbook: Playbook | None = None
    overlay: Overlay | None = None
    thresholds: tuple[Threshold, ...] = ()
    adds: tuple[Addition, ...] = ()

    def is_empty(self) -> bool:
        lists = (self.roles, self.criteria, self.questions, self.rules, self.thresholds, self.adds)
        told = (self.frameworks, self.statistics, self.conflicts, self.words, self.gaps)
        return not (any(lists) or any(told) or self.playbook or self.overlay)


SHAPES: tuple[type[BaseModel], ...] = (
    *(Document, Role, Criterion, Question, RuleUse, Figure),
    *(Addition, Threshold, Playbook, Stage, Gate, Need, Deliverable, FirstThings, Overlay, Step),
    *(Framework, Statistic, Conflict, Word, Gap),
)
PLAIN = {  # what pydantic calls it, and what whoever wrote the file reads
    "missing": "is missing",
    "tuple_type": "must be a list, in square brackets or a line each",
    "model_type": "must be fields with values, not a single value",
    "model_attributes_type": "must be fields with values, not a single value",
    "dict_type": "must be fields with values, not a single value",
    "string_type": "must be text; quotes make it one",
}
NOTHING = "nothing to use: add a playbook, criteria, questions, rules, thresholds or adds"
LONGEST = 40  # characters of a wrong value that a guess looks at
FIELDS = sorted({name for shape in SHAPES for name in shape.model_fields})


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: its document (none where it is broken), lines and problems."""

    file: str
    document: Document | None = None
    places: Places = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    own: bool = True  # written by an organisation, not by us


def read_shipped(content: str) -> Document:
    """Read a file of ours; the tests have scanned it."""
    return Document.model_validate(yaml.load(content, Loader=yaml.CSafeLoader))


def read_file(path: Path) -> Read:
    """Scan, parse and check one file from people; whatever is wrong comes back as problems."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _broken(file, 1, "", f"cannot be read: {error.strerror}")
    return read_content(file, content)


def read_content(file: str, content: bytes) -> Read:
    """Scan, parse and check what stands in a file; `file` is only ever shown."""
    try:
        found = scan(content)
        said = yaml.load(content.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except Refused as error:
        return _broken(file, error.line, error.key, error.message)
    except (yaml.YAMLError, ValueError) as error:
        return _broken(file, 1, "", f"not YAML: {str(error).splitlines()[0]}")
    if not isinstance(said, Mapping):
        return _broken(file, 1, "", "the file must be a mapping: `criteria:`, `playbook:` ...")
    return _checked(file, said, found)


def _broken(file: str, line: int, key: str, message: str) -> Read:
    return Read(file, problems=(Problem(file, line, key, message),))


def _checked(file: str, said: Mapping[Any, Any], found: Scanned) -> Read:
    places = found.places
    odd = [Problem(file, line, key, message) for line, key, message in found.odd]
    try:
        document = Document.model_validate(said)
    except ValidationError as error:
        return Read(file, places=places, problems=(*_problems(file, error, places), *odd))
    if document.is_empty():
        return _broken(file, 1, "", NOTHING)
    return Read(file, places=places, problems=tuple(odd)) if odd else Read(file, document, places)


def _problems(file: str, error: ValidationError, places: Places) -> Iterator[Problem]:
    for found in error.errors(include_url=False):
        path = tuple(found["loc"])
        message, guess = _in_plain_words(found)
        yield Problem(file, line_of(places, path), dotted(path), message, guess)


def _in_plain_words(found: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong with a field, and what was perhaps meant."""
    if found["type"] == "extra_forbidden":
        return "unknown field", closest(str(found["loc"][-1]), FIELDS)
    told = found["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    options = re.findall(r"'([^']+)'", told) if found["type"] == "literal_error" else []
    return PLAIN.get(found["type"], told), closest(str(found["input"])[:LONGEST], options)


def line_of(places: Places, path: tuple[str | int, ...]) -> int:
    """Find the line of a path, or of the nearest thing around it."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


def closest(said: str, known: list[str]) -> str:
    """Guess what was meant; empty where nothing is near."""
    near = get_close_matches(said, known, n=1, cutoff=0.6)
    return near[0] if near else ""
