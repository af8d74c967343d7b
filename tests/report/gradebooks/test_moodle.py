"""Moodle's worksheet: filled in byte for byte, as Moodle's own importer reads it; what it would skip is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.report.gradebooks import moodle, moodle_zip
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.fill import Filling, fill
from perito.support import i18n
from tests.report.gradebooks.importers.moodle import Assignment, Refused, import_files, import_worksheet, shown
from tests.report.gradebooks.sheets import NO, SHAPES, Shape, class_of, student

if TYPE_CHECKING:
    from perito.documents.class_result import ClassResult

FILE = Path("notas.csv")
TEXT = '1. El servicio <no> está "activo" (+1,5 puntos)\n2. ruta C:\\\\'


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def filled(data: bytes, graded: ClassResult, text: str = TEXT, *, partial: bool = False) -> tuple[bytes, Filling]:
    sheet = CsvSheet(FILE, data)
    texts = {one.id: text for one in graded.students}
    filling = fill(sheet, moodle.laid_out(sheet, {}, ""), graded, texts, partial=partial)
    return sheet.filled(filling.entries), filling


def refused(data: bytes, graded: ClassResult | None = None) -> list[str]:
    with pytest.raises(WorksheetError) as error:
        filled(data, graded or class_of(student(1, 7.5)))
    assert error.value.exit_status == 2
    return error.value.problems


def fraction(shape: Shape, grade: float) -> float:
    return float(Decimal(str(grade)) * Decimal(shape.maximum.replace(",", ".")) / 10)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: f"{one.language}{one.delimiter!r}{one.end!r}{one.encoding}")
def test_nothing_but_grade_and_feedback_changes(shape: Shape) -> None:
    rows = [shape.row(number, feedback="<p>Muy bien</p>" if number == 2 else "") for number in (1, 2, 3, 4)]
    data = shape.data(rows)
    content, filling = filled(data, class_of(student(1, 7.5), student(2, 10), student(3, 3.25)))
    assert filling.changed == 3
    for row, column in filling.entries:  # the same cells put back give the same bytes
        rows[row - 1][column] = filling.entries[row, column].text
    assert {column for _row, column in filling.entries} == {5, 10}
    assert content == shape.data(rows)
    done = import_worksheet(
        content,
        shape.of_moodle,
        Assignment((1, 2, 3, 4), maximum=fraction(shape, 10)),
        delimiter=shape.delimiter,
        encoding=shape.encoding,
    )
    assert done.grades == {1: fraction(shape, 7.5), 2: fraction(shape, 10), 3: fraction(shape, 3.25)}
    assert done.skipped == {4: "no value"}
    assert shown(done.comments[1]) == TEXT
    assert done.comments[2].startswith("<p>Muy bien</p>")


@pytest.mark.parametrize(
    ("maximum", "grade", "written"),
    [
        ("10,00", 7.5, "7,50"), ("10,0", 7.45, "7,45"), ("10", 7, "7"), ("10.00", 3.255, "3.26"),
        ("100,00", 7.777, "77,77"), ("7", 10, "7"), ("3,00", 10 / 3, "1,00"),
    ],
)  # fmt: skip
def test_the_grade_is_out_of_moodles_maximum_in_the_files_own_notation(
    maximum: str, grade: float, written: str
) -> None:
    shape = Shape(maximum=maximum)
    content, filling = filled(shape.data([shape.row(1)]), class_of(student(1, grade)), "")
    assert filling.entries[1, 5].text == written
    assert CsvSheet(FILE, content).rows[1][5].text == written


def test_a_second_time_changes_nothing() -> None:
    shape = Shape()
    graded = class_of(student(1, 7.5), student(2, 9))
    once, _ = filled(shape.data([shape.row(1), shape.row(2, feedback="<p>Bien</p>")]), graded)
    twice, filling = filled(once, graded)
    assert twice == once
    assert (filling.changed, filling.same) == (0, 2)
    mended, _ = filled(once, graded, "")
    assert CsvSheet(FILE, mended).rows[2][10].text == "<p>Bien</p>"


def test_an_equal_grade_written_otherwise_stays_as_it_is() -> None:
    shape = Shape()
    data = shape.data([shape.row(1, grade="7,5")])
    assert filled(data, class_of(student(1, 7.5)), "")[0] == data


def test_students_are_found_by_identifier_then_email_then_name() -> None:
    shape = Shape()
    rows = [
        shape.row(1, id="11A", email="x@example.org"),
        shape.row(2, id="", email="Luis@Example.org"),
        shape.row(3, "PEÑA RUIZ, Ana", id="", email="other@example.org"),
        shape.row(4, '<span class="usersuspended">Iñigo Gil <i></i></span>', id="", email=""),
        shape.row(5, id="", email=""),
    ]
    graded = class_of(
        student(1, 1, id="11a", email="luis2@example.org"),
        student(2, 2, id="whoever", email="luis@example.org"),
        student(3, 3, id="u3", name="Ana Peña Ruiz", email="ana@home.example"),
        student(4, 4, id="u4", name="Íñigo Gil"),
        student(6, 5, id="nobody", name="No Body"),
    )
    _, filling = filled(shape.data(rows), graded, "")
    assert filling.placed == {"11a": 1, "whoever": 2, "u3": 3, "u4": 4}
    said = "\n".join(filling.notes)
    assert "notas.csv: nobody has no row" in said
    assert "notas.csv:7:1: nobody of the class is in this row: Participante5" in said  # one name has two lines
    assert said.count("by the name alone") == 2


@pytest.mark.parametrize(
    ("rows", "who"),
    [
        ((("a01", "x@example.org"), ("a01", "y@example.org")), {"email": ""}),
        ((("a01", "x@example.org"), ("b", "a01@example.org")), {"email": "a01@example.org"}),
        ((("b", ""), ("c", "")), {"name": "Ana"}),
    ],
)
def test_nobody_is_placed_by_guessing(rows: tuple[tuple[str, str], ...], who: dict[str, str]) -> None:
    shape = Shape()
    data = shape.data([shape.row(n, "Ana", id=one, email=mail) for n, (one, mail) in enumerate(rows, 7)])
    graded = class_of(student(1, 7.5).model_copy(update=who))
    assert refused(data, graded)[0].startswith("notas.csv:2:1: a01 could be in several rows")
    assert filled(data, graded, partial=True)[0] == data


def test_two_students_never_share_a_row() -> None:
    shape = Shape()
    graded = class_of(student(1, 1), student(2, 2, id="zz", email="a01@example.org"))
    assert len(refused(shape.data([shape.row(1)]), graded)) == 3


@pytest.mark.parametrize("language", list(NO))
def test_a_locked_grade_is_refused_and_an_equal_one_is_none(language: str) -> None:
    shape = Shape(language)
    data = shape.data([shape.row(1, changeable=NO[language], grade="5,00"), shape.row(2)])
    graded = class_of(student(1, 7.5), student(2, 8))
    assert refused(data, graded)[0].startswith("notas.csv:2:6: a01: its grade is locked")
    content, _ = filled(data, graded, "", partial=True)
    done = import_worksheet(content, shape.of_moodle, Assignment((1, 2), locked=frozenset({1}), grades={1: 5.0}))
    assert (done.grades, done.skipped) == ({2: 8.0}, {1: "not modified"})
    assert filled(data, class_of(student(1, 5)), "")[0] == data


def test_more_than_the_maximum_is_refused() -> None:
    shape = Shape()
    assert "more than the maximum grade" in refused(shape.data([shape.row(1)]), class_of(student(1, 10.5)))[0]


def test_a_date_that_moodle_cannot_read_is_told() -> None:
    spanish, english = Shape(), Shape("en", maximum="10.00")
    for shape, date, told in (
        (spanish, "jueves, 26 de noviembre de 2026, 17:22", True),
        (english, "Thursday, 26 November 2026, 5:22 PM", False),
    ):
        data = shape.data([shape.row(1, grade="5", modified=date), shape.row(2)])
        content, filling = filled(data, class_of(student(1, 7.5), student(2, 8)), "")
        known = Assignment((1, 2), grades={1: 5.0}, graded_at={1: 1_000})
        done = import_worksheet(content, shape.of_moodle, known)
        assert (done.skipped.get(1) == "modified later") is told
        assert any("tick there" in note for note in filling.notes) is told
        assert any("5 becomes 7" in note for note in filling.notes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"identifier": ""}, {}], "notas.csv:2:1: the identifier is empty"),
        ([{"identifier": "Ana"}, {}], "notas.csv:2:1: 'Ana' is no identifier"),
        ([{"identifier": "7"}, {}], "notas.csv:2:1: '7' is no identifier of Moodle's: that is 'Participante' and"),
        ([{"identifier": "Participante 7"}, {}, {}], "notas.csv:2:1: 'Participante 7' is no identifier"),
        ([{"identifier": "Participante7 "}, {}], "notas.csv:2:1: 'Participante7 ' is no identifier"),
        ([{"identifier": "Participante07"}, {}], "notas.csv:2:1: 'Participante07' is no identifier"),
        ([{}, {"identifier": "Participante7"}], "notas.csv:3:1: the identifier 'Participante7' stands in line 2"),
        ([{"maximum": ""}, {}], "notas.csv:2:7: no maximum grade"),
    ],
)
def test_rows_that_moodle_would_lose_are_refused(rows: list[dict[str, str]], said: str) -> None:
    shape = Shape()
    data = shape.data([shape.row(number, "Ana", **row) for number, row in enumerate(rows, 7)])
    assert refused(data)[0].startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"Ana"', '"Ana\\"'), "notas.csv:2:2: a backslash before a quote"),
        (('"Ana"', '"Ana" x'), "notas.csv:2:2: there is text after the closing quote"),
        (('"Ana"', ' "Ana"'), "notas.csv:2:2: there is a blank before the opening quote"),
        (('"Ana"', 'A"na'), "notas.csv:2:2: a quote within a cell"),
        (('"Ana",', '"Ana"'), "notas.csv:2:1: 10 cells, and the headings are 11"),
        (('"Ana",', ""), "notas.csv:2:1: 10 cells, and the headings are 11"),
        (("Calificación máxima", "Escala"), "notas.csv:1:7: the assignment is graded by a scale"),
        (("Calificación máxima", "Otra"), "notas.csv:1:1: no column of Moodle's maximum grade"),
        (("Estado", "Calificación"), "notas.csv:1:6: two columns are called 'Calificación'"),
    ],
)
def test_a_file_that_programs_read_differently_is_refused(change: tuple[str, str], said: str) -> None:
    shape = Shape(quoted=True, maximum="x" if change[1] == "Otra" else "10,00")
    text = shape.text([shape.row(1, "Ana"), shape.row(2, "Luis")])
    assert change[0] in text
    problems = refused(text.replace(change[0], change[1], 1).encode())
    assert problems[0].startswith(said), problems


def test_a_backslash_before_a_quote_makes_moodle_lose_the_next_row() -> None:
    shape = Shape(quoted=True)
    text = shape.text([shape.row(1, "Ana\\"), shape.row(2, "Luis")])
    with pytest.raises(Refused):
        import_worksheet(text.encode(), shape.of_moodle, Assignment((1, 2)))


def test_an_empty_file_and_one_without_columns_are_told() -> None:
    for data in (b"", b"\xef\xbb\xbf", b"notas\r\n1\r\n", b"\n\n"):
        assert refused(data) == ["notas.csv:1:1: no table: its first line has no two cells"]
    assert refused(b'a,"b')[0] == "notas.csv:1:2: the opening quote has no closing one"


def test_feedback_files_are_found_by_moodles_importer() -> None:
    people = [
        ("Ana Peña_Ruiz", "Participante12", b"1"),
        ("../x/..\\y", "Teilnehmer/in7", b"2"),
        ("", "Participant 9", b"3"),
    ]
    data = moodle_zip.archive(people)
    assert data == moodle_zip.archive(people)
    found = import_files(data, (7, 9, 12))
    assert {who: list(files.values()) for who, files in found.items()} == {12: [b"1"], 7: [b"2"], 9: [b"3"]}
    assert {name for files in found.values() for name in files} == {"report.html"}
    with pytest.raises(Refused):
        import_files(data, (7, 12))


def test_an_anonymous_worksheet_is_told() -> None:
    shape = Shape("en", maximum="10.00")
    keep = [0, 4, 5, 6, 7, 8, 9, 10]  # as Moodle writes it while submissions are anonymous
    table = [shape.of_moodle.identifier, *["Status", "Grade", "Maximum grade", "Grade can be changed"]]
    table += ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    rows = [[shape.row(number)[one] for one in keep] for number in (1, 2)]
    data = "".join(",".join(row) + "\n" for row in (table, *rows)).encode()
    content, filling = filled(data, class_of(student(1, 7.5, id="Participant 2"), student(2, 8)), "")
    assert filling.placed == {"Participant 2": 2}
    assert import_worksheet(content, shape.of_moodle, Assignment((1, 2))).grades == {2: 7.5}
    assert any("it is anonymous" in note for note in filling.notes)
    assert any("a02 has no row" in note for note in filling.notes)


def test_a_sign_that_the_encoding_lacks_is_written_as_html() -> None:
    shape = Shape(delimiter=";", encoding="cp1252", bom=b"")
    content, filling = filled(shape.data([shape.row(1)]), class_of(student(1, 7.5)), "nginx → gunicorn ñ")
    done = import_worksheet(content, shape.of_moodle, Assignment((1,)), delimiter=";", encoding="cp1252")
    assert shown(done.comments[1]) == "nginx → gunicorn ñ"
    assert "notas.csv: when you upload it, choose there: ;, cp1252" in filling.notes


def test_a_worksheet_of_another_class_is_refused() -> None:
    shape = Shape()
    said = "notas.csv:1:1: nobody of the class has a row in it"
    assert refused(shape.data([shape.row(1)]), class_of(student(7, 5), student(8, 5)))[0].startswith(said)
    assert filled(shape.data([shape.row(1)]), class_of(student(7, None)))[1].placed == {}
