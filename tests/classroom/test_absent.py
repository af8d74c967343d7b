"""Who has no address in the roster: in every list and export, with the grade that the rubric gives, stopping nobody."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from perito import errors
from perito.classroom import absent
from perito.classroom.job import Person
from perito.cli.commands.grade import exit_status
from perito.documents.attempts import Attempt, Policy, counting, histories
from perito.documents.class_result import ClassResult, Student
from perito.documents.score import Score
from perito.grading.settings import Grading
from perito.practice import locate, rubric
from perito.report import class_page, gradebook
from tests.cli.running import perito

if TYPE_CHECKING:
    from pathlib import Path

EVA = Person("eva", "Eva Ruiz", "eva@example.org", "eva")


def line(grade: str | None = "0") -> Student:
    """Eva's, by a rubric with this `absent:`."""
    loaded = rubric.load(locate.find().rubric)
    return absent.line(EVA, loaded.model_copy(update={"absent": None if grade is None else Decimal(grade)}))


def graded(who: str, grade: float) -> Student:
    score = Score(earned=grade, possible=10, grade=grade)
    return Student(id=who, status="graded", complete=True, score=score, result=f"{who}/result.json")


def test_a_class_with_one_who_is_absent_is_graded_and_has_them_everywhere(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("id,name,email,host,port\nana,Ana,ana@example.org,127.0.0.1,1\neva,Eva,eva@example.org,,\n")
    done = perito("grade", roster, "--run", tmp_path / "run", cwd=tmp_path)
    assert done.status == errors.NOT_GRADED, done.err  # Ana's server refuses; Eva alone would be no reason
    lines = json.loads((tmp_path / "run" / "class.json").read_text())["students"]
    assert [(one["id"], one["status"]) for one in lines] == [("ana", "refused"), ("eva", "absent")]
    assert (lines[1]["complete"], lines[1]["score"]["grade"], lines[1]["result"]) == (True, 0, None)
    rows = list(csv.DictReader((tmp_path / "run" / "gradebook.csv").read_text().splitlines()))
    assert [(one["id"], one["status"], one["grade"]) for one in rows] == [
        ("ana", "refused", ""),
        ("eva", "absent", "0.00"),
    ]
    assert "no ha entregado nada" in (tmp_path / "run" / "index.html").read_text()
    exported = perito("export", "moodle", tmp_path / "run", cwd=tmp_path)
    assert "eva,eva@example.org,0.00" in exported.out
    assert "ana" in exported.err
    assert "eva" not in exported.err


@pytest.mark.parametrize(("given", "grade", "final"), [("0", 0.0, True), ("1.5", 1.5, True), (None, None, False)])
def test_the_rubric_says_what_absent_is_worth(given: str | None, grade: float | None, final: bool) -> None:
    assert (line(given).grade, line(given).final) == (grade, final)


@pytest.mark.parametrize(("said", "found"), [("", Decimal(0)), ("absent: 2\n", Decimal(2)), ("absent: none\n", None)])
def test_it_is_read_from_the_rubric(tmp_path: Path, said: str, found: Decimal | None) -> None:
    path = tmp_path / "rubric.yaml"
    path.write_text(locate.find().rubric.read_text(encoding="utf-8") + said, encoding="utf-8")
    assert rubric.load(path).absent == found


def test_more_than_the_scale_is_told_with_its_place(tmp_path: Path) -> None:
    text = locate.find().rubric.read_text(encoding="utf-8")
    path = tmp_path / "rubric.yaml"
    path.write_text(f"{text}absent: 11\n", encoding="utf-8")
    with pytest.raises(
        rubric.RubricError, match=rf"{text.count(chr(10)) + 1}:\d+: absent: 11: more than the scale, 10"
    ):
        rubric.load(path)


@pytest.mark.parametrize(
    ("lines", "fail_under", "status"),
    [
        ([graded("ana", 10), line()], None, errors.OK),
        ([graded("ana", 10), line()], 5, errors.BELOW),
        ([graded("ana", 10), line("5")], 5, errors.OK),
        ([graded("ana", 10), line(None)], 5, errors.OK),
        ([Student(id="ana", status="refused"), line()], None, errors.NOT_GRADED),
    ],
)
def test_the_exit_status(lines: list[Student], fail_under: float | None, status: int) -> None:
    grading = Grading.of(None, "", "es", "teacher", fail_under, 0)
    assert exit_status({one.id: one for one in lines}, grading) == status


def test_the_mean_is_of_those_who_handed_something_in() -> None:
    found = ClassResult(practice="flask", students=(graded("ana", 8), graded("luis", 6), line()))
    page = class_page.render(found)
    assert "<strong>7,00</strong>" in page or "<strong>7.00</strong>" in page
    assert "Eva Ruiz" in page
    assert "eva,,,,,0.00" in gradebook.render("canvas", found).replace("Eva Ruiz,,eva,eva@example.org,,", "eva,,,,,")


def test_absent_in_the_last_run_does_not_take_an_earlier_grade() -> None:
    first, last = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)
    told = histories([[Attempt("one", first, graded("eva", 6))], [Attempt("two", last, line())]], Policy())
    (counted,) = counting(ClassResult(practice="flask", students=(line(),)), told, {}, "two").students
    assert (counted.status, counted.grade) == ("graded", 6)
    never = histories([[Attempt("one", first, line())], [Attempt("two", last, line())]], Policy())
    (counted,) = counting(ClassResult(practice="flask", students=(line(),)), never, {}, "two").students
    assert (counted.status, counted.grade) == ("absent", 0)
