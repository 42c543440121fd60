"""`gatepost import`: a list of pilots, or an empty list to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import FAILED, USAGE, Database, plainly, settings_of

if TYPE_CHECKING:
    from bot.cli.importing import Wanted


def bring_in(
    file: Annotated[Path | None, typer.Argument(help="The list: a .csv or an .xlsx.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would come of it; keep nothing.")] = False,
    strict: Annotated[
        bool, typer.Option(help="Keep nothing where any row has an error, or an answer stays open.")
    ] = False,
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
    from bot.cli.importing import Wanted

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

    from bot.cli.importing import CannotImport, Import, Misused, in_words, to_stderr
    from bot.running.house import House

    with plainly():
        house = House.open(settings_of(database))
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
    shut = wanted.strict and report.unread
    raise typer.Exit(FAILED if report.problems or shut else 0)
