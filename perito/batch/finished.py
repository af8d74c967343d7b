"""A run of a class that is over: who was in it, what each came to, and its results when they are replaced."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from perito import __version__
from perito.batch.job import Person
from perito.batch.rundir import CLASS, RUN, RunDirectory
from perito.batch.worker import RESULT, line
from perito.classroom import ClassResult, Student
from perito.targets import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def is_class(path: Path) -> bool:
    """Whether a directory is the run of a class."""
    return (path / RUN).is_file()


def people(run: RunDirectory) -> list[Person]:
    """Everybody in the class, in the roster's order. Raises UsageError where run.json does not say."""
    found = run.asked().get("students")
    try:
        return [_person(entry) for entry in found or ()]
    except (TypeError, KeyError, ValueError) as error:
        raise UsageError(f"{run.path / RUN}: students: {error!r}") from None


def _person(entry: dict[str, Any]) -> Person:
    person = Person(**{name: str(entry[name]) for name in ("id", "name", "email", "directory")})
    if PurePath(person.directory).parts != (person.directory,) or person.directory == "..":
        raise ValueError(f"{person.directory!r} is no directory's name")
    return person


def document(run: RunDirectory) -> ClassResult | None:
    """The class document; None where the run ended before there was one. Raises UsageError for what is none."""
    path = run.path / CLASS
    try:
        return ClassResult.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise UsageError(f"{path}: not a class document: {said}") from None


def lines(run: RunDirectory) -> dict[str, Student]:
    """What each student came to, by id; from their results where there is no class document."""
    written = document(run)
    if written is not None:
        return {student.id: student for student in written.students}
    found = ((person, run.result(person)) for person in people(run))
    return {person.id: line(person, result) for person, result in found if result is not None}


def set_aside(run: RunDirectory, person: Person) -> None:
    """Keep a copy of a result that is about to be replaced: result.json.1, .2 and so on. Raises UsageError."""
    path = run.path / person.directory / RESULT
    if not path.is_file():
        return
    number = 1
    while path.with_name(f"{RESULT}.{number}").exists():
        number += 1
    run.write(f"{person.directory}/{RESULT}.{number}", path.read_bytes())


def brought_up_to_date(run: RunDirectory, rubric: Path) -> None:
    """Have run.json say by which rubric the run is graded now, and by which it was before."""
    asked = run.asked()
    before = {name: asked.get(name) for name in ("perito", "rubric")}
    today = {"perito": __version__, "rubric": hashlib.sha256(rubric.read_bytes()).hexdigest()}
    if before == today:
        return
    regraded = [*asked.get("regraded", ()), {**before, "until": datetime.now(UTC).isoformat(timespec="seconds")}]
    content = {**asked, **today, "regraded": regraded}
    run.write(RUN, json.dumps(content, indent=2, ensure_ascii=False).encode())
