"""A roster as a table: CSV with the fields as columns, or what Moodle and Google Classroom export."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from perito.roster.model import FIELDS, Cell

if TYPE_CHECKING:
    from perito.roster.model import Builder, Roster, Row

# Spanish and English headings of exports, without accents and capitals.
HEADINGS = {
    "id number": "id", "numero de id": "id", "numero de identificacion": "id", "username": "id",
    "nombre de usuario": "id", "student id": "id", "alumno": "id", "matricula": "id", "dni": "id",
    "first name": "first", "nombre": "first", "given name": "first",
    "surname": "last", "last name": "last", "apellido(s)": "last", "apellidos": "last", "family name": "last",
    "full name": "name", "nombre completo": "name", "student name": "name", "nombre y apellidos": "name",
    "nombre del alumno": "name",
    "email address": "email", "e-mail": "email", "correo": "email", "correo electronico": "email",
    "direccion de correo": "email", "direccion de correo electronico": "email", "student email": "email",
    "ip": "host", "ip address": "host", "direccion ip": "host", "servidor": "host", "server": "host",
    "maquina": "host", "vm": "host", "address": "host", "puerto": "port", "usuario": "user",
    "aplicacion": "app", "directorio": "app", "ejercicio": "exercise", "servicio": "service", "sitio": "site",
}  # fmt: skip
EXPORTS = frozenset({"first", "last", "email"})


def roster(builder: Builder, text: str) -> Roster:
    """The class. Raises RosterError."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    titles: list[str] | None = None
    rows: list[Row] = []
    before = 0
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if titles is None:
            titles = _titles(builder, cells, line)
        elif len(cells) > len(titles):
            builder.wrong(f":{line}:{len(titles) + 1}", f"{len(cells)} values under {len(titles)} headings")
        else:
            rows.append(_row(titles, cells, line))
    return builder.roster(rows)


def _titles(builder: Builder, cells: list[str], line: int) -> list[str]:
    """What each column holds; empty: nothing we need. An export has many columns that do not concern us."""
    plain = [_plain(cell) for cell in cells]
    names = [name if name in FIELDS else HEADINGS.get(name, "") for name in plain]
    if not EXPORTS & set(names):
        builder.known((cell, f":{line}:{column}") for column, cell in enumerate(plain, 1) if not names[column - 1])
    for column, name in enumerate(names, 1):
        if name and name in names[: column - 1]:
            builder.wrong(f":{line}:{column}", f"two columns are {name}")
    if "id" not in names and "email" not in names:
        builder.wrong(f":{line}:1", "no column is called id")
    if "host" not in names:
        builder.wrong(f":{line}:1", "no column is called host: add one with each student's address")
    return names


def _row(titles: list[str], cells: list[str], line: int) -> Row:
    row = {
        name: Cell(cell.strip(), f":{line}:{column}")
        for column, (name, cell) in enumerate(zip(titles, cells, strict=False), 1)
        if name
    }
    parts = [row.pop(name).text for name in ("first", "last") if name in row]
    if parts and "name" not in row:
        row["name"] = Cell(" ".join(part for part in parts if part), f":{line}:1")
    if not row.get("id", Cell("")).text and "email" in row:
        row["id"] = Cell(row["email"].text.partition("@")[0], row["email"].place)
    row.setdefault("id", Cell("", f":{line}:1"))
    return row


def _plain(title: str) -> str:
    decomposed = unicodedata.normalize("NFKD", title.strip().lower())
    return "".join(one for one in decomposed if not unicodedata.combining(one)).removeprefix("\ufeff")
