"""Rosters in every format: what they say, and what is wrong in them, with line and column."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.classroom.roster import RosterError, directory_names, load
from perito.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

YAML = """\
defaults:
  user: usuario
  identity: key
  sudo_password_env: SUDO
students:
  - id: a01
    name: Alba
    email: alba@example.test
    host: 192.0.2.11
    app: mi_aplicacion
    exercise: Practica-3.5
  - id: a02
    host: 192.0.2.12
    port: 2222
    user: vagrant
    url_base: http://127.0.0.1:8080
"""
CSV = """\
id,name,host,port,user,app
a01,Alba,192.0.2.11,,usuario,mi_aplicacion
a02,"Bruno, el segundo",192.0.2.12,2222,vagrant,
"""
MOODLE = """\
"Nombre";"Apellido(s)";"Número de ID";"Dirección de correo";"Departamento";"Servidor"
"Alba";"Pérez";"a01";"alba@example.test";"DAW";"192.0.2.11"
"Bruno";"Gil";"";"bruno@example.test";"DAW";"usuario@192.0.2.12"
"""
VAGRANT = """\
Host a01
  HostName 127.0.0.1
  User vagrant
  Port 2222
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no
  PasswordAuthentication no
  IdentityFile "key"
  IdentitiesOnly yes
  LogLevel FATAL

Host a02
  HostName 127.0.0.1
  User vagrant
  Port 2200
  IdentityFile key
