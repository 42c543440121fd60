"""Read what we know: the shipped files, and those that an organisation adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from knowledge.loading.assembling import Assembly
from knowledge.loading.document import Problem, Read, read_content, read_file, read_shipped
from knowledge.loading.scan import MAX_BYTES
from knowledge.model.content import Question
from knowledge.model.library import Library

SUFFIXES = (".yml", ".yaml")
MOST = 50  # files of a folder


class UnusableKnowledge(ValueError):
    """Files that were to be read are broken; `problems` says where, in plain words."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of an organisation's own, by the name that is shown for it."""

    name: str
    content: bytes


def load(extra: Path | None = None) -> Library:
    """Read the shipped knowledge and the files of a folder beside it; raises UnusableKnowledge."""
    return _sound(_assemble([read_file(path) for path in _files_in([extra])] if extra else ()))


def build(own: Sequence[Source], retired: Iterable[Question] = ()) -> Library:
    """Put an organisation's files beside the shipped knowledge; raises UnusableKnowledge.

    `retired` are questions that no file asks any more: their answers can still be read.
    """
    library = _sound(_assemble([_read(one) for one in own]))
    gone = {one.id: one for one in retired if one.id not in library.questions}
    return replace(
        library,
        questions={**gone, **library.questions},
        retired=frozenset(gone),
        edition=edition(own),
        plans={},
    )


def check(paths: Iterable[Path]) -> list[Problem]:
    """Say everything that is wrong with files (or folders of files), beside what we ship."""
    own = [read_file(path) for path in _files_in(paths) if not _is_shipped(path)]
    return list(_assemble(own)[1])


def _is_shipped(path: Path) -> bool:
    """Tell whether a file is one of ours, unchanged: it stands there already."""
    try:
        return any(path.read_bytes() == ours.read_bytes() for ours in shipped(path.name))
    except OSError:
        return False  # reading it tells what is wrong


def folder(path: Path) -> tuple[Source, ...]:
    """Read the files of a folder; raises UnusableKnowledge where it or one of them is unreadable.

    A file that is too large is read as far as it takes to see that.
    """
    found, problems = [], []
    for file in _files_in([path]):
        try:
            with file.open("rb") as stream:
                found.append(Source(file.name, stream.read(MAX_BYTES + 1)))
        except OSError as error:
            problems.append(Problem(str(file), 1, "", f"cannot be read: {error.strerror}"))
    if problems:
        raise UnusableKnowledge(problems)
    return tuple(found)


def shipped(name: str = "") -> Iterator[Traversable]:
    """List our own files: roles first, then the catalogue, then the playbooks; or one by name."""
    home = files("knowledge")
    found = [home / "roles.yml"]
    for part in ("catalogue", "playbooks"):
        inside = (file for file in (home / part).iterdir() if file.name.endswith(SUFFIXES))
        found += sorted(inside, key=lambda file: file.name)
    yield from (file for file in found if name in ("", file.name))


def edition(own: Sequence[Source]) -> str:
    """Name everything that is read by a digest: the same files, the same name."""
    digest = sha256(_shipped()[1])
    for one in sorted(own, key=lambda source: source.name):
        digest.update(sha256(one.name.encode()).digest() + sha256(one.content).digest())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[Read, ...], bytes]:
    """Read our own files once, and their digest."""
    found, digest = [], sha256()
    for file in shipped():
        content = file.read_text("utf-8")
        digest.update(content.encode())
        found.append(Read(file.name, read_shipped(content), own=False))
    return tuple(found), digest.digest()


@lru_cache(maxsize=64)
def _read(one: Source) -> Read:
    """Read a file; the same one is read once, however often it is put beside others."""
    return read_content(one.name, one.content)


def _assemble(own: Sequence[Read]) -> tuple[Library, Sequence[Problem]]:
    assembly = Assembly()
    for read in (*_shipped()[0], *own):
        assembly.add(read)
    assembly.close()
    return replace(assembly.library(), edition=edition(())), assembly.problems


def _sound(assembled: tuple[Library, Sequence[Problem]]) -> Library:
    library, problems = assembled
    if problems:
        raise UnusableKnowledge(problems)
    return library


def _files_in(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.iterdir() if file.suffix in SUFFIXES)
            yield from sorted(file for file in inside if not file.name.startswith("."))[: MOST + 1]
        else:
            yield path
