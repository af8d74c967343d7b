"""The examples of docs/roster.md say what the page says: all of them are the same two students."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import FORMATS, load
from perito.classroom.roster.kinds import KINDS
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "roster.md"
EXAMPLES = dict(re.findall(r"^```\S+ (\S+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


COMPLETE = {
    *("class.yaml", "with-table.yaml", "class.csv", "export.csv", "inventory.ini", "inventory.yml", "class.conf"),
}
ADDRESSES = {"form.csv", "list.json", "terraform.json", "aws.json", "proxmox.json", "inventory.json"}  # and no more
INPUTS = "with-inputs.csv"


def test_there_is_one_of_each_format() -> None:
    assert set(EXAMPLES) == COMPLETE | ADDRESSES | {INPUTS}
    told = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in told for name in FORMATS)
    assert all(kind.name in told for kind in KINDS)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_example_without_more_has_everybody_s_address(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(EXAMPLES[name], encoding="utf-8")
    found = [(one.id, one.target.host, one.target.port or 22) for one in load(path).students]
    assert found == [("a01", "192.0.2.11", 22), ("a02", "192.0.2.12", 2222 if name == "form.csv" else 22)]


def test_what_a_practice_is_given_is_everybody_s_own(tmp_path: Path) -> None:
    path = tmp_path / INPUTS
    path.write_text(EXAMPLES[INPUTS], encoding="utf-8")
    around = {"ALBA_KEY": "…", "BRUNO_KEY": "…"}
    found = load(path, environment=around, inputs={"domain": False, "key": True}).students
    assert [one.inputs["domain"] for one in found] == ["alba.example.org", "bruno.example.org"]
    assert [one.variables["key"] for one in found] == list(around)


@pytest.mark.parametrize("name", sorted(COMPLETE))
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
