"""What a command does not need is not loaded: loading takes most of the time that a short command has."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = (
    "testinfra",
    "paramiko",
    "requests",
    "pytest",
    "_pytest",
    "jinja2",
    "dns",
    "rich",
    "ruamel",
    "gunicorn",
    "crossplane",
)
# The extension with its certificates, every format of a roster; and gunicorn, whose options are data here.
OTHERS = {"perito.models.flask.heroku.facts", "cryptography.x509", "perito.classroom.roster", "gunicorn"}
LOADED = "import sys; sys.argv = {words!r}\nfrom perito.cli.app import main\ntry: main()\nfinally: print(*sys.modules)"


def modules(*words: str) -> set[str]:
    """The modules in memory when a command ends."""
    program = LOADED.format(words=["perito", *words])
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return set(ended.stdout.splitlines()[-1].split())


def loaded(*words: str) -> set[str]:
    """The top-level ones."""
    return {name.partition(".")[0] for name in modules(*words)}


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("check", "--help"),
        ("check", "somewhere", "--http", "neither"),
        ("grade", "--help"),
    ],
    ids=" ".join,
)
def test_little_is_loaded_where_nothing_is_graded(words: tuple[str, ...]) -> None:
    found = loaded(*words)
    assert "typer" in found
    assert found.isdisjoint(HEAVY)
    assert ("logging" in found) is ("--help" not in words)


def test_a_server_is_graded_without_what_others_need(tmp_path: Path) -> None:
    found = modules("regrade", str(store.demo("sound")), "--json", str(tmp_path / "result.json"))
    assert {"perito.grading.grade", "perito.models.flask.heroku.extension"} <= found
    assert found.isdisjoint(OTHERS)


def test_ssh_comes_without_what_it_does_not_use() -> None:
    program = "import sys; from perito.transport import ssh; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found = {name.partition(".")[0] for name in ended.stdout.split()}
    assert "paramiko" in found
    assert found.isdisjoint({"invoke", "requests", "asyncio"})
