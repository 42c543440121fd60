"""The command line as somebody types it: exit codes, one plain line, help."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.doctor import Finding, examine
from bot.running.house import House, LeftBehind
from bot.settings import BadSettings, Settings, load
from storage.tenant import people
from storage.tenant.people import Face
from tests.fakes.slack import FakeSlack, Fault
from tests.storage.conftest import opened

GATEPOST = Path(sys.executable).with_name("gatepost")
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder with none of our settings."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def commands(group: typer.Typer, *path: str) -> Iterator[tuple[str, ...]]:
    found = typer.main.get_command(group)

    def walk(command: object, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield at
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*at, name))

    yield from walk(found, path)


@pytest.mark.parametrize("words", list(commands(app)), ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    code, said = run(*words, "--help")
    assert code == 0
    assert "Usage:" in said
    assert "--help" in said


def test_the_version_is_told() -> None:
    assert run("--version") == (0, "gatepost 0.1.0\n")


@pytest.mark.parametrize(
    "words", [("nonsense",), ("demo", "--port", "abc"), ("db",), ("db", "backup"), ("db", "no")]
)
def test_wrong_usage_is_2(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


@pytest.mark.parametrize("command", ["serve", "demo", "doctor"])
def test_a_database_in_no_folder_is_refused_in_one_line(command: str) -> None:
    """BI-341."""
    code, said = run(command, "--db", "/nonexistent/dir/x.db")
    assert code == 2
    assert said == "--db /nonexistent/dir/x.db: there is no folder /nonexistent/dir.\n"


def test_the_local_chat_refuses_to_listen_for_others() -> None:
    code, said = run("demo", "--host", "0.0.0.0")
    assert code == 2
    assert "listens on this machine only" in said


def test_names_are_written_whatever_the_locale(tmp_path: Path) -> None:
    """BI-343: an ASCII locale, and a name that it cannot write."""
    file = tmp_path / "Zoë-Łukasz.yml"
    file.write_text("name: Łukasz\n", encoding="utf-8")
    done = subprocess.run(
        [GATEPOST, "playbook", "check", file.name],
        cwd=tmp_path,
        env={**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert "Zoë-Łukasz.yml:1" in done.stderr.decode("utf-8")


def test_a_database_is_made_checked_and_copied(tmp_path: Path) -> None:
    assert run("db", "verify")[0] == 1
    assert run("db", "upgrade", "--db", "a.db") == (0, "The database fits this version.\n")
    assert "whole" in run("db", "verify", "--db", "a.db")[1]
    assert run("db", "backup", "b.db", "--db", "a.db")[0] == 0
    code, said = run("db", "backup", "b.db", "--db", "a.db")
    assert (code, "already there" in said) == (1, True)


def test_a_file_that_is_no_database_is_refused_plainly(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("certainly no database, but long enough to look at" * 50)
    code, said = run("db", "upgrade", "--db", "x.db")
    assert code == 1
    assert len(said.splitlines()) == 1


def test_a_newer_schema_is_refused_with_the_version_that_is_needed() -> None:
    """BI-330."""
    run("db", "upgrade", "--db", "a.db")
    with sqlite3.connect("a.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    code, said = run("demo", "--db", "a.db", "--no-browser")
    assert code == 1
    assert "9999" in said
    assert "install that Gatepost or a later one" in said


def test_the_shipped_playbooks_are_well() -> None:
    assert run("playbook", "check") == (0, "All well.\n")


def test_a_broken_playbook_is_named_by_file_line_and_key(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("playbook:\n  id: mine\n  titel: Mine\n")
    code, said = run("playbook", "check", "mine.yml")
    assert code == 1
    assert "mine.yml:3" in said
    assert "title" in said


def test_serving_without_a_platform_says_what_to_do() -> None:
    code, said = run("serve")
    assert code == 1
    assert "SLACK_BOT_TOKEN is not set" in said


def test_a_port_that_is_taken_is_said() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = run("demo", "--no-browser", "--port", port)
    assert code == 1
    assert "Choose another --port" in said


def test_settings_come_from_the_environment_files_and_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("PORT=1111\nHOST=::1\nLOG_LEVEL=DEBUG\n")
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("HOST", "127.0.0.1")
    settings = load()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-from-a-file"
    assert (settings.port, settings.host, settings.log_level) == (1111, "127.0.0.1", "DEBUG")
    assert "xoxb" not in repr(settings)


def test_settings_that_do_not_hold_are_named_without_their_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "xoxb-secret-in-the-wrong-place")
    with pytest.raises(BadSettings, match=r"^PORT: ") as wrong:
        load()
    assert "xoxb" not in str(wrong.value)
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nonexistent/token")
    with pytest.raises(BadSettings, match="SLACK_BOT_TOKEN_FILE: /nonexistent/token"):
        load()


@pytest.mark.parametrize("url", ["https://evil.example/api/", "ftp://slack.com", "nonsense"])
def test_another_host_for_slack_refuses_to_start(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    code, said = run("serve")
    assert code == 1
    assert said.startswith("SLACK_API_URL: ")


def test_the_doctor_without_tokens_says_what_to_do() -> None:
    code, said = run("doctor")
    assert code == 1
    assert "BAD slack: SLACK_BOT_TOKEN is not set\n    -> docs/slack.md" in said
    assert "BAD database" in said
    assert re.search(r"ok  playbooks: .*\bstage-gate\b", said)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


def examined(slack: FakeSlack, *, socket: bool = False) -> dict[str, str]:
    given = {name.lower(): value for name, value in slack.settings(socket=socket).items()}
    found = examine(load(**given, port=0))
    return {one.what: ("" if one.ok else "BAD ") + one.said for one in found}


async def test_the_doctor_looks_at_tokens_scopes_and_clock(slack: FakeSlack) -> None:
    import asyncio

    said = await asyncio.to_thread(examined, slack, socket=True)
    assert said["slack"].startswith("known as ")
    assert said["scopes"].startswith("all that are needed")
    assert said["clock"] == "within 60 s of Slack's"
    assert said["socket mode"] == "a connection may be opened"


async def test_the_doctor_names_a_token_that_slack_refuses(slack: FakeSlack) -> None:
    import asyncio

    slack.fault("auth.test", Fault(error="token_revoked"))
    said = await asyncio.to_thread(examined, slack)
    assert said["slack"] == "BAD auth.test says token_revoked"


async def test_the_doctor_names_a_missing_scope() -> None:
    import asyncio

    from tests.fakes.slack_methods import MINIMAL

    async with FakeSlack(scopes=MINIMAL - {"users:read"}) as fake:
        said = await asyncio.to_thread(examined, fake)
    assert said["scopes"] == "BAD missing: users:read"


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:hunter2@h:port/x", "postgresql://127.0.0.1:1/x?user=u&password=hunter2"],
)
def test_a_password_of_a_database_is_never_shown(url: str) -> None:
    for words in (("db", "verify"), ("doctor",)):
        code, said = run(*words, "--db", url)
        assert code == 1
        assert "hunter2" not in said
    assert "hunter2" not in repr(load(database_url=url))


@pytest.mark.parametrize(
    "words",
    [("demo", "--port", "70000"), ("serve", "--port", "-1"), ("db", "upgrade", "--db", "a?b.db")],
)
def test_what_cannot_be_is_wrong_usage(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_a_dotenv_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=1111\xff\n")
    with pytest.raises(BadSettings, match="UTF-8"):
        load()


def test_a_backup_leaves_what_is_not_its_own_alone(tmp_path: Path) -> None:
    run("db", "upgrade", "--db", "a.db")
    (tmp_path / "b.db.part").write_text("precious")
    assert run("db", "backup", "b.db", "--db", "a.db")[0] == 0
    assert (tmp_path / "b.db.part").read_text() == "precious"
    code, said = run("db", "backup", "a.db/x", "--db", "a.db")
    assert (code, len(said.splitlines())) == (1, 1)


def test_a_workspace_is_counted_first_and_deleted_only_on_a_yes(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    run("db", "upgrade", "--db", str(file))
    assert run("purge", "--db", str(file)) == (0, "Nobody has said anything yet.\n")
    with opened(f"sqlite:///{file}") as store:
        store.write(lambda tx: people.meet(tx, "slack:T1", Face("U1", "Anna Vogt"))).result(30)
    assert run("purge", "--db", str(file)) == (0, "slack:T1\n")
    code, said = run("purge", "slack:T9", "--db", str(file))
    assert (code, "nothing was deleted" in said, "slack:T1" in said) == (1, True, True)
    code, said = run("purge", "slack:T1", "--db", str(file))
    assert (code, "1 person" in said, "Nothing was deleted yet" in said) == (0, True, True)
    code, said = run("purge", "slack:T1", "--yes", "--db", str(file))
    assert (code, "Deleted." in said) == (0, True)
    assert run("purge", "--db", str(file)) == (0, "Nobody has said anything yet.\n")


ONE, OTHER = "slack:T1", "teams:5c0c6d2e-0000-4000-8000-000000000001"


def test_two_tenants_are_shown_first_and_become_one_only_on_a_yes(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    run("db", "upgrade", "--db", str(file))
    with opened(f"sqlite:///{file}") as store:
        store.write(lambda tx: people.meet(tx, ONE, Face("U1", "Anna Vogt"))).result(30)
        store.write(lambda tx: people.meet(tx, OTHER, Face("e1", "Tom Reed"))).result(30)
    code, said = run("join", OTHER.upper().replace("TEAMS", "teams"), ONE, "--db", str(file))
    assert (code, "Nothing was changed yet" in said) == (0, True)
    assert f"1 person, 0 channels and 0 pilots in {OTHER}" in said
    assert run("purge", "--db", str(file)) == (0, f"{ONE}\n{OTHER}\n")
    code, said = run("join", ONE, OTHER, "--yes", "--db", str(file))
    assert (code, "are one organisation now" in said) == (0, True)
    assert run("purge", "--db", str(file)) == (0, f"{ONE}\n")
    code, said = run("join", ONE, OTHER, "--db", str(file))
    assert (code, "are one organisation already" in said) == (0, True)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("slack:T1", "slack:T2"), "Name a Slack workspace and a Teams tenant"),
        ((OTHER, OTHER), "Name a Slack workspace and a Teams tenant"),
        (("local", OTHER), "Name a Slack workspace and a Teams tenant"),
        (("slack:T1", "teams:contoso.com"), "teams:contoso.com is no tenant"),
        (("slack:", OTHER), "slack: is no tenant"),
        (("slack:T1; DROP TABLE person", OTHER), "is no tenant"),
    ],
)
def test_what_is_no_pair_of_tenants_is_refused(
    tmp_path: Path, pair: tuple[str, str], said: str
) -> None:
    file = tmp_path / "gatepost.db"
    run("db", "upgrade", "--db", str(file))
    code, answer = run("join", *pair, "--yes", "--db", str(file))
    assert (code, said in answer, len(answer.splitlines())) == (1, True, 1)


def test_a_tenant_goes_with_one_other_only(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    run("db", "upgrade", "--db", str(file))
    assert run("join", ONE, OTHER, "--yes", "--db", str(file))[0] == 0
    for sure in ((), ("--yes",)):
        code, said = run("join", "slack:T2", OTHER, *sure, "--db", str(file))
        assert (code, "already. Nothing was changed." in said) == (1, True)


def told_of(settings: Settings) -> list[Finding]:
    return [found for found in examine(settings) if found.what == "organisation"]


def test_nobody_is_left_where_nobody_looks(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    run("db", "upgrade", "--db", str(file))
    assert run("join", ONE, OTHER, "--yes", "--db", str(file))[0] == 0
    settings = load(database_url=f"sqlite:///{file}")
    assert [(one.ok, one.said) for one in told_of(settings)] == [
        (True, f"{OTHER} and {ONE} are one")
    ]
    with opened(f"sqlite:///{file}") as store:
        store.write(lambda tx: people.meet(tx, OTHER, Face("e1", "Tom Reed"))).result(30)
    (found,) = told_of(settings)
    assert (found.ok, found.todo) == (False, f"gatepost join {OTHER} {ONE} --yes brings them in")
    with pytest.raises(LeftBehind, match="has people of its own"):
        House.open(settings)
    assert run("join", ONE, OTHER, "--yes", "--db", str(file))[0] == 0
    House.open(settings).store.close()
