"""`perito export`: files for imports and spreadsheets, of one run or of the attempts that count."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from perito.report import gradebook, workbook
from tests.classroom.recorded_class import class_run, graded, practice_with
from tests.cli.running import ROOT, Ended, perito
from tests.report.test_class import graded_class

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "schema: perito/rubric/1\n"
SOUND = 10.0


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs of a class: ana gets better, luis worse, eva was switched off the first time."""
    first = class_run(tmp_path / "reports" / "one", {"ana": "stopped", "luis": "sound"}, off=("eva",))
    second = class_run(
        tmp_path / "reports" / "two",
        {"ana": "sound", "luis": "stopped", "eva": "not-enabled"},
        started="2026-11-21T09:00:00+00:00",
    )
    for run, day in ((first, "20"), (second, "21")):
        for path in run.glob("*/result.json"):
            document = json.loads(path.read_text())
            path.write_text(json.dumps({**document, "started": f"2026-11-{day}T09:00:00Z"}))
    return first, second


def practice_by(tmp_path: Path, policy: str) -> Path:
    return practice_with(tmp_path / "practice", (HEAD, f"{HEAD}attempts: {policy}\n"))


def rows(ended: Ended) -> dict[str, dict[str, str]]:
    assert ended.status == 0, ended.err
    return {row["id"]: row for row in csv.DictReader(io.StringIO(ended.out))}


def test_one_run_is_exported_as_it_is(runs: tuple[Path, Path]) -> None:
    found = rows(perito("export", "csv", runs[0]))
    assert {who: row["status"] for who, row in found.items()} == {
        "ana": "graded", "luis": "graded", "eva": "unreachable",
    }  # fmt: skip
    assert "attempts" not in found["ana"]


