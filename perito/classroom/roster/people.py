"""Students from the lines of a table: who they are, who is none, and the last of several answers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from perito.classroom.roster import fields
from perito.classroom.roster.answers import latest
from perito.classroom.roster.columns import Columns
from perito.classroom.roster.headings import words
from perito.classroom.roster.rows import Cell, Row, plain, quoted
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.given import Given
    from perito.classroom.roster.rows import Problems
    from perito.classroom.roster.sheet import Line, Sheet

TEACHERS = frozenset({
    "profesor", "profesora", "profesorado", "docente", "docent", "professor", "professora", "teacher", "instructor",
    "ta", "tutor", "manager", "gestor", "administrador", "admin", "reader", "observer", "observador", "designer",
})  # fmt: skip
PUPILS = frozenset({"estudiante", "estudiant", "student", "alumno", "alumna", "alumne", "learner"})


def rows(sheet: Sheet, given: Given, problems: Problems, *, reach: bool = True) -> list[Row]:
    """The students of a table. Errors go to `problems`. `reach` False: their addresses do not matter."""
    columns = Columns(sheet, given, problems, reach)
    if not columns.tells_who:
        return []
    found = []
    aside = []
    for line in sheet.lines:
        why = _left_out(line, columns)
        if why:
            aside.append(why)
            continue
        cells = _cells(line, columns)
        if cells:
            found.append(Row(line.place, cells))
    if aside:
        told = Counter(aside)
        text = _("lines that are no student's: {lines}")
        shown = ", ".join(quoted(one) + (f" ({count})" if count > 1 else "") for one, count in told.items())
        problems.note(columns.where, text.format(lines=shown))
    _identify(found)
    return latest(found, sheet, columns, problems)


def _left_out(line: Line, columns: Columns) -> str:
    """What shows that a line is no student's; empty where it is one."""
    by_title = {
        columns.titles[number]: cell.text for number, cell in line.cells.items() if number < len(columns.titles)
    }
    why = columns.kind.left_out(by_title)
    if why:
        return why
    role = next((line.cells[one].text for one in columns.found.get("role", ()) if one in line.cells), "")
    said = words(plain(role))
    return role if said & TEACHERS and not said & PUPILS else ""


def _cells(line: Line, columns: Columns) -> dict[str, Cell]:
    """A line's cells by field; of several columns for one field the first that has something."""
    found: dict[str, Cell] = {}
    for name, numbers in columns.found.items():
        cell = next((line.cells[one] for one in numbers if one in line.cells), None)
        if cell is not None and not (name == "host" and fields.is_nothing(cell.text)):
            found[name] = cell
    found.pop("role", None)
    return _named(found)


def _named(found: dict[str, Cell]) -> dict[str, Cell]:
    """A name from its parts; a user name that is an address of email is that, too."""
    parts = [found.pop(part) for part in ("first", "last", "second") if part in found]
    if parts and "name" not in found:
        found["name"] = Cell(" ".join(part.text for part in parts), parts[0].place)
    username = found.get("username")
    if username is not None and fields.EMAIL.fullmatch(username.text):
        found.setdefault("email", username)
        del found["username"]
    return found


def _identify(found: list[Row]) -> None:
    """Everybody's id: their own, else the user name, the email's part before its @, a number of the export, the name.

    Where two people have the same part before the @, the whole address is their id.
    """
    addresses: dict[str, set[str]] = {}
    for row in found:
        if "email" in row.cells:
            address = row.cells["email"].text.lower()
            addresses.setdefault(_local(address), set()).add(address)
    for row in found:
        cells = row.cells
        username, email = cells.pop("username", None), cells.get("email")
        record = cells.pop("record", None)
        if "id" in cells:
            continue
        if username is None and email is not None:
            alone = len(addresses[_local(email.text.lower())]) == 1
            username = Cell(_local(email.text), email.place) if alone else email
        chosen = username or record or cells.get("name")
        if chosen is not None:
            cells["id"] = chosen


def _local(address: str) -> str:
    return address.partition("@")[0] or address
