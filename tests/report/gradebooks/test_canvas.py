"""Canvas's gradebook: one column filled in, every other byte as it was, as Canvas's own import reads it."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.report.gradebooks import canvas
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.fill import Filling, fill
from perito.support import i18n
from tests.report.gradebooks.importers.canvas import Course, import_gradebook
from tests.report.gradebooks.sheets import class_of, student

if TYPE_CHECKING:
    from collections.abc import Callable


FILE = Path("Grades.csv")
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Práctica 3.2 (417),Otra (3) (418),Assignments Current Score"
HEAD += ",Final Grade"
HIDDEN = ",,,,,,Manual Posting,,,"
POINTS = "    Points Possible,,,,,,20.00,10.00,(read only),(read only)"
ANA = '"Peña, Ana",901,a01,ana@example.org,"1A, tarde",,,5.00,50.00,F'
LUIS = '"Gil ""el Rápido"", Luis",902,,luis@example.org,1A,"se fue\nantes",3.00,N/A,,'
ZOE = '"Student, Test",903,,x1,1A,,EX,,,'
COURSE = Course({901: "Ana", 902: "Luis", 903: "Test"}, {417: "Práctica 3.2", 418: "Otra (3)"}, frozenset({(902, 418)}))


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def gradebook(*rows: str, end: str = "\n", head: str = HEAD, bom: str = "") -> bytes:
    return (bom + end.join([head, *rows, ""])).encode()


def filled(
    data: bytes, *students: object, asked: dict[str, str] | None = None, partial: bool = False
) -> tuple[bytes, Filling]:
    sheet = CsvSheet(FILE, data)
    graded = class_of(*students)  # type: ignore[arg-type]
    layout = canvas.laid_out(sheet, asked or {}, graded.title)
    filling = fill(sheet, layout, graded, {one.id: "1. una\n2. dos" for one in graded.students}, partial=partial)
    return sheet.filled(filling.entries), filling


def refused(data: bytes, asked: dict[str, str] | None = None) -> str:
    with pytest.raises(WorksheetError) as error:
        filled(data, student(1, 7.5), asked=asked)
    return error.value.problems[0]


def with_semicolons(row: str) -> str:
    """A row as Canvas writes it for those who asked for semicolons, with a comma as the decimal sign."""
    cells = next(csv.reader([row]))
    numbers = (re.sub(r"^(\d+)\.(\d\d)$", r"\1,\2", cell) for cell in cells)
    return ";".join('"' + cell.replace('"', '""') + '"' if re.search('["\n;]', cell) else cell for cell in numbers)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("rows", [(HIDDEN, POINTS), (POINTS,)])
@pytest.mark.parametrize("written", [str, with_semicolons])
def test_nothing_but_the_assignments_cells_change(
    end: str, bom: str, rows: tuple[str, ...], written: Callable[[str], str]
) -> None:
    luis = LUIS.replace("\n", " ")
    graded = ANA.replace(",,,5.00", ",,15.00,5.00"), luis.replace(",3.00,", ",18.50,")
    data = gradebook(*map(written, (*rows, ANA, luis, ZOE)), end=end, bom=bom, head=written(HEAD))
    content, filling = filled(data, student(1, 7.5), student(2, 9.25, email="luis@example.org"))
    assert content == gradebook(*map(written, (*rows, *graded, ZOE)), end=end, bom=bom, head=written(HEAD))
    assert filling.changed == 2
    done = import_gradebook(content, COURSE)
    assert {who: grade for (who, which), grade in done.grades.items() if which == 417} == {
        901: "15.00", 902: "18.50", 903: "EX",
    }  # fmt: skip
    assert done.grades[901, 418] == "5.00"
    assert done.points == {417: "20.00", 418: "10.00"}
    assert (done.new_students, done.new_assignments) == ([], ["Notes"])


@pytest.mark.parametrize("asked", ["Otra (3) (418)", "otra (3)", "418"])
def test_the_column_is_found_by_heading_title_or_number(asked: str) -> None:
    data = gradebook(POINTS, ANA, LUIS)
    assert filled(data, student(1, 7.5), asked={"grade": asked})[1].entries[2, 7].text == "7.50"


def test_where_no_title_is_the_practices_the_only_assignment_is_it() -> None:
    head = HEAD.replace("Práctica 3.2", "Despliegue")
    assert "could be 'Despliegue (417)', 'Otra (3) (418)'" in refused(gradebook(POINTS, ANA, head=head))
    points = POINTS.replace("10.00", "(read only)")
    assert filled(gradebook(points, ANA, head=head), student(1, 7.5))[1].changed == 1


def test_notes_are_a_column_for_feedback_where_asked_for() -> None:
    data = gradebook(POINTS, ANA, LUIS)
    graded = (student(1, 7.5), student(2, 9, email="luis@example.org"))
    content, filling = filled(data, *graded, asked={"feedback": "Notes"})
    assert filling.entries[2, 5].text == "Perito: 1. una · 2. dos"
    assert filling.entries[3, 5].text == "se fue\nantes\nPerito: 1. una · 2. dos"
    assert filled(content, *graded, asked={"feedback": "Notes"})[0] == content


@pytest.mark.parametrize(
    ("cell", "said"), [("N/A", "Canvas has not assigned this"), ("EX", "the student is excused"), ("ex", "excused")]
)
def test_grades_that_canvas_would_drop_are_refused(cell: str, said: str) -> None:
    data = gradebook(POINTS, ANA.replace(",,,5.00", f",,{cell},5.00"))
    assert refused(data).startswith("Grades.csv:3:7: a01: ")
    assert said in refused(data)
    assert filled(data, student(1, 7.5), partial=True)[0] == data


def test_more_than_the_points_possible_is_a_bonus() -> None:
    assert filled(gradebook(POINTS, ANA), student(1, 11))[1].entries[2, 6].text == "22.00"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((",901,", ",,"), "Grades.csv:3:2: the ID is empty"),
        ((",902,", ",901,"), "Grades.csv:4:2: the identifier '901' stands in line 3"),
        (("Student,ID", "Alumno,Id"), "Grades.csv:1:1: no gradebook of Canvas's"),
        (("20.00", "(read only)"), "Grades.csv:1:7: Canvas has this column read-only"),
        ((",1A,", ",1A"), "Grades.csv:4:1: 9 cells, and the headings are 10"),
        (('"Peña, Ana"', 'Peña "la" Ana'), "Grades.csv:3:1: a quote within a cell"),
        (("Otra (3) (418)", "Práctica 3.2 (417)"), "Grades.csv:1:1: the column of the grade could be"),
    ],
)
def test_what_canvas_would_not_read_as_meant_is_refused(change: tuple[str, str], said: str) -> None:
    data = gradebook(POINTS, ANA, LUIS.replace("se fue\nantes", "no")).decode()
    assert change[0] in data
    assert refused(data.replace(change[0], change[1], 1).encode()).startswith(said)


def test_tabs_are_no_delimiter_for_canvas() -> None:
    data = gradebook(POINTS, ANA.replace('"Peña, Ana"', "Ana").replace('"1A, tarde"', "1A")).decode()
    assert "delimiter" in refused(data.replace(",", "\t").encode())


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (gradebook(POINTS, ANA).replace(b"\n", b"\r\n", 1), "2:10"),
        (gradebook(POINTS, ANA, head=HEAD.replace("Notes", '"No\nte"'), end="\r\n"), "2:10"),
    ],
)
def test_line_ends_that_ruby_would_not_take_are_refused(data: bytes, place: str) -> None:
    assert refused(data).startswith(f"Grades.csv:{place}: Canvas takes the first end of a line")
