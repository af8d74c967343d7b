"""What there is to prove, found by looking: nothing here names an option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from perito.classroom.roster.model import FIELDS
from perito.cli.app import app
from perito.pytest_plugin import plugin

if TYPE_CHECKING:
    from collections.abc import Iterator


def options() -> set[str]:
    """`COMMAND OPTION` for each option of each command; of several spellings the longest. `--help` is click's own."""
    return {f"{words} {max(one.opts, key=len)}".strip() for words, one in _parameters(get_command(app), "")}


def _parameters(command: Any, words: str) -> Iterator[tuple[str, Any]]:
    yield from ((words, one) for one in command.params if one.param_type_name == "option")
    for name, one in getattr(command, "commands", {}).items():
        yield from _parameters(one, f"{words} {name}".strip())


def pytest_options() -> set[str]:
    """`pytest OPTION` for each option that Perito's plugin adds; of two spellings the shorter."""
    parser = pytest.Parser(_ispytest=True)
    plugin.pytest_addoption(parser)
    spelt: dict[str, list[str]] = {}
    for option in (option for group in parser._groups for option in group.options):
        spelt.setdefault(option.dest, []).extend(option.names())
    return {f"pytest {min(names, key=len)}" for names in spelt.values()}


def fields() -> set[str]:
    """`roster FIELD` for each field of a roster."""
    return {f"roster {name}" for name in FIELDS}
