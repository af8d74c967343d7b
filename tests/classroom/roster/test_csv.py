"""Tables: however they were saved, and what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import RosterError, load

if TYPE_CHECKING:
    from pathlib import Path

SPANISH = "id;nombre;correo;máquina\r\na01;Begoña;bego@example.com;192.0.2.11\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_as_any_spreadsheet_saves_it(tmp_path: Path, encoding: str, separator: str, ends: str) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(SPANISH.replace(";", separator).replace("\r\n", ends).encode(encoding))
    (student,) = load(path).students
    assert (student.id, student.name, student.email) == ("a01", "Begoña", "bego@example.com")
    assert (student.target.address, student.place) == ("192.0.2.11", f"{path}:2:1")


@pytest.mark.parametrize("name", ["class.csv", "class.txt", "class"])
def test_a_table_is_known_by_its_headings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(SPANISH, encoding="utf-8")
    assert len(load(path).students) == 1


def test_the_format_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    path.write_text(SPANISH, encoding="utf-8")
    assert load(path, "csv").students[0].id == "a01"
    with pytest.raises(RosterError):
        load(path)


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text('id,name,host\na01,"Alba\nla primera",h1\n\na02,Bruno,a b\n', encoding="utf-8")
    with pytest.raises(RosterError) as caught:
        load(path)
    places = [problem.removeprefix(f"{path}:").partition(": ")[0] for problem in caught.value.problems]
    assert places == ["2:2", "5:3"]


@pytest.mark.parametrize(
    "heading",
    ["password", "Contraseña", "sudo_password", "clave", "ssh password", "contraseña de sudo", "ansible_become_pass"],
)
@pytest.mark.parametrize("export", ["id", "Dirección de correo"])
def test_a_password_is_refused_and_not_repeated(tmp_path: Path, heading: str, export: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"{export},host,{heading}\na@b,h,hunter2\n", encoding="utf-8")
    with pytest.raises(RosterError) as caught:
        load(path)
    assert f"{path}:1:3: {heading}: no secrets in a roster" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("heading", ["Grade to pass", "Clave de matriculación del grupo", "Passed"])
def test_other_columns_of_an_export_are_no_passwords(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"Email address,host,{heading}\na@b,h,x\n", encoding="utf-8")
    assert [student.id for student in load(path).students] == ["a"]


@pytest.mark.parametrize("field", ["host", "jump", "url_base"])
@pytest.mark.parametrize("address", ["root:hunter2@h", "ssh://root:hunter2@h", "http://root:hunter2@h:80"])
def test_an_address_holds_no_password(tmp_path: Path, field: str, address: str) -> None:
    path = tmp_path / "class.csv"
    path.write_text(f"id,{'' if field == 'host' else 'host,'}{field}\na01,{'' if field == 'host' else 'h,'}{address}\n")
    with pytest.raises(RosterError, match="a password does not belong in an address") as caught:
        load(path)
    assert "hunter2" not in str(caught.value)


def test_a_port_and_its_host_agree(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("id,host,port,user\na01,ssh://ana@h:22,22,ana\n")
    assert load(path).students[0].target.address == "ssh://ana@h:22"
    path.write_text("id,host,port,user\na01,ssh://ana@h:22,23,eva\n")
    with pytest.raises(RosterError) as caught:
        load(path)
    assert caught.value.problems == [f"{path}:2:3: 23 here, and 22 in host", f"{path}:2:4: eva here, and ana in host"]


def test_an_export_may_have_several_columns_for_one_field(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("DNI,Número de ID,Dirección de correo,host\n1X,a01,a@b,h\n", encoding="utf-8")
    assert [student.id for student in load(path).students] == ["a01"]


def test_a_separator_that_cannot_be_seen_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text('id\thost\na01\t"192.0.2.1"x\n', encoding="utf-8")
    with pytest.raises(RosterError, match=r"no CSV: '\\t' expected"):
        load(path)
