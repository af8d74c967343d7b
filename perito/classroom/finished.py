"""A run of a class that is over: who was in it, what each came to, and its results when they are replaced."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from perito.classroom.run_directory import RUN, RunDirectory
from perito.classroom.run_record import GRADED_BY, STUDENTS, entries, graded_by
from perito.classroom.worker import RESULT, line
from perito.documents.class_result import LEFT, ClassResult, Student
from perito.support.i18n import _
from perito.support.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.job import Person
    from perito.classroom.run_record import Entry, GradedBy


def is_class(path: Path) -> bool:
    """Whether a directory is the run of a class."""
    return (path / RUN).is_file()


def people(run: RunDirectory) -> list[Person]:
    """Everybody in the class in the roster's order, then those who left. UsageError as `run_record.entries`."""
    return [entry.person for entry in entries(run)]


def lines(run: RunDirectory) -> dict[str, Student]:
    """What each student came to, by id, as run.json and the results have it.

    The class document says only why there is no grade; and all, where an earlier Perito wrote it and nobody has gone.
    """
    written = run.document()
    known = {student.id: student for student in written.students} if written else {}
    derived = graded_by(run).known
    found = {}
    for entry in entries(run):
        told = known.get(entry.id)
        if derived or told is None or entry.left is not None:
            told = _line(run, entry, told)
        if told is not None:
            found[entry.id] = told
    return found


def _line(run: RunDirectory, entry: Entry, told: Student | None) -> Student | None:
    """A student's line; None where nothing is known of them yet. A result that cannot be read is none that is gone."""
    result = run.result(entry.person)
    there = (run.path / entry.directory / RESULT).is_file()
    found: Student | None
    if result is not None:
        found = line(entry.person, result)
    elif told is not None and (told.score is None or there):
        found = told.model_copy(update={"name": entry.name, "email": entry.email})
    else:
        found = None
    return left(entry, found) if entry.left is not None else found


def left(entry: Entry, line: Student | None) -> Student:
    """The line of somebody who is not in the roster any more: what they came to before is kept with it."""
    when = entry.left
    reason = (
        _("not in the roster any more since {date}").format(date=when[:10]) if when else _("not in the roster any more")
    )
    line = line or Student(id=entry.id, name=entry.name, email=entry.email, status=LEFT)
    return line.model_copy(update={"status": LEFT, "reason": reason})


def document(run: RunDirectory) -> ClassResult | None:
    """The class as run.json and the results have it; None where the run ended before there was a class document."""
    written = run.document()
    if written is None:
        return None
    known = lines(run)
    everybody = (known.get(one.id) or not_yet(one.person) for one in entries(run))
    return written.model_copy(update={"students": tuple(everybody)})


def not_yet(person: Person) -> Student:
    """The line of somebody whom nobody has looked at yet."""
    reason = _("not graded yet: the run was interrupted")
    return Student(id=person.id, name=person.name, email=person.email, status="error", reason=reason)


def set_aside(run: RunDirectory, person: Person) -> None:
    """Keep a copy of a result that is about to be replaced: result.json.1, .2 and so on. Raises UsageError."""
    path = run.path / person.directory / RESULT
    if not path.is_file():
        return
    number = 1
    while path.with_name(f"{RESULT}.{number}").exists():
        number += 1
    run.write(f"{person.directory}/{RESULT}.{number}", path.read_bytes())


def brought_up_to_date(run: RunDirectory, rubric: Path, by: GradedBy) -> None:
    """Have run.json say by what the run is graded now, and by what it was before."""
    asked = run.asked()
    students = [entry.model_dump(exclude_none=True) for entry in entries(run)]
    before = {name: asked.get(name) for name in ("perito", "rubric", GRADED_BY)}
    today = {
        "perito": __version__,
        "rubric": hashlib.sha256(rubric.read_bytes()).hexdigest(),
        GRADED_BY: by.model_dump(mode="json"),
    }
    if before == today:
        return
    regraded = [*asked.get("regraded", ()), {**before, "until": datetime.now(UTC).isoformat(timespec="seconds")}]
    run.remember({**asked, **today, "language": by.language, STUDENTS: students, "regraded": regraded})
