"""A class that was graded: run directories made of recorded servers, without a server and in no time."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

from perito import __version__
from perito.classroom import run_record
from perito.classroom.job import How, Person
from perito.classroom.roster.directories import directory_names
from perito.classroom.run_directory import CLASS, RUN, SCHEMA
from perito.classroom.run_record import GradedBy
from perito.classroom.worker import EVIDENCE, PAGE, RESULT, documents, line
from perito.documents.class_result import ClassResult, Student
from perito.evidence import recording
from perito.evidence.session import Session
from perito.grading import fingerprint
from perito.grading.grade import Assignment, grade
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.practice.waivers import load as load_waivers
from perito.support import i18n
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from perito.documents.result import Result

STARTED = "2026-11-20T09:00:00+00:00"


@cache
def graded(
    name: str, *, whole: bool = False, by: Path | None = None, waivers: Path | None = None, language: str = "es"
) -> tuple[Result, dict[str, bytes]]:
    """A server of the demonstration, graded by a practice (the one that ships with Perito); its result and its page."""
    i18n.use(language)
    practice = locate.find(by)
    session = Session.replay(store.demo(name))
    loaded = rubric.load(practice.rubric)
    waived = load_waivers(waivers, loaded.checks, session.now.date(), rubric=loaded)
    assignment = Assignment(practice, loaded, Wanted(session.asked.apps), whole=whole, waivers=waived)
    result = grade(session, assignment)
    return result, documents(session.evidence, result, How(practice.directory))


def class_run(
    directory: Path,
    servers: Mapping[str, str],
    *,
    started: str = STARTED,
    whole: bool = False,
    off: Sequence[str] = (),
    by: Path | None = None,
    waivers: Path | None = None,
    old: bool = False,
    language: str = "es",
    named: bool = False,
) -> Path:
    """The run of a class: for each student's id a server of the demonstration; `off` were switched off.

    `by`: the practice; `old`: as Perito wrote runs before they said what they were graded by; `named`: whether pages
    say whose they are, which takes longer.
    """
    places = directory_names((*servers, *off))
    people = [Person(who, f"Student {who}", f"{who}@example.org", place) for who, place in places.items()]
    there = [person for person in people if person.id in servers]
    how: dict[str, Any] = {"whole": whole, "by": by, "waivers": waivers, "language": language}
    made = {one.id: graded(servers[one.id], **how) for one in there}
    lines = [kept(directory, person, servers[person.id], *made[person.id]) for person in there]
    for person in there if named else ():
        evidence = recording.load(directory / person.directory / EVIDENCE)
        page = documents(evidence, made[person.id][0], How(locate.find(by).directory), person)[PAGE]
        (directory / person.directory / PAGE).write_bytes(page)
    lines += [Student(id=who, status="unreachable", reason="connection refused") for who in off]
    practice = locate.find(by)
    loaded = rubric.load(practice.rubric)
    asked: dict[str, Any] = {
        "schema": SCHEMA,
        "perito": __version__,
        "practice": loaded.practice,
        "rubric": hashlib.sha256(practice.rubric.read_bytes()).hexdigest(),
        "language": language,
        "roster": "roster.csv",
        "started": started,
        "students": [
            {"id": one.id, "name": one.name, "email": one.email, "directory": one.directory} for one in people
        ],
    }
    if not old:
        used = fingerprint.used(practice, loaded)
        told = GradedBy(
            practice=used, language=language, whole=whole, waivers=run_record.used(waivers, run_record.WAIVERS)
        )
        asked[run_record.GRADED_BY] = told.model_dump(mode="json")
        for one in asked["students"]:
            one["target"] = made[one["id"]][0].target if one["id"] in made else {}
        if waivers is not None:
            (directory / "waivers.yaml").write_bytes(waivers.read_bytes())
    (directory / RUN).write_text(json.dumps(asked))
    (directory / CLASS).write_text(ClassResult(practice=loaded.practice, students=tuple(lines)).to_json())
    return directory


def kept(run: Path, person: Person, server: str, result: Result, files: Mapping[str, bytes]) -> Student:
    """A student's files, and their line."""
    place = run / person.directory
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    shutil.copy(store.demo(server), place / EVIDENCE)
    assert {path.name for path in place.iterdir()} == {RESULT, PAGE, EVIDENCE}
    return line(person, result)


def roster_of(run: Path, *, without: Sequence[str] = (), **changed: Mapping[str, object]) -> Path:
    """The roster that a run was made of, as JSON (which is YAML); `changed`: other fields of some, or somebody new."""
    entries: dict[str, dict[str, object]] = {}
    for one in json.loads((run / RUN).read_text())["students"]:
        file = run / one["directory"] / RESULT
        target = json.loads(file.read_text())["target"] if file.is_file() else {}
        entries[one["id"]] = {"id": one["id"], "name": one["name"], "email": one["email"], **_reached(target)}
    for who, more in changed.items():
        entries[who] = {**entries.get(who, {"id": who, **_reached({})}), **more}
    path = run.parent / "roster.yaml"
    path.write_text(json.dumps({"students": [entry for who, entry in entries.items() if who not in without]}))
    return path


def _reached(target: Mapping[str, Any]) -> dict[str, object]:
    """Where a recorded server was; without one, a port of this machine where nobody listens."""
    if not target:
        return {"host": "127.0.0.1", "port": 9}
    return {"host": target["host"], "user": target["user"], "app": target["apps"][0]["name"]}


def practice_with(directory: Path, *changes: tuple[str, str]) -> Path:
    """The practice that ships with Perito, with changes in its rubric: what stands there, and what shall."""
    shipped = locate.find()
    shutil.copytree(shipped.checks, directory / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(shipped.directory / "conftest.py", directory)
    text = shipped.rubric.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (directory / "rubric.yaml").write_text(text, encoding="utf-8")
    return directory
