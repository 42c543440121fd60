"""An environment as somebody else gets it: the wheel, and what requirements/run.txt names."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


def wheel(into: Path) -> Path:
    """Build the wheel from the tree, with nothing fetched."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        into,
        ROOT,
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=into, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = into.glob("*.whl")
    return built


def environment(into: Path, built: Path) -> Path:
    """Make an environment with the wheel in it, and return its folder of programs."""
    venv.EnvBuilder(symlinks=True, with_pip=False).create(into)
    (packages,) = into.glob("lib/python3*/site-packages")
    for name, version in pinned("run"):
        _borrow(name, version, packages)
    programs = into / "bin"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "-q",
    ]
    offline: list[str | Path] = ["--no-deps", "--no-index", "--disable-pip-version-check", built]
    done = subprocess.run([*pip, *offline], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return programs


def pinned(lock: str) -> Iterator[tuple[str, str]]:
    """List what a lock names for this machine: (name, version)."""
    text = (ROOT / f"requirements/{lock}.txt").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        said = re.split(r"\s--hash|\s#", line)[0].strip()
        if said and not said.startswith("#"):
            wanted = Requirement(said)
            if wanted.marker is None or wanted.marker.evaluate():
                yield wanted.name, str(wanted.specifier).removeprefix("==")


def _borrow(name: str, version: str, packages: Path) -> None:
    """Link a distribution's files from the tests' own environment, which has the same lock."""
    found = distribution(name)
    assert found.version == version, f"{name} {found.version} is installed, {version} is locked"
    for file in found.files or ():
        if ".." not in file.parts and file.suffix != ".pyc":
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(Path(str(found.locate_file(file))).resolve())
