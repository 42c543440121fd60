"""`gatepost import` as somebody types it, and as somebody kills it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from storage.store import Store
from storage.tenant import people
from storage.tenant.people import Face

GATEPOST = Path(sys.executable).with_name("gatepost")
ROW = "{n},Pilot {n},invoice-pilot,ben.okafor@example.com,maria.lopez@example.com\n"
HEAD = "ID,Name,Channel,Owner,Sponsor\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["import", *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def listed(rows: int, name: str = "pilots.csv") -> str:
    Path(name).write_text(HEAD + "".join(ROW.format(n=n) for n in range(rows)))
    return name


def count(database: str, what: str) -> int:
    with sqlite3.connect(database) as db:
        found = db.execute(f"select count(*) from {what}").fetchone()
    db.close()
    return int(found[0])


@pytest.mark.parametrize("name", ["pilots.csv", "pilots.xlsx"])
def test_a_template_can_be_brought_in_as_it_is(name: str) -> None:
    assert run("--template", name)[0] == 0
    code, said = run(name, "--db", "x.db", "--dry-run")
    assert (code, "would be 2 new" in said, "Nothing was kept." in said) == (0, True, True)
    assert count("x.db", "journal") == 0
    assert run(name, "--db", "x.db")[1].count("2 new") == 1
    assert "2 as before" in run(name, "--db", "x.db")[1]
    code, said = run("--template", name)
    assert (code, "is there already" in said) == (1, True)


def test_good_rows_come_in_and_bad_ones_are_listed() -> None:
    Path("p.csv").write_text(HEAD + ROW.format(n=1) + "2,Two,nowhere,Nobody Known,\n")
    code, said = run("p.csv", "--db", "x.db")
    assert code == 1
    assert "row 3, Channel: “nowhere”" in said
    assert "row 3, Owner: “Nobody Known”" in said
    assert "2 rows: 1 new, 1 with errors" in said
    assert count("x.db", "summary") == 1


def test_strict_keeps_nothing_where_a_row_is_bad() -> None:
    Path("p.csv").write_text(HEAD + ROW.format(n=1) + "2,Two,nowhere,,\n")
    code, said = run("p.csv", "--db", "x.db", "--strict")
    assert (code, "Nothing was kept." in said) == (1, True)
    assert count("x.db", "summary") == 0


def test_an_answer_that_cannot_be_taken_stays_open_and_its_row_comes_in() -> None:
    Path("p.csv").write_text(HEAD + "2,Two,#invoice-pilot,Nobody Known,\n")
    for option, kept in (("--dry-run", 0), ("--strict", 0), ("--db", 1)):
        code, said = run("p.csv", "--db", "x.db", *((option,) if option != "--db" else ()))
        assert code == (option == "--strict")
        assert "row 2, Owner: “Nobody Known”" in said
        assert "maria.lopez@example.com \u00b7 The answer stays open." in said
        assert "1 new, 1 answer left open" in said
        assert count("x.db", "summary") == kept


def test_a_list_gives_no_pilot_the_name_of_another() -> None:
    Path("p.csv").write_text(HEAD + ROW.format(n=1) + ROW.format(n=2))
    assert run("p.csv", "--db", "x.db")[0] == 0
    Path("p.csv").write_text(HEAD + ROW.format(n=1).replace("Pilot 1", "Pilot 2"))
    code, said = run("p.csv", "--db", "x.db")
    assert code == 0
    assert "row 2, Pilot 2: left alone, its new name is another pilot's already" in said
    Path("p.csv").write_text(HEAD + ROW.format(n=1).replace("Pilot 1", "Pilot 3"))
    assert "1 changed" in run("p.csv", "--db", "x.db")[1]


def test_a_report_as_json_holds_rows_columns_and_reasons() -> None:
    Path("p.csv").write_text("Pilot;Channel;Mood\nA;nowhere;good\nB;#invoice-pilot;bad\n")
    done = subprocess.run(
        [GATEPOST, "import", "p.csv", "--db", "x.db", "--json"],
        capture_output=True,
        check=False,
        env={**os.environ, "LANG": "C"},
    )
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["rows"], report["new"], report["bad"], report["unused"]) == (2, 1, 1, ["Mood"])
    assert report["columns"] == {"Pilot": "Name", "Channel": "Channel"}
    assert report["errors"][0]["row"] == 2


def test_columns_are_told_and_defaults_given() -> None:
    Path("p.csv").write_text("What,Boss\nA,maria.lopez@example.com\n")
    code, said = run("p.csv", "--db", "x.db")
    assert (code, "No column gives the name" in said) == (1, True)
    told = ("--map", "What=name", "--map", "B=q.sponsor", "--channel", "#invoice-pilot")
    assert run("p.csv", "--db", "x.db", *told)[0] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere.csv",), "there is no such file"),
        ((), "Name the list"),
        (("p.csv", "--map", "x"), "COLUMN=FIELD"),
        (("p.csv", "--map", "Nope=name"), "no column Nope"),
        (("p.csv", "--map", "Name=nope-nope"), "nothing called nope-nope"),
        (("p.csv", "--tenant", "slack:T9"), "There are:"),
        (("p.csv", "--as", "nobody@example.com"), "nobody by that"),
        (("p.csv", "--channel", "nowhere"), "no such channel"),
        (("p.csv", "--playbook", "waterfall"), "there is none"),
        (("--template", "p.doc"), "end the name with"),
        (("p.csv", "--colour"), "No such option"),
    ],
)
def test_what_is_typed_wrongly_is_answered_with_what_there_is(
    words: tuple[str, ...], says: str
) -> None:
    Path("p.csv").write_text(HEAD + ROW.format(n=1))
    code, said = run(*words, "--db", "x.db")
    assert (code, says in said) == (2, True), said


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.4", b'Name,x\n"A,b\n', b"Name,Owner\n"]
)
def test_a_file_that_is_no_list_ends_with_one_line(content: bytes) -> None:
    Path("p.csv").write_bytes(content)
    code, said = run("p.csv", "--db", "x.db")
    assert code == 1
    assert len(said.strip().splitlines()) == 1
    assert said.startswith("p.csv: ")


def test_a_file_of_200_megabytes_is_refused_unread() -> None:
    with Path("p.csv").open("wb") as huge:
        huge.truncate(200 * 1024 * 1024)
    code, said = run("p.csv", "--db", "x.db")
    assert (code, "It has 200 MiB" in said) == (1, True)


def test_where_there_are_several_tenants_and_leads_it_asks_for_whom() -> None:
    store = Store.open("sqlite:///x.db", create=True)
    for tenant in ("slack:T1", "slack:T2"):
        store.write(lambda tx, t=tenant: people.meet(tx, t, Face("U1", "Ada One"))).result()  # type: ignore[misc]
    store.close()
    name = listed(1)
    assert "slack:T1, slack:T2" in run(name, "--db", "x.db")[1]
    code, said = run(name, "--db", "x.db", "--tenant", "slack:T1")
    assert (code, "Say in whose name" in said) == (2, True)


def test_killed_in_the_middle_it_goes_on_without_doubles() -> None:
    name = listed(400)
    run(name, "--db", "x.db", "--dry-run")  # the database is there
    words = [str(GATEPOST), "import", name, "--db", "x.db"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while count("x.db", "summary") < 40 and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert count("x.db", "summary") >= 40
    code, said = run(name, "--db", "x.db")
    assert code == 0, said
    assert count("x.db", "summary") == 400
    assert count("x.db", "journal where kind = 'started'") == 400
    assert count("x.db", "journal where kind = 'proposed'") == 800
    again = count("x.db", "delivery")
    assert "400 as before" in run(name, "--db", "x.db")[1]
    assert count("x.db", "delivery") == again
    assert again <= 4  # one for each of two people, and at most one more of the killed run
