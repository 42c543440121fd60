from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.packaging.install import ROOT, environment, wheel

ROOMS = ("bot", "handlers", "knowledge", "storage")
READY_SECONDS = 60.0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def programs(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("elsewhere") / "venv", built)


@pytest.fixture
def demo(programs: Path, tmp_path: Path) -> Iterator[str]:
    """`gatepost demo` in an empty folder; gives the address that it tells."""
    process = subprocess.Popen(
        [programs / "gatepost", "demo", "--no-browser", "--port", "0"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    told = process.stdout.readline()
    found = re.search(r"http://\S+", told)
    assert found, told + process.communicate(timeout=10)[0]
    yield found[0]
    process.send_signal(signal.SIGTERM)
    assert "Traceback" not in process.communicate(timeout=20)[0]


def test_the_wheel_holds_every_file_of_the_four_rooms(built: Path) -> None:
    there = set(zipfile.ZipFile(built).namelist())
    wanted = {
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert wanted - there == set()
    kinds = {Path(name).suffix for name in wanted}
    assert {".py", ".yml", ".js", ".css", ".html"} <= kinds
    assert any(name.startswith("storage/migrations/versions/") for name in there)
    assert any(name.startswith("knowledge/playbooks/") for name in there)


def test_the_wheel_holds_nothing_else(built: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(built).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_program_runs_far_from_the_tree(programs: Path, tmp_path: Path) -> None:
    where = "import handlers, knowledge, storage, bot; print(bot.__file__, handlers.__file__)"
    done = subprocess.run(
        [programs / "python", "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(ROOT) not in done.stdout
    checked = subprocess.run(
        [programs / "gatepost", "playbook", "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_demo_of_the_wheel_shows_its_page_and_answers_a_command(demo: str) -> None:
    assert "Gatepost" in _page(demo)
    origin, _, token = demo.partition("/?token=")
    port = origin.rpartition(":")[2]
    with connect(
        f"ws://127.0.0.1:{port}/ws?as=UANNA&after=0",
        origin=Origin(origin),
        additional_headers={"Cookie": f"gatepost_{port}={token}"},
        max_size=2**24,
        proxy=None,
    ) as line:
        said = {"kind": "say", "key": "key-10000001", "conversation": "DUANNA"}
        line.send(json.dumps({**said, "text": "/gate status all"}))
        frames: list[dict[str, object]] = []
        while not frames or "no pilot" not in json.dumps(frames):
            frames.append(json.loads(line.recv(timeout=10)))
    assert frames[0]["kind"] == "hello"


def _page(address: str) -> str:
    """Open a page as a browser does, which follows to where the token is taken off the address."""
    browser = build_opener(HTTPCookieProcessor())
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with browser.open(address, timeout=20) as page:
                return str(page.read().decode())
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
