from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.post import messages
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Store
from tests.digests.rig import TENANT, plan
from tests.stage import MONDAY, Stage

AT = "2026-11-30T09:00:00+01:00"


class Office:
    """A database with a started pilot and a digest, and the command line on it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.url = f"sqlite:///{file}"

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["digest", "--db", str(self.file), *arguments])

    def posts(self) -> list[str]:
        store = Store.open(self.url)
        found = store.read(lambda tx: messages.latest(tx, ["CINVOICE"], "UANNA", 50)).result()
        store.close()
        return [one.text for one in found if one.text.startswith("Week ")]

    def schedule(self) -> Schedule:
        store = Store.open(self.url)
        found = store.read(lambda tx: schedules.get(tx, TENANT, "CINVOICE")).result()
        store.close()
        assert found
        return found


@pytest.fixture
async def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "office.db")
    stage = Stage(made.url)
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "Invoice matching", "Purpose": "To match invoices"})
    digest = plan("CINVOICE", 0, "09:00", "Europe/Berlin", MONDAY + timedelta(days=6, hours=23))
    stage.store.write(lambda tx: schedules.put(tx, digest)).result()
    stage.close()
    return made


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_dry_run_says_what_would_go_where_and_changes_nothing(office: Office) -> None:
    before = office.schedule()
    said = office.run("--at", AT, "--dry-run")
    assert said.exit_code == 0, said.output
    assert "#invoice-pilot (CINVOICE) · digest:local:CINVOICE:here:2026-W49" in said.output
    assert "Week 49: Invoice matching" in said.output
    assert "owner missing for 7 days" in said.output
    assert "1 digest would go out, 0 not." in said.output
    assert office.schedule() == before
    assert office.posts() == []


def test_a_run_sends_once_what_the_dry_run_said(office: Office) -> None:
    foretold = office.run("--at", AT, "--dry-run").output
    said = office.run("--at", AT)
    assert said.exit_code == 0, said.output
    assert "1 digest sent, 0 not posted, 0 waiting." in said.output
    [posted] = office.posts()
    assert posted.splitlines()[0] in foretold
    again = office.run("--at", AT)
    assert "Nothing is due at" in again.output
    assert len(office.posts()) == 1


def test_another_channel_is_left_alone(office: Office) -> None:
    assert "Nothing is due" in office.run("--at", AT, "--channel", "leadership").output
    assert (
        "1 digest would"
        in office.run("--at", AT, "--channel", "#invoice-pilot", "--dry-run").output
    )


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-11-30T09:00:00", "2026-13-01T00:00:00Z"])
def test_an_instant_without_its_zone_is_refused(office: Office, wrong: str) -> None:
    said = office.run("--at", wrong)
    assert said.exit_code == 2
    assert "give an instant such as" in said.output
