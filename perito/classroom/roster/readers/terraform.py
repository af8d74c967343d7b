"""`terraform output -json` (or of OpenTofu): maps by student, lists of objects, or lists of the same length.

Outputs with the same students are one table; an output that is a single text is the same for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.classroom.roster.fields import looks_like_host
from perito.classroom.roster.headings import FIELD_OF, title
from perito.classroom.roster.readers.json_list import KEY, flat, sheet_of
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place, quoted
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Hashable

    from perito.classroom.roster.json_text import Json, Node
    from perito.classroom.roster.rows import Row
    from perito.classroom.roster.sheet import Sheet
    from perito.classroom.roster.source import Source

PLURAL = ("ids", "names", "students", "usernames")  # of lists that belong together
Table = dict[str, tuple["Node", dict[str, Cell]]]  # by student: where they stand, and their cells


def is_it(source: Source) -> bool:
    """Whether it is an object of outputs: each with its value, its type, and whether it is sensitive."""
    outputs = source.json.root.items if source.json is not None else {}
    return bool(outputs) and all({"value", "sensitive"} <= set(one.items) for one in outputs.values())


def rows(reading: Reading) -> list[Row]:
    """The students in the outputs."""
    json = reading.source.json
    if json is None or not is_it(reading.source):
        reading.problems.add(Place(reading.source.path), _("no answer of `terraform output -json`"))
        return []
    tables: dict[Hashable, Table] = {}
    single: dict[str, Cell] = {}
    for name, output in json.root.items.items():
        value = output.get("value")
        if value.text:
            single[name] = json.cell(value)
        for who, node, cells in _entries(json, name, value):
            shape = frozenset(value.items) or len(value.list)
            table = tables.setdefault(shape, {})
            known = table.setdefault(who, (node, {}))[1]
            known |= {key: cell for key, cell in cells.items() if key not in known}
    sheets = [_sheet(reading, json, shape, table, single) for shape, table in tables.items()]
    chosen = [one for one in sheets if _has_host(one, reading)]
    if len(chosen) > 1:
        names = ", ".join(quoted(one.text) for sheet in chosen for one in sheet.headings if one.text != KEY)
        text = _("several outputs could be the class: {outputs}; say which with --column host=OUTPUT")
        reading.problems.add(Place(reading.source.path), text.format(outputs=names))
        return []
    sheet = (chosen or sheets or [sheet_of(json, [])])[0]
    return reading.people(sheet)


def _entries(json: Json, name: str, value: Node) -> list[tuple[str, Node, dict[str, Cell]]]:
    """The students of one output: a key or a position, and their cells."""
    pairs = [*value.items.items(), *((str(number), one) for number, one in enumerate(value.list))]
    return [(who, one, {name: json.cell(one)} if one.text else flat(json, one)) for who, one in pairs]


def _sheet(reading: Reading, json: Json, shape: Hashable, table: Table, single: dict[str, Cell]) -> Sheet:
    """A table; where students are keys, the key is who somebody is."""
    by_key = isinstance(shape, frozenset)
    lines = []
    for who, (node, cells) in table.items():
        key = {KEY: Cell(who, json.place(node))} if by_key else {}
        lines.append((node, {**key, **single, **cells}))
    sheet = sheet_of(json, lines, {KEY: "id"} if by_key else dict.fromkeys(PLURAL, "id"))
    if by_key:
        sheet.known = {**sheet.known, **{one: "name" for one in sheet.titles if one.endswith("names")}}
    if not any(FIELD_OF.get(one) == "host" for one in sheet.titles):
        known = {*FIELD_OF, *sheet.known, *map(title, single), *map(title, reading.given.headings)}
        others = [one for one in sheet.titles if one not in known]
        sheet.known = {**sheet.known, **{one: "host" for one in others if _is_host(sheet, one)}}
    return sheet


def _is_host(sheet: Sheet, name: str) -> bool:
    """Whether all that stands in a column are addresses."""
    column = sheet.column(sheet.titles.index(name))
    return bool(column) and all(looks_like_host(one.text) for one in column)


def _has_host(sheet: Sheet, reading: Reading) -> bool:
    """Whether a table says where the servers are."""
    given = reading.given.columns.get("host")
    if given is not None:
        return title(given) in sheet.titles
    return any({**FIELD_OF, **sheet.known}.get(one) == "host" for one in sheet.titles)


READER = Reader("terraform", is_it, rows)
