"""The commands for rosters: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.options import Lang

roster = typer.Typer(no_args_is_help=True, help="A class's roster: who is in it.")

RosterFile = Annotated[
    Path,
    typer.Argument(
        metavar="ROSTER", help="A table (CSV, XLSX), YAML, an inventory, or what a cloud's tool prints as JSON."
    ),
]
RosterFormat = Annotated[
    str, typer.Option("--roster-format", metavar="F", help="csv, xlsx, yaml, ansible … (default: by its content).")
]
RosterColumns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=HEADING", help="The column of a field, where the roster asks; repeatable."),
]


@roster.command("show")
def roster_show(
    roster: RosterFile, roster_format: RosterFormat = "", columns: RosterColumns = None, lang: Lang = "es"
) -> None:
    """Say who is in a roster and where their servers are, as `perito grade` reads it."""
    from perito.cli.commands import roster as command

    raise typer.Exit(command.show(roster, roster_format, columns or (), lang))


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.add_typer(roster, name="roster")
