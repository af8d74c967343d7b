"""What the command line offers: documented, helpful and quick to start."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from typer.main import get_command

from perito import __version__
from perito.cli.app import app
from tests.cli.running import ROOT, perito, run


def commands() -> dict[str, Any]:
    """Every command by its words, those with commands of their own, too."""
    found: dict[str, Any] = {}
    todo: list[tuple[str, Any]] = [("", get_command(app))]
    for words, command in todo:
        found[words] = command
        todo += [(f"{words} {name}".strip(), one) for name, one in getattr(command, "commands", {}).items()]
    return found


@pytest.mark.parametrize("words", commands())
def test_every_command_says_what_it_does(words: str) -> None:
    ended = perito(*words.split(), "--help", env={"PERITO_LANG": "en"})
    assert ended.status == 0
    assert ended.err == ""
    command = commands()[words]
    assert command.help.split("\n")[0][:40] in " ".join(ended.out.split())
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), f"{parameter.opts} has no help"


def test_every_command_and_option_is_in_the_documentation() -> None:
    ended = run(sys.executable, ROOT / "scripts" / "cli-docs", "--check")
    assert ended.status == 0, ended.out
    page = (ROOT / "docs" / "cli.md").read_text()
    for words, command in commands().items():
        if not getattr(command, "commands", {}):
            section = page.split(f"## `perito {words} ")[1].split("\n## ")[0]
            for parameter in command.params:
                assert all(name in section for name in parameter.opts if name.startswith("--") and name != "--help")


def test_the_commonest_findings_are_in_the_documentation_in_todays_words() -> None:
    ended = run(sys.executable, ROOT / "scripts" / "findings-docs", "--check")
    assert ended.status == 0, "scripts/findings-docs --words"


def test_every_dependency_is_in_the_documentation() -> None:
    ended = run(sys.executable, ROOT / "scripts" / "dependencies-docs", "--check")
    assert ended.status == 0, ended.out + ended.err


def test_the_version() -> None:
    assert perito("--version").out == f"perito {__version__}\n"


def test_lint_and_explain() -> None:
    assert re.search(r"\d+ checks in \d+ steps", perito("lint").out)
    assert "directory.mode" in perito("explain", "--all").out
    assert "stat -c" in perito("explain", "directory.mode", "--lang", "en").out
