"""The commands about a practice itself: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.options import Lang, LangOfRun, LastRunIn, Practice, WaiversFile


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="N|ID|TITLE",
            help="A cause of the last run by its number; a check, a finding, a step or a title (left out: the last "
            "run's causes).",
        ),
    ] = "",
    practice: Practice = None,
    lang: LangOfRun = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run", metavar="RUN", help="A run's directory, of a server or a class, or its result.json (the last one)."
        ),
    ] = None,
    student: Annotated[
        str | None, typer.Option("--student", metavar="ID", help="Of a class: whose result (id, email or name).")
    ] = None,
    reports: LastRunIn = Path("reports"),
    everything: Annotated[bool, typer.Option("--all", help="List every check of the practice.")] = False,
) -> None:
    """Say why a check of a run ended as it did, with what the server answered; or what a check looks at."""
    from perito.cli.commands import explain as command

    raise typer.Exit(command.run(command.Options(name, practice, lang, run, reports, student, everything)))


def lint(
    context: typer.Context,
    practice: Practice = None,
    waivers: WaiversFile = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="F", help="Say what is wrong in this perito.toml, too.")
    ] = None,
    lang: Lang = "es",
    schema: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Print the JSON Schema of a file that people write: rubric, words, waivers, marks or roster.",
        ),
    ] = None,
) -> None:
    """Prove a practice sound: each check has one test, no circles, both languages, points that add up."""
    from perito.cli.commands import lint as command

    if schema is not None:
        from perito.cli.commands import schema as printed

        raise typer.Exit(printed.run(schema, practice))
    if config is not None:
        from perito.cli.config.options import prove

        prove(context, config)
    raise typer.Exit(command.run(practice, lang, waivers))


def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="Faults and variants, * allowed; left out: all.")
    ] = None,
    suite: Annotated[list[str] | None, typer.Option(help="The Debian release; repeatable (bookworm).")] = None,
    practice: Practice = None,
    library: Annotated[
        Path | None, typer.Option("--faults", metavar="DIR", help="More faults: shell files with `# pins:`.")
    ] = None,
    jobs: Annotated[int, typer.Option("-j", min=0, help="Servers at a time (0: two for each core).")] = 0,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="F", help="Write the figures.")] = None,
    whole: Annotated[bool, typer.Option("--matrix", help="Print the whole matrix, fault by check.")] = False,
) -> None:
    """Grade a server for every fault and sound variant: what was pinned, missed, falsely blamed."""
    from perito.cli.commands import verify as command

    options = command.Options(tuple(names or ()), tuple(suite or ()), practice, library, jobs, as_json, whole)
    raise typer.Exit(command.verify(options))


practice = typer.Typer(help="The practices that are here.", no_args_is_help=True)


@practice.command("list")
def list_(lang: Lang = "es") -> None:
    """List the practices that --practice knows by name, and those fetched from repositories."""
    from perito.cli.commands import practice as command

    raise typer.Exit(command.run(lang))


def register(app: typer.Typer, lab: typer.Typer) -> None:
    """Register these commands."""
    app.add_typer(practice, name="practice")
    app.command()(explain)
    app.command()(lint)
    lab.command()(verify)
