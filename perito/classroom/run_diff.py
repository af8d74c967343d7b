"""Two runs of a class, or two results, read and compared one student at a time."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito.classroom import chosen, finished, run_record
from perito.classroom.archive import RESULT, is_class
from perito.classroom.run_directory import RunDirectory
from perito.documents.result import Result
from perito.errors import UsageError
from perito.grading.comparing import Compared, Diff, Setting, compared, settings
from perito.grading.differences import Totals
from perito.support import reading
from perito.support.i18n import _
from perito.support.progress import Work
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from perito.classroom.job import Person

NOT_YET = "not_graded"


def diff(before: Path, after: Path, students: Sequence[str] = ()) -> Diff:
    """What is otherwise in the second run. `students`: only these, patterns allowed. Raises UsageError."""
    of_class = is_class(before)
    if of_class != is_class(after):
        text = _("{run} is the run of a class, and {other} is not: two of one kind can be compared")
        group, single = (before, after) if of_class else (after, before)
        raise UsageError(text.format(run=group, other=single))
    if of_class:
        return _of_classes(before, after, students)
    if students:
        raise UsageError(_("--student: {run} is the run of one server").format(run=before))
    one, other = result_of(before), result_of(after)
    _same_practice(one.practice, other.practice, before, after)
    found = _pair("", "", one, other)
    return Diff(
        practice=other.practice,
        before=str(before),
        after=str(after),
        language=other.language,
        of_class=False,
        settings=settings(one, other),
        students=(found,) if found.changed else (),
        unchanged=0 if found.changed else 1,
        totals_before=Totals.of([one.score.grade]),
        totals_after=Totals.of([other.score.grade]),
    )


def result_of(path: Path) -> Result:
    """A result, from its file or its run's directory. Raises UsageError."""
    file = path / RESULT if path.is_dir() else path
    try:
        return Result.model_validate_json(reading.json_text(file))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        said = reason(error) if isinstance(error, OSError) else _("not the result of a run")
        raise UsageError(f"{file}: {said}") from None


def _same_practice(one: str, other: str, before: Path, after: Path) -> None:
    if one != other:
        text = _("{before} is of the practice {one}, and {after} of {other}: they have no checks in common")
        raise UsageError(text.format(before=before, one=one, after=after, other=other))


def _of_classes(before: Path, after: Path, students: Sequence[str]) -> Diff:
    runs = RunDirectory(before.resolve()), RunDirectory(after.resolve())
    practices = [str(run.asked().get("practice", "")) for run in runs]
    _same_practice(practices[0], practices[1], before, after)
    old, new = ({person.id: person for person in finished.people(run)} for run in runs)
    everybody = list((old | new).values())
    wanted = chosen.chosen(everybody, students) if students else everybody
    without = [_without(run) for run in runs]
    found: list[Compared] = []
    grades: tuple[list[float | None], list[float | None]] = ([], [])
    differ: dict[str, Setting] = {}
    with Work(_("Comparing the runs"), len(wanted)) as work:
        for person in work.through(wanted):
            one, other = (run.result(people[person.id]) if person.id in people else None
                          for run, people in zip(runs, (old, new), strict=True))  # fmt: skip
            found.append(_student(person, (one, other), (old, new), without))
            for told, result in zip(grades, (one, other), strict=True):
                told.append(result.score.grade if result is not None else None)
            if one is not None and other is not None:
                differ |= {each.name: each for each in settings(one, other)}
    if "waivers" in differ:
        named = [_waivers(run) for run in runs]
        differ["waivers"] = Setting(name="waivers", before=named[0], after=named[1])
    changed = tuple(one for one in found if one.changed)
    return Diff(
        practice=practices[1],
        before=str(before),
        after=str(after),
        language=str(runs[1].asked().get("language") or "es"),
        settings=tuple(differ.values()),
        students=changed,
        unchanged=len(found) - len(changed),
        totals_before=Totals.of(grades[0]),
        totals_after=Totals.of(grades[1]),
    )


def _waivers(run: RunDirectory) -> str:
    """The name of the file of waivers that a run was graded with; empty where there was none."""
    used = run_record.graded_by(run).waivers
    return PurePath(used.called).name if used is not None else ""


def _without(run: RunDirectory) -> dict[str, str]:
    """The status of each student, from the class document; those without a result have one that says why."""
    document = run.document()
    return {line.id: line.status for line in document.students} if document is not None else {}


def _student(
    person: Person,
    results: tuple[Result | None, Result | None],
    people: tuple[Mapping[str, Person], Mapping[str, Person]],
    told: Sequence[Mapping[str, str]],
) -> Compared:
    one, other = results
    if one is not None and other is not None:
        return _pair(person.id, person.name, one, other)
    status = [
        "graded" if result is not None else statuses.get(person.id, NOT_YET) if person.id in known else ""
        for result, known, statuses in zip(results, people, told, strict=True)
    ]
    grades = [result.score.grade if result is not None else None for result in results]
    return Compared(
        id=person.id,
        name=person.name,
        before=status[0],
        after=status[1],
        grade_before=grades[0],
        grade_after=grades[1],
    )


def _pair(who: str, name: str, one: Result, other: Result) -> Compared:
    found, checks, why = compared(one, other)
    return Compared(
        id=who,
        name=name,
        before="graded",
        after="graded",
        grade_before=one.score.grade,
        grade_after=other.score.grade,
        why=why,
        checks=checks,
        difference=found,
    )
