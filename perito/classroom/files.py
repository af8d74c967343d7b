"""The files of a class's run: the class document, the gradebook and the page."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.support import atomic_write, i18n
from perito.support.i18n import _
from perito.support.progress import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from perito.classroom.job import Person
    from perito.classroom.run_directory import RunDirectory
    from perito.documents.attempts import History, Policy
    from perito.documents.class_result import ClassResult, Student
    from perito.documents.result import Result, RootCause
    from perito.grading.settings import Grading
    from perito.report.class_head import Head
    from perito.report.class_sheet import Sheet
    from perito.report.place import Ways

DIGEST = 8  # characters of a digest, as far as people compare them
WRITERS = 16  # at a time: they wait for the disk
TOP = 1 << 16  # bytes of a page: the ways stand in its head, after the style


def write(
    directory: RunDirectory, people: Sequence[Person], graded: Mapping[str, Student], grading: Grading
) -> ClassResult:
    """Write all three. `graded`: the lines known so far, by id. Raises UsageError."""
    from perito.classroom.run_directory import BOOK, CLASS, GRADES, MATRIX
    from perito.report import class_sheet, gradebook, workbook

    with Work(_("Writing the class's files")):
        document = class_result(directory, people, graded, grading)
        directory.write(CLASS, _utf8(chain(document.json_pieces(), "\n")))
        told = _told(directory, document, grading.rubric.attempts)
        directory.write(GRADES, _utf8(gradebook.sheet_lines(document, told)))
        with suppress(workbook.NoWorkbooks):
            directory.write(BOOK, workbook.render(document, told))
        sheet = sheet_of_class(directory, document)
        directory.write(MATRIX, _utf8(class_sheet.lines(document.students, sheet)))
    write_pages(directory, document, told, sheet)
    return document


def _utf8(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def write_pages(directory: RunDirectory, document: ClassResult, told: Mapping[str, History], sheet: Sheet) -> None:
    """Write the class's pages, and remove those of before that there are no more."""
    from perito.classroom.run_directory import INDEX
    from perito.report import class_pages

    written = set()
    with Work(_("Writing the class's pages")) as work:
        shown = _linked(directory, document, directory.path)
        for name, text in work.through(class_pages.pages(*shown, told, sheet, INDEX, head_of(directory))):
            directory.write(name, text.encode())
            written.add(name)
    further = class_pages.further(INDEX)
    for path in directory.path.glob("*.html"):
        if further.fullmatch(path.name) and path.name not in written:
            atomic_write.remove(path)
    write_ways(directory, document)


def write_ways(directory: RunDirectory, document: ClassResult) -> None:
    """Put into each student's page the ways back to the class and to the students before and after; a page that has
    them already, or no room for them, stays as it is."""
    from perito.classroom import finished
    from perito.report.class_page import row_id
    from perito.report.class_pages import page_of
    from perito.report.place import ways
    from perito.support.threads import ThreadPoolExecutor

    known = {person.id: person for person in finished.people(directory)}
    there = directory.pages(list(known.values()))
    lines = {one.id: f"../{page_of(number)}#{row_id(one)}" for number, one in enumerate(document.students)}
    people = [known[who] for who in lines if who in there]
    to = ways([f"../{there[one.id]}" for one in people], [lines[one.id] for one in people])
    with Work(_("Linking the students' pages"), len(people)) as work, ThreadPoolExecutor(WRITERS) as pool:
        for _put in work.through(pool.map(lambda one, mine: _put_ways(directory, one, mine), people, to)):
            pass


def _put_ways(directory: RunDirectory, person: Person, to: Ways) -> None:
    from perito.classroom.worker import PAGE
    from perito.report.place import placed

    with (directory.path / person.directory / PAGE).open("rb") as page:
        before = page.read(TOP)
        after = placed(before.decode(errors="surrogateescape"), to).encode(errors="surrogateescape")
        rest = page.read() if after != before else b""
    if after != before:
        directory.write(f"{person.directory}/{PAGE}", after + rest)


def head_of(directory: RunDirectory) -> Head:
    """What the class's page says of the run, as far as run.json has it."""
    from perito.classroom.history import started
    from perito.classroom.run_record import graded_by
    from perito.report.class_head import Head

    by = graded_by(directory)
    began = None
    with suppress(UsageError):
        began = started(directory)
    roster = str(directory.asked().get("roster") or "")
    return Head(began, roster, by.practice.version, by.practice.digest[:DIGEST], by.fail_under)


def document(directory: RunDirectory, marks: Path | None = None) -> ClassResult:
    """The class document of a run, with the teacher's marks in it. Raises UsageError, marks.MarksError."""
    from perito.classroom import finished

    written = finished.document(directory)
    if written is None:
        raise UsageError(
            _("{path}: it has no class.json: `perito grade --resume` finishes it").format(path=directory.path)
        )
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
    """The class on one page, with links from the directory `place`. `told`: attempts by id, where there are several."""
    from perito.report import class_page

    shown = _linked(directory, document, place)
    return class_page.render(*shown, told, sheet_of_class(directory, document), head_of(directory))


def pages(
    directory: RunDirectory, document: ClassResult, told: Mapping[str, History], first: Path
) -> Iterator[tuple[Path, str]]:
    """The class's pages, of which `first` is the first and the others lie beside it: path and text of each."""
    from perito.report import class_pages

    shown = _linked(directory, document, first.parent.resolve())
    sheet, head = sheet_of_class(directory, document), head_of(directory)
    for name, text in class_pages.pages(*shown, told, sheet, first.name, head):
        yield first.with_name(name), text


def _linked(directory: RunDirectory, document: ClassResult, place: Path) -> tuple[ClassResult, dict[str, str]]:
    """The class as its page shows it, and everybody's page: addresses from the directory `place`."""
    from perito.classroom import finished

    way = Path(os.path.relpath(directory.path, place))
    pages = {who: str(way / one) for who, one in directory.pages(finished.people(directory)).items()}
    students = (
        one.model_copy(update={"result": str(way / one.result)}) if one.result else one for one in document.students
    )
    return document.model_copy(update={"students": tuple(students)}), pages


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
