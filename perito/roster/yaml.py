"""A roster in YAML: `defaults:` for everybody, and `students:`, a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.roster.model import OWN, Cell, RosterError
from perito.yamlfile import read

if TYPE_CHECKING:
    from perito.roster.model import Builder, Roster, Row
    from perito.yamlfile import Document

SCALARS = (str, int, float)


def roster(builder: Builder) -> Roster:
    """The class. Raises RosterError."""
    document = read(builder.source, RosterError)
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        raise RosterError([f"{builder.source}:1:1: a roster has defaults: and students:"])
    for key in data:
        if key not in {"defaults", "students"}:
            builder.wrong(document.place((key,)), f"{key}: only defaults and students stand here")
    defaults = _row(builder, document, ("defaults",), data["defaults"]) if data.get("defaults") else {}
    for name in OWN & set(defaults):
        builder.wrong(defaults[name].place, f"{name}: everybody has their own")
    students = data.get("students") or []
    if not isinstance(students, list):
        builder.wrong(document.place(("students",)), "students: a list, each with `- id:`")
        students = []
    rows = [_row(builder, document, ("students", number), one) for number, one in enumerate(students)]
    return builder.roster(rows, defaults)


def _row(builder: Builder, document: Document, where: tuple[str | int, ...], data: Any) -> Row:
    place = document.place(where)
    if not isinstance(data, dict):
        builder.wrong(place, "fields with their values")
        return {"id": Cell("", place)}
    builder.known((str(key), document.place((*where, key))) for key in data)
    row: Row = {}
    for key, value in data.items():
        at = document.place((*where, key))
        if value is not None and (isinstance(value, bool) or not isinstance(value, SCALARS)):
            builder.wrong(at, f"{key}: text or a number")
        row[str(key)] = Cell("" if value is None else str(value).strip(), at)
    return row or {"id": Cell("", place)}
