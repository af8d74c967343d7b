"""JSON: a list of objects, each a student, or such a list under one name; or an object with a member for each student.

The members of the students' objects are the columns. Where a student has no object but a text, it is the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.fields import looks_like_host
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place
from perito.classroom.roster.sheet import Line, Sheet
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.classroom.roster.json_text import Json, Node
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.source import Source

OURS = frozenset({"students", "defaults"})  # of a roster of our own
KEY, ADDRESS = "key", "address"


def is_it(source: Source) -> bool:
    """Whether it is a list of objects, several objects one after another, or an object of addresses or objects."""
    return source.json is not None and bool(_objects(source.json.root) or _by_student(source.json.root))


def rows(reading: Reading) -> list[Row]:
    """The students in the list."""
    json = reading.source.json
    objects = _objects(json.root) if json is not None else []
    named = _by_student(json.root) if json is not None and not objects else {}
    if json is None or not (objects or named):
        reading.problems.add(Place(reading.source.path), _("no JSON with a list of objects"))
        return []
    if objects:
        return reading.people(sheet_of(json, [(one, flat(json, one)) for one in objects]))
    lines = [
        (one, {KEY: Cell(who, json.place(one)), **({ADDRESS: json.cell(one)} if one.text else flat(json, one))})
        for who, one in named.items()
    ]
    return reading.people(sheet_of(json, lines, {KEY: "id", ADDRESS: "host"}))


def _by_student(root: Node) -> dict[str, Node]:
    """The members of an object by student: all of them objects, or all of them addresses or nothing."""
    found = {} if OURS & set(root.items) else root.items
    if found and all(one.items for one in found.values()):
        return found
    texts = [one.text or "" for one in found.values()]
    plain = all(not one.items and not one.list for one in found.values())
    return found if plain and any(texts) and all(looks_like_host(one) for one in texts if one) else {}


def _objects(root: Node) -> list[Node]:
    """The objects of a list, or of the only list in an object. A roster of our own is YAML."""
    if OURS & set(root.items):
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