def test_who_is_left_out_of_an_import_is_told(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = perito("export", "moodle", runs[0], "-o", tmp_path / "moodle.csv")
    assert (ended.status, ended.out) == (0, "")
    assert ended.said == ["fuera: eva: no se llega al servidor: connection refused"]
    written = (tmp_path / "moodle.csv").read_bytes().decode().splitlines()
    assert [one.split(",")[0] for one in written] == ["ID number", "ana", "luis"]


@pytest.mark.parametrize(
    ("policy", "numbers", "late"),
    [
        ("{policy: last}", {"ana": "2", "luis": "2", "eva": "2"}, []),
        ("{policy: best}", {"ana": "2", "luis": "1", "eva": "2"}, []),
        (
            "{policy: before-deadline, deadline: 2026-11-20T23:59+01:00}",
            {"ana": "1", "luis": "1", "eva": ""},
            ["ana", "luis", "eva"],
        ),
    ],
)
def test_the_attempt_that_counts_is_exported(
    runs: tuple[Path, Path], tmp_path: Path, policy: str, numbers: dict[str, str], late: list[str]
) -> None:
    practice = practice_by(tmp_path, policy)
    ended = perito("export", "csv", runs[1], runs[0], "--practice", practice)
    found = rows(ended)
    assert {who: row["attempt"] for who, row in found.items()} == numbers
    best = found["luis"]
    assert best["grade"] == (f"{SOUND:.2f}" if numbers["luis"] == "1" else f"{graded('stopped')[0].score.grade:.2f}")
    assert [line.split(":")[1].strip() for line in ended.said if line.startswith("tarde")] == late
    if late:
        assert (found["eva"]["status"], found["eva"]["grade"]) == ("late", "")


def test_marks_make_grades_final(tmp_path: Path) -> None:
    run = class_run(tmp_path / "run", {"ana": "sound"}, whole=True)
    result = run / "ana" / "result.json"  # of a server without the exercise: what was not asked there stays unseen
    result.write_text(json.dumps({**json.loads(result.read_text()), "complete": True, "problems": []}))
    assert "fuera: ana" in perito("export", "moodle", run).err
    marks = tmp_path / "marks.yaml"
    marks.write_text("students: {ana: {question: {level: full}, document: 2}}")
    ended = perito("export", "moodle", run, "--marks", marks)
    assert ended.said == []
    assert ended.out.splitlines()[1].startswith("ana,ana@example.org,")


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


def test_a_workbook_has_grades_as_numbers_and_every_attempt(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = perito("export", "xlsx", *runs, "-o", tmp_path / "new" / "grades.xlsx")
    assert ended.status == 0, ended.err
    found = sheets(tmp_path / "new" / "grades.xlsx")
    assert list(found) == ["Notas", "Intentos"]
    assert (found["Notas"][1][0], found["Notas"][1][3]) == ("ana", SOUND)
    attempts = [(row[0], row[2], row[7]) for row in found["Intentos"][1:]]
    assert attempts == [
        ("ana", 1, None), ("ana", 2, "sí"), ("luis", 1, None), ("luis", 2, "sí"), ("eva", 1, None), ("eva", 2, "sí"),
    ]  # fmt: skip


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    nasty = ("=1+1", "+1", "@SUM(A1)", "-1", "a\x1b[31m\x00b")
    one = graded_class().students[0]
    students = tuple(one.model_copy(update={"id": text, "name": text}) for text in nasty)
    path = tmp_path / "grades.xlsx"
    path.write_bytes(workbook.render(graded_class().model_copy(update={"students": students})))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [sheet.cell(row, column) for row in range(2, 2 + len(nasty)) for column in (1, 2)]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    assert [cell.value for cell in cells[::2]][:4] == list(nasty[:4])


@pytest.mark.parametrize("text", ["a;=1+1", "a; -2", ";@SUM(A1)"])
def test_a_semicolon_begins_no_formula_either(text: str) -> None:
    one = graded_class().students[0].model_copy(update={"name": text})
    written = gradebook.render("csv", graded_class().model_copy(update={"students": (one,)}))
    assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in written.splitlines()[1].split(";"))


def test_the_page_and_the_gradebook_show_earlier_runs_beside_it(runs: tuple[Path, Path], tmp_path: Path) -> None:
    class_run(tmp_path / "reports" / "others", {"zoe": "sound"})
    practice = practice_by(tmp_path, "{policy: best}")
    assert perito("regrade", runs[1], "--practice", practice, "--save").status == 0
    page = (runs[1] / "index-attempts-1.html").read_text()
    assert page.count('<td><time datetime="') == 6
    assert "Intentos" in page
    assert "Student zoe" not in page
    found = {row["id"]: row for row in csv.DictReader(io.StringIO((runs[1] / "gradebook.csv").read_text()))}
    assert [(row["attempts"], row["attempt"]) for row in found.values()] == [("2", "2"), ("2", "1"), ("2", "2")]
    assert "Intentos" in sheets(runs[1] / "gradebook.xlsx")
    assert perito("regrade", runs[0], "--practice", practice, "--save").status == 0
    assert "Intentos" not in (runs[0] / "index.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pdf", "RUN"), "FORMAT"),
        (("csv", "elsewhere"), "no es la corrección de una clase"),
        (("xlsx", "RUN"), "--output"),
        (("csv", "RUN", "-o", "RUN/ana"), "no se puede escribir"),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(
    runs: tuple[Path, Path], words: tuple[str, ...], said: str
) -> None:
    ended = perito("export", *(word.replace("RUN", str(runs[0])) for word in words))
    assert ended.status == 2
    assert len(ended.said) == 1
    assert said in ended.said[0]


def test_without_openpyxl_there_is_one_line(runs: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "openpyxl.py").write_text("raise ImportError")
    path = f"{tmp_path}:{ROOT}"
    ended = perito("export", "xlsx", runs[0], "-o", tmp_path / "grades.xlsx", env={"PYTHONPATH": path})
    assert ended.status == 2
    assert ended.said == ["xlsx: instala Perito con su extra: perito[xlsx]"]


def test_earlier_runs_may_be_named_wherever_they_are(runs: tuple[Path, Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "archive" / "one"
    elsewhere.parent.mkdir()
    runs[0].rename(elsewhere)
    asked = json.loads((runs[1] / "run.json").read_text())
    practice = practice_by(tmp_path, "{policy: best}")
    for named, shown in ([], 0), ([str(elsewhere)], 6):
        (runs[1] / "run.json").write_text(json.dumps({**asked, "attempts": named}))
        assert perito("regrade", runs[1], "--practice", practice, "--save").status == 0
        page = runs[1] / "index-attempts-1.html"
        assert (page.read_text().count('<td><time datetime="') if page.exists() else 0) == shown
