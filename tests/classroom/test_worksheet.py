"""`perito export … --worksheet`: a run's grades in a program's own file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from perito import errors
from perito.classroom import worksheet
from perito.cli.commands import export
from perito.documents.class_result import ClassResult, Student
from perito.documents.score import Score
from perito.errors import PeritoError
from perito.report.class_states import state
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.support import i18n
from tests.classroom.recorded_class import class_run, graded
from tests.report.gradebooks.importers import gradescope
from tests.report.gradebooks.importers.moodle import Assignment, import_files, import_worksheet, shown
from tests.report.gradebooks.sheets import Shape

SHAPE = Shape()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return class_run(tmp_path_factory.mktemp("runs") / "one", {"ana": "sound", "luis": "stopped"}, off=("eva",))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    people = ("ana", "luis", "eva", "zoe")
    rows = [SHAPE.row(n, id="", email=f"{who}@example.org") for n, who in enumerate(people, 1)]
    return SHAPE.written(tmp_path, rows)


def exported(kind: str, runs: Path | tuple[Path, ...], sheet: Path | None, output: Path | None, **more: object) -> None:
    """As the command line does it."""
    named = runs if isinstance(runs, tuple) else (runs,)
    options = {"marks": None, "practice": None, **more}
    assert export.run(export.Options(kind, named, output, worksheet=sheet, **options)) == errors.OK  # type: ignore[arg-type]


def test_a_worksheet_and_the_pages(run: Path, sheet: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out, pages = tmp_path / "out.csv", tmp_path / "pages.zip"
    exported("moodle", run, sheet, out, feedback_zip=pages)
    done = import_worksheet(out.read_bytes(), SHAPE.of_moodle, Assignment((1, 2, 3, 4)))
    lost = graded("stopped")[0].score.grade
    assert done.grades == {1: 10.0, 2: lost}
    assert "1. " in shown(done.comments[2])
    assert list(done.comments) == [2]
    found = import_files(pages.read_bytes(), (1, 2))
    assert {who: list(files) for who, files in found.items()} == {1: ["informe.html"], 2: ["informe.html"]}
    said = capfd.readouterr().err.replace(str(sheet), "notas.csv")
    assert "fuera: eva: no se llega al servidor: connection refused" in said
    assert "notas.csv:6:1: en esta fila no hay nadie de la clase: Participante4" in said  # one name has two lines
    assert "notas.csv: notas puestas: 2; ya estaban: 0" in said


def test_standard_output_and_the_file_itself_have_the_same_bytes(
    run: Path, sheet: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    exported("moodle", run, sheet, tmp_path / "out.csv")
    exported("moodle", run, sheet, None)
    exported("moodle", run, sheet, Path("-"))
    exported("moodle", run, sheet, sheet)
    written = (tmp_path / "out.csv").read_bytes()
    assert capfdbinary.readouterr().out == written + written
    assert sheet.read_bytes() == written


def test_pages_are_the_students_own(tmp_path: Path) -> None:
    """Whatever the run's pages are: one graded as for the teacher has the advice in them."""
    run = class_run(tmp_path / "run", {"ana": "sound"})
    (run / "ana" / "report.html").write_text("for the teacher", encoding="utf-8")
    sheet = SHAPE.written(tmp_path, [SHAPE.row(1, email="ana@example.org")])
    exported("moodle", run, sheet, tmp_path / "o", feedback_zip=tmp_path / "z")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "z").read_bytes())) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    assert "for the teacher" not in text
    assert "Consejo para el profesor" not in text
    assert "ana" in archive.namelist()[0].casefold()


