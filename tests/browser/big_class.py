"""A class of any size, made from a handful of recorded servers: everybody has one of their results."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from perito.classroom.job import Person
from perito.classroom.worker import line
from perito.documents.attempts import Attempt, History, Policy, history
from perito.documents.class_result import ABSENT, ClassResult, Student
from perito.documents.result import Result, Score
from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.models.wanted import Wanted
from perito.practice import locate, rubric
from perito.report import class_pages, html
from perito.report.class_head import Head
from perito.report.class_sheet import Sheet
from perito.report.place import Place, placed, ways
from perito.support import i18n
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A server, and how many of a hundred students have one like it.
SERVERS = {
    "sound": 50, "not-enabled": 20, "stopped": 18, "dangling-link": 12,
}  # fmt: skip
FIRST = ("Ana", "Luis", "Íñigo", "Begoña", "Zoé", "Ángel", "Núria", "Óscar", "Marta", "Jorge", "Eva", "Raúl", "Sofía")
LAST = ("Peña", "García", "Nuño", "Muñoz", "López", "Ruiz", "Sanz", "Gil", "Vidal", "Ríos", "Vega", "Soler", "Ibáñez")
PAGES = 8  # so many have a page of their own
STARTED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WITHOUT = (
    ("unreachable", "connection refused on 192.0.2.{n}:22"),
    ("unreachable", "no route to host 192.0.2.{n}"),
    ("auth_failed", "publickey"),
    ("timeout", "no grade within 120 s"),
    ("host_key_changed", "192.0.2.{n}"),
)


@cache
def graded(name: str, language: str) -> Result:
    """One recorded server, graded by the practice that ships with Perito."""
    i18n.use(language)
    path = store.demo(name)
    session = Session.replay(path)
    practice = locate.find(None)
    return grade(session, Assignment(practice, rubric.load(practice.rubric), Wanted(session.asked.apps)))


def server_of(number: int) -> str:
    """The server that a student of this number has."""
    chance = random.Random(number)  # noqa: S311 - the same class each time
    return chance.choice([name for name, share in SERVERS.items() for _one in range(share)])


@cache
def made(count: int, language: str = "es") -> tuple[ClassResult, Sheet]:
    """The class and how its checks ended: a few without a grade, a few provisional, one who handed in nothing."""
    i18n.use(language)
    chance = random.Random(7)  # noqa: S311 - the same class each time
    sheet, students = Sheet(), []
    for number in range(count):
        who = f"a{number:05}"
        person = Person(who, f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}", "", who)
        students.append(_student(person, number, graded(server_of(number), language), sheet))
    title = rubric.load(locate.find(None).rubric).title.in_language(language)
    return ClassResult(practice="flask", title=title, language=language, students=tuple(students)), sheet


def _student(person: Person, number: int, result: Result, sheet: Sheet) -> Student:
    one = line(person, result)
    if number % 29 == 3:
        status, reason = WITHOUT[number // 29 % len(WITHOUT)]
        return Student(id=one.id, name=one.name, status=status, reason=reason.format(n=number))
    if number == 5:
        nothing = Score(earned=0, possible=10, grade=0, lowest=0, highest=0)
        return Student(id=one.id, name=one.name, status=ABSENT, score=nothing, complete=True)
    sheet.add(one.id, result)
    low = number % 11 == 6 and one.score is not None
    if low and one.score is not None and one.grade is not None:  # as one that has more mistakes
        low_grade = round(one.grade * (number % 7) / 8, 2)
        score = one.score.model_copy(update={"grade": low_grade, "lowest": low_grade, "highest": low_grade})
        one = one.model_copy(update={"score": score})
    if number % 37 == 9 and one.score is not None:
        sheet.causes.problems[one.id] = "sudo pide una contraseña y no se ha dado ninguna (--ask-sudo-pass)"
        highest = min(10.0, (one.grade or 0) + 1.5)
        one = one.model_copy(
            update={"complete": False, "score": one.score.model_copy(update={"lowest": one.grade, "highest": highest})}
        )
    return one


def told(found: ClassResult) -> dict[str, History]:
    """Three attempts of everybody, each better than the one before."""
    policy = Policy()
    return {one.id: history([_attempt(one, number) for number in range(3)], policy) for one in found.students}


def _attempt(student: Student, number: int) -> Attempt:
    at = STARTED - timedelta(days=7 * (2 - number))
    if student.score is None or student.grade is None:
        return Attempt(f"run{number}", at, student)
    grade_ = round(student.grade * (1 + number) / 3, 2)
    score = student.score.model_copy(update={"grade": grade_})
    return Attempt(f"run{number}", at, student.model_copy(update={"score": score}))


def write(directory: Path, count: int, language: str = "es", *, attempts: bool = False) -> Path:
    """The class's pages in a directory, and of the first students their own; the path of the first page."""
    found, sheet = made(count, language)
    i18n.use(language)
    reports = {one.id: f"{one.id}/report.html" for one in found.students if one.result}
    head = Head(STARTED, "2ASIR-B.csv", "1", "3f9a02c1")
    history_ = told(found) if attempts else None
    for name, text in class_pages.pages(found, reports, history_, sheet, "index.html", head):
        (directory / name).write_text(text, encoding="utf-8")
    _students(directory, found, reports, language)
    return directory / "index.html"


def _students(directory: Path, found: ClassResult, reports: Mapping[str, str], language: str) -> None:
    chosen = [(number, one) for number, one in enumerate(found.students) if one.id in reports][:PAGES]
    lines = [f"../{class_pages.page_of(number)}#who-{one.id}" for number, one in chosen]
    to = ways([f"../{reports[one.id]}" for _number, one in chosen], lines)
    for (number, one), mine in zip(chosen, to, strict=True):
        result = graded(server_of(number), language)
        (directory / one.id).mkdir()
        text = html.render(result, None, "teacher", Place(one.id, one.name))
        (directory / reports[one.id]).write_text(placed(text, mine), encoding="utf-8")
