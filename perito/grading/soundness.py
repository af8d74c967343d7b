"""Proof that a practice is sound: its rubric, its tests, and that both have the same checks. It precedes any grading.

Two ways with the same result: `obvious` looks at the text of the tests alone and takes a millisecond; where that does
not settle it, and always in `perito lint` and before a class, `problems` has pytest collect them in a process of its
own.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perito import models
from perito.grading import placeholders
from perito.practice.locate import PracticeError
from perito.practice.rubric_proof import adding_up
from perito.support import program, reading
from perito.support.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perito.practice.locate import Practice
    from perito.practice.rubric import Rubric

    Collect = Callable[[list[str], float], "Ended"]

LONGEST = 60.0  # seconds that reading the tests may take; a practice of 84 checks takes one
MARK = re.compile(r"^@check\(\s*(?P<quote>[\"'])(?P<id>[^\"'\\\n]+)(?P=quote)\s*\)$", re.MULTILINE)
WORD = re.compile(
    r"(?<!import )\bcheck\(|perito_check|parametrize|pytestmark|params=|testinfra_hosts|^class |^\s+def test",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Ended:
    """How the process that collects ended: its exit status and what it said on standard error."""

    status: int
    said: str


def started(words: list[str], seconds: float) -> Ended:
    """Collect in a Python started for it (see `perito.grading.collecting`). Raises TimeoutError after `seconds`."""
    try:
        ended = subprocess.run(
            [*program.words("perito.grading.collecting"), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return Ended(ended.returncode, ended.stderr)


def prove(
    practice: Practice, rubric: Rubric, *, thoroughly: bool, rules: Path | None = None, collect: Collect = started
) -> None:
    """Raise PracticeError, a line for each problem, where the practice is not sound.

    `rules`: the rubric's file, where it is not the practice's own; `collect`: starts the process that collects.
    """
    for one in (practice, *practice.bases):
        if (loop := _loop(one.checks)) is not None:
            raise PracticeError(_("{place}: this link leads back to where it is in").format(place=loop))
    if not thoroughly and obvious(practice, rubric):
        return
    found = problems(practice, rules or practice.rubric, collect)
    if found:
        raise PracticeError("\n".join(found))


def obvious(practice: Practice, rubric: Rubric) -> bool:
    """Whether the tests' text alone shows that each check has one test and each mark a check. False settles nothing."""
    several = len(rubric.subjects) + (rubric.model != "none") > 1  # a test may ask for subjects of two kinds
    if (
        any(adding_up(rubric))
        or (rubric.subjects and several)
        or any(placeholders.problems(rubric, models.of(practice)))
    ):
        return False
    found: Counter[str] = Counter()
    for one in (practice, *practice.bases):
        marked = _marked(one)
        if marked is None:
            return False
        if one is not practice:  # a base's test of what is not used, or has a test nearer by, is put aside
            marked = Counter({name: n for name, n in marked.items() if name in rubric.checks and name not in found})
        found.update(marked)
    return found == Counter(dict.fromkeys(rubric.checks, 1))


def _marked(practice: Practice) -> Counter[str] | None:
    """How often a check is marked in a practice's own tests; None where their text alone does not say."""
    found: Counter[str] = Counter()
    for path in _tests(practice):
        try:
            text = reading.text(path)
        except (OSError, UnicodeDecodeError):
            return None
        marks = [match["id"] for match in MARK.finditer(text)]
        if marks and len(marks) != sum(1 for _word in WORD.finditer(text)):
            return None  # other code in it uses checks
        found.update(marks)
    return found


def tests_of(practice: Practice) -> Iterator[Path]:
    """The test files of a practice and of those that it stands on."""
    for one in (practice, *practice.bases):
        yield from _tests(one)


def _tests(practice: Practice) -> Iterator[Path]:
    for path in sorted(practice.checks.rglob("*.py")):
        if path.name.startswith("test_") or path.name.endswith("_test.py"):
            yield path


def _loop(directory: Path) -> Path | None:
    """A link below a directory that leads to one above itself: pytest would follow it round and round."""
    links = (path for path in directory.rglob("*") if path.is_symlink() and path.is_dir())
    return next((path for path in links if path.parent.resolve().is_relative_to(path.resolve())), None)


def problems(practice: Practice, rules: Path, collect: Collect = started) -> list[str]:
    """All problems, as `file:line:column: what`, for a rubric that can be loaded.

    Raises PracticeError where there are no tests at all.
    """
    if not any(tests_of(practice)):
        raise PracticeError(_("{checks}: pytest found no checks to run").format(checks=practice.checks))
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "told"
        words = [str(practice.directory), str(rules), language(), str(told)]
        try:
            ended = collect(words, LONGEST)
        except TimeoutError:
            said = _("reading the tests takes more than {seconds} s")
            return [f"{practice.checks}: {said.format(seconds=f'{LONGEST:.0f}')}"]
        if told.is_file():
            found: list[str] = json.loads(told.read_text(encoding="utf-8"))
            return found
    said = _("reading the tests ends Python (status {status})").format(status=ended.status)
    last = next((line for line in reversed(ended.said.splitlines()) if line.strip()), "")
    return [f"{practice.checks}: {said}{': ' if last else ''}{last.strip()}"]
