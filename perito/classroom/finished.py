"""A finished class run: its students, their lines, and copies of results before they are replaced."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.classroom.run_directory import RUN, RunDirectory
from perito.classroom.run_record import GRADED_BY, STUDENTS, entries, graded_by
from perito.classroom.worker import RESULT, line
from perito.documents.class_result import ABSENT, LEFT, ClassResult, Student
from perito.support import reading
from perito.support.i18n import _, day
from perito.support.progress import Work
from perito.support.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.job import Person
    from perito.classroom.run_record import Entry, GradedBy


def is_class(path: Path) -> bool:
    """Whether a directory is a class's run."""
    return (path / RUN).is_file()


def people(run: RunDirectory) -> list[Person]:
    """Everybody in the class in the roster's order, then those who left. UsageError as `run_record.entries`."""
    return [entry.person for entry in entries(run)]


def lines(run: RunDirectory) -> dict[str, Student]:
    """Each student's line by id, from run.json and the results.

    The class document adds only the reasons for missing grades; and everything, where an earlier Perito wrote it and
    nobody has left.
    """
    known = _written(run)
    derived = graded_by(run).known
    found = {}
    everybody = entries(run)
    with Work(_("Reading results"), len(everybody)) as work:
        for entry in work.through(everybody):
            told = known.pop(entry.id, None)  # one line for each student, not two: a class may be large
            if derived or told is None or entry.left is not None:
                told = _line(run, entry, told)
            if told is not None:
                found[entry.id] = told
    return found


def _written(run: RunDirectory) -> dict[str, Student]:
    """The lines of the class document by id; none without one."""
    written = run.document()
    return {student.id: student for student in written.students} if written else {}


def _line(run: RunDirectory, entry: Entry, told: Student | None) -> Student | None:
    """A student's line; None where nothing is known yet. An unreadable result is not a missing one."""
    result = run.result(entry.person)
    there = (run.path / entry.directory / RESULT).is_file()
    found: Student | None
    if result is not None:
        found = line(entry.person, result)
    elif told is not None and (told.score is None or told.status == ABSENT or there):
        found = told.model_copy(update={"name": entry.name, "email": entry.email})
    else:
        found = None
    return left(entry, found) if entry.left is not None else found


def left(entry: Entry, line: Student | None) -> Student:
    """The line of a student no longer in the roster, with their earlier result."""
    reason = _("not in the roster any more")
    with suppress(ValueError):  # an earlier Perito did not keep when
        since = day(datetime.fromisoformat(entry.left or ""))
        reason = _("not in the roster any more since {date}").format(date=since)
    line = line or Student(id=entry.id, name=entry.name, email=entry.email, status=LEFT)
    return line.model_copy(update={"status": LEFT, "reason": reason})


def document(run: RunDirectory) -> ClassResult | None:
    """The class from run.json and the results; None where the run ended before there was a class document."""
    written = run.document()
    if written is None:
        return None
    written = written.model_copy(update={"students": ()})
    known = lines(run)
    everybody = (known.get(one.id) or not_yet(one.person) for one in entries(run))
    return written.model_copy(update={"students": tuple(everybody)})


def not_yet(person: Person) -> Student:
    """The line of a student not looked at yet."""
    reason = _("not graded yet: the run was interrupted")
    return Student(id=person.id, name=person.name, email=person.email, status="error", reason=reason)


def set_aside(run: RunDirectory, person: Person) -> None:
    """Copy a result before it is replaced: result.json.1, .2 and so on. Raises UsageError."""
    path = run.path / person.directory / RESULT
    if not path.is_file():
        return
    number = 1
    while path.with_name(f"{RESULT}.{number}").exists():
        number += 1
    run.write(f"{person.directory}/{RESULT}.{number}", reading.content(path))


def brought_up_to_date(run: RunDirectory, rubric: Path, by: GradedBy) -> None:
    """Record in run.json the current rubric of the run, and the previous one."""
    asked = run.asked()
    students = [entry.model_dump(exclude_none=True) for entry in entries(run)]
    before = {name: asked.get(name) for name in ("perito", "rubric", GRADED_BY)}
    today = {
        "perito": __version__,
        "rubric": hashlib.sha256(reading.content(rubric)).hexdigest(),
        GRADED_BY: by.model_dump(mode="json"),
    }
    if before == today:
        return
    regraded = [*asked.get("regraded", ()), {**before, "until": datetime.now(UTC).isoformat(timespec="seconds")}]
    run.remember({**asked, **today, "language": by.language, STUDENTS: students, "regraded": regraded})
