"""What a sheet's columns and rows are: the same for every program's file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.report.gradebooks.cells import WorksheetError
from perito.report.gradebooks.matching import plain
from perito.report.gradebooks.numbers import Habit
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from perito.report.gradebooks.cells import Cell, Place, Sheet
    from perito.report.gradebooks.matching import Identity

GRADE, FEEDBACK, ID, EMAIL, NAME = "grade", "feedback", "id", "email", "name"
OURS = "Perito: "
FORMULA = re.compile(r"(;\s*)(?=[=+\-@])")  # what a spreadsheet executes that ends a cell at a semicolon
ROLES = (GRADE, FEEDBACK, ID, EMAIL, NAME)


@dataclass(frozen=True)
class Layout:
    """`rows`: what each student's row says of its student; `grade`, `feedback`: their columns, from 0.

    `maximum`: the best grade of each row, where the file says it; `bounded`: whether the program takes no better one;
    `refused`: why the program would take no grade in a row; `keeps`: a feedback beside what a cell has already;
    `notes`: what whoever uploads the file has to know.
    """

    rows: Mapping[int, Identity]
    grade: int
    feedback: int | None = None
    keeps: Callable[[str, str], str] = lambda _old, new: new
    maximum: Mapping[int, Decimal] = field(default_factory=dict)
    bounded: bool = True
    habit: Habit = field(default_factory=Habit)
    refused: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """A sheet's headings, in the row `at`. `asked`: headings by role, as on the command line."""

    sheet: Sheet
    asked: Mapping[str, str]
    at: int = 0

    @property
    def headings(self) -> list[str]:
        """The headings without capitals, accents and dots at their end."""
        return [plain(cell.text).rstrip(".") for cell in self.sheet.rows[self.at]]

    def place(self, column: int) -> Place:
        """Where a heading stands."""
        return self.sheet.rows[self.at][column].place

    def cell(self, row: int, column: int) -> Cell | None:
        """A cell; None where the row has none there."""
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int | None) -> str:
        """A cell's text without blanks around it; nothing where there is no cell."""
        cell = self.cell(row, column) if column is not None else None
        return cell.text.strip() if cell else ""

    def below(self, column: int) -> list[str]:
        """The texts under a heading."""
        return [self.text(row, column) for row in range(self.at + 1, len(self.sheet.rows))]

    def given(self, role: str) -> int | None:
        """The column that --column names for a role. Raises WorksheetError where not exactly one heading is it."""
        if role not in self.asked:
            return None
        wanted = plain(self.asked[role]).rstrip(".")
        found = [number for number, heading in enumerate(self.headings) if heading == wanted]
        if len(found) != 1:
            said = _("{count} columns are called {heading}; there are: {headings}")
            text = said.format(count=len(found), heading=repr(self.asked[role]), headings=self.listed())
            raise WorksheetError([f"{self.sheet.rows[self.at][0].place}: --column {role}: {text}"])
        return found[0]

    def named(self, names: Iterable[str]) -> list[int]:
        """The columns with one of these headings."""
        known = frozenset(names)
        return [number for number, heading in enumerate(self.headings) if heading in known]

    def listed(self) -> str:
        """All headings, for a message."""
        return ", ".join(repr(cell.text) for cell in self.sheet.rows[self.at] if cell.text.strip())

    def unclear(self, role: str, found: Iterable[int]) -> WorksheetError:
        """The error where several columns, or none, could have a role: it says how to tell which."""
        names = ", ".join(repr(self.sheet.rows[self.at][one].text) for one in found)
        if names:
            said = _("the column of the {role} could be {names}: say which with --column {word}=HEADING")
            text = said.format(role=said_of(role), names=names, word=role)
        else:
            said = _("no column of the {role} is known: say which with --column {word}=HEADING; there are: {names}")
            text = said.format(role=said_of(role), names=self.listed(), word=role)
        return WorksheetError([f"{self.sheet.rows[self.at][0].place}: {text}"])


def beside(old: str, text: str) -> str:
    """A feedback of ours as one line of a plain cell, in place of an earlier one, beside whatever a teacher wrote."""
    ours = [OURS + FORMULA.sub(r"\1'", " · ".join(text.splitlines()))] if text else []
    theirs = [one for one in old.splitlines() if not one.startswith(OURS)]
    return "\n".join([*theirs, *ours]) if ours or len(theirs) < len(old.splitlines()) else old


def said_of(role: str) -> str:
    """A role in the current language."""
    words = {GRADE: _("grade"), FEEDBACK: _("feedback"), ID: _("identifier"), EMAIL: _("e-mail"), NAME: _("name")}
    return words[role]


def roles(given: Iterable[str]) -> dict[str, str]:
    """Headings by role from `ROLE=HEADING`. Raises UsageError."""
    found: dict[str, str] = {}
    for one in given:
        role, equals, heading = one.partition("=")
        if not equals or role not in ROLES or not heading.strip():
            said = _("ROLE=HEADING, where ROLE is one of {roles}").format(roles=", ".join(ROLES))
            raise UsageError(f"--column {one}: {said}")
        if role in found:
            raise UsageError(f"--column {one}: " + _("{role} is given twice").format(role=role))
        found[role] = heading
    return found
