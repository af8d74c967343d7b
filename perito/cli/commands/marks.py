"""`perito marks`: the file a teacher fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import errors
from perito.errors import UsageError
from perito.grading.settings import one_of, spoken
from perito.report.outputs import apart
from perito.support import atomic_write
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import CriterionResult
    from perito.practice.locate import Practice


How = tuple[str, tuple[str, ...]]  # a roster's format, empty where it shows, and its columns as given


def new(roster: Path, how: How, output: Path, practice: Path | None, language: str) -> int:
    """Write the empty file; returns the exit status. Raises roster.RosterError, UsageError."""
    from perito.practice.marks import empty
    from perito.support.i18n import _

    students, criteria = class_of(roster, how, practice), criteria_of(practice, language, roster)
    if not criteria:
        raise UsageError(_("the rubric has no criteria: there is nothing to mark by hand"))
    text = empty.as_csv(students, criteria) if output.suffix.lower() == ".csv" else empty.yaml(students, criteria)
    try:
        atomic_write.create(output, text.encode())
    except FileExistsError:
        raise UsageError(
            _("{output}: there already, and marks are never overwritten; --output names another").format(output=output)
        ) from None
    except OSError as error:
        raise UsageError(
            _("{output}: cannot be written: {reason}").format(output=output, reason=reason(error))
        ) from None
    told = _("{file}: {students} students, {criteria} criteria")
    with apart({"--output": output}):
        print(told.format(file=output, students=len(students), criteria=len(criteria)))
    return errors.OK


def check(file: Path, roster: Path | None, how: How, practice: Path | None, language: str) -> int:
    """Check a file of marks; returns the exit status. Raises marks.MarksError, roster.RosterError."""
    from perito.practice.marks import load
    from perito.support.i18n import _

    criteria = criteria_of(practice, language, roster)
    students = None
    if roster is not None:
        students = frozenset(who for who, _name in class_of(roster, how, practice))
    marks = load(file)
    marks.check(criteria, students)
    expected = len(students if students is not None else marks.students) * len(criteria)
    given = sum(not mark.pending for mark in marks.listed)
    print(_("{file}: {given} marks, {pending} pending").format(file=file, given=given, pending=expected - given))
    return errors.OK


def class_of(place: Path, how: How, practice: Path | None = None) -> list[tuple[str, str]]:
    """Each student's id and name, from a roster or a class run. `practice`: by which the class is graded.

    Raises roster.RosterError, UsageError.
    """
    from perito.classroom import finished, run_record
    from perito.classroom import roster as rosters
    from perito.classroom.run_directory import RunDirectory
    from perito.cli.commands.roster import inputs_of, tell

    if finished.is_class(place):
        return [(one.id, one.name) for one in run_record.entries(RunDirectory(place)) if one.left is None]
    form, columns = how
    found = rosters.load(place, form, columns=columns, reach=False, inputs=inputs_of(practice))
    tell(found)
    return [(one.id, one.name) for one in found.students]


def criteria_of(practice: Path | None, language: str, place: Path | None = None) -> list[CriterionResult]:
    """The criteria that a person marks; of a run, those of its practice.

    Raises locate.PracticeError, rubric.RubricError, UsageError.
    """
    from perito.classroom import finished
    from perito.grading import scoring
    from perito.practice import locate, rubric
    from perito.support import i18n

    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    found = _of_run(place, practice) if place is not None and finished.is_class(place) else locate.find(practice)
    loaded = rubric.load(found.rubric)
    language = spoken(language, loaded)
    return [scoring.criterion(name, entry, language) for name, entry in loaded.criteria.items()]


def _of_run(place: Path, given: Path | None) -> Practice:
    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.run_practice import practice_of
    from perito.classroom.run_record import graded_by

    return practice_of(graded_by(RunDirectory(place)).practice, given, place)
