"""`perito marks`: the file a teacher fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import durable, exits
from perito.commands.common import one_of
from perito.commands.outputs import apart
from perito.targets import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from perito.result import CriterionResult


def new(roster: Path, roster_format: str, output: Path, practice: Path | None, language: str) -> int:
    """Write the empty file; returns the exit status. Raises roster.RosterError, UsageError."""
    from perito import roster as rosters
    from perito.i18n import _
    from perito.marks import empty

    criteria = criteria_of(practice, language)
    if not criteria:
        raise UsageError("the rubric has no criteria: there is nothing to mark by hand")
    students = [(one.id, one.name) for one in rosters.load(roster, roster_format, reach=False).students]
    text = empty.as_csv(students, criteria) if output.suffix.lower() == ".csv" else empty.yaml(students, criteria)
    try:
        durable.create(output, text.encode())
    except FileExistsError:
        raise UsageError(f"{output}: there already, and marks are never overwritten; --output names another") from None
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from None
    told = _("{file}: {students} students, {criteria} criteria")
    with apart({"--output": output}):
        print(told.format(file=output, students=len(students), criteria=len(criteria)))
    return exits.OK


def check(file: Path, roster: Path | None, roster_format: str, practice: Path | None, language: str) -> int:
    """Check a file of marks; returns the exit status. Raises marks.MarksError, roster.RosterError."""
    from perito import roster as rosters
    from perito.i18n import _
    from perito.marks import load

    criteria = criteria_of(practice, language)
    students = None
    if roster is not None:
        students = frozenset(one.id for one in rosters.load(roster, roster_format, reach=False).students)
    marks = load(file)
    marks.check(criteria, students)
    expected = len(students if students is not None else marks.students) * len(criteria)
    given = sum(not mark.pending for mark in marks.listed)
    print(_("{file}: {given} marks, {pending} pending").format(file=file, given=given, pending=expected - given))
    return exits.OK


def criteria_of(practice: Path | None, language: str) -> list[CriterionResult]:
    """What the rubric leaves to a person. Raises practices.PracticeError, rubric.RubricError, UsageError."""
    from perito import i18n, practices, rubric, scoring

    one_of("--lang", language, ("es", "en"))
    i18n.use(language)
    loaded = rubric.load(practices.find(practice).rubric)
    return [scoring.criterion(name, entry, language) for name, entry in loaded.criteria.items()]
