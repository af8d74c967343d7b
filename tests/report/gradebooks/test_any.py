"""Any table, any bytes, any words of a server: what is read is what stands there, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from perito.report.gradebooks import layout, moodle
from perito.report.gradebooks.cells import Entry, WorksheetError
from perito.report.gradebooks.csv_sheet import CsvSheet
from perito.report.gradebooks.xlsx_sheet import XlsxSheet
from tests.report.gradebooks.importers.moodle import fgetcsv, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.report.gradebooks.cells import Sheet

FILE = Path("notas.csv")
CELL = st.text(st.sampled_from('ab,;\t"\\\n\r =ñ→'), max_size=6)
TABLE = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=4))
WORDS = st.text(st.sampled_from("ab;=+-@<>&\"'\\ \n,|"), max_size=20)


def read(kind: Callable[[Path, bytes], Sheet], data: bytes) -> Sheet | None:
    """The sheet; None where it is refused, each time with a place."""
    problems: list[str] = []
    try:
        return kind(FILE, data)
    except WorksheetError as error:
        problems = error.problems
    assert problems
    assert all(re.match(r"notas\.csv:\d+:\d+: .", line) for line in problems)
    return None


@settings(max_examples=150, deadline=None)
@given(TABLE, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.booleans(), CELL)
def test_a_table_that_is_read_is_read_as_others_read_it(
    rows: list[list[str]], delimiter: str, end: str, quoted: bool, text: str
) -> None:
    out = io.StringIO(newline="")
    how: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=how).writerows(rows)
    data = out.getvalue().encode()
    sheet = read(CsvSheet, data)
    if not isinstance(sheet, CsvSheet):
        return
    found = [[cell.text for cell in row] for row in sheet.rows]
    reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=sheet.delimiter)
    assert found == [row for row in reader if row]
    normal = [[re.sub(r"\r\n?", "\n", cell) for cell in row] for row in found]
    ends_plainly = data.decode() == data.decode().strip() + end
    assert not ends_plainly or [row for row in fgetcsv(data.decode(), sheet.delimiter) if row] == normal
    assert sheet.filled({}) == data
    last = len(sheet.rows) - 1
    if last == 0 or "\\" in text:
        return  # headings, by which the delimiter is told, are not written to
    again = CsvSheet(FILE, sheet.filled({(last, 1): Entry(text)}))
    assert again.delimiter == sheet.delimiter
    assert again.rows[last][1].text == text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | st.text(st.sampled_from('a,;"\n\ufeff'), max_size=20).map(str.encode))
def test_any_bytes_are_a_table_or_a_line(data: bytes) -> None:
    for kind in (CsvSheet, XlsxSheet):
        sheet = read(kind, data)
        assert sheet is None or sheet.filled({}) == data


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_no_words_of_a_server_are_a_formula_or_markup(words: str, old: str) -> None:
    for keeps in (moodle.beside, layout.beside):
        written = keeps("", words)
        assert not re.search(r"(^|;)\s*[=+\-@]", written)
        assert keeps(written, words) == written
        assert keeps(keeps(old, words), words) == keeps(old, words)
    html = moodle.beside("", words)
    assert shown(html) == words
    assert re.findall("<[^>]*>", html.replace("<br>", "")) == (['<div class="perito">', "</div>"] if words else [])
    assert "\\" not in html