"""
ENVIRONMENT = {"SUDO": "secret"}


def written(tmp_path: Path, text: str | bytes, name: str = "roster.yaml") -> Path:
    (tmp_path / "key").touch()
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(RosterError) as caught:
        load(path, environment=ENVIRONMENT)
    return [problem.removeprefix(str(path)) for problem in caught.value.problems]


def test_yaml_with_defaults(tmp_path: Path) -> None:
    one, two = load(written(tmp_path, YAML), environment=ENVIRONMENT).students
    assert (one.id, one.name, one.email, one.sudo_password_env) == ("a01", "Alba", "alba@example.test", "SUDO")
    assert (one.target.host, one.target.port, one.target.user) == ("192.0.2.11", None, "usuario")
    assert one.target.identity == tmp_path / "key"
    assert one.target.apps == (("poc", "mi_aplicacion"), ("exercise", "Practica-3.5"))
    assert (two.target.port, two.target.user, two.target.url_base) == (2222, "vagrant", "http://127.0.0.1:8080")
    assert two.target.apps == ()


@pytest.mark.parametrize(
    "text", [CSV.encode(), ("\ufeff" + CSV).encode(), CSV.encode("utf-16"), CSV.replace("\n", "\r\n").encode()]
)
def test_csv_however_it_was_saved(tmp_path: Path, text: bytes) -> None:
    one, two = load(written(tmp_path, text, "roster.csv")).students
    assert (one.id, one.name, one.target.apps) == ("a01", "Alba", (("", "mi_aplicacion"),))
    assert (two.name, two.target.port, two.target.user) == ("Bruno, el segundo", 2222, "vagrant")


def test_an_export_of_moodle_in_spanish(tmp_path: Path) -> None:
    one, two = load(written(tmp_path, MOODLE, "export.csv")).students
    assert (one.id, one.name, one.email, one.target.host) == ("a01", "Alba Pérez", "alba@example.test", "192.0.2.11")
    assert (two.id, two.target.user, two.target.host) == ("bruno", "usuario", "192.0.2.12")


def test_vagrants_ssh_config(tmp_path: Path) -> None:
    one, two = load(written(tmp_path, VAGRANT, "ssh-config")).students
    assert (one.id, one.target.user, one.target.host, one.target.port) == ("a01", "vagrant", "127.0.0.1", 2222)
    assert one.target.identity == tmp_path / "key"
    assert one.target.known_hosts is None
    assert (two.id, two.target.port) == ("a02", 2200)


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("port: 2222", "port: 99999", ":14:5: '99999' is no port"),
        ("port: 2222", "prot: 2222", ":14:5: no field is called 'prot'; did you mean port?"),
        ("port: 2222", "password: hola", ":14:5: password: no secrets in a roster"),
        ("id: a02", "id: a01", ":12:5: a01 is in the class already, at "),
        ("  - id: a02\n    host", "  - host", ":12:5: no id"),
        ("host: 192.0.2.12", "host: 'bad host'", ":13:5: 'bad host' "),
        ("identity: key", "identity: nokey", ":3:3: nokey: no such file"),
        ("sudo_password_env: SUDO", "sudo_password_env: NONE", ":4:3: the environment variable NONE is not set"),
        ("  user: usuario", "  host: 192.0.2.1", ":2:3: host: everybody has their own"),
        ("students:", "pupils:", ":5:1: pupils: only defaults and students"),
        ("app: mi_aplicacion", "app: ../etc", ":10:5: '../etc' is no directory name"),
        ("name: Alba", "name: [Alba]", ":7:5: name: text or a number"),
        ("name: Alba", "name: {", ":"),
    ],
)
def test_what_is_wrong_in_yaml_is_told_with_its_place(tmp_path: Path, change: str, to: str, said: str) -> None:
    assert change in YAML
    found = problems(written(tmp_path, YAML.replace(change, to)))
    assert any(one.startswith(said) for one in found), found


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("192.0.2.12,2222", "192.0.2.12,0", ":3:4: '0' is no port"),
        (",host,", ",hots,", ":1:1: no column says where the servers are; there are 'id'"),
        ("a02,", "a01,", ":3:1: a01 is in the class already"),
        ("mi_aplicacion", "mi_aplicacion,more", ":2:7: 7 values under 6 headings"),
    ],
)
def test_what_is_wrong_in_csv_is_told_with_its_place(tmp_path: Path, change: str, to: str, said: str) -> None:
    found = problems(written(tmp_path, CSV.replace(change, to, 1), "roster.csv"))
    assert any(one.startswith(said) for one in found), found


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = YAML.replace("port: 2222", "port: none").replace("identity: key", "identity: nokey").replace("a01", "")
    assert len(problems(written(tmp_path, text))) >= 3


def test_an_empty_roster_and_one_that_is_not_there(tmp_path: Path) -> None:
    assert problems(written(tmp_path, "students: []\n")) == [": nobody is in it"]
    assert problems(tmp_path / "none.yaml") == [": No such file or directory"]
    with pytest.raises(UsageError, match="excel"):
        load(written(tmp_path, YAML), "excel")


ANYTHING = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))


@pytest.mark.parametrize("form", ["", "yaml", "csv", "vagrant"])
@given(data=ANYTHING)
def test_no_input_breaks_a_reader(tmp_path_factory: pytest.TempPathFactory, form: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(data)
    with suppress(RosterError):
        load(path, form, {})


ODD = (
    *("..", ".", "", "/", "../../etc", "con", "CON", "NUL.txt", "a01", "A01", "é", "e\u0301", "run.json"),
    *("a" * 300, "🎓", "a b", "a\x00b", "-rf", ".hidden", "a01-0123456789"),
)
IDS = st.lists(st.text(max_size=300) | st.sampled_from(ODD), max_size=12, unique=True)


@given(IDS)
def test_a_directory_name_never_escapes_and_no_two_are_alike(ids: list[str]) -> None:
    names = directory_names(ids)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert name.isascii()
        assert not set(name) & set('/\\\x00:*?"<>| ')
        assert 0 < len(name) <= 100
        assert name[0] not in ".-"
        assert name.partition(".")[0].lower() not in {"con", "nul", "com1"}


def test_plain_ids_keep_their_names() -> None:
    assert directory_names(["a01", "bruno.gil", "x_1"]) == {"a01": "a01", "bruno.gil": "bruno.gil", "x_1": "x_1"}


@pytest.mark.parametrize("name", ["run.json", "class.json", "index.html", "gradebook.csv", "gradebook.xlsx"])
def test_an_id_is_never_the_name_of_one_of_the_run_s_own_files(name: str) -> None:
    assert directory_names([name])[name] != name
