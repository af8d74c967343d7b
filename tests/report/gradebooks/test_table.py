"""A teacher's own table and Google Classroom's, as CSV and as a workbook: only the cells meant change."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font

from perito.errors import UsageError
from perito.report.gradebooks import table
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.fill import Filling, fill
from perito.report.gradebooks.registry import sheet_of
from perito.report.gradebooks.xlsx_sheet import XlsxSheet
from perito.support import i18n
from tests.report.gradebooks.sheets import class_of, student

if TYPE_CHECKING:
    from perito.documents.class_result import Student
    from perito.report.gradebooks.cells import Sheet

FILE = Path("notas.csv")
PEOPLE = (
    student(1, 7.5, email="ana@example.org", name="Ana Peña Ruiz"),
    student(2, 9.25, email="luis@example.org", name="Luis Gil"),
)
CLASSROOM = """\
Last Name,First Name,Email Address,Otra,Práctica 3.2
Date,,,2026-11-01,2026-11-20
Points,,,10,100
Class Average,,,5,
Peña,Ana,ana@example.org,5,
Gil,Luis,LUIS@example.org,,40
"""
ALUMNOS = """\
IES de ejemplo;;;
;;;
Apellidos;Nombre;Nota (sobre 20);Observaciones
Peña Ruiz;Ana;;faltó
Gil;Luis;3,5;
;;;
Media;;7,2;
"""


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def filled(sheet: Sheet, *students: Student, asked: dict[str, str] | None = None) -> tuple[bytes, Filling]:
    graded = class_of(*students)
    layout = table.laid_out(sheet, asked or {}, graded.title)
    filling = fill(sheet, layout, graded, {one.id: "1. una\n2. dos" for one in students})
    return sheet.filled(filling.entries), filling


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (CLASSROOM, [("ana@example.org,5,", "ana@example.org,5,75"), (",,40", ",,92.5")]),
        (ALUMNOS, [(";;faltó", ';15,0;"faltó\nPerito: 1. una · 2. dos"'), (";3,5;", ";18,5;Perito: 1. una · 2. dos")]),
        (
            "NIA\tAlumno/a\tNota final /10\na02\tx\t\na01\ty\t\n",
            [("a02\tx\t", "a02\tx\t9.25"), ("a01\ty\t", "a01\ty\t7.5")],
        ),
        ("email,Grade\nana@example.org,\nluis@example.org,8\n", [("org,\n", "org,7.5\n"), (",8\n", ",9.25\n")]),
        ("Nombre;Nota;Calificación máxima\nLuis Gil;;5,00\nAna Peña Ruiz;;5,00\n", []),
    ],
)
def test_nothing_but_the_cells_meant_changes(text: str, changes: list[tuple[str, str]]) -> None:
    if not changes:
        text, changes = text.replace("Nombre;", "Alumno;"), [("Gil;;", "Gil;4,63;"), ("Ruiz;;", "Ruiz;3,75;")]
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    content, filling = filled(CsvSheet(FILE, data), *PEOPLE)
    wanted = text
    for old, new in changes:
        assert wanted.count(old) == 1, old
        wanted = wanted.replace(old, new)
    inner = "faltó\nPerito"  # within a cell a line ends as we end lines
    expected = wanted.replace("\n", "\r\n").replace(inner.replace("\n", "\r\n"), inner).encode()
    assert content == b"\xef\xbb\xbf" + expected
    assert filling.changed == 2
    assert filled(CsvSheet(FILE, content), *PEOPLE)[0] == content


def test_columns_can_be_said() -> None:
    text = "quién,cuánto,más\nana@example.org,,\n"
    with pytest.raises(WorksheetError) as error:
        filled(CsvSheet(FILE, text.encode()), *PEOPLE)
    assert error.value.problems[0].startswith("notas.csv:1:1: no headings are known")
    asked = {"email": "quién", "grade": "Cuánto", "feedback": "mas"}
    content, _ = filled(CsvSheet(FILE, text.encode()), *PEOPLE, asked=asked)
    assert content.decode() == text.replace(",,", ",7.5,Perito: 1. una · 2. dos")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("email,Nota,Grade\na@b.c,,\n", "notas.csv:1:1: the column of the grade could be 'Nota', 'Grade'"),
        ("email,Otra\na@b.c,\n", "notas.csv:1:1: no column of the grade is known"),
        ("email,Nota\nana@example.org,=B3\nluis@example.org,\n", "notas.csv:2:2: a01: a formula computes this cell"),
        ("email,Nota,comentarios,observaciones\na@b.c,,,\n", "notas.csv:1:1: the column of the feedback could be"),
    ],
)
def test_what_could_mean_two_things_is_refused(text: str, said: str) -> None:
    with pytest.raises(WorksheetError) as error:
        filled(CsvSheet(FILE, text.encode()), *PEOPLE)
    assert error.value.problems[0].startswith(said)


def workbook(*, prefix: str = "") -> bytes:
    """A teacher's workbook: styles, a formula, a hidden sheet before, numbers and texts."""
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "Oculta", "hidden"
    sheet = book.create_sheet("2º DAW")
    sheet.append(["IES de ejemplo"])
    sheet.append(["NIA", "Alumno/a", "Correo", "Nota (sobre 10)", "Observaciones", "Media"])
    sheet.append([10_001, "Peña Ruiz, Ana", "ana@example.org", None, "<faltó>", "=AVERAGE(D3:D4)"])
    sheet.append([10_002, "Gil, Luis", "luis@example.org", 3.5])
    sheet["D4"].font = Font(bold=True)
    sheet["D4"].number_format = "0.00"
    book.create_sheet("Otra").append(["Nota"])
    file = io.BytesIO()
    book.save(file)
    return re_prefixed(file.getvalue(), prefix)


