"""Who has no address in the roster: in every list and export, with the grade that the rubric gives, stopping nobody."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from perito import errors
from perito.classroom import absent
from perito.classroom.files import document
from perito.classroom.job import Person
from perito.classroom.run_directory import RunDirectory
from perito.cli.commands import grade, regrade_class
from perito.cli.commands.grade import Options, finished, plan
from perito.cli.commands.grade_end import exit_status, finish
from perito.documents.attempts import Attempt, Policy, counting, histories
from perito.documents.class_result import ClassResult, Student
from perito.documents.score import Score
from perito.grading.settings import Grading
from perito.practice import locate, rubric
from perito.report import class_page, gradebook
from tests.classroom.recorded_class import class_run
from tests.classroom.roster.test_cases import CASES

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


def test_a_class_with_one_who_is_absent_is_graded_and_has_them_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ana's server refuses, which is the reason for the status; Eva has none."""
    roster = tmp_path / "class.csv"
    roster.write_text("id,name,email,host\nana,Ana,ana@example.org,192.0.2.1\neva,Eva,eva@example.org,\n")
    refused = Student(id="ana", name="Ana", email="ana@example.org", status="refused", reason="connection refused")
    asked: list[str] = []

    def drive(planned: grade.Class, options: Options, held: ExitStack) -> tuple[dict[str, Student], bool]:
        asked.extend(planned.jobs)
        grade.begin(planned, options, held, set(planned.jobs))
        return {"ana": refused}, False

    monkeypatch.setattr(grade, "drive", drive)
    run = tmp_path / "run"
    assert grade.run(options(roster, run)) == errors.NOT_GRADED
    assert asked == ["ana"]
    lines = json.loads((run / "class.json").read_text())["students"]
    assert [(one["id"], one["status"]) for one in lines] == [("ana", "refused"), ("eva", "absent")]
    assert (lines[1]["complete"], lines[1]["score"]["grade"], lines[1]["result"]) == (True, 0, None)
    rows = list(csv.DictReader((run / "gradebook.csv").read_text().splitlines()))
    found = [(one["id"], one["status"], one["grade"]) for one in rows]
    assert found == [("ana", "refused", ""), ("eva", "absent", "0.00")]
    assert "no ha entregado nada" in (run / "index.html").read_text()
    matrix = (run / "matrix.csv").read_text()
    assert "eva,Eva,absent" in matrix
    known = document(RunDirectory(run))
    assert "eva,eva@example.org,0.00" in gradebook.render("moodle", known)
    assert [one.id for one in gradebook.left_out(known)] == ["ana"]


@pytest.mark.parametrize(("given", "grade", "final"), [("0", 0.0, True), ("1.5", 1.5, True), (None, None, False)])
def test_the_rubric_says_what_absent_is_worth(given: str | None, grade: float | None, final: bool) -> None:
    found = line(given)
    assert (found.grade, found.final) == (grade, final)
    assert found.score is None or (found.score.least, found.score.highest) == (grade, grade)


@pytest.mark.parametrize(("said", "found"), [("", Decimal(0)), ("absent: 2\n", Decimal(2)), ("absent: none\n", None)])
def test_it_is_read_from_the_rubric(tmp_path: Path, said: str, found: Decimal | None) -> None:
    path = tmp_path / "rubric.yaml"
    path.write_text(locate.find().rubric.read_text(encoding="utf-8") + said, encoding="utf-8")
    assert rubric.load(path).absent == found


def test_more_than_the_scale_is_told_with_its_place(tmp_path: Path) -> None:
    text = locate.find().rubric.read_text(encoding="utf-8")
    path = tmp_path / "rubric.yaml"
    path.write_text(f"{text}absent: 11\n", encoding="utf-8")
    with pytest.raises(rubric.RubricError, match=rf"{text.count(chr(10)) + 1}:\d+: absent: 11: más que la escala, 10"):
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
    assert "<dd>7,00</dd>" in page or "<dd>7.00</dd>" in page
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


ROSTERS = ("moodle-worksheet-ca.csv", "google-forms-es.csv", "canvas.csv", "seneca.csv", "nombre-ip.csv", "aws.json",
           "proxmox-config.json", "terraform-objects.json", "by-name.json")  # fmt: skip


def options(roster: Path, run: Path, *, resume: bool = False) -> Options:
    how = Grading.of(None, "", "es", "teacher", None, 0)
    return Options(roster, how, run, run.parent, resume, 1, "local", None, 30.0, 0)


@pytest.mark.parametrize("name", ROSTERS)
def test_the_class_document_of_a_roster_of_each_kind(name: str, tmp_path: Path) -> None:
    """Nobody is reached here: who has an address has not been graded yet, and who has none is absent."""
    given = options(CASES / name, tmp_path / "run")
    with ExitStack() as held:
        planned = plan(given, held)
        planned.directory.make()
        planned.directory.begin(planned.asked)
        made = finish(planned, dict(planned.absent), given.grading)
    found = [f"{one.id} | {one.name} | {one.email} | {one.status}" for one in made.students]
    listed = (CASES / f"{name}.students").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in listed]
    assert found == [f"{a} | {b} | {c} | {'absent' if d == 'absent' else 'error'}" for a, b, c, d, *_ in cells]
    assert any(line.endswith("absent") for line in found) or name == "seneca.csv"


def test_who_was_graded_keeps_it_when_the_address_is_gone(tmp_path: Path) -> None:
    """And who was absent is graded once the roster has an address."""
    run = class_run(tmp_path / "run", {"ana": "sound"}, off=("luis",))
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,host\nana,Ana,\nluis,Luis,192.0.2.1\neva,Eva,\n", encoding="utf-8")
    with ExitStack() as held:
        planned = plan(options(roster, run, resume=True), held)
        assert set(planned.jobs) == {"luis"}
        assert set(planned.absent) == {"ana", "eva"}
        before = finished(planned)
        assert (before["ana"].status, before["ana"].grade) == ("graded", 10)
        assert {**planned.absent, **before}["eva"].status == "absent"


def test_grading_again_leaves_the_absent_absent(tmp_path: Path) -> None:
    run = RunDirectory(class_run(tmp_path / "run", {"ana": "sound"}, off=("eva",)))
    written = run.document()
    assert written is not None
    lines = [one if one.id == "ana" else line("3") for one in written.students]
    run.write("class.json", written.model_copy(update={"students": tuple(lines)}).to_json().encode())
    again = regrade_class.plan(run, Grading.of(None, "", "es", "teacher", None, 0), regrade_class.Options(save=True))
    assert (again.absent, again.without_grade) == (("eva",), [])
    assert again.before["eva"].grade == 3
    assert [job.person.id for job in again.jobs] == ["ana"]
