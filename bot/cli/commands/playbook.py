"""`gatepost playbook ...`: check, judge, rehearse and publish what is asked."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import FAILED, USAGE, Database, plainly, settings_of

app = typer.Typer(no_args_is_help=True, help="Look after playbooks.")


@app.command()
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


@app.command()
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
    from bot.cli.judging import judged, lines_of
    from knowledge.loading.reading import load

    with plainly():
        library = load(settings_of(None).gatepost_playbooks)
    today = datetime.now(UTC).date()
    sound = True
    for line, fine in judged(library, lines_of(files or [], sys.stdin.buffer), today):
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        sound = sound and fine
    raise typer.Exit(0 if sound else FAILED)


@app.command()
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

    from bot.cli.rehearsal import NoSuchTenant, as_data, in_words, publishable, rehearse_all
    from bot.running.house import now
    from storage.store import Store

    if not new.exists():
        typer.echo(f"{new}: there is no such file or folder.", err=True)
        raise typer.Exit(USAGE)
    with plainly():
        store = Store.open(settings_of(database).database_url)
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


@app.command()
def publish(
    yes: Annotated[bool, typer.Option("--yes", help="Answers may be left behind.")] = False,
    database: Database = None,
) -> None:
    """Put the files of GATEPOST_PLAYBOOKS in force now, in every process that runs."""
    from bot.cli.rehearsal import publish as put_in_force
    from bot.running.house import now
    from handlers.errors import Unfit
    from storage.store import Store

    with plainly():
        settings = settings_of(database)
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
