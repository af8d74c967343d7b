"""The rubric: what it accepts, how it says what is wrong and where, and how it adds up."""

from __future__ import annotations

from decimal import Decimal
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from perito.practice.rubric import Rubric, RubricError, load
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = ROOT / "rubric.yaml"
GOOD = dedent(
    """\
    schema: perito/rubric/1
    practice: small
    title: {es: Prueba, en: Trial}
    steps:
      one:
        title: {es: Uno, en: One}
        checks:
          one.a:
            points: 1
            title: {es: A, en: A}
          one.b:
            points: 0.1
            requires: [one.a]
            title: {es: B, en: B}
    """
)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rubric.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def assert_told(path: Path, position: str, words: str) -> None:
    """One of the problems is at `position`, and the words are said."""
    with pytest.raises(RubricError) as caught:
        load(path)
    told = str(caught.value)
    assert any(line.startswith(f"{path}{position}: ") for line in told.splitlines()), told
    assert words in told


def test_the_shipped_rubric_is_sound_and_worth_its_scale() -> None:
    rubric = load(SHIPPED)
    assert len(rubric.checks) >= 60
    assert sum(rubric.weights[name] for name in rubric.checks if rubric.part_of(name) is None) == rubric.scale


@pytest.mark.parametrize(
    ("change", "to", "position", "words"),
    [
        ("practice: small", "practise: small", ":2:1", "practise"),
        ("points: 1\n", "points: -1\n", ":9:9", "tiene que ser 0 o más"),
        ("points: 0.1", "points: much", ":12:9", "points"),
        ("[one.a]", "[one.z]", ":13:20", "'one.z'"),
        ("[one.a]", "[one.b]", ":11:7", "one.b → one.b"),
        ("points: 1\n", "requires: [one.b]\n", ":8:7", "one.a → one.b → one.a"),
        ("{es: B, en: B}", "{es: B}", ":14:9", "en"),
        ("{es: Prueba, en: Trial}", "{es: Prueba, en: Trial", ":4:6", "dentro de una lista"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(
    tmp_path: Path, change: str, to: str, position: str, words: str
) -> None:
    assert change in GOOD
    assert_told(written(tmp_path, GOOD.replace(change, to)), position, words)


WHOLE = GOOD.replace(
    "steps:\n",
    """\
parts:
  poc: {points: 6, title: {es: P, en: P}}
  more: {points: 1, bonus: true, deployment: false, title: {es: M, en: M}}
criteria:
  question:
    points: 4
    title: {es: Q, en: Q}
    levels: {none: {points: 0, title: {es: N, en: N}}, all: {points: 4, title: {es: T, en: A}}}
bounds:
  - {check: one.a, part: poc, at_most: 4}
steps:
""",
) + (
    "  two:\n"
    "    title: {es: Dos, en: Two}\n"
    "    part: more\n"
    "    checks:\n"
    "      two.a: {points: 1, title: {es: C, en: C}}\n"
)


def test_parts_of_the_whole_assignment(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, WHOLE))
    assert rubric.labels == ("poc",)
    assert (rubric.part_of("one.a"), rubric.part_of("two.a"), rubric.part_of("nobody's")) == (None, "more", None)
    assert (rubric.checks_of("poc"), rubric.checks_of("more")) == (["one.a", "one.b"], ["two.a"])


@pytest.mark.parametrize(
    ("change", "to", "position", "words"),
    [
        ("poc: {points: 6", "poc: {points: 5", ":4:1", "valen 9 y no 10"),
        ("poc: {points: 6", "poc: {points: 7", ":4:1", "valen 11 y no 10"),
        ("    points: 4\n", "    points: 3\n", ":9:5", "niveles"),
        ("{check: one.a,", "{check: one.z,", ":13:6", "'one.z'"),
        ("part: poc,", "part: exercise,", ":13:20", "'exercise'"),
        ("    part: more", "    part: less", ":27:5", "'less'"),
        ("two.a: {points: 1,", "two.a: {points: 0,", ":6:3", "tiene puntos"),
        ("at_most: 4", "at_most: -4", ":13:31", "tiene que ser 0 o más"),
    ],
)
def test_parts_that_do_not_fit_are_told(tmp_path: Path, change: str, to: str, position: str, words: str) -> None:
    assert change in WHOLE
    assert_told(written(tmp_path, WHOLE.replace(change, to)), position, words)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("points: 1\n", "points: -1\n").replace("{es: B, en: B}", "{en: B}"))
    with pytest.raises(RubricError) as caught:
        load(path)
    assert len(caught.value.problems) == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="no existe ese archivo"):
        load(tmp_path / "none.yaml")


def test_prerequisites_come_first_and_the_rest_as_written() -> None:
    rubric = load(SHIPPED)
    order = rubric.order()
    assert sorted(order) == sorted(rubric.checks)
    for name in order:
        for before in rubric.prerequisites(name):
            assert order.index(before) < order.index(name)


def test_a_prerequisite_that_nobody_has_is_not_in_the_order(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, GOOD))
    entry = rubric.checks["one.b"].model_copy(update={"wants": ("nobody's",)})
    step = rubric.steps["one"].model_copy(update={"checks": {**rubric.steps["one"].checks, "one.b": entry}})
    given = {"schema": rubric.schema_, "practice": "small", "title": rubric.title, "steps": {"one": step}}
    assert Rubric.model_validate(given).order() == ["one.a", "one.b"]


def test_a_text_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, GOOD))
    assert rubric.title.in_language("es") == "Prueba"
    assert rubric.title.in_language("en") == "Trial"


def test_where_no_points_are_given_every_check_weighs_the_same(tmp_path: Path) -> None:
    text = GOOD.replace("        points: 1\n", "").replace("        points: 0.1\n", "")
    assert load(written(tmp_path, text)).weights == {"one.a": 1, "one.b": 1}


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, GOOD.replace("        points: 1\n", "")))
    assert rubric.scale == 10
    assert rubric.weights == {"one.a": 0, "one.b": Decimal("0.1")}
    assert rubric.step_of == {"one.a": "one", "one.b": "one"}
    assert rubric.prerequisites("one.b") == ("one.a",)
    assert rubric.prerequisites("nobody's") == ()
