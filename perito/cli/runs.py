"""The commands about finished runs: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.options import LangOfRun, LastRunIn, Quiet, Verbose
from perito.support import progress

runs = typer.Typer(no_args_is_help=True, help="Finished runs: compared with each other, as one file, and back.")


@runs.command("diff")
def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="The earlier: a run, of a server or a class, or a result.json.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="The later one, of the same kind.")],
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="F", help="Write the differences (-: standard output).")
    ] = None,
    students: Annotated[
        list[str] | None,
        typer.Option("--student", metavar="ID", help="Only this student (id, email, name or pattern); repeatable."),
    ] = None,
    lang: LangOfRun = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
) -> None:
    """Compare two runs: who is graded otherwise, because of which checks, and why."""
    from perito.cli.commands import run_diff as command

    progress.hush(quiet)
    options = command.Options(before, after, as_json, tuple(students or ()), lang, verbose > 0)
    raise typer.Exit(command.run(options))


@runs.command("pack")
def pack(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run of a class.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="F", help="Where to (default: RUN.tar.xz).")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write all of a run into one archive; the run stays as it is."""
    from perito.cli.commands import pack as command

    progress.hush(quiet)
    raise typer.Exit(command.pack(run, output))


@runs.command("unpack")
def unpack(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="A packed run.")],
    directory: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="Where to (default: the archive's name, beside it).")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a run's directory again from its archive: regrade, report and export read that."""
    from perito.cli.commands import pack as command

    progress.hush(quiet)
    raise typer.Exit(command.unpack(archive, directory))


def open_page(
    run: Annotated[
        str,
        typer.Argument(metavar="RUN|N", help="A run's directory; or 1 for the last one, 2 for the one before, …"),
    ] = "1",
    reports: LastRunIn = Path("reports"),
    lang: LangOfRun = None,
) -> None:
    """Show a run's page in the browser; where there is none, say where the page lies."""
    from perito.cli.commands import open_page as command

    raise typer.Exit(command.run(run, reports, lang))


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.command("open")(open_page)
    app.add_typer(runs, name="run")
