"""Plain pytest: each option that Perito adds, with and without; the proofs are those of `perito check`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.pytest_plugin.options import OTHERS
from tests.option_proofs import test_check
from tests.option_proofs.proof import Proof, Table, prove
from tests.option_proofs.terminal import typed
from tests.option_proofs.test_check import KEPT, got_in, listener, names
from tests.option_proofs.world import PW

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.option_proofs.world import World

__all__ = ["listener", "names"]
pytestmark = pytest.mark.lab
PROGRAM = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# What pytest ends and says otherwise than `perito check`, or keeps otherwise.
ELSEWHERE = {"--timeout", "--deadline", "--wait", "--no-report"}


def spelt(word: object) -> object:
    """An option as pytest has it."""
    return f"--perito-{str(word)[2:]}" if str(word) in OTHERS else word


def ours(made: Callable[[World], Proof]) -> Callable[[World], Proof]:
    """The proof of an option of `perito check`, for pytest: the server is an option there."""

    def converted(w: World) -> Proof:
        proof = made(w)
        target, *base = proof.base
        return replace(proof, base=("--target", target, *map(spelt, base)), given=tuple(map(spelt, proof.given)))

    return converted


def late(w: World) -> Sequence[object]:
    """A server that says nothing."""
    return ("--target", test_check.silent(w), *KEPT)


PROOFS: Table = {
    **{
        f"pytest {spelt(name.removeprefix('check '))}": ours(made)
        for name, made in test_check.PROOFS.items()
        if name.removeprefix("check ") not in ELSEWHERE
    },
    "pytest --target": lambda w: Proof((*w.how(), *KEPT), ("--target", w.target()), got_in, env=PW),
    "pytest --replay": lambda w: Proof(
        ("--json", "r.json"), ("--replay", w.recorded("stopped")),
        lambda s: got_in(s) and s.outcome("service.active") == "failed"
    ),
    "pytest --rubric": lambda w: Proof(
        ("--json", "r.json", "--replay", w.recorded("stopped")), ("--rubric", w.lighter / "rubric.yaml"),
        lambda s: any(one["possible"] > 10 for one in s.document()["checks"]),
    ),
    "pytest --perito-timeout": lambda w: Proof(late(w), ("--perito-timeout", "1"), lambda s: s.status == 4, late=8),
    "pytest --deadline": lambda w: Proof(late(w), ("--deadline", "2"), lambda s: s.status == 4, late=8),
    "pytest --wait": lambda w: Proof(
        ("--target", "ssh://usuario@127.0.0.1:1", *KEPT), ("--wait", "2"), lambda s: "2 s" in s.out + s.err
    ),
    "pytest --no-report": lambda w: Proof(
        ("--reports", "kept", "--replay", w.recorded("stopped")), ("--no-report",), lambda s: not s.there("kept")
    ),
}  # fmt: skip
PROMPTS = {f"pytest {name.split()[-1]}": told for name, told in test_check.PROMPTS.items()}


@pytest.mark.parametrize("name", PROOFS)
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    prove("", name.removeprefix("pytest "), PROOFS[name](world), tmp_path, PROGRAM)


@pytest.mark.parametrize("name", PROMPTS)
def test_a_secret_is_asked_for_and_not_shown(name: str, world: World, tmp_path: Path) -> None:
    """Without the option nobody is asked; with a wrong answer nobody is let in."""
    left_out, prompt = PROMPTS[name]
    words = (*PROGRAM, "--target", world.target(), *world.how(left_out), *KEPT)
    password = world.busy.password
    for answer in (password, "otra"):
        place = tmp_path / answer
        _status, shown = typed((*words, name.split()[-1]), place, {prompt: answer}, PW)
        asked, _, rest = shown.partition(prompt)
        assert answer not in asked
        assert not rest.lstrip("\r\n").startswith(answer), shown
        assert ("Nota  10,00" in shown) is (answer == password), shown
    _status, shown = typed(words, tmp_path / "without", {}, PW)
    assert prompt not in shown
