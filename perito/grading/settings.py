"""The settings of a grading, from the options."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from perito import errors
from perito.documents.outcome import ADVICE_STEP
from perito.errors import UsageError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from perito.documents.result import CheckResult, CriterionResult, Result
    from perito.grading.grade import Assignment
    from perito.grading.soundness import Collect
    from perito.grading.sources import Source
    from perito.models.wanted import Wanted
    from perito.practice.locate import Practice
    from perito.practice.marks import Mark
    from perito.practice.rubric import Rubric


@dataclass(frozen=True)
class Judging:
    """The teacher's part: a file of marks and their student (`of_class`: everybody's); `whole`: the whole assignment is
    graded; `inputs`: what the practice is given, as `NAME=VALUE`; `collect`: what starts the process in which a class's
    practice is proved (None: a Python of its own)."""

    marks: Path | None = None
    student: str | None = None
    whole: bool = False
    of_class: bool = False
    collect: Collect | None = None
    inputs: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether the whole assignment is graded, also where a part of it is missing."""
        return self.whole or self.marks is not None

    def applied(self, result: Result) -> Result:
        """The result with the student's marks. Raises UsageError, marks.MarksError."""
        if self.marks is not None and result.scope is not None:
            raise UsageError(
                _("--marks {marks}: only a part of the practice was checked, and there is no grade").format(
                    marks=self.marks
                )
            )
        chosen = self.chosen(result.criteria)
        if not chosen:
            return result
        from perito.grading.marking import apply

        return apply(result, chosen)

    def chosen(self, criteria: Sequence[CriterionResult]) -> dict[str, Mark]:
        """The student's marks by criterion, none without a file. Raises UsageError, marks.MarksError."""
        if self.marks is None:
            if self.student is not None:
                raise UsageError(_("--student: says whose marks to take, and there is no --marks"))
            return {}
        from perito.practice.marks import load

        marks = load(self.marks)
        marks.check(criteria)
        students = marks.students
        if self.student is None and len(students) != 1:
            raise UsageError(
                _("--student: {marks} has marks of {number} students; say whose to take").format(
                    marks=self.marks, number=len(students)
                )
            )
        if self.student is not None and self.student not in students:
            raise UsageError(
                _("--student {student}: {marks} has no marks of theirs").format(student=self.student, marks=self.marks)
            )
        return marks.of(self.student or students[0])


