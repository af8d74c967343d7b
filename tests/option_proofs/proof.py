"""A proof: the same command with an option and without it, and what can be seen of the one and not of the other."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.cli.running import PERITO, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tests.option_proofs.world import World

QUIET = {"HOME": "/nowhere", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "LINES": "50"}


@dataclass(frozen=True)
class Seen:
    """How a program ended (None: it had to be stopped), what it said, the directory it ran in, and how long it took."""

    status: int | None
    out: str
    err: str
    place: Path
    seconds: float

    def document(self, name: str = "r.json") -> dict[str, Any]:
        """A JSON document that it wrote."""
        loaded: dict[str, Any] = json.loads((self.place / name).read_text(encoding="utf-8"))
        return loaded

    def outcome(self, check: str) -> str:
        """How a check ended, by the result document."""
        return next(str(one["outcome"]) for one in self.document()["checks"] if one["id"] == check)

    def there(self, name: str) -> bool:
        """Whether it wrote something of that name."""
        return (self.place / name).exists()


@dataclass(frozen=True)
class Proof:
    """`base`: words without the option; `given`: the option as typed; `shows`: what holds with it and not without.

    `late`: seconds after which it is stopped; `first`: what is run before, in the same directory.
    """

    base: Sequence[object]
    given: Sequence[object]
    shows: Callable[[Seen], bool]
    env: Mapping[str, str] = field(default_factory=dict)
    late: float = 120.0
    first: Sequence[object] = ()


Table = dict[str, "Callable[[World], Proof]"]


def surroundings(env: Mapping[str, str]) -> dict[str, str]:
    """An environment without what a CI would set, and without the machine's own SSH keys and agents."""
    foreign = ("GITHUB_", "PYTEST_", "SSH_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**inherited, **QUIET, "PYTHONPATH": str(ROOT), **env}


def run(words: Sequence[object], place: Path, env: Mapping[str, str], late: float) -> Seen:
    """Run a program in a directory of its own."""
    place.mkdir(parents=True, exist_ok=True)
    environment = surroundings(env)
    started = time.monotonic()
    with subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=place,
        env=environment, stdin=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        status: int | None
        try:
            out, err = program.communicate(timeout=late)
            status = program.returncode
        except subprocess.TimeoutExpired:
            program.kill()
            out, err = program.communicate()
            status = None
    assert "Traceback" not in err, err
    return Seen(status, out, err, place, time.monotonic() - started)


def prove(
    command: str,
    option: str,
    proof: Proof,
    place: Path,
    program: Sequence[object] = PERITO,
    runner: Callable[[Sequence[object], Path, Mapping[str, str], float], Seen] | None = None,
) -> None:
    """Run it with and without, and see that the option makes the difference."""
    assert str(proof.given[0]) == option, "the proof is of another option"
    assert option not in map(str, proof.base), "it is there without being given"
    runner, seen = runner or run, {}
    for name, words in (("with", proof.given), ("without", ())):
        if proof.first:
            run((*program, *proof.first), place / name, proof.env, proof.late)
        seen[name] = runner((*program, *command.split(), *proof.base, *words), place / name, proof.env, proof.late)
    told = "\n".join(f"── {name}: {one.status}\n{one.out}{one.err}" for name, one in seen.items())
    assert proof.shows(seen["with"]), f"{option} does not show:\n{told}"
    assert not proof.shows(seen["without"]), f"it shows without {option}, too:\n{told}"
