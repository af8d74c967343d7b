"""For babel.cfg: the texts of --help, as the command line has them."""

from __future__ import annotations

from typing import Any


def messages(_file: Any, _keywords: Any, _comments: Any, options: Any) -> Any:
    """Every text, as babel wants it: line, function, message, comments."""
    del options
    from typer.main import get_command

    from perito.cli.app import app
    from perito.cli.parser_words import texts

    for text in dict.fromkeys(texts(get_command(app))):
        yield 1, "", text, []
