"""Of any input: no reader breaks, every problem has its place, and what was written is what is read."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.classroom.roster import FORMATS, RosterError, directory_names, load
from perito.classroom.roster.fields import is_nothing
from perito.classroom.roster.inventory import expand

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    *(
        "id",
        "host",
        "students",
        "defaults",
        "all",
        "hosts",
        "vars",
        "children",
        "ansible_host",
        "ansible_ssh_common_args",
    ),
    *("-J", "-o", "Host", "HostName", "IdentityFile", "Nombre", "Dirección de correo", "ProxyCommand", "identity"),
    *(":", ",", ";", "\t", "\n", "\n  ", "- ", "[", "]", "{", "}", "=", '"', "'", "#", "&a", "*a", "<<", "!t", "|"),
    *("{{", "}}", "[1:3]", "@", "..", "~", "\0", "\ufeff", "ñ", "🎓", "192.0.2.1", "7", " "),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | st.text(max_size=80)
INPUTS = TEXTS.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=120)
PROBLEM = re.compile(r"(:[1-9][0-9]*:[1-9][0-9]*)?: \S", re.DOTALL)

IDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
NAMES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20).map(str.strip)
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z](\.[a-z]{2,5})?", fullmatch=True).filter(
    # xx.xx is an address that nobody filled in, and "no" says that there is none
    lambda one: one != "local" and not set(one) <= set("xyz.") and not is_nothing(one)
)
ADDRESSES = HOSTS | st.ip_addresses().map(str)
STUDENTS = st.lists(
    st.fixed_dictionaries({"id": IDS, "name": NAMES, "host": ADDRESSES}, optional={
        "port": st.integers(1, 65535).map(str),
        "user": st.from_regex(r"[a-z_][a-z0-9_-]{0,8}", fullmatch=True),
        "app": st.from_regex(r"[a-z][a-z0-9._-]{0,8}", fullmatch=True),
        "jump": HOSTS,
    }),
    min_size=1, max_size=5, unique_by=lambda one: one["id"],
)  # fmt: skip


@pytest.mark.parametrize("form", ["", *FORMATS])
@pytest.mark.parametrize("name", ["roster", "roster.yml"])
@settings(max_examples=40)
@given(data=INPUTS)
def test_no_input_breaks_a_reader(tmp_path_factory: pytest.TempPathFactory, form: str, name: str, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        students = load(path, form, {}).students
    except RosterError as error:
        for problem in error.problems:
            assert PROBLEM.match(problem.removeprefix(str(path))), problem
            assert problem.isprintable(), problem
    else:
        assert len({student.id for student in students}) == len(students) > 0


def read(path: Path) -> list[dict[str, str]]:
    found = []
    for student in load(path).students:
        target = student.target
        values = {"id": student.id, "name": student.name, "host": target.host, "user": target.user, "jump": target.jump}
        values |= {"port": str(target.port) if target.port else None, "app": dict(target.apps).get("")}
        found.append({name: value for name, value in values.items() if value})
    return found


def without_empty(students: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: value for name, value in student.items() if value} for student in students]


@given(students=STUDENTS, separator=st.sampled_from(",;\t"))
def test_a_table_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, students: list[dict[str, str]], separator: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "table.csv"
    text = io.StringIO(newline="")
    fields = ["id", "name", "host", "port", "user", "app", "jump"]
    writer = csv.DictWriter(text, fields, delimiter=separator)
    writer.writeheader()
    writer.writerows(students)
    path.write_bytes(text.getvalue().encode())
    assert read(path) == without_empty(students)


@given(students=STUDENTS)
def test_yaml_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, students: list[dict[str, str]]
) -> None:
    """JSON is YAML."""
    path = tmp_path_factory.getbasetemp() / "class.yaml"
    path.write_text(json.dumps({"students": students}, ensure_ascii=False), encoding="utf-8")
    assert read(path) == without_empty(students)


@given(IDS.filter(lambda text: not set(text) & set("[]:")), st.integers(0, 50), st.integers(0, 50), st.integers(1, 7))
def test_a_range_is_what_python_counts(prefix: str, start: int, more: int, step: int) -> None:
    names, port = expand(f"{prefix}[{start:02}:{start + more:02}:{step}]x:22")
    width = 2 if start < 10 else 0
    assert names == [f"{prefix}{number:0{width}}x" for number in range(start, start + more + 1, step)]
    assert port == "22"


@given(st.text("[]:0123456789abz", max_size=20))
def test_a_pattern_is_hosts_or_told(pattern: str) -> None:
    with suppress(ValueError):
        assert expand(pattern)[0]


@settings(max_examples=300)
@given(st.lists(st.text(st.characters(), max_size=120), max_size=8, unique=True))
def test_a_name_depends_on_nobody_else_and_halves_of_characters_are_no_matter(ids: list[str]) -> None:
    names = directory_names(ids)
    assert names == {one: directory_names([one])[one] for one in ids}
    assert len({name.lower() for name in names.values()}) == len(ids)
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}", name)
        assert name[-1] != "."


def test_a_long_roster_is_read_in_well_under_a_second(tmp_path: Path) -> None:
    """Processor time, which other processes do not change; a third of a second or so on a slow machine."""
    lines = "".join(f"a{number},Ana {number},192.0.2.1,{1000 + number},u,app\n" for number in range(3000))
    path = tmp_path / "class.csv"
    path.write_text("id,name,host,port,user,app\n" + lines)
    start = time.process_time()
    assert len(load(path).students) == 3000
    assert time.process_time() - start < 1
