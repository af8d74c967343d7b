"""What the commands share: how to grade, where to write, and how an error ends."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from perito import exits, signals, standard
from perito.targets import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    import typer

    from perito.discovery import Wanted
    from perito.grading import Assignment
    from perito.marks import Mark
    from perito.practices import Practice
    from perito.result import CheckResult, CriterionResult, Result
    from perito.rubric import Rubric


CTRL_C = 130  # what newer typers make of KeyboardInterrupt; no command of ours ends with it


class NotGraded(Exception):  # noqa: N818 - says what happened, not a defect
    """The server could not be graded: one line for people, exit status 3."""


@dataclass(frozen=True)
class Judging:
    """What the teacher adds: a file of marks and whose they are (`of_class`: everybody's); `whole`: the whole
    assignment is graded.
    """

    marks: Path | None = None
    student: str | None = None
    whole: bool = False
    of_class: bool = False

    @property
    def everything(self) -> bool:
        """Whether the whole assignment is graded, also where a part of it is not there."""
        return self.whole or self.marks is not None

    def applied(self, result: Result) -> Result:
        """The result with the student's marks in it. Raises UsageError, marks.MarksError."""
        if self.marks is not None and result.scope is not None:
            raise UsageError(f"--marks {self.marks}: only a part of the practice was checked, and there is no grade")
        chosen = self.chosen(result.criteria)
        if not chosen:
            return result
        from perito.marks import apply

        return apply(result, chosen)

    def chosen(self, criteria: Sequence[CriterionResult]) -> dict[str, Mark]:
        """The student's marks by criterion, none without a file. Raises UsageError, marks.MarksError."""
        if self.marks is None:
            if self.student is not None:
                raise UsageError("--student: says whose marks to take, and there is no --marks")
            return {}
        from perito.marks import load

        marks = load(self.marks)
        marks.check(criteria)
        students = marks.students
        if self.student is None and len(students) != 1:
            raise UsageError(f"--student: {self.marks} has marks of {len(students)} students; say whose to take")
        if self.student is not None and self.student not in students:
            raise UsageError(f"--student {self.student}: {self.marks} has no marks of theirs")
        return marks.of(self.student or students[0])


@dataclass(frozen=True)
class Grading:
    """How to grade, and for whom."""

    practice: Practice
    rubric: Rubric
    steps: frozenset[str]
    language: str
    audience: str
    fail_under: float | None
    verbosity: int
    waivers: Path | None = None
    judging: Judging = field(default_factory=Judging)

    @classmethod
    def of(
        cls,
        practice: Path | None,
        only: str,
        language: str,
        audience: str,
        fail_under: float | None,
        verbosity: int,
        waivers: Path | None = None,
        judging: Judging | None = None,
    ) -> Grading:
        """From the options as given. Raises UsageError, practices.PracticeError or rubric.RubricError."""
        from perito import i18n, practices, rubric, scoring, soundness

        one_of("--lang", language, ("es", "en"))
        one_of("--as", audience, ("student", "teacher"))
        i18n.use(language)
        found = practices.find(practice)
        loaded = rubric.load(found.rubric)
        judging = judging or Judging()
        soundness.prove(found, loaded, thoroughly=judging.of_class)
        steps = frozenset(step.strip() for step in only.split(",") if step.strip())
        own = {practices.own_name(path) for path in found.checks.glob("test_*.py")}
        for step in sorted(steps - own - {*loaded.steps, rubric.OWN_STEP}):
            raise UsageError(f"--only: no step is called {step!r}; there are {', '.join(loaded.steps)}")
        grading = cls(found, loaded, steps, language, audience, fail_under, verbosity, waivers, judging)
        grading.needs_a_grade({"--fail-under": fail_under, "--marks": judging.marks})
        if not judging.of_class:
            judging.chosen([scoring.criterion(name, entry, language) for name, entry in loaded.criteria.items()])
        return grading

    def needs_a_grade(self, given: dict[str, object]) -> None:
        """Raise UsageError where something was given that makes no sense of a part of the practice."""
        wrong = [option for option, value in given.items() if value is not None]
        if wrong and self.steps and not self.steps >= self.rubric.steps.keys():
            raise UsageError(f"{', '.join(wrong)}: with --only a part of the practice is checked, and has no grade")

    def assignment(
        self, wanted: Wanted, started: datetime, listener: Callable[[CheckResult], None] | None = None
    ) -> Assignment:
        """What to grade by, with the waivers that hold when the grading started. Raises waivers.WaiverError."""
        from perito.grading import Assignment
        from perito.waivers import load

        waived = load(self.waivers, self.rubric.checks, started.astimezone().date())
        whole = self.judging.everything
        assignment = Assignment(self.practice, self.rubric, wanted, self.steps, waivers=waived, whole=whole)
        return replace(assignment, listener=listener) if listener else assignment

    def exit_status(self, result: Result) -> int:
        """DESIGN's exit status of a graded run."""
        if not result.complete:
            return exits.NOT_GRADED
        if self.fail_under is not None:
            if result.score.grade is None:
                return exits.NOT_GRADED
            return exits.OK if result.score.grade >= self.fail_under else exits.BELOW
        return exits.BELOW if any(check.outcome.costs for check in result.checks) else exits.OK


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError unless `value` is among `allowed`."""
    if value not in allowed:
        raise UsageError(f"{option}: {value!r} is not one of {', '.join(allowed)}")


def guarded(app: typer.Typer) -> int:
    """Run the command line; every end becomes an exit status and at most a few lines on standard error.

    Called within `signals.held`: in here signals are raised. What standard output does not take ends nothing; where it
    is not merely read no further, the status tells.
    """
    troubles: list[OSError] = []

    def trouble(error: OSError) -> None:
        complain(f"standard output: cannot be written: {error.strerror}", exits.USAGE)
        troubles.append(error)

    with standard.output(trouble):
        status = _ended(app)
    if status != exits.BUG and any(error.errno != errno.EPIPE for error in troubles):
        return exits.USAGE
    return status


def _ended(app: typer.Typer) -> int:
    import typer

    misuse: type[Exception] = typer.BadParameter.__mro__[
        1
    ]  # click's UsageError; typer brings a click of its own since 0.26
    try:
        with signals.allowed():
            code = app(standalone_mode=False)
    except typer.Exit as left:
        code = left.exit_code
    except misuse as error:
        return _misused(error)
    except (KeyboardInterrupt, typer.Abort):
        code = CTRL_C
    except Exception as error:
        if not signals.came():
            return _told(error)
        code = CTRL_C
    if code == CTRL_C:
        return complain(signals.words(), exits.NOT_GRADED)
    return code if isinstance(code, int) else exits.OK


def _misused(error: Exception) -> int:
    """What the command line's own parser found wrong, and where the help is."""
    message = str(getattr(error, "format_message", error.__str__)())
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(message, file=sys.stderr)
        return exits.USAGE
    if context is not None:
        message = f"{message.rstrip('.')} (`{context.command_path} --help` tells more)"
    return complain(message, exits.USAGE)


def _told(error: Exception) -> int:
    if isinstance(error, UsageError):
        return complain(str(error), exits.USAGE)
    from perito.discovery import UnknownApp
    from perito.evidence import EvidenceError
    from perito.grading import PracticeBroken
    from perito.practices import PracticeError
    from perito.transport.base import TransportError
    from perito.yamlfile import FileError

    usage = (PracticeError, FileError, PracticeBroken, UnknownApp, EvidenceError)
    if isinstance(error, usage):
        return complain(str(error), exits.USAGE)
    if isinstance(error, NotGraded | TransportError):
        return complain(str(error), exits.NOT_GRADED)
    if os.environ.get("PERITO_DEBUG"):
        raise error
    return complain(f"a bug in Perito: {type(error).__name__}: {error} (PERITO_DEBUG=1 shows more)", exits.BUG)


def complain(message: str, status: int) -> int:
    """Say what is wrong on standard error, and give the exit status back."""
    for line in message.splitlines():
        print(f"perito: {line}", file=sys.stderr)
    return status