@dataclass(frozen=True)
class Grading:
    """The settings of a grading."""

    practice: Practice
    rubric: Rubric
    steps: frozenset[str]
    language: str
    audience: str
    fail_under: float | None
    verbosity: int
    waivers: Path | None = None
    judging: Judging = field(default_factory=Judging)
    baseline: tuple[str, Result] | None = None  # an earlier result, and its file
    sources: tuple[Source, ...] = ()  # what was deployed, and from where

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
        """From the given options. Raises UsageError, locate.PracticeError or rubric.RubricError."""
        from perito import models
        from perito.grading import scoring, soundness
        from perito.practice import inputs, locate, rubric
        from perito.practice.waivers import load as waived_by
        from perito.support import i18n

        one_of("--lang", language, i18n.LANGUAGES)
        one_of("--as", audience, ("student", "teacher"))
        i18n.use(language)
        found = locate.find(practice)
        models.of(found)
        loaded = rubric.load(found.rubric)
        language = spoken(language, loaded)
        judging = judging or Judging()
        collect = judging.collect or soundness.started
        soundness.prove(found, loaded, thoroughly=judging.of_class, collect=collect)
        steps = frozenset(step.strip() for step in only.split(",") if step.strip())
        own = {locate.own_name(path) for one in (found, *found.bases) for path in one.checks.glob("test_*.py")}
        for step in sorted(steps - own - {*loaded.steps, rubric.OWN_STEP}):
            raise UsageError(
                _("--only: no step is called {step!r}; there are {known}").format(
                    step=step, known=", ".join(loaded.steps)
                )
            )
        grading = cls(found, loaded, steps, language, audience, fail_under, verbosity, waivers, judging)
        grading.needs_a_grade({"--fail-under": fail_under, "--marks": judging.marks})
        waived_by(waivers, loaded.checks, None, rubric=loaded)
        inputs.parsed(judging.inputs, loaded)
        if not judging.of_class:
            judging.chosen([scoring.criterion(name, entry, language) for name, entry in loaded.criteria.items()])
        return grading

    def needs_a_grade(self, given: Mapping[str, object]) -> None:
        """Raise UsageError for options that do not fit a part of the practice."""
        wrong = [option for option, value in given.items() if value is not None]
        if wrong and self.steps and not self.steps >= self.rubric.steps.keys():
            raise UsageError(
                _("{wrong}: with --only a part of the practice is checked, and has no grade").format(
                    wrong=", ".join(wrong)
                )
            )

    def assignment(
        self, wanted: Wanted, started: datetime, listener: Callable[[CheckResult], None] | None = None
    ) -> Assignment:
        """The assignment, with the waivers in force at the start of the grading. Raises waivers.WaiverError."""
        from perito.grading.grade import Assignment
        from perito.practice import inputs
        from perito.practice.waivers import load

        waived = load(self.waivers, self.rubric.checks, started.astimezone().date(), rubric=self.rubric)
        whole = self.judging.everything
        given = inputs.parsed(self.judging.inputs, self.rubric)
        assignment = Assignment(
            self.practice, self.rubric, wanted, self.steps, waivers=waived, whole=whole, inputs=given
        )
        return replace(assignment, listener=listener) if listener else assignment

    def beside(self, file: str, before: Result) -> Grading:
        """The same, to be no worse than an earlier result. Raises UsageError where it says nothing."""
        from perito.grading.baseline import check_usable

        check_usable(before, file, self.rubric.practice)
        return replace(self, baseline=(file, before))

    def finished(self, result: Result) -> Result:
        """A result with marks, and beside the baseline. Raises as Judging.applied."""
        result = self.judging.applied(result)
        if self.baseline is None:
            return result
        from perito.grading.baseline import compared

        file, before = self.baseline
        return compared(result, before, file)

    def exit_status(self, result: Result) -> int:
        """The exit status of a graded run, as perito.errors has it."""
        if not result.complete:
            return errors.NOT_GRADED
        if result.baseline is not None and result.baseline.is_worse:
            return errors.BELOW
        if self.fail_under is not None:
            if result.score.grade is None:
                return errors.NOT_GRADED
            return errors.OK if result.score.grade >= self.fail_under else errors.BELOW
        lost = result.baseline is None and any(
            check.outcome.costs for check in result.checks if check.step != ADVICE_STEP
        )
        return errors.BELOW if lost else errors.OK


def spoken(language: str, rubric: Rubric) -> str:
    """The language of the reports, in use from now on: of a practice without the one that nobody asked for, its first.

    A practice in languages that Perito does not speak has its texts in its own, and the rest is in this one. Raises
    UsageError for a language that was asked for and that the practice does not have.
    """
    from perito.support import i18n

    both = [one for one in rubric.spoken if one in i18n.LANGUAGES]
    if both and isinstance(language, i18n.Usual) and language not in both:
        i18n.use(both[0])
        return both[0]
    if both:
        one_of("--lang", language, rubric.spoken)
    return language


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError unless `value` is among `allowed`."""
    if value not in allowed:
        sentence = _("{option}: {value!r} is not one of {allowed}")
        raise UsageError(sentence.format(option=option, value=value, allowed=", ".join(allowed)))


def check_wait(seconds: float) -> None:
    """Raise UsageError unless it is a time that one can wait."""
    if not 0 <= seconds < float("inf"):
        raise UsageError(_("--wait {seconds:g}: seconds, 0 or more").format(seconds=seconds))
