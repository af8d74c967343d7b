"""A class that was graded: run directories made of recorded servers, without a server and in no time."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import cache
from typing import TYPE_CHECKING

from perito import __version__, i18n, practices, rubric
from perito.batch.job import How, Person
from perito.batch.rundir import CLASS, RUN, SCHEMA
from perito.batch.worker import EVIDENCE, PAGE, RESULT, documents, line
from perito.classroom import ClassResult, Student
from perito.discovery import Wanted
from perito.grading import Assignment, grade
from perito.session import Session
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from perito.result import Result

STARTED = "2026-11-20T09:00:00+00:00"


@cache
def graded(name: str, *, whole: bool = False) -> tuple[Result, dict[str, bytes]]:
    """A server of the demonstration, graded by the practice that ships with Perito; its result and its page."""
    i18n.use("es")
    practice = practices.find()
    session = Session.replay(store.demo(name))
    by = Assignment(practice, rubric.load(practice.rubric), Wanted(session.asked.apps), whole=whole)
    result = grade(session, by).result()
    return result, documents(session.evidence, result, How(practice.directory))


def class_run(
    directory: Path,
    servers: Mapping[str, str],
    *,
    started: str = STARTED,
    whole: bool = False,
    off: Sequence[str] = (),
) -> Path:
    """The run of a class: for each student's id a server of the demonstration; `off` were switched off."""
    people = [Person(who, f"Student {who}", f"{who}@example.org", who) for who in (*servers, *off)]
    lines = [kept(directory, person, servers[person.id], whole) for person in people if person.id in servers]
    lines += [Student(id=who, status="unreachable", reason="connection refused") for who in off]
    practice = practices.find()
    asked = {
        "schema": SCHEMA,
        "perito": __version__,
        "practice": "flask",
        "rubric": hashlib.sha256(practice.rubric.read_bytes()).hexdigest(),
        "language": "es",
        "roster": "roster.csv",
        "started": started,
        "students": [
            {"id": one.id, "name": one.name, "email": one.email, "directory": one.directory} for one in people
        ],
    }
    (directory / RUN).write_text(json.dumps(asked))
    (directory / CLASS).write_text(ClassResult(practice="flask", students=tuple(lines)).to_json())
    return directory


def kept(run: Path, person: Person, server: str, whole: bool) -> Student:
    """A student's files, and their line."""
    place = run / person.directory
    place.mkdir(parents=True)
    result, files = graded(server, whole=whole)
    for name, content in files.items():
        (place / name).write_bytes(content)
    shutil.copy(store.demo(server), place / EVIDENCE)
    assert {path.name for path in place.iterdir()} == {RESULT, PAGE, EVIDENCE}
    return line(person, result)


def practice_with(directory: Path, *changes: tuple[str, str]) -> Path:
    """The practice that ships with Perito, with changes in its rubric: what stands there, and what shall."""
    shipped = practices.find()
    shutil.copytree(shipped.checks, directory / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(shipped.directory / "conftest.py", directory)
    text = shipped.rubric.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (directory / "rubric.yaml").write_text(text, encoding="utf-8")
    return directory
