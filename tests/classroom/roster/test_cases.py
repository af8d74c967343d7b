"""Small rosters of every format in cases/: beside each, who is in it (.students) or all that is wrong (.wrong).

What is noted about it, where anything is, is in .notes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.classroom.roster import RosterError, load
from perito.support import i18n

if TYPE_CHECKING:
    from perito.classroom.roster import Student

CASES = Path(__file__).parent / "cases"


def cases(kind: str) -> list[str]:
    found = sorted(path.name.removesuffix(kind) for path in CASES.glob(f"*{kind}"))
    assert found
    return found


def line(student: Student) -> str:
    apps = " ".join(f"{label}={name}" if label else name for label, name in student.target.apps)
    where = "absent" if student.absent else student.target.address
    return " | ".join([student.id, student.name, student.email, where, apps]).rstrip()


@pytest.mark.parametrize("name", cases(".students"))
def test_everybody_is_there_in_the_order_of_the_file(name: str) -> None:
    found = [line(student) for student in load(CASES / name).students]
    assert found == (CASES / f"{name}.students").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", cases(".students"))
def test_what_is_left_aside_is_noted_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    notes = CASES / f"{name}.notes"
    expected = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    assert [note.removeprefix(f"{name}:") for note in load(Path(name)).notes] == expected


@pytest.mark.parametrize("name", cases(".wrong"))
def test_all_that_is_wrong_is_told_at_once_with_its_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    with pytest.raises(RosterError) as caught:
        load(Path(name))
    found = [problem.removeprefix(f"{name}:") for problem in caught.value.problems]
    assert found == (CASES / f"{name}.wrong").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", cases(".wrong"))
def test_no_message_repeats_a_secret(name: str) -> None:
    with pytest.raises(RosterError) as caught:
        load(CASES / name)
    assert "hunter" not in str(caught.value)


def test_every_case_has_its_outcome() -> None:
    outcomes = {*cases(".students"), *cases(".wrong")}
    rosters = {path.name for path in CASES.iterdir() if path.suffix not in {".students", ".wrong", ".notes"}}
    assert rosters == outcomes


def test_errors_are_in_the_language_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    i18n.use("es")
    for name, said in (
        ("two-hosts.csv", "'IP' y 'Servidor' podrían ser host: di cuál es con --column host="),
        ("wrong.csv", "en una lista de clase no hay secretos; nombra una variable de entorno con password_env"),
        ("wrong.yaml", "ningún campo se llama 'passwrd_env'; ¿querías decir password_env?"),
        ("wrong.ini", "ansible_hots: no se entiende (¿querías decir ansible_host?)"),
    ):
        with pytest.raises(RosterError) as caught:
            load(Path(name))
        assert said in str(caught.value)
