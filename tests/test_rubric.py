"""The rubric: what it accepts, how it says what is wrong and where, and how it adds up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.result import CheckResult, Outcome
from perito.rubric import RubricError, load, rounded, score

SHIPPED = Path(__file__).parent.parent / "rubric.yaml"
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


def test_the_shipped_rubric_is_sound_and_worth_its_scale() -> None:
    rubric = load(SHIPPED)
    assert len(rubric.checks) >= 60
    assert sum(entry.points for entry in rubric.checks.values()) == rubric.scale


@pytest.mark.parametrize(
    ("change", "to", "position", "words"),
    [
        ("practice: small", "practise: small", ":2:1", "practise"),
        ("points: 1\n", "points: -1\n", ":9:9", "greater than or equal to 0"),
        ("points: 0.1", "points: much", ":12:9", "points"),
        ("[one.a]", "[one.z]", ":13:20", "'one.z'"),
        ("[one.a]", "[one.b]", ":11:7", "one.b → one.b"),
        ("{es: B, en: B}", "{es: B}", ":14:9", "en"),
        ("{es: Prueba, en: Trial}", "{es: Prueba, en: Trial", ":4:6", "expected"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(
    tmp_path: Path, change: str, to: str, position: str, words: str
) -> None:
    assert change in GOOD
    path = written(tmp_path, GOOD.replace(change, to))
    with pytest.raises(RubricError) as caught:
        load(path)
    told = str(caught.value)
    assert any(line.startswith(f"{path}{position}: ") for line in told.splitlines()), told
    assert words in told


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("points: 1\n", "points: -1\n").replace("{es: B, en: B}", "{en: B}"))
    with pytest.raises(RubricError) as caught:
        load(path)
    assert len(caught.value.problems) == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="No such file"):
        load(tmp_path / "none.yaml")


def test_prerequisites_come_first_and_the_rest_as_written() -> None:
    rubric = load(SHIPPED)
    order = rubric.order()
    assert sorted(order) == sorted(rubric.checks)
    for name in order:
        for before in rubric.prerequisites(name):
            assert order.index(before) < order.index(name)


def result(outcome: Outcome, points: float) -> CheckResult:
    earned = points if outcome is Outcome.PASSED else 0.0
    return CheckResult(id="a.b", step="a", title="", outcome=outcome, earned=earned, possible=points)


RESULTS = st.lists(st.builds(result, st.sampled_from(Outcome), st.integers(0, 400).map(lambda cents: cents / 100)))


@given(RESULTS)
def test_the_grade_stays_within_the_scale(results: list[CheckResult]) -> None:
    total = score(results, Decimal(10))
    assert 0 <= total.earned <= total.possible
    assert 0 <= total.grade <= 10


@given(RESULTS)
def test_what_does_not_count_leaves_both_sides(results: list[CheckResult]) -> None:
    counted = [one for one in results if one.outcome.counts]
    assert score(results, Decimal(10)) == score(counted, Decimal(10))


@given(RESULTS.flatmap(lambda results: st.permutations(results).map(lambda mixed: (results, mixed))))
def test_the_order_of_checks_does_not_matter(pair: tuple[list[CheckResult], list[CheckResult]]) -> None:
    assert score(pair[0], Decimal(10)) == score(pair[1], Decimal(10))


@pytest.mark.parametrize(("value", "said"), [("6.665", 6.67), ("6.664999", 6.66), ("0.005", 0.01), ("5", 5.0)])
def test_rounding_is_half_up(value: str, said: float) -> None:
    assert rounded(Decimal(value)) == said


@pytest.mark.parametrize(
    ("earned", "lost", "scale", "grade"), [(1.0, 2.0, "10", 3.33), (2.0, 1.0, "10", 6.67), (3.0, 1.0, "5", 3.75)]
)
def test_the_grade_is_the_share_of_the_scale(earned: float, lost: float, scale: str, grade: float) -> None:
    total = score([result(Outcome.PASSED, earned), result(Outcome.FAILED, lost)], Decimal(scale))
    assert (total.earned, total.possible, total.scale, total.grade) == (earned, earned + lost, float(scale), grade)


def test_nothing_to_grade_is_no_grade() -> None:
    total = score([], Decimal(10))
    assert (total.earned, total.possible, total.grade) == (0, 0, 0)


def test_a_text_is_told_in_the_language_asked_for(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, GOOD))
    assert rubric.title.in_language("es") == "Prueba"
    assert rubric.title.in_language("en") == "Trial"


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    rubric = load(written(tmp_path, GOOD.replace("        points: 1\n", "")))
    assert rubric.scale == 10
    assert rubric.checks["one.a"].points == 0
    assert rubric.step_of == {"one.a": "one", "one.b": "one"}
    assert rubric.prerequisites("one.b") == ("one.a",)
    assert rubric.prerequisites("nobody's") == ()
