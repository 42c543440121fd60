"""`gatepost`: try it, serve it, look after it."""

from __future__ import annotations

import gc
import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:  # everything heavy is imported by the command that needs it
    from starlette.types import ASGIApp

    from bot.importing import Wanted
    from bot.settings import Settings

T = TypeVar("T")

DEMO_DATABASE = "sqlite:///gatepost-demo.db"
SAMPLE_DATABASE = "sqlite:///gatepost-sample.db"
FAILED, USAGE = 1, 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Gatepost walks AI pilot teams through production readiness, in the chat they use.\n\n"
    "New here? Run `gatepost demo`: a chat in your browser, with no account and no token.",
)
playbook = typer.Typer(no_args_is_help=True, help="Look after playbooks.")
db = typer.Typer(no_args_is_help=True, help="Look after the database.")
app.add_typer(playbook, name="playbook")
app.add_typer(db, name="db")
manifest = typer.Typer(no_args_is_help=True, help="Make what a platform installs.")
app.add_typer(manifest, name="manifest")

Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Default: PORT, or 8765; 0 takes a free one.")
]
Database = Annotated[
    str | None,
    typer.Option("--db", help="A SQLite file or a database address. Default: DATABASE_URL."),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gatepost {version('gatepost')}")
        raise typer.Exit


@app.callback()
def _root(
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold what is common to all commands."""


@contextmanager
def _plainly() -> Iterator[None]:
    """End with one plain line, and no traceback, where something that can happen happened."""
    from bot.settings import BadSettings
    from bot.wiring import NoPlatform
    from knowledge.loading.reading import UnusableKnowledge
    from storage.store import StorageError

    try:
        yield
    except (BadSettings, NoPlatform, UnusableKnowledge, StorageError) as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(FAILED) from wrong


def _settings(database: str | None, otherwise: str | None = None) -> Settings:
    from bot.settings import load

    url = _address(database) if database else otherwise
    return load(**({"database_url": url} if url else {}))


def _address(database: str) -> str:
    if "://" in database:
        return database
    folder = Path(database).absolute().parent
    if not folder.is_dir():
        typer.echo(f"--db {database}: there is no folder {folder}.", err=True)
        raise typer.Exit(USAGE)
    if "?" in database:
        typer.echo(f"--db {database}: a file name cannot hold a question mark.", err=True)
        raise typer.Exit(USAGE)
    return f"sqlite:///{database}"


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Loopback only.")] = "127.0.0.1",
    port: Port = None,
    database: Database = None,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    sample: Annotated[
        bool,
        typer.Option("--sample", help="With six made pilots and their last twelve weeks, apart."),
    ] = False,
) -> None:
    """Try Gatepost in a local browser chat; answers are kept in gatepost-demo.db."""
    from bot.local.door import NotLoopback, must_be_loopback
    from bot.wiring import demo_app

    try:
        must_be_loopback(host)
    except NotLoopback as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(USAGE) from wrong
    named = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
    token = secrets.token_urlsafe(24)
    with _plainly():
        usual = SAMPLE_DATABASE if sample else DEMO_DATABASE
        settings = _settings(database, None if named and not sample else usual)
        with _listen(host, settings.port if port is None else port) as listening:
            chat = demo_app(settings, token, _told if sample else None)
            address = f"http://{host}:{listening.getsockname()[1]}/?token={token}"
            typer.echo(f"Gatepost is at {address}\nStop it with Ctrl+C; what you said is kept.")
            if browser and _has_screen():
                threading.Timer(0.5, webbrowser.open, [address]).start()
            quiet = "WARNING" if settings.log_level == "INFO" else settings.log_level
            _run(chat, listening, quiet)


def _told(said: str) -> None:
    typer.echo(said, err=True)


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(512)  # whoever comes before all is ready waits instead of failing
    except OSError as wrong:
        listening.close()
        typer.echo(f"{host}:{port}: {wrong.strerror}. Choose another --port.", err=True)
        raise typer.Exit(FAILED) from wrong
    return listening


def _run(
    web: ASGIApp, listening: socket.socket, level: str, form: Literal["text", "json"] = "text"
) -> None:
    import uvicorn

    from bot.watching.logs import set_up as set_up_logs

    gc.freeze()  # what was loaded by now stays for good: no search for garbage among it
    set_up_logs(level, form)
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        ws="websockets-sansio",
        ws_max_size=1 << 20,
    )
    uvicorn.Server(config).run(sockets=[listening])  # on uvloop, where there is one


@app.command()
def serve(port: Port = None, database: Database = None) -> None:
    """Serve Slack (Socket Mode, or HTTP at /slack/events) and Teams (HTTP at /api/messages)."""
    from bot.wiring import serve_app

    with _plainly():
        settings = _settings(database)
        with _listen(settings.host, settings.port if port is None else port) as listening:
            web = serve_app(settings)
            typer.echo("Gatepost listens on {}:{}".format(*listening.getsockname()[:2]))
            _run(web, listening, settings.log_level, settings.log_format)


@app.command()
def doctor(database: Database = None) -> None:
    """Look at settings, database, tokens, scopes and clock, and say what to do."""
    from bot.doctor import examine

    with _plainly():
        findings = list(examine(_settings(database)))
    for found in findings:
        typer.echo(f"{'ok ' if found.ok else 'BAD'} {found.what}: {found.said}")
        if not found.ok:
            typer.echo(f"    -> {found.todo}")
    raise typer.Exit(0 if all(found.ok for found in findings) else FAILED)


@app.command("import")
def bring_in(
    file: Annotated[Path | None, typer.Argument(help="The list: a .csv or an .xlsx.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would come of it; keep nothing.")] = False,
    strict: Annotated[bool, typer.Option(help="Keep nothing where any row has an error.")] = False,
    template: Annotated[
        Path | None, typer.Option(help="Write an empty list to fill in, .csv or .xlsx, and stop.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="COLUMN=FIELD, by header or letter; FIELD - leaves it out."),
    ] = None,
    channel: Annotated[str, typer.Option(help="Where pilots live whose row names none.")] = "",
    framework: Annotated[str, typer.Option("--playbook", help="The same for playbooks.")] = "",
    importer: Annotated[str, typer.Option("--as", help="In whose name: an e-mail address.")] = "",
    tenant: Annotated[str, typer.Option(help="For whom, where there are several.")] = "",
    sheet: Annotated[str, typer.Option(help="Which sheet of a workbook.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    database: Database = None,
) -> None:
    """Bring in a list of pilots: again and again without doubles, row by row."""
    from bot.importing import Wanted

    if template is not None:
        _write_template(template)
        return
    if file is None or not file.is_file():
        missing = f"{file}: there is no such file." if file else "Name the list, or use --template."
        typer.echo(missing, err=True)
        raise typer.Exit(USAGE)
    wanted = Wanted(
        file, dry_run, strict, _pairs(column), tenant, importer, channel, framework, sheet
    )
    _bring_in(wanted, database, as_json)


def _pairs(column: list[str] | None) -> dict[str, str]:
    pairs = dict(one.rpartition("=")[::2] for one in column or ())
    wrong = next((head or told for head, told in pairs.items() if not head or not told), None)
    if wrong is not None:
        typer.echo(f"--map {wrong}: write COLUMN=FIELD, for example Project=name.", err=True)
        raise typer.Exit(USAGE)
    return pairs


def _write_template(file: Path) -> None:
    from handlers.importing.template import template
    from knowledge.loading.reading import load

    if file.suffix.casefold() not in (".csv", ".xlsx"):
        typer.echo(f"--template {file}: end the name with .csv or .xlsx.", err=True)
        raise typer.Exit(USAGE)
    try:
        with file.open("xb") as new:
            new.write(template(file.name, load()))
    except FileExistsError:
        typer.echo(f"{file} is there already. Choose another name.", err=True)
        raise typer.Exit(FAILED) from None
    except OSError as wrong:
        typer.echo(f"{file}: {wrong.strerror}.", err=True)
        raise typer.Exit(FAILED) from None
    typer.echo(f"Written: {file}. Fill it in, then: gatepost import {file} --dry-run")


def _bring_in(wanted: Wanted, database: str | None, as_json: bool) -> None:
    import orjson

    from bot.importing import CannotImport, Import, Misused, in_words, to_stderr
    from bot.wiring import House

    with _plainly():
        house = House.open(_settings(database))
        try:
            report = Import(house.store, house.desk, wanted, to_stderr).run()
        except CannotImport as wrong:
            typer.echo(str(wrong), err=True)
            raise typer.Exit(FAILED) from None
        except Misused as wrong:
            typer.echo(str(wrong), err=True)
            raise typer.Exit(USAGE) from None
        finally:
            house.store.close()
    if as_json:
        typer.echo(orjson.dumps(report.as_data(), option=orjson.OPT_INDENT_2).decode())
    else:
        for problem in report.problems:
            typer.echo(str(problem), err=True)
        for said in in_words(report):
            typer.echo(said)
    raise typer.Exit(FAILED if report.problems else 0)


@app.command()
def digest(
    at: Annotated[
        str,
        typer.Option(help="An instant with its zone: 2026-11-23T09:00:00+01:00. Default: now."),
    ] = "",
    channel: Annotated[str, typer.Option(help="Only this channel, by id or name.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go where; send and change nothing.")
    ] = False,
    database: Database = None,
) -> None:
    """Send the digests that are due at an instant, each once a week and channel."""
    from bot.digesting import Run, run

    with _plainly():
        wanted = Run(_instant(at), channel, dry_run)
        run(_settings(database), wanted, typer.echo, lambda said: typer.echo(said, err=True))


def _instant(said: str) -> datetime:
    from bot.wiring import now

    if not said:
        return now()
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        typer.echo(f"--at {said}: give an instant such as 2026-11-23T09:00:00+01:00.", err=True)
        raise typer.Exit(USAGE)
    return at


@playbook.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders. Default: the shipped ones.")
    ] = None,
) -> None:
    """Check playbooks and catalogue files: each problem with file, line, key and what to do."""
    from knowledge.loading.reading import check as check_files

    problems = check_files(files or [])
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(FAILED)
    typer.echo("All well.")


@playbook.command()
def judge(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True, dir_okay=False, help="Files of JSON lines. Default: the standard input."
        ),
    ] = None,
) -> None:
    """Judge wordings: JSON lines in, one judgement out for each, in the same order.

    In: {"question": "owner", "text": "the data team", "today": "2026-11-20", "directory":
    ["Maria Keller"]}. The question is owner, metric or funding, the id of a question, or a kind
    (person, date, money, percent, duration, number, yes_no, link, text); today and directory may
    be left out. Out: {"verdict": good | weak | ask, "strength": missing | placeholder | group |
    stated | evidenced, "value", "flags": [rule], "follow_up"}. A line that cannot be judged gets
    {"error"}, and the exit code is 1.
    """
    import datetime

    from bot.judging import judged, lines_of
    from knowledge.loading.reading import load

    with _plainly():
        library = load(_settings(None).gatepost_playbooks)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    sound = True
    for line, fine in judged(library, lines_of(files or [], sys.stdin.buffer), today):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        sound = sound and fine
    raise typer.Exit(0 if sound else FAILED)


@manifest.command()
def teams(
    output: Annotated[Path, typer.Option(help="The zip to write.")] = Path("gatepost-teams.zip"),
) -> None:
    """Make the app that Teams installs, from TEAMS_APP_ID and GATEPOST_URL."""
    from bot.teams.manifest import NotInstallable, package

    with _plainly():
        settings = _settings(None)
    try:
        output.write_bytes(package(settings.teams_app_id, settings.gatepost_url))
    except (NotInstallable, OSError) as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(FAILED) from wrong
    typer.echo(f"Written to {output}. Upload it in Teams: Apps, Manage your apps.")


@playbook.command()
def rehearse(
    new: Annotated[Path, typer.Argument(help="A file, or a folder in the place of the folder.")],
    tenant: Annotated[str, typer.Option(help="For whom; default: everybody.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Answers may be left behind.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    database: Database = None,
) -> None:
    """Say what playbooks would change before they are published: which pilots, who is asked what.

    Only reads. Ends with 1 where they cannot be published as they are.
    """
    import orjson

    from bot.rehearsal import NoSuchTenant, as_data, in_words, publishable, rehearse_all
    from bot.wiring import now
    from storage.store import Store

    if not new.exists():
        typer.echo(f"{new}: there is no such file or folder.", err=True)
        raise typer.Exit(USAGE)
    with _plainly():
        store = Store.open(_settings(database).database_url)
        try:
            found = rehearse_all(store, new, now(), tenant)
        except NoSuchTenant as wrong:
            typer.echo(str(wrong), err=True)
            raise typer.Exit(USAGE) from None
        finally:
            store.close()
    if as_json:
        typer.echo(orjson.dumps(as_data(found, sure=yes), option=orjson.OPT_INDENT_2).decode())
    else:
        for line in in_words(found, sure=yes):
            typer.echo(line)
    raise typer.Exit(0 if publishable(found, sure=yes) else FAILED)


@playbook.command()
def publish(
    yes: Annotated[bool, typer.Option("--yes", help="Answers may be left behind.")] = False,
    database: Database = None,
) -> None:
    """Put the files of GATEPOST_PLAYBOOKS in force now, in every process that runs."""
    from bot.rehearsal import publish as put_in_force
    from bot.wiring import now
    from handlers.errors import Unfit
    from storage.store import Store

    with _plainly():
        settings = _settings(database)
        if settings.gatepost_playbooks is None:
            typer.echo("GATEPOST_PLAYBOOKS names no folder.", err=True)
            raise typer.Exit(USAGE)
        store = Store.open(settings.database_url)
        try:
            news = put_in_force(store, settings.gatepost_playbooks, now(), sure=yes)
        except Unfit as wrong:
            typer.echo("\n".join(wrong.problems), err=True)
            raise typer.Exit(FAILED) from None
        finally:
            store.close()
    typer.echo("Published." if news else "These files are in force already.")


@db.command()
def upgrade(database: Database = None) -> None:
    """Make the database, or bring it up to this version: all of it or nothing."""
    from storage.database.upgrade import upgrade as bring_up

    _on(database, bring_up)
    typer.echo("The database fits this version.")


@db.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write.")], database: Database = None
) -> None:
    """Copy the database into a file while it is in use."""
    from storage.backup import backup as copy

    _on(database, lambda url: copy(url, target))
    typer.echo(f"Copied to {target}.")


@db.command()
def verify(database: Database = None) -> None:
    """Check the file, the references and every journal's chain."""
    from storage.backup import verify as examine

    report = _on(database, examine)
    typer.echo(str(report))
    raise typer.Exit(0 if report.ok else FAILED)


@app.command()
def purge(
    tenant: Annotated[
        str | None, typer.Argument(help="Whose, as the list without an argument names it.")
    ] = None,
    database: Database = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Delete it; without this it is counted.")
    ] = False,
) -> None:
    """Delete all that one workspace ever said; nothing without --yes, and nobody else's."""
    from bot.purging import purging

    with _plainly():
        told = purging(_settings(database).database_url, tenant, delete=yes)
    typer.echo(told.words, err=not told.ok)
    raise typer.Exit(0 if told.ok else FAILED)


def _on(database: str | None, work: Callable[[str], T]) -> T:
    with _plainly():
        return work(_settings(database).database_url)


def main() -> None:
    """Run the command line; names in any script are written whatever the locale says."""
    streams: tuple[Any, ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    app()
