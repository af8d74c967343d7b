"""The files of a class's run: the class document, the gradebook and the page."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support import i18n
from perito.support.i18n import _
from perito.support.progress import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perito.classroom.job import Person
    from perito.classroom.run_directory import RunDirectory
    from perito.documents.attempts import History, Policy
    from perito.documents.class_result import ClassResult, Student
    from perito.documents.result import Result, RootCause
    from perito.grading.settings import Grading
    from perito.report.class_sheet import Sheet


def write(
    directory: RunDirectory, people: Sequence[Person], graded: Mapping[str, Student], grading: Grading
) -> ClassResult:
    """Write all three. `graded`: the lines known so far, by id. Raises UsageError."""
    from perito.classroom.run_directory import BOOK, CLASS, GRADES, INDEX, MATRIX
    from perito.report import class_sheet, gradebook, workbook

    with Work(_("Writing the class's files")):
        document = class_result(directory, people, graded, grading)
        directory.write(CLASS, (document.to_json() + "\n").encode())
        told = _told(directory, document, grading.rubric.attempts)
        directory.write(GRADES, gradebook.render("csv", document, told).encode())
        with suppress(workbook.NoWorkbooks):
            directory.write(BOOK, workbook.render(document, told))
        directory.write(MATRIX, class_sheet.csv(document.students, sheet_of_class(directory, document)).encode())
        directory.write(INDEX, page(directory, document, told, directory.path).encode())
    return document


def document(directory: RunDirectory, marks: Path | None = None) -> ClassResult:
    """The class document of a run, with the teacher's marks in it. Raises UsageError, marks.MarksError."""
    from perito.classroom import finished

    written = finished.document(directory)
    if written is None:
        raise UsageError(f"{directory.path}: it has no class.json: `perito grade --resume` finishes it")
    if marks is None:
        return written
    marked = _marked(directory, marks, {student.id: student for student in written.students})
    return written.model_copy(update={"students": tuple(marked[student.id] for student in written.students)})


def _marked(run: RunDirectory, file: Path, lines: Mapping[str, Student]) -> dict[str, Student]:
    from perito.classroom import finished
    from perito.classroom.worker import line
    from perito.documents.class_result import LEFT

    found = dict(lines)
    people = finished.people(run)
    marked = result_with(run, file, people)
    for person in people:
        told = lines.get(person.id)
        if told is None or told.score is None or told.status == LEFT:
            continue
        result = marked(person)
        if result is not None and result.scope is None and result.of_whole:
            found[person.id] = line(person, result)
    return found


def result_with(run: RunDirectory, file: Path | None, people: Sequence[Person]) -> Callable[[Person], Result | None]:
    """What gives a student's result, with the marks of a file in it. Both raise UsageError, marks.MarksError."""
    from perito.classroom.run_practice import needs_whole
    from perito.grading.marking import apply
    from perito.practice.marks import load

    marks, everybody = load(file) if file is not None else None, frozenset(person.id for person in people)

    def of(person: Person) -> Result | None:
        result = run.result(person)
        if result is None or marks is None or result.scope is not None:
            return result
        own = marks.of(person.id)
        if not result.of_whole and any(not mark.pending for mark in own.values()):
            raise UsageError(needs_whole(run.path))
        if not result.of_whole:
            return result
        marks.check(result.criteria, everybody)
        return apply(result, own)

    return of


def page(directory: RunDirectory, document: ClassResult, told: Mapping[str, History], place: Path) -> str:
    """The class's page, with links from the directory `place`. `told`: attempts by id, none where there are none."""
    from perito.classroom import finished
    from perito.report import class_page

    way = Path(os.path.relpath(directory.path, place))
    pages = {who: str(way / one) for who, one in directory.pages(finished.people(directory)).items()}
    students = (
        one.model_copy(update={"result": str(way / one.result)}) if one.result else one for one in document.students
    )
    shown = document.model_copy(update={"students": tuple(students)})
    return class_page.render(shown, pages, told, sheet_of_class(directory, document))


def causes_of(directory: RunDirectory, verbosity: int) -> dict[str, tuple[RootCause, ...]]:
    """Each student's causes by id, where more than the first one was asked for."""
    from perito.classroom import finished

    people = finished.people(directory) if verbosity else ()
    found = ((person.id, directory.result(person)) for person in people)
    return {who: result.root_causes for who, result in found if result is not None}


def history_of(directory: RunDirectory, document: ClassResult) -> dict[str, History]:
    """Each student's attempts, by the rules of the run's practice. Raises UsageError as `policy_of` does."""
    return _told(directory, document, policy_of(directory)) if _before(directory) else {}


def policy_of(run: RunDirectory, given: Path | None = None) -> Policy:
    """Which attempt counts, by the run's practice. Raises UsageError as run_practice.practice_of does."""
    from perito.classroom.run_practice import practice_of
    from perito.classroom.run_record import graded_by
    from perito.practice import rubric

    return rubric.load(practice_of(graded_by(run).practice, given, run.path).rubric).attempts


def _told(directory: RunDirectory, document: ClassResult, policy: Policy) -> dict[str, History]:
    from perito.classroom import history

    return history.told(directory, document.students, _before(directory), policy)


def _before(directory: RunDirectory) -> list[RunDirectory]:
    from perito.classroom import history

    return history.named(directory.asked().get("attempts", ())) or history.earlier(directory)


def sheet_of_class(directory: RunDirectory, document: ClassResult) -> Sheet:
    """The outcomes of all checks of the students in the class."""
    from perito.classroom import finished
    from perito.documents.class_result import LEFT

    present = {one.id for one in document.students if one.status != LEFT}
    return sheet_of(directory, [one for one in finished.people(directory) if one.id in present])


def sheet_of(directory: RunDirectory, people: Sequence[Person]) -> Sheet:
    """The outcomes of all checks, read from one result at a time."""
    from perito.report.class_sheet import Sheet

    sheet = Sheet()
    with Work(_("Reading every check"), len(people)) as work:
        for person in work.through(people):
            result = directory.result(person)
            if result is not None:
                sheet.add(person.id, result)
    return sheet


def class_result(
    directory: RunDirectory, people: Sequence[Person], graded: Mapping[str, Student], grading: Grading
) -> ClassResult:
    """The class in the roster's order; students not reached before the end are marked so."""
    from perito.classroom.finished import not_yet
    from perito.classroom.identity.of_run import of_run
    from perito.documents.class_result import ClassResult

    return ClassResult(
        practice=grading.rubric.practice,
        title=grading.rubric.title.in_language(i18n.language()),
        language=i18n.language(),
        students=tuple(graded.get(one.id) or not_yet(one) for one in people),
        identity=of_run(directory.path, {one.id: one.directory for one in people}),
    )
