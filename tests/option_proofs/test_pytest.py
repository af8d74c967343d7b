"""Plain `pytest checks`: each option that Perito adds, with and without."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tests.option_proofs.proof import Proof, Seen, Table, prove
from tests.option_proofs.test_check import asks, extension, names, of_heroku
from tests.option_proofs.world import PW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.option_proofs.world import World

__all__ = ["names"]
pytestmark = pytest.mark.lab
PROGRAM = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
CHECKS = ROOT / "checks"
Given = tuple[object, ...]


def graded(seen: Seen) -> bool:
    """Whether there is a result."""
    return seen.there("r.json")


def live(
    given: Given | Callable[[World], Given],
    shows: Callable[[Seen], bool],
    base: Given | Callable[[World], Given] = (),
    without: tuple[str, ...] = (),
) -> Callable[[World], Proof]:
    """On the busy server."""

    def made(w: World) -> Proof:
        target = () if "--target" in without else ("--target", w.target())
        kept = () if "--json" in without else ("--json", "r.json")
        more = base(w) if callable(base) else base
        words = (CHECKS, *target, *w.how(*without), *kept, *more)
        return Proof(words, given(w) if callable(given) else given, shows, env=PW)

    return made


def taken(option: str) -> Callable[[World], Proof]:
    """Without this option there is no result."""

    def made(w: World) -> Proof:
        words = list(w.how())
        place = words.index(option)
        return live(tuple(words[place : place + 2]), graded, without=(option,))(w)

    return made


def heroku(option: str, shows: Callable[[Seen], bool]) -> Callable[[World], Proof]:
    """With the extension, on the lab's platform."""

    def made(w: World) -> Proof:
        others, given = extension(w, option)
        return live(given, shows, others)(w)

    return made


PROOFS: Table = {
    "pytest --target": live(lambda w: ("--target", w.target()), graded, without=("--target",)),
    "pytest --app": live(("--app", "otra"), lambda s: [one["app"] for one in s.document()["deployments"]] == ["otra"],
                         without=("--app",)),
    "pytest --identity": taken("--identity"),
    "pytest --known-hosts": taken("--known-hosts"),
    "pytest --accept-new": live(("--accept-new",), graded, ("--known-hosts", "known"), without=("--known-hosts",)),
    "pytest --password-env": live(("--password-env", "PW"), graded, without=("--identity",)),
    "pytest --sudo-password-env": live(("--sudo-password-env", "PW"), lambda s: bool(s.document()["complete"]),
                                       without=("--sudo-password-env",)),
    "pytest --nameserver": live(lambda w: asks(w, "mi_aplicacion", "www.mi_aplicacion"),
                                lambda s: s.outcome("names.server-name") == "passed"),
    "pytest --heroku": heroku("--heroku", lambda s: bool(of_heroku(s))),
    "pytest --heroku-repo": heroku("--heroku-repo", lambda s: of_heroku(s)["heroku.port"] == "failed"),
    "pytest --heroku-ca": heroku("--heroku-ca", lambda s: of_heroku(s)["heroku.https"] == "passed"),
    "pytest --heroku-platform": heroku("--heroku-platform", lambda s: of_heroku(s)["heroku.name"] == "passed"),
    "pytest --json": live(("--json", "r.json"), graded, without=("--json",)),
    "pytest --evidence": live(("--evidence", "e.jsonl"), lambda s: s.there("e.jsonl")),
    "pytest --replay": lambda w: Proof(
        (CHECKS, "--json", "r.json"), ("--replay", w.recorded("stopped")),
        lambda s: graded(s) and s.outcome("service.active") == "failed"
    ),
    "pytest --rubric": lambda w: Proof(
        (CHECKS, "--json", "r.json", "--replay", w.recorded("stopped")), ("--rubric", w.lighter / "rubric.yaml"),
        lambda s: any(one["possible"] > 10 for one in s.document()["checks"]),
    ),
    "pytest --lang": live(("--lang", "en"), lambda s: "Grade  " in s.out),
}  # fmt: skip


@pytest.mark.parametrize("name", PROOFS)
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    prove("", name.removeprefix("pytest "), PROOFS[name](world), tmp_path, PROGRAM)
