"""Every program that takes grades: a new one is a file in this folder and a line in this list.

A gradebook's modules are loaded when it is written, not before.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult
    from perito.report.gradebooks.cells import Sheet
    from perito.report.gradebooks.layout import Layout

    Told = Mapping[str, History]


@dataclass(frozen=True)
class Gradebook:
    """`made`: the class as a file of its own (bytes: no text); `laid_out`: the columns of the program's own file, by
    --column and the practice's title.

    `imports`: only final grades are in it; `feedback_zip`: the program takes feedback files, too.
    """

    made: Callable[[ClassResult, Told], str | bytes] | None = None
    laid_out: Callable[[Sheet, Mapping[str, str], str], Layout] | None = None
    imports: bool = True
    binary: bool = False
    feedback_zip: bool = False


def _module(name: str) -> Any:
    return import_module(f"perito.report.{name}")


def _text(kind: str) -> Callable[[ClassResult, Told], str]:
    return lambda graded, told: str(_module("gradebook").render(kind, graded, told))


def _layout(name: str) -> Callable[[Sheet, Mapping[str, str], str], Layout]:
    return lambda sheet, asked, title: _module(f"gradebooks.{name}").laid_out(sheet, asked, title)


GRADEBOOKS = {
    "moodle": Gradebook(_text("moodle"), _layout("moodle"), feedback_zip=True),
    "canvas": Gradebook(_text("canvas"), _layout("canvas")),
    "csv": Gradebook(_text("csv"), imports=False),
    "xlsx": Gradebook(lambda *shown: _module("workbook").render(*shown), imports=False, binary=True),
}


def sheet_of(path: Path) -> Sheet:
    """A worksheet by its content. Raises WorksheetError, UsageError."""
    from perito.report.gradebooks.cells import content
    from perito.report.gradebooks.csv_sheet import CsvSheet

    return CsvSheet(path, content(path))
