"""The commands for rosters: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.options import Lang, Quiet, Timeout, practice_place

roster = typer.Typer(no_args_is_help=True, help="A class's roster: who is in it, and the host keys.")

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

RosterPractice = Annotated[
    Path | None,
    typer.Option(
        "--practice",
        metavar="DIR|NAME|URL",
        parser=practice_place,
        help="The practice that the class is graded by: the roster may have columns of what it is given.",
    ),
]

ClassKnownHosts = Annotated[
    Path | None,
    typer.Option(
        "--known-hosts", metavar="FILE", help="The class's host keys (default: ROSTER.known_hosts, beside the roster)."
    ),
]


@roster.command("show")
def roster_show(
    roster: RosterFile,
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    practice: RosterPractice = None,
    lang: Lang = "es",
) -> None:
    """Say who is in a roster and where their servers are, as `perito grade` reads it."""
    from perito.cli.commands import roster as command

    raise typer.Exit(command.show(roster, command.How(roster_format, columns or (), practice, lang)))


@roster.command("keyscan")
def roster_keyscan(
    roster: RosterFile,
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    practice: RosterPractice = None,
    known_hosts: ClassKnownHosts = None,
    jobs: Annotated[int, typer.Option("-j", min=1, help="How many servers at a time.")] = 16,
    timeout: Timeout = 10.0,
    quiet: Quiet = False,
    lang: Lang = "es",
) -> None:
    """Show the host key of every server of a class and keep it; a key that has changed is never replaced."""
    from perito.cli.commands import roster as command
    from perito.support import progress

    progress.hush(quiet)
    keys = command.Keys(known_hosts, jobs, timeout)
    raise typer.Exit(command.keyscan(roster, command.How(roster_format, columns or (), practice, lang), keys))


@roster.command("accept")
def roster_accept(
    roster: RosterFile,
    who: Annotated[str, typer.Argument(metavar="ID", help="Whose server it is, by the id in the roster.")],
    roster_format: RosterFormat = "",
    columns: RosterColumns = None,
    practice: RosterPractice = None,
    known_hosts: ClassKnownHosts = None,
    reports: Annotated[Path, typer.Option("--reports", metavar="DIR", help="Where earlier runs are kept.")] = Path(
        "reports"
    ),
    timeout: Timeout = 10.0,
    look: Annotated[bool, typer.Option("--look", help="Only say what has changed: accept nothing.")] = False,
    lang: Lang = "es",
) -> None:
    """Say what else has changed with a server's host key since it was last graded, and accept the new one."""
    from perito.cli.commands import roster as command

    options = command.Accepting(known_hosts, reports, timeout, look)
    raise typer.Exit(command.accept(roster, who, command.How(roster_format, columns or (), practice, lang), options))


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.add_typer(roster, name="roster")
