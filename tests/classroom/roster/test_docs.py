"""The examples of docs/roster.md say what the page says: all of them are the same class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import load
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "roster.md"
EXAMPLES = dict(re.findall(r"^```\S+ (\S+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


def test_there_is_one_of_each_format() -> None:
    assert set(EXAMPLES) == {
        *("class.yaml", "with-table.yaml", "class.csv", "export.csv", "inventory.ini", "inventory.yml", "class.conf"),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_the_class(tmp_path: Path, name: str) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "class").touch()
    for other in ("class.csv", name):
        (tmp_path / other).write_text(EXAMPLES[other], encoding="utf-8")
    one, two = load(tmp_path / name).students
    assert [one.id, two.id] == ["a01", "a02"]
    assert [(student.target.host, student.target.user, student.target.port or 22) for student in (one, two)] == [
        ("192.0.2.11", "usuario", 22),
        ("192.0.2.12", "usuario", 2222),
    ]
    assert {student.target.identity for student in (one, two)} == {tmp_path / "keys" / "class"}
    if name != "class.conf":
        assert [(student.name, student.email) for student in (one, two)] == [
            ("Alba Pérez", "alba@example.com"),
            ("Bruno Gil", "bruno@example.com"),
        ]
        assert {student.target.apps for student in (one, two)} == {(("", "mi_aplicacion"),)}
