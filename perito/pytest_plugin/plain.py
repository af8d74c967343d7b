"""Plain `pytest checks --target …`: the same run and the same report as `perito check`, with pytest in charge."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito import errors
from perito.cli.commands import check, unreached
from perito.cli.commands.opening import Opening
from perito.cli.commands.target import target_of
from perito.errors import NotGraded, PeritoError
from perito.evidence.session import Session
from perito.grading import late, soundness
from perito.grading.grade import prepare
from perito.grading.outcomes import RunPlugin
from perito.models.wanted import Wanted
from perito.practice import rubric
from perito.practice.locate import Practice, find
from perito.pytest_plugin.options import asked, options
from perito.pytest_plugin.places import rubric_of
from perito.report.outputs import Later, apart
from perito.support import atomic_write, i18n, signals, standard_streams
from perito.support.deadline import Deadline
from perito.support.i18n import N_, _
from perito.support.printable import clean
from perito.transport.base import TransportError
from perito.transport.target import parse_app

if TYPE_CHECKING:
    from collections.abc import Generator

    from perito.classroom.archive import Kept
    from perito.documents.result import Result
    from perito.grading.grade import Assignment
    from perito.grading.run import Run
    from perito.grading.settings import Grading

ONE_CONNECTION = N_("Perito grades a server over one connection: -n is left out")


@dataclass(eq=False)  # pytest wants plugins that can be hashed
class Door:
    """A grading with pytest in charge; registered as a plugin, it reports at the end.

    `aside`: the report goes to standard error, as a document is for standard output; `notes`: for pytest's head.
    """

    plugin: RunPlugin
    options: check.Options
    grading: Grading
    kept: Kept
    aside: bool = False
    notes: list[str] = field(default_factory=list)
    result: Result | None = None

    def pytest_report_header(self) -> list[str]:
        """What is not as it was asked for."""
        return [f"perito: {note}" for note in self.notes]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """The checks, for no longer than the whole may take."""
        with late.checking(self.kept.session):
            return (yield)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """The result; with --fail-under or --baseline it is what decides, as of `perito check`."""
        if not self.plugin.run.checks:
            return
        self.result = self.grading.finished(self.plugin.run.result())
        ends = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        if exitstatus in ends and session.exitstatus in ends:
            status = self.grading.exit_status(self.result)
            decides = self.grading.fail_under is not None or self.grading.baseline is not None
            if status != errors.OK or decides:
                session.exitstatus = ends[status != errors.OK]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The graded report after pytest's own, and every document that was asked for."""
        if self.result is None:
            return
        later = Later()
        with later:
            self.kept.evidence()
        with later:
            self.kept.result(self.result, self.grading.audience)
        with standard_streams.for_documents(self.aside):
            check.show(self.result, self.kept.session, self.grading, self.kept.paths)
        with later:
            self.options.outputs.write(self.result, self.kept.session.evidence, self.grading.audience)
        for problem in later.problems:
            terminalreporter.write_line(f"perito: {problem}", red=True)


def door(config: pytest.Config, held: ExitStack) -> Door:
    """A grading by pytest's options, on an open session, which `held` closes.

    Raises pytest.UsageError in one line where there is nothing to grade.
    """
    language = asked(config, "lang") or "es"
    i18n.use(language if language in i18n.LANGUAGES else "es")  # an unknown one is complained of with the others
    notes = [_(ONE_CONNECTION)] if alone(config) else []
    try:
        named = asked(config, "practice")
        practice = find(named).directory if named else rubric_of(config).parent
        given = options(config, () if asked(config, "practice") else ("--practice", str(practice)))
        files = {**given.outputs.files, "--evidence": given.keep.evidence}
        held.enter_context(apart(files))
        aside = any(path is not None and atomic_write.to_standard_output(path) for path in files.values())
        grading = _graded_by(config, given)
        late.check_deadline(given.deadline)
        deadline = Deadline(given.deadline)
        session, assignment = _opened(config, given, grading, deadline)
        held.callback(session.close)
        held.enter_context(late.hanging_up(session, deadline))
        found = RunPlugin(_prepared(session, assignment), grading.steps, checks=(practice / "checks").resolve())
        return Door(found, given, grading, given.keep.begin(session), aside, notes)
    except (PeritoError, OSError) as error:
        if isinstance(error, PeritoError) and error.exit_status == errors.BUG:
            raise
        raise pytest.UsageError(clean(str(error))) from None


def _prepared(session: Session, assignment: Assignment) -> Run:
    """The run, its server surveyed. Raises NotGraded where that took all the time."""
    try:
        with late.checking(session):
            return prepare(session, assignment)
    except signals.Late:
        raise NotGraded(late.line(session)) from None


def alone(config: pytest.Config) -> bool:
    """Take pytest-xdist's processes away, before it starts them; whether there would have been any."""
    distributed = bool(config.getoption("dist", "no") != "no" or config.getoption("numprocesses", None))
    if distributed:
        config.option.dist, config.option.numprocesses, config.option.tx = "no", 0, []
    return distributed


def _graded_by(config: pytest.Config, given: check.Options) -> Grading:
    """The grading; with --rubric another rubric for the same checks."""
    grading = given.load()
    other = asked(config, "rubric")
    if other is None:
        return grading
    path, practice = Path(other), grading.practice
    loaded = rubric.load(path, practice.directory)
    soundness.prove(practice, loaded, thoroughly=False, rules=path)
    return replace(grading, practice=Practice(path.parent), rubric=loaded)


def _opened(
    config: pytest.Config, given: check.Options, grading: Grading, deadline: Deadline
) -> tuple[Session, Assignment]:
    """The open session and the assignment; a server that cannot be reached is in every document, too."""
    recorded = asked(config, "replay")
    if recorded:
        session = Session.replay(Path(recorded))
        wanted = Wanted.of(session.asked)
        apps = tuple(parse_app(app) for app in given.apps)
        return session, grading.assignment(replace(wanted, apps=apps) if apps else wanted, session.now)
    given.outputs.ready()
    target = target_of(given)
    assignment = grading.assignment(Wanted.of(target), datetime.now(UTC))  # its errors come before the server's
    check.check_names(target, grading)
    assignment.prove_inputs()
    grading.needs_a_grade(given.outputs.that_need_a_grade)
    with ExitStack() as until_open:
        opening = until_open.enter_context(Opening(target, grading.practice, given.wait, deadline))
        try:
            session = opening.session()
        except TransportError as error:
            unreached.write(error, opening.so_far(), assignment, grading, given.outputs, given.keep)
            raise
        check.look_at_extension(session, target, assignment.model)
        until_open.pop_all()
    return session, grading.assignment(Wanted.of(target), session.now)
