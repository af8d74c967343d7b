"""A roster as a table: CSV with the fields as columns, or an export of Moodle or Google Classroom."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import SECRET, Cell, Place, Row, plain, secret, unknown, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perito.classroom.roster.rows import Problems

SEPARATORS = ",;\t"
# Spanish and English headings, without accents and capitals. Of two suitable columns the first one here wins.
HEADINGS = {
    "id": ("id", "id number", "idnumber", "numero de id", "numero de identificacion", "student id", "matricula",
           "alumno", "estudiante", "dni"),
    "username": ("username", "nombre de usuario"),
    "first": ("first name", "firstname", "given name", "nombre", "nombre(s)"),
    "last": ("last name", "lastname", "surname", "family name", "apellido(s)", "apellidos", "apellido",
             "primer apellido"),
    "second": ("segundo apellido",),
    "name": ("name", "full name", "fullname", "student name", "nombre completo", "nombre y apellidos",
             "nombre del alumno"),
    "email": ("email", "e-mail", "email address", "student email", "correo", "correo electronico",
              "direccion de correo", "direccion de correo electronico"),
    "host": ("host", "hostname", "ip", "ip address", "direccion ip", "servidor", "server", "maquina", "vm",
             "address"),
    "port": ("port", "puerto", "ssh port", "puerto ssh"),
    "user": ("user", "usuario", "ssh user", "usuario ssh"),
    "identity": ("identity", "clave privada"),
    "jump": ("jump", "salto"),
    "app": ("app", "aplicacion", "directorio"),
    "exercise": ("exercise", "ejercicio"),
    "service": ("service", "servicio"),
    "site": ("site", "sitio"),
}  # fmt: skip
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings} | {
    one: one for one in FIELDS
}
# Columns of exports only; their many other columns are ignored.
EXPORTED = frozenset(
    heading for field in ("first", "last", "email", "username") for heading in HEADINGS[field] if heading != "email"
) | {"id number", "numero de id", "full name", "nombre completo"}
# Classroom's own lines below its headings.
SUMMARY = re.compile(
    r"(due )?date|points|class average|average|fecha( de entrega)?|puntos|(nota )?media( de la clase)?"
)


def rows(path: Path, text: str, problems: Problems) -> list[Row]:
    """The students in the table. Errors go to `problems`."""
    reading = _Table(path, problems)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    before = 0
    try:
        for cells in lines:
            line, before = before + 1, lines.line_num
            if any(cell.strip() for cell in cells):
                reading.line(line, cells)
    except csv.Error as error:
        problems.add(Place(path, before + 1), f"no CSV: {visible(str(error))}")
    return reading.rows


def separator(text: str) -> str:
    """The separator that gives the first line with content the most known headings."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    hint = re.fullmatch(r"\"?sep=([,;\t])\"?", head.strip(" "))
    if hint:
        return hint[1]

    def sense(character: str) -> tuple[int, int]:
        cells = [plain(cell.strip().strip('"')) for cell in head.split(character)]
        return sum(cell in FIELD_OF for cell in cells), len(cells)

    return max(SEPARATORS, key=sense)


class _Table:
    """A table being read."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.rows: list[Row] = []
        self._fields: list[str] | None = None
        self._export = False

    def line(self, line: int, cells: Sequence[str]) -> None:
        """Process the headings, or a student."""
        if self._fields is None:
            if not re.fullmatch(r"sep=.?", cells[0]):
                self._fields = self._headings(line, cells)
            return
        width = len(self._fields)
        for column, cell in enumerate(cells[width:], width + 1):
            if cell.strip():
                self._wrong(line, column, f"{len(cells)} values under {width} headings")
                return
        found = {
            field: Cell(cell.strip(), Place(self.path, line, column))
            for column, (field, cell) in enumerate(zip(self._fields, cells, strict=False), 1)
            if field and cell.strip()
        }
        first = next((plain(cell) for cell in cells if cell.strip()), "")
        if not (self._export and "email" not in found and SUMMARY.fullmatch(first)):
            self.rows.append(Row(Place(self.path, line), _named(found)))

    def _headings(self, line: int, cells: Sequence[str]) -> list[str]:
        """The field of each column; empty: ignored."""
        titles = [plain(cell) for cell in cells]
        self._export = not EXPORTED.isdisjoint(titles)
        fields = [FIELD_OF.get(title, "") for title in titles]
        for column, (title, field) in enumerate(zip(titles, fields, strict=True), 1):
            if not field and SECRET.fullmatch(title):
                self._wrong(line, column, secret(cells[column - 1].strip()))
            elif not field and title and not self._export:
                self._wrong(line, column, unknown(cells[column - 1].strip()))
            elif field and field in fields[: column - 1]:
                self._twice(line, column, titles, fields)
        if not {"id", "email", "username"} & set(fields):
            self._wrong(line, 1, "no column is called id")
        if "host" not in fields:
            self._wrong(line, 1, "no column is called host: add one with each student's address")
        return fields

    def _twice(self, line: int, column: int, titles: list[str], fields: list[str]) -> None:
        """Two columns for one field; an export may have several suitable ones."""
        field = fields[column - 1]
        before = fields.index(field)
        if not self._export or titles[before] == titles[column - 1] or field == "host":
            self._wrong(line, column, f"two columns are {field}")
        better = min(before, column - 1, key=lambda one: FIELD_ORDER[titles[one]])
        fields[before + column - 1 - better] = ""

    def _wrong(self, line: int, column: int, text: str) -> None:
        self.problems.add(Place(self.path, line, column), text)


FIELD_ORDER = {heading: place for place, heading in enumerate(FIELD_OF)}


def _named(found: dict[str, Cell]) -> dict[str, Cell]:
    """The cells by field: a name from its parts, and the user name or address as id where there is none."""
    parts = [found.pop(part) for part in ("first", "last", "second") if part in found]
    if parts and "name" not in found:
        found["name"] = Cell(" ".join(part.text for part in parts), parts[0].place)
    username = found.pop("username", None)
    if "id" not in found and username is not None:
        found["id"] = username
    elif "id" not in found and "email" in found:
        email = found["email"]
        found["id"] = Cell(email.text.partition("@")[0] or email.text, email.place)
    return found
