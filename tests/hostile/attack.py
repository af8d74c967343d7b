"""Attacks: each is a pytest case with family, name and promise; `./dev test -k hostile` prints the table of all.

    @attack("floods", "a shell that prints 64 MiB before the greeting", "what exceeds its size is cut while reading")
    def test_a_shell_that_floods(attempt: Attempt, lab_server: Server) -> None:
        run = attempt.check(lab_server, deadline=30, memory=150)     # or attempt.perito("report", …), attempt.run(…)
        assert run.status == 3
        attempt.happened("exit 3, garbled answers")             # what the table says; left out: exit and last line

    @pytest.mark.parametrize("bomb", [case(b"…", "odd files", "a recording of 3 GB of zeros", "bounded memory"), …])

`run`, `perito`, `check` start a child process, measure seconds and peak memory (of the largest of it and its workers)
and fail the case for: more than `deadline` seconds, more than `memory` MiB, exit 4, a traceback, raw control characters
(`plain=False` allows them). `with attempt.measured(memory=20):` does the same for code in this process (tracemalloc,
where `memory` is given). Liars call `attempt.lie(gained=points, named=True)`, sound servers `attempt.sound(accused)`.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pytest

from tests.cli.running import APP, PERITO, ROOT, reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from perito.lab.server import Server

FAMILIES = (
    "floods", "hangs", "odd files", "forged frames", "liars", "HTTP", "injection", "secrets", "own side", "sshd",
)  # fmt: skip
PROPERTY = "attack"
MIB = 1 << 20
LAUNCHER = Path(__file__).with_name("launcher.py")
# Control characters but for tab and line feed, C1, and what turns the direction of text.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SHOWN = 4 * MIB  # of an output, how much is looked at
FOREIGN = ("GITHUB_", "PYTEST_", "PERITO_", "SSH_")


def attack(family: str, name: str, promise: str) -> pytest.MarkDecorator:
    """Declare a test function as an attack."""
    assert family in FAMILIES, family
    return pytest.mark.attack(family=family, name=name, promise=promise)


def case(value: object, family: str, name: str, promise: str, *more: object) -> Any:
    """One parameter of a parametrized attack; `more` values where it takes several."""
    return pytest.param(value, *more, marks=attack(family, name, promise), id=re.sub(r"\W+", "-", name).strip("-"))


@dataclass(frozen=True)
class Run:
    """How a child process ended (None: killed at its deadline), what it said, seconds and MiB it took."""

    status: int | None
    out: str
    err: str
    seconds: float
    memory: float
    place: Path

    def document(self, name: str = "result.json") -> dict[str, Any]:
        """A JSON document that it wrote into its directory."""
        loaded: dict[str, Any] = json.loads((self.place / name).read_text(encoding="utf-8"))
        return loaded

    @property
    def last(self) -> str:
        """The last line that it said."""
        lines = [line for line in (self.err or self.out).splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


@dataclass
class Attempt:
    """One attack under way. `row` is its line of the table; `place` the directory its child processes run in."""

    row: dict[str, Any]
    place: Path
    runs: list[Run] = field(default_factory=list)

    def happened(self, words: str) -> None:
        """What the table says about it."""
        self.row["happened"] = words

    def lie(self, *, gained: float, named: bool | None) -> None:
        """Points that a lie brought, and whether Perito named it. Fails the case for either.

        None: there was nothing to name, as the lie is told to others (who call themselves Perito, say).
        """
        self.row["gained"] = gained
        if named is not None:
            self.row["named"] = named
        assert gained <= 0, f"{gained:g} points gained"
        assert named is not False, "nobody named the lie"

    def sound(self, accused: Sequence[str]) -> None:
        """What a sound server was accused of. Fails the case for anything."""
        self.row["accused"] = list(accused)
        assert not accused, f"accused of {', '.join(accused)}"

    def check(self, server: Server, *words: object, **how: Any) -> Run:
        """`perito check` of a server of the lab; the result is in result.json."""
        names = () if server.further else ("--app", APP)
        fixed = ("--lang", "en", "--no-report", "--json", "result.json")
        return self.perito("check", *reach(server), *names, *fixed, *words, **how)

    def perito(self, *words: object, **how: Any) -> Run:
        """Perito's command line as a child process; `how` is that of `run`."""
        return self.run(*PERITO, *words, **how)

    def run(
        self,
        *words: object,
        deadline: float = 60,
        memory: float | None = None,
        plain: bool = True,
        env: Mapping[str, str] | None = None,
        stdin: BinaryIO | int = subprocess.DEVNULL,
        stdout: BinaryIO | int | None = None,
    ) -> Run:
        """Run a program in `place`, measured. `deadline` in seconds, `memory` in MiB; `stdout`: somewhere else."""
        ended = launched([str(word) for word in words], self.place, deadline, env or {}, stdin, stdout)
        self.runs.append(ended)
        self.row["seconds"] = sum(one.seconds for one in self.runs)
        self.row["memory"] = max(one.memory for one in self.runs)
        assert ended.status is not None, f"not finished after {deadline:g} s; it said: {ended.err[-1000:]}"
        assert ended.status != 4, f"exit 4: {ended.err[-2000:]}"
        for said in (ended.out, ended.err):
            assert "Traceback (most recent call last)" not in said, said[-2000:]
            raw = RAW.search(said) if plain else None
            assert raw is None, f"raw {raw[0]!r} in {said[max(raw.start() - 60, 0) : raw.end() + 60]!r}"
        assert memory is None or ended.memory <= memory, f"{ended.memory:.0f} MiB, and {memory:g} are allowed"
        return ended

    @contextmanager
    def measured(self, deadline: float = 60, memory: float | None = None) -> Iterator[None]:
        """Seconds, and with `memory` the peak of what Python allocated in MiB, of the code within."""
        if memory is not None:
            tracemalloc.start()
        started = time.monotonic()
        try:
            yield
        finally:
            self.row["seconds"] = self.row.get("seconds", 0.0) + time.monotonic() - started
            if memory is not None:
                self.row["memory"] = tracemalloc.get_traced_memory()[1] / MIB
                tracemalloc.stop()
        assert self.row["seconds"] <= deadline, f"{self.row['seconds']:.1f} s"
        assert memory is None or self.row["memory"] <= memory, f"{self.row['memory']:.0f} MiB"


def launched(
    words: Sequence[str],
    place: Path,
    deadline: float,
    env: Mapping[str, str],
    stdin: BinaryIO | int,
    stdout: BinaryIO | int | None,
) -> Run:
    """Run it through launcher.py, which is small: a process inherits the peak memory of the one that starts it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    reader = {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(place), "PYTHONPATH": str(ROOT)}
    out, err, report = (place / f".{name}" for name in ("out", "err", "measured"))
    report.unlink(missing_ok=True)
    started = time.monotonic()
    with out.open("wb") as own, err.open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LAUNCHER), str(report), *words],
            cwd=place, env={**inherited, **reader, **env}, stdin=stdin, stdout=own if stdout is None else stdout,
            stderr=errors, start_new_session=True,
        )  # fmt: skip
        try:
            child.wait(deadline)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    seconds = time.monotonic() - started
    measured: dict[str, Any] = {"status": None, "memory": 0.0}
    if report.exists():
        measured = json.loads(report.read_text())
    return Run(measured["status"], _head(out), _head(err), seconds, measured["memory"], place)


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(SHOWN).decode("utf-8", "replace")
