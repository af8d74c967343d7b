"""What a check says about a value: it holds, or a failure tells what was expected and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from perito.practice.expect import Expectation, Failure, NotApplicable, expect, not_applicable, say

if TYPE_CHECKING:
    from collections.abc import Callable


def number(value: Any) -> Expectation[Any]:
    """A sentence about what should have been a number."""
    return expect(value)


HOLDS: list[Callable[[], None]] = [
    lambda: expect("775").to_equal("775"),
    lambda: expect("775").to_be_one_of(("775", "2775")),
    lambda: expect(2).to_be_at_least(2),
    lambda: expect(2.5).to_be_at_least(2),
    lambda: expect(["flask"]).to_contain("flask"),
    lambda: expect("wsgi:app").to_contain("app"),
    lambda: expect([]).to_be_empty("nothing"),
    lambda: expect(None).to_be_nothing("nothing"),
    lambda: expect("").to_be_nothing("nothing"),
    lambda: expect("yes").to_be_true("yes"),
    lambda: expect(0).to_be_present("a number"),
]
FAILS: list[tuple[Callable[[], None], str, str]] = [
    (lambda: expect("755").to_equal("775"), "775", "755"),
    (lambda: expect("777").to_equal("775"), "775", "777"),
    (lambda: expect("755").to_be_one_of(["775", "2775", "775"]), "2775 | 775", "755"),
    (lambda: expect("755").to_be_one_of(["775"], "775 or so"), "775 or so", "755"),
    (lambda: expect(1).to_be_at_least(2), "≥ 2", "1"),
    (lambda: number("three").to_be_at_least(2), "≥ 2", "three"),
    (lambda: expect(None).to_be_at_least(2), "≥ 2", "—"),
    (lambda: expect(["gunicorn", "flask"]).to_contain("pip"), "pip", "gunicorn, flask"),
    (lambda: expect(["gunicorn"]).to_contain("flask", "flask among them"), "flask among them", "gunicorn"),
    (lambda: expect(None).to_contain("flask"), "flask", "—"),
    (lambda: expect(["a", "b"]).to_be_empty("nothing"), "nothing", "a, b"),
    (lambda: expect("line 3").to_be_nothing("no mistake"), "no mistake", "line 3"),
    (lambda: expect(value=False).to_be_true("enabled"), "enabled", "no"),
    (lambda: expect(None).to_be_present("a unit"), "a unit", "—"),
]


@pytest.mark.parametrize("sentence", HOLDS)
def test_what_holds_says_nothing(sentence: Callable[[], None]) -> None:
    sentence()


@pytest.mark.parametrize(("sentence", "expected", "actual"), FAILS)
def test_what_does_not_hold_says_both(sentence: Callable[[], None], expected: str, actual: str) -> None:
    with pytest.raises(Failure) as caught:
        sentence()
    assert (caught.value.expected, caught.value.actual) == (expected, actual)
    assert str(caught.value) == f"expected {expected}, found {actual}"


def test_a_failure_keeps_what_the_check_knows() -> None:
    with pytest.raises(Failure) as caught:
        expect(0o755, shown="755", detail="the group may not write", cleared=("directory.group",)).to_equal(0o775)
    failure = caught.value
    assert (failure.actual, failure.detail, failure.cleared) == ("755", "the group may not write", ("directory.group",))
    assert str(failure) == "the group may not write"
    assert (failure.because, failure.independent, failure.proof) == (None, False, "")


def test_an_empty_word_may_be_shown() -> None:
    with pytest.raises(Failure) as caught:
        expect("x", shown="").to_equal("y")
    assert caught.value.actual == ""


def test_a_failure_names_its_cause() -> None:
    failure = Failure("a", "b", because="service.user", independent=True, proof="217/USER")
    assert (failure.because, failure.independent, failure.proof) == ("service.user", True, "217/USER")


def test_an_expectation_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        expect("775").value = "755"  # type: ignore[misc]


def test_a_check_without_meaning_gives_its_reason() -> None:
    with pytest.raises(NotApplicable, match="one part only"):
        not_applicable("one part only")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "—"), ("", "—"), ([], "—"), (False, "no"), (True, "yes"), (0, "0"), ("a b", "a b"),
        (("a", None, "b"), "a, —, b"), ({"one"}, "one"), (frozenset({"one"}), "one"), (2.5, "2.5"),
    ],
)  # fmt: skip
def test_values_as_people_read_them(value: object, said: str) -> None:
    assert say(value) == said
