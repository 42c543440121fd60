"""Read what we know: the shipped files, and those that an organisation adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from knowledge.loading.assembling import Assembly
from knowledge.loading.document import Problem, Read, read_file, read_shipped
from knowledge.model.library import Library

SUFFIXES = (".yml", ".yaml")


class UnusableKnowledge(ValueError):
    """Files that were to be read are broken; `problems` says where, in plain words."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def load(extra: Path | None = None) -> Library:
    """Read the shipped knowledge and the files of a folder beside it; raises UnusableKnowledge."""
    library, problems = _assemble(_files_in([extra]) if extra else ())
    if problems:
        raise UnusableKnowledge(problems)
    return library


def check(paths: Iterable[Path]) -> list[Problem]:
    """Say everything that is wrong with files (or folders of files), beside what we ship."""
    return list(_assemble(_files_in(paths))[1])


def shipped() -> Iterator[Traversable]:
    """List our own files: roles first, then the catalogue, then the playbooks."""
    home = files("knowledge")
    yield home / "roles.yml"
    for folder in ("catalogue", "playbooks"):
        found = (home / folder).iterdir()
        yield from sorted((f for f in found if f.name.endswith(SUFFIXES)), key=lambda f: f.name)


def _assemble(extra: Iterable[Path]) -> tuple[Library, Sequence[Problem]]:
    assembly = Assembly()
    for file in shipped():
        assembly.add(Read(file.name, read_shipped(file.read_text("utf-8"))))
    for path in extra:
        assembly.add(read_file(path))
    assembly.close()
    return assembly.library(), assembly.problems


def _files_in(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
        else:
            yield path
