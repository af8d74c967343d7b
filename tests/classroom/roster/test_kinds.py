"""Tables of many programs: which column is which, who is none of the class, and which of several answers counts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from perito.classroom.roster import RosterError, load
from perito.errors import UsageError
from tests.classroom.roster.test_cases import CASES, line

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, text: str, name: str = "class.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def people(path: Path, *columns: str) -> list[str]:
    return [line(one) for one in load(path, columns=columns).students]


def wrong(path: Path, *columns: str) -> list[str]:
    with pytest.raises(RosterError) as caught:
        load(path, columns=columns)
    return [one.removeprefix(f"{path}:") for one in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "column", "found"),
    [
        ("two-hosts.csv", "host=Servidor", "a01 |  |  | vm1.example.com |"),
        ("form-two-addresses.csv", "host=ip del servidor WEB", "alba |  | alba@example.com | 192.0.2.11 |"),
        ("form-answers.csv", "host=Respuesta", "alba | Alba | alba@example.com | 192.0.2.11 |"),
        ("usuario-ip.csv", "id=usuario", "alba |  |  | 192.0.2.11 |"),
        ("proxmox-list.json", "host=name", "a01 |  |  | a01 |"),
        ("proxmox-two-cards.json", "host=ens19", "a01 |  |  | 198.51.100.11 |"),
        ("terraform-two.json", "host=db", "a02 |  |  | 192.0.2.21 |"),
        ("terraform-objects.json", "host=private_ip", "a01 | a01 |  | 198.51.100.11 |"),
        ("aws.json", "host=PrivateIpAddress", "a01 |  |  | 198.51.100.11 |"),
        ("list.json", "host=ssh.host", "a01 | Alba |  | 192.0.2.11 |"),
        ("unknown-columns.csv", "port=prot", "alba | Alba | alba@example.com | ssh://192.0.2.11:1 |"),
    ],
)
def test_a_column_is_given_where_the_roster_asks(name: str, column: str, found: str) -> None:
    assert people(CASES / name, column)[0] == found


@pytest.mark.parametrize(
    ("name", "text", "column", "found"),
    [
        ("class.yaml", "students: [{id: a01, direccion: h1}]\n", "host=direccion", "a01 |  |  | h1 |"),
        ("inventory.ini", "[daw]\na01 web_app=mi_app\n", "app=web_app", "a01 |  |  | a01 | mi_app"),
        ("ssh", "Host a01\n  HostName h1\n  HostKeyAlias h2\n", "host=HostKeyAlias", "a01 | a01 |  | h2 |"),
    ],
)
def test_a_column_is_given_in_every_kind_of_roster(
    tmp_path: Path, name: str, text: str, column: str, found: str
) -> None:
    assert people(written(tmp_path, text, name), column) == [found]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("host",), "--column 'host': write FIELD=\"HEADING\""),
        (("hots=IP",), "no field is called 'hots'"),
        (("host=IP", "host=Servidor"), "--column host: given twice"),
        (("host=Dirección",), "--column host='Dirección': there is no such column; there are 'id', 'IP', 'Servidor'"),
    ],
)
def test_a_column_that_cannot_be_is_told(columns: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(CASES / "two-hosts.csv", columns=columns)
    assert said in str(caught.value)


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    """Numbers without a point, times as times, the sheet that has the class, a title above the headings."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["Instrucciones"])
    sheet = book.create_sheet("Respuestas")
    sheet.append(["Práctica 3.5"])
    sheet.append(["Marca temporal", "NIA", "Nombre completo", "IP de tu servidor", "Puerto"])
    sheet.append([datetime(2026, 11, 26, 9, 0), 10254871, "Alba Pérez", "192.0.2.11", 2222.0])
    sheet.append([datetime(2026, 11, 25, 9, 0), 10254871, "Alba Pérez", "192.0.2.99", 22])
    sheet.append([datetime(2026, 11, 25, 9, 0), 10254872, "Bruno Gil", None, None])
    book.save(tmp_path / "class.xlsx")
    found = load(tmp_path / "class.xlsx")
    assert [line(one) for one in found.students] == [
        "10254871 | Alba Pérez |  | ssh://192.0.2.11:2222 |",
        "10254872 | Bruno Gil |  | absent |",
    ]
    assert found.students[0].place.endswith("class.xlsx:3:1")
    assert found.notes == (
        f"{tmp_path}/class.xlsx:2:1: answered more than once, and the last answer counts: "
        "10254871 (lines 3, 4: 3 counts)",
    )


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    for content, said in ((b"PK\x03\x04 broken", "no workbook"), (b"\xd0\xcf\x11\xe0", "an old workbook")):
        path = tmp_path / "class.xlsx"
        path.write_bytes(content)
        assert wrong(path)[0].startswith(f"1:1: {said}")


