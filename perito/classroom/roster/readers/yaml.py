"""A roster in YAML: `defaults:` for everybody, and `students:`: a list, fields by id, or the name of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.nodes import ScalarNode

from perito.classroom.roster.inputs import PREFIX
from perito.classroom.roster.model import FIELDS, OWN, RosterError
from perito.classroom.roster.nodes import NULL, Document, is_mapping, items
from perito.classroom.roster.readers import csv, xlsx
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Row, quoted, unknown
from perito.classroom.roster.source import Source
from perito.classroom.roster.yaml_line import YAML_LINE
from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

    from perito.classroom.roster.given import Given

KEYS = ("defaults", "students")


def is_it(source: Source) -> bool:
    """Whether its name or its first line says so; an empty file is one, in which nobody is."""
    if source.suffix in {".yaml", ".yml", ".json"}:
        return True
    return not source.head or YAML_LINE.fullmatch(source.head) is not None


def rows(reading: Reading) -> list[Row]:
    """The students, with defaults applied. Errors go to its problems."""
    document = Document(reading.source.path, reading.source.text, reading.problems)
    if document.root is None:
        return []
    if not is_mapping(document.root):
        document.wrong(document.root, _("a roster has defaults: and students:"))
        return []
    found = {key.text: (key, value) for key, value in document.pairs(document.root)}
    for name, (key, _value) in found.items():
        if name not in KEYS:
            document.problems.add(
                key.place,
                _("{name}: only defaults and students stand here").format(
                    name=name if name.isprintable() else quoted(name)
                )
                + nearest(name, KEYS),
            )
    defaults = _cells(document, found["defaults"][1], reading.given) if "defaults" in found else {}
    for name in sorted(OWN & set(defaults)):
        document.problems.add(defaults.pop(name).place, _("{name}: everybody has their own").format(name=name))
    return _students(document, *found["students"], defaults, reading) if "students" in found else []


def _students(document: Document, key: Cell, node: Node, defaults: dict[str, Cell], reading: Reading) -> list[Row]:
    if isinstance(node, ScalarNode) and node.tag != NULL:
        path = document.path.parent / str(node.value).strip()
        try:
            listed = _table(Reading(Source(path), reading.given, reading.problems, reading.reach))
        except RosterError as error:
            document.problems.add(key.place, f"students: {error}")
            return []
        return [Row(row.place, {**defaults, **row.cells}) for row in listed]
    listed_nodes = items(node)
    if listed_nodes is not None:
        return [Row(document.place(one), {**defaults, **_cells(document, one, reading.given)}) for one in listed_nodes]
    by_id = list(document.pairs(node))
    if not all(is_mapping(value) for _key, value in by_id):
        document.problems.add(key.place, _("students: a list, each with `- id:`"))
        return []
    return [Row(who.place, {**defaults, "id": who, **_cells(document, value, reading.given)}) for who, value in by_id]


def _table(reading: Reading) -> list[Row]:
    """The students of the table that a roster names."""
    return xlsx.rows(reading) if xlsx.is_it(reading.source) else csv.rows(reading)


def _cells(document: Document, node: Node, given: Given) -> dict[str, Cell]:
    """The fields of one mapping; empty ones are left out."""
    if not is_mapping(node):
        document.wrong(node, _("fields with their values stand here"))
        return {}
    found = {}
    for key, value in document.pairs(node):
        text = document.text(key, value)
        name = given.field_of(key.text) or key.text
        if name not in FIELDS and not name.startswith(PREFIX):
            name = given.inputs.field_of(key.text)
        if not name or (name.startswith(PREFIX) and not given.inputs.field_of(name)):
            refused = given.inputs.refused(key.text)
            document.problems.add(key.place, refused or unknown(key.text, given.inputs.columns))
        elif text is None:
            document.problems.add(key.place, _("{name}: text or a number stands here").format(name=key.text))
        elif text:
            found[name] = Cell(text, key.place)
    return found


READER = Reader("yaml", is_it, rows)
