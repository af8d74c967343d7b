"""A roster from `vagrant ssh-config`: each Host block is a student (ssh_config(5))."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.classroom.roster import ssh_options
from perito.classroom.roster.readers.reader import Reader, Reading
from perito.classroom.roster.rows import Cell, Place, Row, quoted
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.classroom.roster.rows import Problems
    from perito.classroom.roster.source import Source

BLOCK = re.compile(r"(?:[ \t]*#[^\n]*\n|\s)*Host[ \t=]+\S[^\n]*\n\s+[A-Za-z]+[ \t=]", re.IGNORECASE)
LINE = re.compile(r"\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(\S.*?)\s*")


def is_it(source: Source) -> bool:
    """Whether a text begins with a Host block."""
    return BLOCK.match(source.text) is not None


def rows(reading: Reading) -> list[Row]:
    """The students with a Host block; options of `Host *` are for all. Without a HostName the block's name is it."""
    path, text, problems = reading.source.path, reading.source.text, reading.problems
    found: list[Row] = []
    general: dict[str, Cell] = {}
    block: dict[str, Cell] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        place = Place(path, number, len(line) - len(line.lstrip()) + 1)
        matched = LINE.fullmatch(line)
        if matched is None:
            problems.add(place, _("{name}: not understood").format(name=quoted(line.strip())))
            continue
        name, value = matched[1], Cell(_unquoted(matched[2]), place)
        if name.lower() == "host":
            block = _block(value, found, general, problems)
        elif block is None:
            problems.add(place, _("a setting before the first Host"))
        elif value.text:
            given = reading.given.field_of(name)
            if given:
                block[given] = value
            else:
                _take(name, value, block, problems)
    return [Row(row.place, {**general, **_addressed(row.cells)}) for row in found]


def _addressed(cells: dict[str, Cell]) -> dict[str, Cell]:
    return {"host": cells["id"], **cells} if "id" in cells else cells


def _block(value: Cell, found: list[Row], general: dict[str, Cell], problems: Problems) -> dict[str, Cell]:
    if value.text == "*":
        return general
    if re.search(r"[\s*?!]", value.text):
        problems.add(value.place, _("one name for each Host: each is a student"))
    found.append(Row(value.place, {"id": value, "name": value} if value.text else {}))
    return found[-1].cells


def _take(name: str, value: Cell, block: dict[str, Cell], problems: Problems) -> None:
    """One setting. Of several keys, as vagrant lists for its own boxes, the first is used."""
    if name.lower() == "identityfile" and "identity" in block:
        problems.note(
            value.place,
            _("{key}: Perito uses the first key, {first}").format(key=value.text, first=block["identity"].text),
        )
        return
    ssh_options.take(name, value, block, problems)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


READER = Reader("vagrant", is_it, rows)
