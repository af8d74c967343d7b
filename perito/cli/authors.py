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


def register(app: typer.Typer) -> None:
    """Register these commands."""
    app.add_typer(new, name="new")
