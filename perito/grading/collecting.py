"""Collects a practice's tests and compares them with its rubric: in a process of its own, as importing them runs their
code.

`python -m perito.grading.collecting PRACTICE RUBRIC LANGUAGE FILE` writes a list of problems, each one line, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perito import models
from perito.documents.deployment import DEPLOYMENT
from perito.grading import inherited, placeholders, subjects, wording
from perito.grading.breaking import Breaking
from perito.grading.grade import arguments
from perito.grading.pytest_lock import OPTIONS, importable
from perito.practice import judging, rubric, skipping
from perito.practice.locate import Practice
from perito.practice.marked import collection_problem, marks_in, unsound, where_raised
from perito.practice.rubric_proof import adding_up
from perito.practice.subjects import Named, kinds_of, to_discover
from perito.support import i18n
from perito.support.i18n import _
from perito.support.yamlfile import Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from perito.practice.rubric import Rubric


def main(words: Sequence[str]) -> None:
    """Write the problems of a practice."""
    directory, rules, language, told = words
    os.environ.pop(OPTIONS, None)
    i18n.use(language)
    found = list(problems(Practice(Path(directory)), Path(rules)))
    Path(told).write_text(json.dumps(found), encoding="utf-8")


def apart(words: Sequence[str], said: Path) -> None:
    """As `main`, in a forked process: it reads nothing, and all that it says goes to the file `said`."""
    nothing = os.open(os.devnull, os.O_RDWR)
    heard = os.open(said, os.O_WRONLY | os.O_CREAT, 0o600)
    for number, place in enumerate((nothing, nothing, heard)):
        os.dup2(place, number)
    main(words)


def problems(practice: Practice, rules: Path) -> Iterator[str]:
    """All problems, as `file:line:column: what`: of the tests, then of the rubric."""
    loaded = rubric.load(rules, practice.directory)
    seen = _Collected(practice.directory, loaded)
    breaking = Breaking((practice.directory, *loaded.bases))
    said = StringIO()
    with redirect_stderr(said), importable(practice):
        code = pytest.main([*arguments(practice), "--collect-only"], plugins=[seen, breaking])
    if breaking.told:
        yield from breaking.told
        return
    if code == pytest.ExitCode.INTERNAL_ERROR or (code == pytest.ExitCode.USAGE_ERROR and not seen.began):
        yield collection_problem(said.getvalue(), str(practice.directory), practice.directory)
        return
    yield from seen.broken
    yield from seen.unsound
    aside = {path: [name for name in marks_in(path) if name in loaded.checks] for path in seen.skipped}
    yield from seen.left_out(aside)
    model = models.of(practice)
    for problem in (*adding_up(loaded), *placeholders.problems(loaded, model, seen.kinds), *seen.undiscovered()):
        yield str(loaded.wrong([problem]))
    yield from wording.problems(practice, loaded, model, seen.kinds)
    yield from judging.problems(practice.directory)
    if seen.broken:
        return  # the rest of those files is unknown
    known = seen.ids.union(*aside.values())
    for name in loaded.checks:
        if name not in known:
            place = loaded.place(("steps", loaded.step_of[name], "checks", name))
            text = _("no test in {directory}/ is marked @check({name!r})").format(
                directory=practice.checks.name, name=name
            )
            yield f"{place}: {text}"


@dataclass(eq=False)  # pytest wants plugins that can be hashed
class _Collected:
    """Collects as a run would, with one deployment. `kinds`: of the subjects that each check is for, empty: for none;
    `skipped`: modules that skip themselves as a whole, each with what it raised for that."""

    directory: Path
    rubric: Rubric
    began: bool = False
    discovers: bool = False
    ids: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    skipped: dict[Path, BaseException] = field(default_factory=dict)

    def pytest_collection(self, session: pytest.Session) -> None:
        """Errors from here on are the tests'."""
        self.began = True
        self.discovers = bool(subjects.discovering(session.config))

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A check of a deployment runs for each."""
        if DEPLOYMENT in metafunc.fixturenames:
            metafunc.parametrize(DEPLOYMENT, [DEPLOYMENT], indirect=True)
        for kind in self.rubric.subjects:
            if kind in metafunc.fixturenames:
                metafunc.parametrize(kind, [Named(kind, kind)], ids=[kind])

    def pytest_exception_interact(self, call: pytest.CallInfo[object], report: pytest.CollectReport) -> None:
        """Record an exception raised by a module during import."""
        assert call.excinfo is not None
        where = self.where(call.excinfo.value)
        self.broken.append(where or collection_problem(str(report.longrepr), report.nodeid, self.directory))

    def where(self, raised: BaseException) -> str:
        """`file:line:column: what` of an error in reading a module of the practice or of those it stands on."""
        within = (self.directory, *self.rubric.bases)
        return next(filter(None, (where_raised(raised, one) for one in within)), "")

    def left_out(self, checks: Mapping[Path, Sequence[str]]) -> Iterator[str]:
        """The modules with checks that skip themselves. `checks`: of each of these modules."""
        for path, raised in self.skipped.items():
            if checks[path]:
                place = self.where(raised).rpartition(f": {type(raised).__name__}: ")[0] or f"{path}:1:1"
                yield f"{place}: {skipping.told(checks[path], str(raised))}"

    def undiscovered(self) -> Iterator[Problem]:
        """The kinds that nobody would find on the server."""
        kinds = () if self.discovers else to_discover(self.rubric.subjects)
        yield from (Problem(("subjects", kind), subjects.no_discover([kind])) for kind in kinds)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        """Record a module that skips itself."""
        report = yield
        if report.skipped:
            self.skipped[collector.path] = report.call.excinfo.value
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Record all tests found, before any are deselected."""
        inherited.put_aside(items, self.rubric)
        self.unsound += unsound(items, self.rubric)
        for item in items:
            kind = next(iter(kinds_of(item, self.rubric.subjects)), "")
            names = [str(mark.args[0]) for mark in item.iter_markers("perito_check") if mark.args]
            self.kinds |= dict.fromkeys(names, kind)
            self.unsound += [one for name in names for one in skipping.of_test(item, name) if one not in self.unsound]
        self.ids = {*self.kinds}


if __name__ == "__main__":
    main(sys.argv[1:])
