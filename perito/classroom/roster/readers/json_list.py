"""JSON: a list of objects, each a student; or such a list under one name. Their members are the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place
from perito.classroom.roster.sheet import Line, Sheet
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.classroom.roster.json_text import Json, Node
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.source import Source

Objects = "Iterable[tuple[Node, Mapping[str, Cell]]]"


def is_it(source: Source) -> bool:
    """Whether it is a list of objects, or several objects one after another."""
    return source.json is not None and bool(_objects(source.json.root))


def rows(reading: Reading) -> list[Row]:
    """The students in the list."""
    json = reading.source.json
    if json is None or not _objects(json.root):
        reading.problems.add(Place(reading.source.path), _("no JSON with a list of objects"))
        return []
    objects = _objects(json.root)
    return reading.people(sheet_of(json, [(one, flat(json, one)) for one in objects]))


def _objects(root: Node) -> list[Node]:
    """The objects of a list, or of the only list in an object. A roster of our own is YAML."""
    if {"students", "defaults"} & set(root.items):
        return []
    lists = [one.list for one in root.items.values() if one.list]
    found = root.list or (lists[0] if len(lists) == 1 else [])
    return found if found and all(one.items for one in found) else []


def flat(json: Json, node: Node, before: str = "") -> dict[str, Cell]:
    """An object's scalars by name; of objects within it as `outer.inner`."""
    found: dict[str, Cell] = {}
    for name, one in node.items.items():
        if one.text:
            found[before + name] = json.cell(one)
        else:
            found |= flat(json, one, f"{before}{name}.")
    return found


def sheet_of(
    json: Json, objects: Iterable[tuple[Node, Mapping[str, Cell]]], known: Mapping[str, str] | None = None
) -> Sheet:
    """A table of objects: its columns are all their members. `known`: the fields of plain headings."""
    columns: dict[str, int] = {}
    lines = []
    for node, cells in objects:
        for name in cells:
            columns.setdefault(name, len(columns))
        lines.append(Line(json.place(node), {columns[name]: cell for name, cell in cells.items()}))
    start = Place(json.path)
    return Sheet([Cell(name, start) for name in columns] or [Cell("", start)], lines, known or {})


READER = Reader("json", is_it, rows)
