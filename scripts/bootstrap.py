"""Make a virtual environment hold exactly what a lock says, and do nothing when it already does.

    python3 scripts/bootstrap.py .venv requirements/run.txt requirements/build.txt

Needs a bare Python: neither pip nor ensurepip. It starts with the pip wheel in requirements/, whose
SHA-256 stands in requirements/build.txt. What was installed is remembered by content, not by
modification time, so switching branches back and forth reinstalls nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)


def say(line: str) -> None:
    """Tell the person at the terminal, without mixing with what other programs print."""
    print(f"gatepost: {line}", file=sys.stderr, flush=True)


def pip_wheel() -> Path:
    """Return the pip in requirements/; exit when its bytes are not the ones locked."""
    lock = (ROOT / "requirements/build.txt").read_text()
    version, hashes = re.findall(r"^pip==(\S+)((?:\s+\\?\s*--hash=\S+)+)", lock, re.MULTILINE)[0]
    wheel = ROOT / f"requirements/pip-{version}-py3-none-any.whl"
    if f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" not in hashes:
        sys.exit(f"gatepost: {wheel.name} is not the file that requirements/build.txt names.")
    return wheel


def wanted(target: Path, locks: list[Path]) -> dict[str, str]:
    """Describe the environment wanted: the Python it stands on, and what is installed in it."""
    import tomllib  # not above: an older Python must get as far as being told that it is too old

    content = hashlib.sha256()
    for path in [*locks, ROOT / "requirements/build.txt", Path(__file__)]:
        content.update(path.read_bytes())
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())
    # What an installation depends on, and not the linters' part.
    ours = [about["build-system"], about["project"], about["tool"]["hatch"]]
    content.update(json.dumps(ours).encode())
    return {"python": f"{sys.version} {sys.base_prefix} {target}", "content": content.hexdigest()}


def found(target: Path) -> dict[str, str]:
    """Return what an earlier run left in the target, empty when there was none or it broke."""
    try:
        stamp: dict[str, str] = json.loads((target / "stamp.json").read_text())
    except (OSError, ValueError):
        return {}
    return stamp if (target / "bin/python").exists() else {}


def make(target: Path) -> None:
    """Create an empty environment, and put the locked pip into it."""
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(target)
    (packages,) = target.glob("lib/python3*/site-packages")
    with zipfile.ZipFile(pip_wheel()) as wheel:
        wheel.extractall(packages)


def install(target: Path, locks: list[Path]) -> None:
    """Install the locks, wheels only and every file checked, then Gatepost itself in place."""
    pip = [target / "bin/python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirements = [word for lock in locks for word in ("--requirement", lock)]
    steps: list[list[str | Path]] = [
        [*pip, "--require-hashes", "--only-binary=:all:", *requirements],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT],
    ]
    for step in steps:
        # A machine whose pip installs for the user by default would refuse to install here.
        env = {**os.environ, "PIP_USER": "0"}
        if status := subprocess.run(step, check=False, cwd=ROOT, env=env).returncode:
            sys.exit(status)


def main() -> None:
    """Bring the environment named first to the state of the locks named after it."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"gatepost: needs Python 3.11 to 3.13, and {sys.executable} is "
            f"{sys.version.split()[0]}. Try: make PYTHON=python3.13"
        )
    target = Path(os.path.abspath(sys.argv[1]))  # noqa: PTH100 - resolve() would follow a symlink
    locks = [ROOT / name for name in sys.argv[2:]]
    want = wanted(target, locks)
    if found(target) == want:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{target}.lock").open("w") as lock:
        # Two `make` at once: the second waits here, and then has nothing left to do.
        fcntl.flock(lock, fcntl.LOCK_EX)
        have = found(target)
        if have == want:
            return
        if sys.version_info[:2] > NEWEST:
            say(f"Python {sys.version.split()[0]} is newer than what Gatepost is tested with.")
        say(f"installing {', '.join(path.name for path in locks)} into {target.name} ...")
        started = time.monotonic()
        if have.get("python") != want["python"]:
            make(target)
        (target / "stamp.json").unlink(missing_ok=True)
        install(target, locks)
        (target / "stamp.json").write_text(json.dumps(want))
        say(f"{target.name} is ready after {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    main()
