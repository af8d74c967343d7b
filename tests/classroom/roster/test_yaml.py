"""YAML: defaults, paths, variables, labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from perito.classroom.roster import RosterError, load


def written(directory: Path, text: str, name: str = "class.yaml") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_start_from_the_roster_and_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, keys = tmp_path / "home", tmp_path / "class" / "keys"
    home.mkdir()
    keys.mkdir(parents=True)
    for file in (home / "known", keys / "key"):
        file.touch()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    text = "defaults: {identity: keys/key, known_hosts: ~/known}\nstudents: [{id: a, host: h}]\n"
    target = load(written(tmp_path / "class", text).relative_to(tmp_path)).students[0].target
    assert (target.identity, target.known_hosts) == (keys / "key", home / "known")


def test_who_is_in_a_class_needs_no_keys_and_no_variables(tmp_path: Path) -> None:
    path = written(tmp_path, "students: [{id: a, host: h, identity: none, password_env: NOWHERE, port: 22}]\n")
    with pytest.raises(RosterError) as caught:
        load(path, environment={})
    assert len(caught.value.problems) == 2
    (student,) = load(path, environment={}, reach=False).students
    assert (student.password_env, student.target.identity) == ("NOWHERE", tmp_path / "none")


def test_variables_are_this_process_s_unless_others_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "students: [{id: a, host: h, sudo_password_env: CLASS_SUDO}]\n")
    monkeypatch.delenv("CLASS_SUDO", raising=False)
    with pytest.raises(RosterError, match="the environment variable CLASS_SUDO is not set"):
        load(path)
    monkeypatch.setenv("CLASS_SUDO", "x")
    assert load(path).students[0].sudo_password_env == "CLASS_SUDO"


def test_what_may_be_a_password_is_not_repeated(tmp_path: Path) -> None:
    path = written(tmp_path, "students: [{id: a, host: h, password_env: hunter2}]\n")
    with pytest.raises(RosterError, match="that is named here is not set") as caught:
        load(path, environment={})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "apps"),
    [
        ("app: one", [(("", "one"),), ()]),
        ("exercise: two", [(("exercise", "two"),), ()]),
        ("app: one, exercise: two", [(("poc", "one"), ("exercise", "two")), ()]),
    ],
)
def test_labels_only_where_somebody_has_an_exercise(tmp_path: Path, fields: str, apps: list[object]) -> None:
    path = written(tmp_path, f"students:\n- {{id: a, host: h, {fields}}}\n- {{id: b, host: h}}\n")
    assert [student.target.apps for student in load(path).students] == apps


def test_one_who_has_no_exercise_in_a_class_that_does(tmp_path: Path) -> None:
    path = written(tmp_path, "students:\n- {id: a, host: h, app: x}\n- {id: b, host: h, exercise: y}\n")
    assert load(path).students[0].target.apps == (("poc", "x"),)


@pytest.mark.parametrize("text", ["", "# nobody\n", "students:\n", "students: {}\n", "defaults: {user: u}\n"])
def test_a_class_of_nobody(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(RosterError) as caught:
        load(path)
    assert caught.value.problems == [f"{path}: nobody is in it"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", ":1:1: a roster has defaults: and students:"),
        ("a: [\n", ":2:1: "),
        ("students: {a: 1}\n", ":1:1: students: a list, each with `- id:`"),
        ("students: none.csv\n", ":1:1: students: "),
        ("? [a]\n: b\nstudents: [{id: a, host: h}]\n", ":1:3: a key is one word"),
        ("a: 1\n---\nb: 2\n", ":2:1: "),
        ("students: " + "[" * 20_000, ":1:74: "),
    ],
)
def test_what_is_no_roster_is_told_where(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(RosterError) as caught:
        load(path)
    assert caught.value.problems[0].startswith(f"{path}{said}")


def test_a_text_of_no_format_asks_for_one(tmp_path: Path) -> None:
    path = written(tmp_path, "just some words, and no more\n", "notes")
    with pytest.raises(RosterError, match="say which with --roster-format, ansible, aws, csv,"):
        load(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("a\0b")):
        with pytest.raises(RosterError):
            load(path)
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate((16 << 20) + 1)
    with pytest.raises(RosterError, match="larger than 16 MiB"):
        load(huge)