def re_prefixed(data: bytes, prefix: str) -> bytes:
    """The same with a prefix before every element of the sheet, as some programs write it."""
    if not prefix:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("sheet2.xml"):
                text = re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", content.decode())
                content = text.replace("xmlns=", f"xmlns:{prefix}=").encode()
            new.writestr(entry, content)
    return out.getvalue()


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_workbook_is_changed_in_its_cells_alone(prefix: str) -> None:
    data = workbook(prefix=prefix)
    content, filling = filled(XlsxSheet(Path("n.xlsx"), data), *PEOPLE)
    assert filling.changed == 2
    before, after = parts(data), parts(content)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/worksheets/sheet2.xml"]
    cell = re.compile(
        rf'<{prefix}{":" if prefix else ""}c r="[DE][34]".*?(?:</{prefix}{":" if prefix else ""}c>|/>)', re.DOTALL
    )
    assert cell.sub("", before[changed[0]].decode()) == cell.sub("", after[changed[0]].decode())
    sheet = openpyxl.load_workbook(io.BytesIO(content))["2º DAW"]
    assert [sheet["D3"].value, sheet["D4"].value] == [7.5, 9.25]
    assert (sheet["D4"].font.bold, sheet["D4"].number_format, sheet["F3"].value) == (True, "0.00", "=AVERAGE(D3:D4)")
    assert sheet["E3"].value == "<faltó>\nPerito: 1. una · 2. dos"
    assert sheet["E4"].value == "Perito: 1. una · 2. dos"
    assert any("it has formulas" in note for note in filling.notes)
    assert filled(XlsxSheet(Path("n.xlsx"), content), *PEOPLE)[0] == content  # nothing to change, no byte changed


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_texts_in_common_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("sheet2.xml"):
                inline = r'<c r="D2" t="inlineStr"><is><t>Nota \(sobre 10\)</t></is></c>'
                content, count = re.subn(inline.encode(), b'<c r="D2" t="s"><v>1</v></c>', content)
                assert count == 1
            new.writestr(entry, content)
        texts = "<si><t>x</t></si><si><r><t>Nota </t></r><r><t>(sobre 10)</t></r><rPh sb='0' eb='1'><t>y</t></rPh></si>"
        new.writestr("xl/sharedStrings.xml", f"<sst xmlns='urn:x'>{texts}</sst>")
    sheet = XlsxSheet(Path("n.xlsx"), out.getvalue())
    assert sheet.rows[1][3].text == "Nota (sobre 10)"
    assert filled(sheet, *PEOPLE)[1].changed == 2


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet/>',
        b"<worksheet",
        b"\xff\xfe",
        b'<worksheet><row r="99999999"/></worksheet>',
        b'<worksheet><row r="1"><c r="ZZZ1"/></row></worksheet>',
        b'<w><row r="1"><c r="A1" t="s"><v>7</v></c></row></w>',
    ],
)
def test_a_broken_workbook_is_one_line(content: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, content if entry.filename.endswith("sheet2.xml") else old.read(entry))
    for data in (out.getvalue(), out.getvalue()[:200]):
        with pytest.raises(WorksheetError, match=r"^n\.xlsx:1:1: no workbook that can be read: .+$"):
            XlsxSheet(Path("n.xlsx"), data)


def test_each_format_takes_its_own_kind_of_file(tmp_path: Path) -> None:
    book, text = tmp_path / "n.xlsx", tmp_path / "n.csv"
    book.write_bytes(workbook())
    text.write_text(CLASSROOM)
    assert isinstance(sheet_of("xlsx", book), XlsxSheet)
    assert isinstance(sheet_of("classroom", book), XlsxSheet)
    assert isinstance(sheet_of("classroom", text), CsvSheet)
    for kind, path in (("moodle", book), ("canvas", book), ("csv", book), ("xlsx", text)):
        with pytest.raises(UsageError, match=r"and .* takes"):
            sheet_of(kind, path)