HEAD = "Marca temporal,Correo electrónico,Nombre,IP\n"


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        # Without a time that can be read the last line counts; an answer without an address takes none away.
        (("?,a@x,Ana,192.0.2.1", "?,a@x,Ana,192.0.2.2"), "192.0.2.2"),
        (("1/11/2026 9:00,a@x,Ana,192.0.2.1", "2/11/2026 9:00,a@x,Ana,-"), "192.0.2.1"),
        # 3/11 is in November where some day is above 12, and in March where some "month" is.
        (("13/11/2026 9:00,a@x,Ana,192.0.2.1", "4/12/2026 9:00,a@x,Ana,192.0.2.2"), "192.0.2.2"),
        (("11/25/2026 9:00,a@x,Ana,192.0.2.1", "12/1/2026 9:00,a@x,Ana,192.0.2.2"), "192.0.2.2"),
        (("12/1/2026 9:00,a@x,Ana,192.0.2.1", "11/25/2026 9:00,a@x,Ana,192.0.2.2"), "192.0.2.1"),
        (("2026/11/25 1:00:00 p. m. CET,a@x,Ana,192.0.2.1", "2026/11/25 11:00:00 a. m. CET,a@x,Ana,192.0.2.2"),
         "192.0.2.1"),
        (("2026-11-25 00:10,a@x,Ana,192.0.2.1", "2026/11/25 12:05:00 AM,a@x,Ana,192.0.2.2"), "192.0.2.1"),
    ],
)  # fmt: skip
def test_the_last_answer_counts(tmp_path: Path, lines: tuple[str, ...], address: str) -> None:
    path = written(tmp_path, HEAD + "\n".join(lines) + "\n")
    assert people(path) == [f"a | Ana | a@x | {address} |"]
    assert "answered more than once" in load(path).notes[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # One id with two names is two people, and one of the ids is wrong.
        ("id,nombre,ip\na01,Ana Ruiz,192.0.2.1\na01,Luis Gil,192.0.2.2\n", "3:1: a01 is in the class already"),
        ("id,ip\na01,192.0.2.1\na01,192.0.2.2\n", "3:1: a01 is in the class already"),
    ],
)
def test_two_people_with_one_id_are_no_two_answers(tmp_path: Path, text: str, found: str) -> None:
    assert wrong(written(tmp_path, text))[0].startswith(found)


def test_siblings_with_one_address_of_email_are_two(tmp_path: Path) -> None:
    text = "NIA,nombre,correo,ip\n1,Ana Ruiz,r@x,192.0.2.1\n2,Luis Gil,r@x,192.0.2.2\n"
    assert len(people(written(tmp_path, text))) == 2


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:2222", "ssh://192.0.2.1:2222"),
        ("usuario@192.0.2.1:2222", "ssh://usuario@192.0.2.1:2222"),
        ("[2001:db8::1]:22", "ssh://[2001:db8::1]:22"),
        ("http://vm.example.com/", "vm.example.com"),
        ("https://192.0.2.1", "192.0.2.1"),
        ("192.0.2.1/24", "192.0.2.1"),
        ("ssh usuario@192.0.2.1", "usuario@192.0.2.1"),
        ("$ ssh usuario@192.0.2.1 -p 2222", "ssh://usuario@192.0.2.1:2222"),
    ],
)
def test_an_address_as_a_student_writes_it(tmp_path: Path, cell: str, address: str) -> None:
    assert people(written(tmp_path, f"id,IP\na01,{cell}\n")) == [f"a01 |  |  | {address} |"]


@pytest.mark.parametrize("cell", ["", "-", "—", "n/a", "ninguna", "no tengo", "Pendiente", "sin servidor", "?"])
def test_a_cell_that_says_nothing_is_no_address(tmp_path: Path, cell: str) -> None:
    assert people(written(tmp_path, f"id,IP\na01,192.0.2.1\na02,{cell}\n"))[1] == "a02 |  |  | absent |"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("192.168.X.X", "2:2: '192.168.X.X' is no IPv4 address"),
        ("http://192.0.2.1:8080", "2:2: 'http://192.0.2.1:8080' is no address of SSH: it starts with ssh://"),
        ("mi servidor", "2:2: 'mi servidor' "),
    ],
)
def test_what_is_no_address_is_told_and_nobody_is_absent_for_it(tmp_path: Path, cell: str, said: str) -> None:
    assert any(one.startswith(said) for one in wrong(written(tmp_path, f"id,IP\na01,{cell}\n")))


def test_a_class_in_which_nobody_has_an_address_is_a_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, "id,IP\na01,\na02,-\n")
    with pytest.raises(RosterError, match="nobody in it has an address"):
        load(path)
    assert len(load(path, reach=False).students) == 2


def test_who_is_in_it_needs_no_addresses() -> None:
    """As for a file of marks."""
    found = load(CASES / "no-host-es.csv", reach=False)
    assert [one.id for one in found.students] == ["a01", "a02"]


@pytest.mark.parametrize(
    ("heading", "cells", "taken"),
    [
        ("¿Cuál es la IP de tu máquina virtual?", ("192.0.2.1", "192.0.2.2"), True),
        ("Dirección", ("192.0.2.1", "vm.example.com"), True),
        ("Dirección", ("C/ Mayor 3", "C/ Sol 1"), False),
        ("Address", ("vm1", "vm2"), True),
        ("Address", ("3 High Street", "1 Sun Lane"), False),
        ("Nota de la práctica del servidor", ("8.5", "6"), False),
        ("Correo del servidor", ("a@example.com", "b@example.com"), False),
    ],
)
def test_a_question_about_the_server_is_known_by_its_answers(
    tmp_path: Path, heading: str, cells: tuple[str, str], taken: bool
) -> None:
    path = written(tmp_path, f'nombre,correo,"{heading}"\nAna,a@x,{cells[0]}\nLuis,l@x,{cells[1]}\n')
    if taken:
        assert [one.target.host for one in load(path).students] == list(cells)
    else:
        assert "no column says where the servers are" in wrong(path)[0]


@pytest.mark.parametrize(("cell", "told"), [("127.0.0.1", True), ("localhost", True), ("127.0.0.1:2222", False)])
def test_the_computer_that_grades_is_no_student_s_server(tmp_path: Path, cell: str, told: bool) -> None:
    """But a port of it may lead to one."""
    notes = load(written(tmp_path, f"id,IP\na01,{cell}\n")).notes
    assert any("that is the computer that grades" in note for note in notes) == told


def test_json_is_placed_by_line_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, '[\n  {"id": "a01", "ip": "192.0.2.1"},\n  {"id": "a02",\n   "ip": "a b"}\n]\n', "x.json")
    assert wrong(path)[0].startswith("4:10: 'a b'")
