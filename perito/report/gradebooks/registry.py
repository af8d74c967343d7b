"""Every program that takes grades: a new one is a file in this folder and a line in this list.

A gradebook's modules are loaded when it is written, not before.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from perito.errors import UsageError
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult
    from perito.documents.result import Result
    from perito.report.gradebooks.cells import Sheet
    from perito.report.gradebooks.layout import Layout

    Told = Mapping[str, History]


CSV, XLSX = "csv", "xlsx"


@dataclass(frozen=True)
class Gradebook:
    """`made`: the class as a file of its own (bytes: no text); `laid_out`: the columns of the program's own file, by
    --column and the practice's title.

    `each`: a document for every student, where the program takes one; `named`: the name of that file.

    `sheets`: which kinds of file that may be; `imports`: only final grades are in it; `feedback_zip`: the program takes
    feedback files, too.
    """

    made: Callable[[ClassResult, Told], str | bytes] | None = None
    laid_out: Callable[[Sheet, Mapping[str, str], str], Layout] | None = None
    imports: bool = True
    binary: bool = False
    feedback_zip: bool = False
    sheets: tuple[str, ...] = (CSV,)
    each: Callable[[Result], str] | None = None
    named: str = ""


def _module(name: str) -> Any:
    return import_module(f"perito.report.{name}")


def _workbook(graded: ClassResult, told: Told) -> bytes:
    return bytes(_module("workbook").render(graded, told))


def _text(kind: str) -> Callable[[ClassResult, Told], str]:
    return lambda graded, told: str(_module("gradebook").render(kind, graded, told))


def _layout(name: str) -> Callable[[Sheet, Mapping[str, str], str], Layout]:
    return lambda sheet, asked, title: _module(f"gradebooks.{name}").laid_out(sheet, asked, title)


GRADEBOOKS = {
    "moodle": Gradebook(_text("moodle"), _layout("moodle"), feedback_zip=True),
    "canvas": Gradebook(_text("canvas"), _layout("canvas")),
    "classroom": Gradebook(None, _layout("table"), sheets=(CSV, XLSX)),
    "gradescope": Gradebook(each=lambda result: str(_module("gradescope").render(result)), named="results.json"),
    "csv": Gradebook(_text("csv"), _layout("table"), imports=False),
    "xlsx": Gradebook(_workbook, _layout("table"), imports=False, binary=True, sheets=(XLSX,)),
}


def sheet_of(kind: str, path: Path) -> Sheet:
    """The worksheet of a gradebook, by its content. Raises WorksheetError, UsageError."""
    from perito.report.gradebooks.cells import content
    from perito.report.gradebooks.csv_sheet import CsvSheet
    from perito.report.gradebooks.xlsx_sheet import MAGIC, XlsxSheet

    data = content(path)
    is_workbook = data.startswith(MAGIC)
    if (XLSX if is_workbook else CSV) not in GRADEBOOKS[kind].sheets:
        said = (
            _("a workbook, and {format} takes CSV")
            if is_workbook
            else _("no workbook, and {format} takes no other file")
        )
        raise UsageError(f"{path}: {said.format(format=kind)}")
    return XlsxSheet(path, data) if is_workbook else CsvSheet(path, data)
