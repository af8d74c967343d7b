"""A roster in YAML: `defaults:` for everybody, and `students:`: a list, fields by id, or the name of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.nodes import ScalarNode

from perito.classroom.roster import table
from perito.classroom.roster.model import FIELDS, OWN, RosterError
from perito.classroom.roster.nodes import NULL, Document, is_mapping, items
from perito.classroom.roster.rows import Cell, Row, quoted, unknown
from perito.classroom.roster.text import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from ruamel.yaml.nodes import Node

    from perito.classroom.roster.rows import Problems

KEYS = ("defaults", "students")


def rows(path: Path, text: str, problems: Problems) -> list[Row]:
    """The students, with defaults applied. Errors go to `problems`."""
    document = Document(path, text, problems)
    return of_document(document)


def of_document(document: Document) -> list[Row]:
    """The students of a document already read."""
    if document.root is None:
        return []
    if not is_mapping(document.root):
        document.wrong(document.root, "a roster has defaults: and students:")
        return []
    found = {key.text: (key, value) for key, value in document.pairs(document.root)}
    for name, (key, _value) in found.items():
        if name not in KEYS:
            document.problems.add(
                key.place, f"{name if name.isprintable() else quoted(name)}: only defaults and students stand here"
            )
    defaults = _cells(document, found["defaults"][1]) if "defaults" in found else {}
    for name in sorted(OWN & set(defaults)):
        document.problems.add(defaults.pop(name).place, f"{name}: everybody has their own")
    return _students(document, *found["students"], defaults) if "students" in found else []


def _students(document: Document, key: Cell, node: Node, defaults: dict[str, Cell]) -> list[Row]:
    if isinstance(node, ScalarNode) and node.tag != NULL:
        path = document.path.parent / str(node.value).strip()
        try:
            listed = table.rows(path, text_of(path), document.problems)
        except RosterError as error:
            document.problems.add(key.place, f"students: {error}")
            return []
        return [Row(row.place, {**defaults, **row.cells}) for row in listed]
    listed_nodes = items(node)
    if listed_nodes is not None:
        return [Row(document.place(one), {**defaults, **_cells(document, one)}) for one in listed_nodes]
    by_id = list(document.pairs(node))
    if not all(is_mapping(value) for _key, value in by_id):
        document.problems.add(key.place, "students: a list, each with `- id:`")
        return []
    return [Row(who.place, {**defaults, "id": who, **_cells(document, value)}) for who, value in by_id]


def _cells(document: Document, node: Node) -> dict[str, Cell]:
    """The fields of one mapping; empty ones are left out."""
    if not is_mapping(node):
        document.wrong(node, "fields with their values")
        return {}
    found = {}
    for key, value in document.pairs(node):
        text = document.text(key, value)
        if key.text not in FIELDS:
            document.problems.add(key.place, unknown(key.text))
        elif text is None:
            document.problems.add(key.place, f"{key.text}: text or a number")
        elif text:
            found[key.text] = Cell(text, key.place)
    return found
