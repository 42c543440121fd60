"""The app zip is what Teams takes: checked against Microsoft's own schema, without a network."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.teams.manifest import LISTED, NotInstallable, manifest, package
from handlers.commands import COMMANDS
from tests.fakes.teams import APP_ID

PAGE = "https://gatepost.example/about"
SCHEMA = Path(__file__).parents[1] / "data/teams_manifest.schema.1.30.json"


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package(APP_ID, PAGE)))


@pytest.fixture(scope="module")
def told(archive: zipfile.ZipFile) -> Any:
    return json.loads(archive.read("manifest.json"))


def test_microsofts_schema_accepts_it(told: Any) -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft4Validator(schema).validate(told)
    assert told["$schema"].endswith("/v1.30/MicrosoftTeams.schema.json")


def test_everything_is_at_the_root_of_the_zip(archive: zipfile.ZipFile) -> None:
    assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
    assert archive.testzip() is None


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_icons_have_the_size_that_teams_wants(
    archive: zipfile.ZipFile, name: str, size: int
) -> None:
    picture = archive.read(name)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (width, height, depth, kind) == (size, size, 8, 6)
    begins = picture.index(b"IDAT") + 4
    length = struct.unpack(">I", picture[begins - 8 : begins - 4])[0]
    rows = zlib.decompress(picture[begins : begins + length])
    alpha = {rows[y * (4 * size + 1) + 4 * x + 4] for y in range(size) for x in range(size)}
    colours = {
        rows[y * (4 * size + 1) + 4 * x + 1 : y * (4 * size + 1) + 4 * x + 4]
        for y in range(size)
        for x in range(size)
    }
    if name == "outline.png":
        assert colours == {b"\xff\xff\xff"}
        assert min(alpha) == 0
        assert max(alpha) == 255
    else:
        assert alpha == {255}


def test_commands_are_real_and_can_be_typed_with_a_slash(told: Any) -> None:
    (bot,) = told["bots"]
    assert bot["supportsTargetedMessages"]
    (listed,) = bot["commandLists"]
    assert listed["triggers"] == ["mention", "slash"]
    assert [one["title"] for one in listed["commands"]] == [f"gate {word}" for word in LISTED]
    assert set(LISTED) <= {command.word for command in COMMANDS}


def test_it_asks_for_no_permissions(told: Any) -> None:
    assert "permissions" not in told
    assert "authorization" not in told
    assert "webApplicationInfo" not in told


def test_without_a_page_of_ours_it_can_be_installed_all_the_same() -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft4Validator(schema).validate(manifest(APP_ID, ""))


def test_the_same_settings_make_the_same_file() -> None:
    assert package(APP_ID, PAGE) == package(APP_ID.upper(), PAGE)


@pytest.mark.parametrize(
    ("app_id", "page"),
    [
        ("", PAGE),
        ("my-bot", PAGE),
        (f"{APP_ID}0", PAGE),
        (APP_ID, "https://"),
        (APP_ID, "https://[half"),
        (APP_ID, "http://gatepost.example"),
        (APP_ID, "javascript:alert(1)"),
        (APP_ID, "https://a b.example"),
    ],
)
def test_what_teams_would_not_take_is_not_made(app_id: str, page: str) -> None:
    with pytest.raises(NotInstallable):
        manifest(app_id, page)


def test_the_command_writes_it(tmp_path: Path) -> None:
    def run(**env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                Path(sys.executable).with_name("gatepost"),
                "manifest",
                "teams",
                "--output",
                "app.zip",
            ],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    refused = run()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "TEAMS_APP_ID" in refused.stderr
    assert "Traceback" not in refused.stderr
    made = run(TEAMS_APP_ID=APP_ID, GATEPOST_URL=PAGE)
    assert (made.returncode, made.stderr) == (0, "")
    bare = run(TEAMS_APP_ID=APP_ID)
    assert bare.returncode == 0
    assert "GATEPOST_URL" in bare.stderr
    assert zipfile.is_zipfile(tmp_path / "app.zip")