def test_the_attempt_that_counts_is_written_with_its_causes(run: Path, sheet: Path, tmp_path: Path) -> None:
    second = class_run(tmp_path / "two", {"luis": "sound", "ana": "not-enabled"}, started="2027-11-21T09:00:00+00:00")
    for path in second.glob("*/result.json"):
        path.write_text(json.dumps({**json.loads(path.read_text()), "started": "2027-11-21T09:00:00Z"}))
    exported("moodle", (run, second), sheet, tmp_path / "out.csv")
    cells = CsvSheet(sheet, (tmp_path / "out.csv").read_bytes()).rows
    assert cells[2][5].text == "10,00"
    assert cells[2][10].text == ""
    assert "1. " in cells[1][10].text


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("moodle", {"partial": True}, "--partial: solo con --worksheet"),
        ("moodle", {"sheet": Path("nowhere.csv")}, "nowhere.csv: no existe"),
        ("canvas", {"sheet": "SHEET", "feedback_zip": Path("z")}, "--feedback-zip: canvas no admite ninguno"),
        ("canvas", {"sheet": "SHEET"}, "notas.csv:1:1: "),
        ("moodle", {"sheet": "SHEET", "columns": ("nota=X",)}, "--column nota=X: PAPEL=CABECERA"),
        ("moodle", {"sheet": "SHEET", "columns": ("grade=X",)}, ":1:1: --column grade: "),
        ("moodle", {"sheet": "SHEET", "output": Path("one"), "feedback_zip": Path("one")}, "no puede contener los dos"),
        ("moodle", {"sheet": "SHEET", "feedback_zip": Path("-")}, "no puede contener los dos"),
        ("moodle", {"sheet": "RUN"}, "class.json:1:1: "),
    ],
)
def test_what_does_not_go_is_one_line(
    run: Path, sheet: Path, tmp_path: Path, kind: str, given: dict[str, object], said: str
) -> None:
    i18n.use("es")
    places = {"SHEET": sheet, "RUN": run / "class.json", None: None}
    named = given.pop("sheet", None)
    with pytest.raises(PeritoError) as error:
        exported(kind, run, named if isinstance(named, Path) else places[named], given.pop("output", None), **given)  # type: ignore[arg-type,index]
    assert error.value.exit_status == errors.USAGE
    assert len(str(error.value).splitlines()) == 1
    assert said in str(error.value)


def test_what_cannot_be_placed_writes_nothing(run: Path, tmp_path: Path) -> None:
    rows = [SHAPE.row(1, email="ana@example.org", changeable="No"), SHAPE.row(2, email="luis@example.org")]
    sheet, out = SHAPE.written(tmp_path, rows), tmp_path / "out.csv"
    with pytest.raises(PeritoError, match=r"notas\.csv:2:6: ana: su nota está bloqueada") as error:
        exported("moodle", run, sheet, out)
    assert error.value.exit_status == errors.USAGE
    assert not out.exists()
    exported("moodle", run, sheet, out, partial=True)
    assert CsvSheet(sheet, out.read_bytes()).rows[1][5].text == ""


def test_gradescope_gets_a_document_for_each_student(run: Path, tmp_path: Path) -> None:
    exported("gradescope", run, None, tmp_path / "out")
    files = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.json"))
    assert files == ["ana/results.json", "luis/results.json", "students.json"]
    index = json.loads((tmp_path / "out" / "students.json").read_text(encoding="utf-8"))
    assert index == {"ana@example.org": "ana/results.json", "luis@example.org": "luis/results.json"}
    for who, server in (("ana", "sound"), ("luis", "stopped")):
        text = (tmp_path / "out" / who / "results.json").read_text(encoding="utf-8")
        document = gradescope.read(text)
        assert document["score"] == graded(server)[0].score.grade
        assert len(text) < 1_000_000
        assert sum(test.get("max_score", 0) for test in document["tests"]) == pytest.approx(10, abs=0.01)


def test_who_is_absent_gets_a_word_for_it(tmp_path: Path) -> None:
    i18n.use("es")
    score = Score(earned=0, possible=10, grade=0)
    absent = Student(id="ana", email="ana@example.org", status="absent", complete=True, score=score)
    sheet = SHAPE.written(tmp_path, [SHAPE.row(1, email="ana@example.org")])
    of = worksheet.Class(ClassResult(practice="flask", students=(absent,)), ())
    row = CsvSheet(sheet, worksheet.filled("moodle", sheet, {}, of, partial=False).content).rows[1]
    assert row[5].text == "0,00"
    assert shown(row[10].text) == state(absent)
