"""What a practice is given for each student, as columns, keys and variables of every kind of roster."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from perito.classroom import roster
from perito.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_english")
DECLARED = {"domain": False, "password": True}
AROUND = {"ANA_PW": "k7-Tejado-roto-3"}
EVERYBODY = [({"domain": "ana.example.net"}, {"password": "ANA_PW"}), ({"domain": "luis.example.net"}, {})]
KINDS = {
    "class.csv": """\
id,host,domain,input.password_env
a1,192.0.2.1,ana.example.net,ANA_PW
a2,192.0.2.2,luis.example.net,
""",
    "class.yaml": """\
defaults: {domain: luis.example.net}
students:
  - {id: a1, host: 192.0.2.1, domain: ana.example.net, input.password_env: ANA_PW}
  - {id: a2, host: 192.0.2.2}
""",
    "hosts.ini": """\
[daw]
a1 ansible_host=192.0.2.1 domain=ana.example.net password="{{ lookup('env', 'ANA_PW') }}"
a2 ansible_host=192.0.2.2 perito_domain=luis.example.net domain=other.example.net
""",
    "list.json": json.dumps(
        [
            {"id": "a1", "ip": "192.0.2.1", "domain": "ana.example.net", "input.password_env": "ANA_PW"},
            {"id": "a2", "ip": "192.0.2.2", "domain": "luis.example.net"},
        ]
    ),
    "terraform.json": json.dumps(
        {
            name: {"sensitive": False, "type": [], "value": value}
            for name, value in (
                ("addresses", {"a1": "192.0.2.1", "a2": "192.0.2.2"}),
                ("domain", {"a1": "ana.example.net", "a2": "luis.example.net"}),
                ("input.password_env", {"a1": "ANA_PW"}),
            )
        }
    ),
}


def read(path: Path, text: str, *columns: str, inputs: dict[str, bool] = DECLARED) -> roster.Roster:
    path.write_text(text)
    return roster.load(path, environment=AROUND, columns=columns, inputs=inputs)


@pytest.mark.parametrize("name", [one for one in KINDS if not one.startswith("terraform")])
def test_everybody_has_their_own(tmp_path: Path, name: str) -> None:
    """A cell that is empty is nobody's; a default of the roster is for who says nothing else."""
    found = read(tmp_path / name, KINDS[name])
    assert [(dict(one.inputs), dict(one.variables)) for one in found.students] == EVERYBODY
    assert not found.notes


def test_an_output_of_names_is_no_address(tmp_path: Path) -> None:
    """Where two outputs look like addresses, the one that the practice asks for is its own."""
    value = json.loads(KINDS["terraform.json"])
    del value["input.password_env"]
    found = read(tmp_path / "terraform.json", json.dumps(value))
    assert [(one.target.host, one.inputs["domain"]) for one in found.students] == [
        ("192.0.2.1", "ana.example.net"),
        ("192.0.2.2", "luis.example.net"),
    ]


def test_any_column_by_option(tmp_path: Path) -> None:
    found = read(tmp_path / "c.csv", "id,host,Tu dominio\na1,192.0.2.1,a.example\n", "domain=Tu dominio")
    assert found.students[0].inputs == {"domain": "a.example"}
    with pytest.raises(UsageError, match=r"no field is called 'domian'; there are .*domain, input\.password_env"):
        read(tmp_path / "c.csv", "id,host\na1,192.0.2.1\n", "domian=x")


def test_a_field_of_every_roster_stays_one_and_it_is_said(tmp_path: Path) -> None:
    """`usuario` is whom to log in as; --column, or `input.` before the heading, says that it is the practice's."""
    table = "id,host,usuario\na1,192.0.2.1,ana\n"
    found = read(tmp_path / "c.csv", table, inputs={"usuario": False})
    assert (found.students[0].target.user, dict(found.students[0].inputs)) == ("ana", {})
    (note,) = found.notes
    assert note.endswith(
        ":1:3: 'usuario' is taken as user; --column input.usuario=\"usuario\" takes it as what the practice is given"
    )
    for text, columns in ((table, ["input.usuario=usuario"]), (table.replace("usuario", "input.usuario"), [])):
        given = read(tmp_path / "c.csv", text, *columns, inputs={"usuario": False})
        assert (given.students[0].target.user, dict(given.students[0].inputs)) == (None, {"usuario": "ana"})
        assert not given.notes


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("c.csv", "id,host,password\na1,192.0.2.1,k7-Tejado\n", ":1:3: password: no secrets in a roster; name an "
         "environment variable with input.password_env"),
        ("c.yaml", "students:\n  - {id: a1, host: 192.0.2.1, password: k7-Tejado}\n", ":2:31: password: no secrets in"),
        ("c.ini", "[g]\na1 ansible_host=192.0.2.1 password=k7-Tejado\n", ":2:27: password: no secrets in a roster"),
        ("c.ini", "[g]\na1 ansible_host=192.0.2.1 domain='{{ inventory_dir }}'\n", ":2:27: domain: templates of"),
        ("c.ini", "[g]\na1 ansible_host=192.0.2.1 perito_domian=x\n", ":2:27: no field is called 'domian'; did you "
         "mean domain?"),
        ("c.csv", "id,host,input.password_env\na1,192.0.2.1,NOWHERE\n", ":2:3: the environment variable NOWHERE is "
         "not set"),
        ("c.csv", "id,host,domain,domain\na1,192.0.2.1,a,b\n", ":1:4: two columns are called 'domain'"),
        ("c.yaml", "students:\n  - {id: a1, host: 192.0.2.1, domian: x}\n", ":2:31: no field is called 'domian'; did "
         "you mean domain?"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place_and_no_secret(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(roster.RosterError) as found:
        read(tmp_path / name, text)
    (line,) = str(found.value).splitlines()
    assert said in line
    assert "Tejado" not in line


def test_without_a_practice_they_are_unknown_as_ever(tmp_path: Path) -> None:
    found = read(tmp_path / "c.csv", "id,host,domain\na1,192.0.2.1,x.example\n", inputs={})
    assert [one.partition(": ")[2] for one in found.notes] == ["columns left aside: 'domain'"]
    near = read(tmp_path / "c.csv", "id,host,domian\na1,192.0.2.1,x.example\n")
    assert near.notes[0].endswith("columns left aside: 'domian' (did you mean domain?)")
