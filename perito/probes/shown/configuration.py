"""Configuration: unit files with their keys, nginx's files, and the complaints about either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.shapes import Row, Shape, Table, Text
from perito.probes.base import text
from perito.probes.sandbox import MARK
from perito.probes.shown.files import texts
from perito.probes.systemd.unit_file import parse_unit
from perito.probes.systemd.unit_files import read_unit_files

if TYPE_CHECKING:
    from perito.probes.systemd.unit_files import UnitFile
    from perito.transport.base import Answer


def unit_files(answer: Answer, title: str) -> list[Shape]:
    """The files, and the keys of each unit with the file and line that says so: drop-ins behind their unit."""
    files = read_unit_files(answer)
    tables = [_keys(one, files) for one in files if one.text and one.name.endswith(".service")]
    return [*texts(answer, title), *(one for one in tables if one.rows)]


def _keys(unit: UnitFile, files: list[UnitFile]) -> Table:
    own = [one for one in files if one.place == "drop_in" and f"/{unit.name}.d/" in one.info.path]
    rows = [
        Row(f"[{one.section}] {one.key}", one.value, f"{file.info.path}:{one.line}")
        for file in [unit, *sorted(own, key=lambda one: one.name)]
        for one in parse_unit(file.text or "", file.info.path).assignments
    ]
    return Table(unit.name, tuple(rows))


def verified(answer: Answer, _title: str) -> list[Shape]:
    """`systemd-analyze verify`: its complaints about each file."""
    parts = text(answer.stdout).removeprefix(f"{MARK}\n").split("\0")
    return [Text(path, said) for path, said in zip(parts[::2], parts[1::2], strict=False)]


def tested(answer: Answer, title: str) -> list[Shape]:
    """`nginx -t`: its words, which it writes to standard error; the files that it prints are shown by themselves."""
    told = text(answer.stdout).removeprefix(f"{MARK}\n").partition("# configuration file ")[0]
    said = told + text(answer.stderr)
    return [Text(title, said)] if said else []
