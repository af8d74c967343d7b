"""A class's grades: nobody's provisional grade is imported, no cell is a formula, the page shows them all."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta

import pytest

from perito.documents.attempts import Attempt, Policy, history
from perito.documents.class_result import LEFT, ClassResult, Student
from perito.documents.result import RootCause, Score
from perito.report import class_figures, class_page, gradebook

from . import samples


def score(grade: float, pending: float = 0.0) -> Score:
    return Score(earned=grade, possible=10, grade=grade, pending=pending)


def cause(text: str) -> RootCause:
    return RootCause(check="service.group", step="service", text=text, points=1)


def graded_class() -> ClassResult:
    group = cause("Group= es www-data: se esperaba www-data y hay alumno")
    students = (
        Student(id="a01", name="Ana Peña", email="ana@example.org", status="graded", complete=True, score=score(9.5)),
        Student(id="a02", name="Luis", status="graded", complete=True, score=score(4.25), first_cause=group),
        Student(id="a03", name="Eva", status="graded", complete=False, score=score(7), first_cause=group),
        Student(id="a04", name="Íñigo", status="unreachable", reason="connection refused on 192.0.2.12:22"),
        Student(id="a05", name="Sara", status="graded", complete=True, score=score(8, pending=3)),
    )
    return ClassResult(practice="flask", title="Despliegue de una aplicación Flask", students=students)


def table(kind: str, graded: ClassResult | None = None) -> list[list[str]]:
    return list(csv.reader(gradebook.render(kind, graded or graded_class()).splitlines()))


def test_sheet_has_everybody() -> None:
    rows = [dict(zip(table("csv")[0], row, strict=True)) for row in table("csv")[1:]]
    assert [row["grade"] for row in rows] == ["9.50", "4.25", "7.00", "", "8.00"]
    assert [row["complete"] for row in rows] == ["yes", "yes", "no", "no", "yes"]
    assert rows[3]["reason"] == "connection refused on 192.0.2.12:22"
    assert rows[1]["first_cause"].startswith("Group= es www-data")


def test_imports_have_final_grades_only() -> None:
    assert table("moodle") == [
        ["ID number", "Email address", "Despliegue de una aplicación Flask", "Feedback comments"],
        ["a01", "ana@example.org", "9.50", ""],
        ["a02", "", "4.25", "Group= es www-data: se esperaba www-data y hay alumno"],
    ]
    canvas = table("canvas")
    assert canvas[0][:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert canvas[1] == ["    Points Possible", "", "", "", "", "10"]
    assert canvas[2] == ["Ana Peña", "", "a01", "ana@example.org", "", "9.50"]
    assert [student.id for student in gradebook.left_out(graded_class())] == ["a03", "a04", "a05"]


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\n=1", " =1", "\uff1d1+1", "x; \uff20SUM(A1)"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    student = Student(id="x", name=text, status="graded", complete=True, score=score(1), first_cause=cause(text))
    graded = ClassResult(practice="flask", students=(student,))
    for kind in gradebook.KINDS:
        for row in table(kind, graded):
            assert not any(re.search(r"(^|;)\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell) for cell in row)


def test_unknown_gradebook_is_refused() -> None:
    with pytest.raises(ValueError, match="'xls' is not one of csv, moodle, canvas"):
        gradebook.render("xls", graded_class())


def test_page_shows_every_student_and_what_several_share() -> None:
    html = class_page.render(graded_class(), {"a01": "a01/report.html"})
    text = re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL))
    assert '<a href="a01/report.html">Ana Peña</a>' in html
    for part in ("5 alumnos", "2 con nota definitiva", "9,50", "provisional", "connection refused on 192.0.2.12:22"):
        assert part in text
    assert "Media 6,88" in text
    assert "2 de 4 Group= es www-data" in text
    assert "Sin nota 1 no se llega al servidor 1 Íñigo" in text
    assert "Nota provisional 2 pendiente" in text or "Nota provisional 2 parte" in text
    assert "Suspenden 1 por debajo de 5 Luis 4,25" in text


def test_bands_count_every_grade_once() -> None:
    assert [count for _label, count in class_figures.bands([0, 0.5, 9.99, 10, 5], 10)] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 2]


def test_page_and_sheets_escape() -> None:
    student = Student(id=samples.NASTY, name=samples.NASTY, status=samples.NASTY, reason=samples.NASTY)
    graded = ClassResult(practice="flask", title=samples.NASTY, students=(student,))
    assert class_page.render(graded).count("<script") == 1
    for text in (class_page.render(graded), *(gradebook.render(kind, graded) for kind in gradebook.KINDS)):
        assert not set(text) & {"\x1b", "\x00", "\u202e", "\x07"}


def test_two_findings_of_one_title_are_told_apart_by_what_was_said() -> None:
    def stopped(finding: str, says: str) -> RootCause:
        return RootCause(check="service.active", step="service", finding=finding, unmet="No está activo", text=says)

    ended, waits = stopped("ended", "Terminó sin error. Línea 3."), stopped("waits", "Espera a que termine.")
    alone = RootCause(check="env.exists", step="env", finding="none", unmet="No existe .env", text="Falta .env.")
    causes = (ended, ended, waits, waits, alone, alone)
    students = tuple(
        Student(id=f"a{number}", status="graded", complete=True, score=score(4), first_cause=one)
        for number, one in enumerate(causes)
    )
    page = class_page.render(ClassResult(practice="flask", students=students))
    common = page.partition('id="common"')[2].partition("</section>")[0]
    cards = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card)) for card in common.split("<li class")[1:]]
    assert [("Por ejemplo: Terminó sin error." in one, "Por ejemplo: Espera" in one) for one in cards] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    choices = re.findall(r'<option value="k\d">([^<]+)</option>', page)
    assert choices == ["Terminó sin error. (2)", "Espera a que termine. (2)", "No existe .env (2)"]


@pytest.mark.parametrize("other", ["JOSÉ PEÑA", "Jose\u0301 Pen\u0303a", "José\xa0Peña", "\uff2aosé Peña"])
def test_names_that_look_alike_are_one_name(other: str) -> None:
    students = [Student(id=who, name=name, status="graded") for who, name in (("a1", "José Peña"), ("a2", other))]
    assert [name.endswith(f"({who})") for who, name in class_page.called(students).items()] == [True, True]


DEADLINE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            Policy(policy="before-deadline", deadline=DEADLINE),
            "Cuenta el último intento con nota hasta el 25/10/2026, 0:30 (UTC). Las notas de esta página son las de la "
            "última vez: de 2 alumnos cuenta uno anterior, de 1 alumno no cuenta ninguno.",
        ),
        (Policy(deadline=DEADLINE), "Cuenta el último intento con nota. Es tarde después del 25/10/2026, 0:30 (UTC)."),
        (
            Policy(policy="best"),
            "Cuenta el mejor intento. Las notas de esta página son las de la última vez: de 1 alumno cuenta uno "
            "anterior.",
        ),
    ],
)  # fmt: skip
def test_the_page_says_which_attempt_counts_and_whose_grade_here_does_not(policy: Policy, said: str) -> None:
    def attempts(who: str, *grades: float | None, status: str = "graded") -> tuple[Student, list[Attempt]]:
        made = [
            Student(id=who, status=status, complete=True, score=None if grade is None else score(grade))
            for grade in grades
        ]
        at = [DEADLINE - timedelta(minutes=9), DEADLINE + timedelta(minutes=9)]
        runs = zip(("one", "two"), at, made, strict=True)
        return made[-1], [Attempt(*one) for one in runs if one[2].score is not None or one[0] == "two"]

    known = [
        attempts("worse", 8, 4), attempts("better", 4, 8), attempts("late", None, 9),
        attempts("gone", None, 9, status=LEFT),
    ]  # fmt: skip
    told = {student.id: history(made, policy) for student, made in known}
    graded = ClassResult(practice="flask", students=tuple(student for student, _made in known))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", class_page.render(graded, told=told)))
    assert said in text
    assert "3 alumnos 1 ya no está en la clase" in text
    assert text.count(said.split(".")[0]) == 2  # above the attempts, too
