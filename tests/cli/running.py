"""Run the programs as their users do: another process, a directory of one's own, what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perito.lab.server import Server

ROOT = Path(__file__).resolve().parent.parent.parent
APP = "mi_aplicacion"
PERITO = (sys.executable, "-m", "perito")


@dataclass(frozen=True)
class Ended:
    """How a program ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """What it complained of: the lines that start with `perito: `."""
        return [line.removeprefix("perito: ") for line in self.err.splitlines() if line.startswith("perito: ")]


def run(*words: object, cwd: Path | None = None, env: dict[str, str] | None = None, timeout: float = 120) -> Ended:
    """Run a program; `env` is added to an environment without what a CI would set."""
    of_ci = ("GITHUB_", "PYTEST_", "PERITO_NO_SKIPS")  # the last is for our tests: a graded check may be not applicable
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(of_ci)}
    reader = {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    environment = {**inherited, "PYTHONPATH": str(ROOT), **reader, **(env or {})}
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, cwd=cwd, env=environment, timeout=timeout
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def perito(*words: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> Ended:
    """Run `perito`."""
    return run(*PERITO, *words, cwd=cwd, env=env)


def reach(server: Server) -> tuple[object, ...]:
    """TARGET and how to get in."""
    return (f"ssh://{server.user}@{server.address}", "--identity", server.key, "--known-hosts", server.known_hosts)


def check(server: Server, *words: object, cwd: Path, env: dict[str, str] | None = None) -> Ended:
    """`perito check` of a server of the lab."""
    return perito("check", *reach(server), *words, cwd=cwd, env=env)


def document(path: Path) -> dict[str, Any]:
    """A result document."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def outcomes(result: dict[str, Any]) -> dict[str, str]:
    """Outcome of every check."""
    return {one["id"]: one["outcome"] for one in result["checks"]}


def comparable(result: dict[str, Any]) -> dict[str, Any]:
    """A result document without its times and what only a live server has."""
    rest = {name: value for name, value in result.items() if name not in {"started", "finished", "stats"}}
    rest["checks"] = [{name: value for name, value in one.items() if name != "duration"} for one in result["checks"]]
    return rest
