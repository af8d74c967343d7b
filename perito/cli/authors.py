"""The commands for those who write practices: no logic, as in app.py, which registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perito.cli.options import Lang

new = typer.Typer(help="Begin something of one's own.", no_args_is_help=True)


@new.command("practice")
def new_practice(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where: a directory that is empty or not there yet.")
    ],
    lang: Lang = "es",
) -> None:
    """Write a small practice that works: two checks, words, a lab with its mistakes and a sound variant."""
    from perito.cli.commands import new as command

    raise typer.Exit(command.practice(directory, lang))


import_ = typer.Typer(help="Make a practice of what was written for another program.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to translate.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="DIR", help="Where the practice is written (default: named after the file)."),
]


@import_.command("goss")
def of_goss(file: File, output: Output = None, lang: Lang = "es") -> None:
    """Translate a gossfile: each resource becomes a check; what has no translation is listed."""
    from perito.cli.commands import importing

    raise typer.Exit(importing.run("goss", file, output, lang))


@import_.command("testinfra")
def of_testinfra(file: File, output: Output = None, lang: Lang = "es") -> None:
    """Take over a file of testinfra's tests: each becomes a check; what cannot is listed."""
    from perito.cli.commands import importing

    raise typer.Exit(importing.run("testinfra", file, output, lang))


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.add_typer(new, name="new")
    app.add_typer(import_, name="import")
