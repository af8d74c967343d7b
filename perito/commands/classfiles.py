"""What a class's run is told in: the class document, the gradebook and the page."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from perito import i18n

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.batch.job import Person
    from perito.batch.rundir import RunDirectory
    from perito.classroom import ClassResult, Student
    from perito.commands.common import Grading
    from perito.report.class_sheet import Sheet


def write(
    directory: RunDirectory, people: Sequence[Person], graded: Mapping[str, Student], grading: Grading
) -> ClassResult:
    """Write them all. `graded`: everybody's line by id, as far as there is one. Raises UsageError."""
    from perito.batch import history
    from perito.batch.rundir import BOOK, CLASS, GRADES, INDEX, MATRIX
    from perito.classroom import LEFT
    from perito.report import class_page, class_sheet, gradebook, workbook

    document = class_result(directory, people, graded, grading)
    present = {one.id for one in document.students if one.status != LEFT}
    directory.write(CLASS, (document.to_json() + "\n").encode())
    before = history.named(directory.asked().get("attempts", ())) or history.earlier(directory)
    told = history.told(directory, document.students, before, grading.rubric.attempts)
    directory.write(GRADES, gradebook.render("csv", document, told).encode())
    with suppress(workbook.NoWorkbooks):
        directory.write(BOOK, workbook.render(document, told))
    sheet = sheet_of(directory, [one for one in people if one.id in present])
    directory.write(MATRIX, class_sheet.csv(document.students, sheet).encode())
    directory.write(INDEX, class_page.render(document, directory.pages(list(people)), told, sheet).encode())
    return document


def sheet_of(directory: RunDirectory, people: Sequence[Person]) -> Sheet:
    """How everybody's checks ended, read from one result at a time."""
    from perito.report.class_sheet import Sheet

    sheet = Sheet()
    for person in people:
        result = directory.result(person)
        if result is not None:
            sheet.add(person.id, result)
    return sheet


def class_result(
    directory: RunDirectory, people: Sequence[Person], graded: Mapping[str, Student], grading: Grading
) -> ClassResult:
    """The class in the roster's order; who was not reached before the end is told so."""
    from perito.batch.finished import not_yet
    from perito.classroom import ClassResult
    from perito.identity.of_run import of_run

    return ClassResult(
        practice=grading.rubric.practice,
        title=grading.rubric.title.in_language(i18n.language()),
        language=i18n.language(),
        students=tuple(graded.get(one.id) or not_yet(one) for one in people),
        identity=of_run(directory.path, {one.id: one.directory for one in people}),
    )
