"""YAML is read by ruamel's fast reader where there is one, and means and says what its slow one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from perito.practice import locate
from perito.support import i18n
from perito.support.yamlfile import FileError, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _in_spanish() -> None:
    i18n.use("es")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.yaml"


def test_the_rubric_means_the_same_to_both() -> None:
    path = locate.find().rubric
    assert read(path, FileError).data == YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "value"),
    [("a: yes", "yes"), ("%YAML 1.1\n---\na: yes", True), ("a: 0o17", 15), ("a: 12:30", "12:30"), ("a: 1_000", 1000)],
)
def test_what_a_value_means(file: Path, text: str, value: object) -> None:
    file.write_text(text, encoding="utf-8")
    assert read(file, FileError).data == {"a": value}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1,2", ":1:8: dentro de una lista o una tabla, el archivo termina o sigue de otra forma"),
        ("a:\n\t- b", ":2:1: nada puede empezar con '\\t': ponlo entre comillas"),
        ("a: *y", ":1:4: no hay ningún ancla llamada 'y'"),
        ("a: 1\na: 2", ":2:1: la clave 'a' está repetida"),
    ],
)
def test_what_is_wrong_is_said_by_the_slow_one(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as wrong:
        read(file, FileError)
    assert str(wrong.value) == f"{file}{said}"
