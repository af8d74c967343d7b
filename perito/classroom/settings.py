"""A class's grading options, and the part of them stored with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.run_practice import own_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from perito.classroom.job import How
    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.run_record import GradedBy
    from perito.grading.settings import Grading
    from perito.practice.marks import Marks
    from perito.practice.waivers import Waivers


def how_of(grading: Grading) -> How:
    """The options for everybody."""
    from perito.classroom.job import How
    from perito.practice import inputs

    return How(
        practice=grading.practice.directory,
        language=grading.language,
        audience=grading.audience,
        steps=grading.steps,
        whole=grading.judging.everything,
        waivers=grading.waivers.resolve() if grading.waivers else None,
        inputs=inputs.parsed(grading.judging.inputs, grading.rubric),
    )


def class_marks(grading: Grading, students: Sequence[str]) -> Marks | None:
    """The teacher's marks for the class. Raises marks.MarksError with all errors in the file."""
    if grading.judging.marks is None:
        return None
    from perito.grading import scoring
    from perito.practice.marks import load

    marks = load(grading.judging.marks)
    criteria = grading.rubric.criteria.items()
    marks.check([scoring.criterion(name, entry, grading.language) for name, entry in criteria], frozenset(students))
    return marks


def check_waivers(grading: Grading, day: date, labels: Iterable[str]) -> Waivers:
    """The waivers on the run's first day. Raises waivers.WaiverError, before anybody is graded, for deployments that
    neither the practice nor the class (`labels`) has."""
    from perito.practice.waivers import load

    waivers = load(grading.waivers, grading.rubric.checks, day, rubric=grading.rubric)
    if {one.deployment for one in waivers.listed} - {None, *grading.rubric.labels}:
        waivers.check_labels(list(dict.fromkeys([*grading.rubric.labels, *labels])))
    return waivers


def graded_by(grading: Grading, *, whole: bool | None) -> GradedBy:
    """The practice and options of a class, for run.json. Raises UsageError for files that cannot be read."""
    from perito.classroom.run_record import MARKS, WAIVERS, GradedBy, used
    from perito.grading import fingerprint

    return GradedBy(
        practice=fingerprint.used(grading.practice, grading.rubric),
        language=grading.language,
        audience=grading.audience,
        steps=tuple(sorted(grading.steps)),
        whole=whole,
        waivers=used(grading.waivers, WAIVERS),
        marks=used(grading.judging.marks, MARKS),
        fail_under=grading.fail_under,
        inputs=tuple(sorted(grading.judging.inputs)),
    )


def keep_copies(directory: RunDirectory, waivers: Path | None, marks: Path | None) -> None:
    """Copy waivers and marks into the run, so that later changes do not matter. Raises UsageError."""
    from perito.classroom import run_record

    for kind, path in ((run_record.WAIVERS, waivers), (run_record.MARKS, marks)):
        if path is not None and not own_copy(directory.path, path):
            directory.write(run_record.copy_name(kind, path), run_record.content(path))
