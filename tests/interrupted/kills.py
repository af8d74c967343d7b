"""SIGKILL at random moments of a class, which leaves no time for anything: each is resumed, to the same class.json."""

from __future__ import annotations

import signal
from collections import Counter
from typing import TYPE_CHECKING

from tests.interrupted import left
from tests.interrupted.shot import SUDO, Shot, fire, roster

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from perito.lab.server import Server
    from tests.interrupted.shot import Ended

IN_A_ROW = 4  # kills of one class, each of the resumed run before, until it may go to its end
STUDENTS = 3
SAME = ("class.json", "gradebook.csv", "matrix.csv")
RUBRIC = """\
schema: perito/rubric/1
practice: names
model: none
version: "1"
title: {es: "Nombres", en: "Names"}
scale: 4
steps:
  names:
    title: {es: "Nombres", en: "Names"}
    checks:
"""
CHECK = """\
      names.{name}:
        points: 1
        title: {{es: "Está {name}", en: "There is {name}"}}
        unmet: {{es: "No está {name}", en: "There is no {name}"}}
        why: {{es: "Se mira.", en: "It is looked at."}}
        hint: {{es: "¿Está?", en: "Is it there?"}}
        see: "ls /etc"
"""
TEST = """

@check("names.{name}")
def test_{name}(host):
    expect(host.file("/etc/{name}").exists).to_equal(True)
"""
NAMES = ("hostname", "passwd", "group", "fstab")


def practice(place: Path) -> Path:
    """One that is graded fast, so that more is killed than starts."""
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").write_text(RUBRIC + "".join(CHECK.format(name=one) for one in NAMES), encoding="utf-8")
    tests = "from perito import check, expect\n" + "".join(TEST.format(name=one) for one in NAMES)
    (place / "checks" / "test_01_names.py").write_text(tests, encoding="utf-8")
    return place


class Killing:
    """A class on some servers; `by`: its practice, None for the one that ships with Perito."""

    def __init__(self, servers: Sequence[Server], directory: Path, by: Path | None) -> None:
        self.servers, self.directory = servers, directory
        self.words = ("grade", "roster.yaml", "--run", "run", "-j", "2", *(("--practice", str(by)) if by else ()))
        self.count = len(servers) if by is None else STUDENTS
        self.wrong: list[str] = []
        whole = self._grade(directory / "whole", None)
        assert whole.status == 0, whole
        self.took = whole.took

    def _grade(self, place: Path, shot: Shot | None) -> Ended:
        place.mkdir(exist_ok=True)
        path = place / "roster.yaml"
        if not path.exists():
            there = [self.servers[number % len(self.servers)] for number in range(self.count)]
            path.write_text(roster(there), encoding="utf-8")
        resumed = ("--resume",) if (place / "run" / "run.json").exists() else ()
        return fire((*self.words, *resumed), shot, place, SUDO)

    def kill(self, rounds: int, chance: random.Random) -> Counter[tuple[str, ...]]:
        """So many kills; how many of them found how many graded. What is wrong is in `wrong`."""
        counted: Counter[tuple[str, ...]] = Counter()
        for first in range(0, rounds, IN_A_ROW):
            place = self.directory / f"killed-{first}"
            for number in range(first, min(first + IN_A_ROW, rounds)):
                shot = Shot(signal.SIGKILL, chance.uniform(0.0, self.took), group=chance.random() < 0.5)
                ended = self._grade(place, shot)
                counted["kills", "to all" if shot.group else "to the first process"] += 1
                counted["kills", _phase(place, ended)] += 1
                self.wrong += [f"kill {number}, {shot}: {problem}" for problem in _wrong(ended)]
            ended = self._grade(place, None)
            counted["resumed", f"exit {ended.status}"] += 1
            _phase_at_the_end, problems = left.of_class(place, ended, self.count)
            whole = self.directory / "whole"
            problems += [f"another {name}" for name in SAME if _read(place, name) != _read(whole, name)]
            self.wrong += [f"resumed after kill {number}: {problem}" for problem in problems]
        return counted


def _read(place: Path, name: str) -> bytes | None:
    path = place / "run" / name
    return path.read_bytes() if path.exists() else None


def _phase(place: Path, ended: Ended) -> str:
    run = place / "run"
    if not ended.sent:
        return "after it had ended"
    if not (run / "run.json").exists():
        return "before the run began"
    return f"{len(list(run.glob('*/result.json')))} graded"


def _wrong(ended: Ended) -> list[str]:
    """A killed program says nothing, and its workers end by themselves."""
    found = [f"still running: {line}" for line in ended.left]
    if ended.sent and ended.status != -signal.SIGKILL:
        found.append(f"exit status {ended.status}")
    if "Traceback" in ended.err:
        found.append(ended.err)
    return found
