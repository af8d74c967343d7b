"""The words a check is written in: `check`, `expect`, and the three ways a check may end other than passing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

T = TypeVar("T")
F = TypeVar("F", bound="Callable[..., object]")


class Failure(AssertionError):  # noqa: N818 - an outcome of the server's, not an error of ours
    """What the practice asks for is not so. Data, not prose: words/ and the rubric hold the sentences.

    `finding` is the id of this kind of failure, `check/kind`, and `said` what the {placeholders} of its words stand
    for. Where there are no such words, `detail` is the sentence that only the check can know (the parser's message,
    the line in the file).
    `because` names a check of the rubric that explains this failure, where the facts say which one;
    `cleared` names prerequisites that do not explain it; `independent` clears them all. `proof` is what
    the server itself said about it: a line of the journal or of a log. `alone`: nothing else follows from it, so
    that what requires this check is judged.
    """

    def __init__(
        self,
        expected: str = "",
        actual: str = "",
        detail: str = "",
        *,
        because: str | None = None,
        cleared: tuple[str, ...] = (),
        independent: bool = False,
        proof: str = "",
        finding: str = "",
        said: Mapping[str, object] | None = None,
        alone: bool = False,
    ) -> None:
        super().__init__(detail or f"expected {expected}, found {actual}")
        self.expected = expected
        self.actual = actual
        self.detail = detail
        self.because = because
        self.cleared = cleared
        self.independent = independent
        self.proof = proof
        self.finding = finding
        self.said = {name: say(value) for name, value in (said or {}).items()}
        self.alone = alone


class Absent(Failure):
    """What a fact speaks of is not there. Facts raise it; a check that asked for the fact fails with it."""


class NotApplicable(Exception):  # noqa: N818 - an outcome, not an error
    """The check has no meaning on this server; its points leave both sides of the fraction."""


def finding(
    kind: str,
    /,
    *,
    expected: str = "",
    actual: str = "",
    detail: str = "",
    because: str | None = None,
    cleared: tuple[str, ...] = (),
    independent: bool = False,
    proof: str = "",
    alone: bool = False,
    **said: object,
) -> Failure:
    """A failure of a kind that has words of its own: `raise finding("service.active/stopped", since="10:42")`.

    `kind` is written out, `check/kind`, so that `perito lint` finds it; `said` are the placeholders of its words in
    words/, beside {expected}, {actual} and {detail}. The others are those of Failure.
    """
    return Failure(
        expected, actual, detail, because=because, cleared=cleared, independent=independent, proof=proof,
        finding=kind, said=said, alone=alone,
    )  # fmt: skip


def check(check_id: str) -> Callable[[F], F]:
    """Mark a test function as the rubric's check `check_id` (`step.what`, as in rubric.yaml)."""
    return pytest.mark.perito_check(check_id)


def not_applicable(reason: str) -> NoReturn:
    """End the check as not applicable, with the reason in one sentence."""
    raise NotApplicable(reason)


@dataclass(frozen=True)
class Expectation(Generic[T]):
    """A value that was seen. Each method returns None where it holds and raises Failure where it does not.

    `shown` replaces the value in what people read; `detail` adds a sentence to the failure; `cleared` names
    prerequisites that do not explain it; `finding` and `said` are as in Failure, whose words may name {expected} and
    {actual}, too.
    """

    value: T
    shown: str | None = None
    detail: str = ""
    cleared: tuple[str, ...] = ()
    finding: str = ""
    said: Mapping[str, object] = field(default_factory=dict)

    def to_equal(self, wanted: T) -> None:
        """The value is `wanted`.

        Holds: `expect("775").to_equal("775")`.
        Fails: `expect("755").to_equal("775")`.
        """
        self._hold(self.value == wanted, say(wanted))

    def to_be_one_of(self, wanted: Collection[T], expected: str | None = None) -> None:
        """The value is among `wanted`; `expected` says it better than the list would.

        Holds: `expect(301).to_be_one_of([301, 308])`.
        Fails: `expect(302).to_be_one_of([301, 308], "a permanent one")`.
        """
        self._hold(self.value in wanted, expected or " | ".join(sorted({say(item) for item in wanted})))

    def to_be_at_least(self, wanted: float, expected: str | None = None) -> None:
        """The value is a number not below `wanted`.

        Holds: `expect(2).to_be_at_least(2)`.
        Fails: `expect(None).to_be_at_least(2, "two or more")`.
        """
        holds = isinstance(self.value, int | float) and self.value >= wanted
        self._hold(holds, expected or f"≥ {say(wanted)}")

    def to_contain(self, wanted: object, expected: str | None = None) -> None:
        """The value is a collection with `wanted` in it.

        Holds: `expect("gzip, br").to_contain("gzip")`.
        Fails: `expect(["ana"]).to_contain("eva")`.
        """
        holds = hasattr(self.value, "__contains__") and wanted in self.value
        self._hold(holds, expected or say(wanted))

    def to_be_empty(self, expected: str) -> None:
        """The value is an empty collection; what it holds is what was found.

        Holds: `expect([]).to_be_empty("no other files")`.
        Fails: `expect([".git"]).to_be_empty("no other files")`.
        """
        self._hold(not self.value, expected)

    def to_be_nothing(self, expected: str) -> None:
        """The value is None or empty: there is nothing to complain of; `expected` says how it should be.

        Holds: `expect("").to_be_nothing("no errors")`.
        Fails: `expect("line 7: no ;").to_be_nothing("no errors")`.
        """
        self._hold(not self.value, expected)

    def to_be_true(self, expected: str) -> None:
        """The value is true; `expected` says what should have been.

        Holds: `expect(True).to_be_true("enabled")`.
        Fails: `expect(0).to_be_true("enabled")`.
        """
        self._hold(bool(self.value), expected)

    def to_be_present(self, expected: str) -> None:
        """The value is not None; `expected` names what should have been there.

        Holds: `expect("").to_be_present("a banner")`.
        Fails: `expect(None).to_be_present("a banner")`.
        """
        self._hold(self.value is not None, expected)

    def _hold(self, holds: bool, expected: str) -> None:
        if not holds:
            actual = self.shown if self.shown is not None else say(self.value)
            raise Failure(expected, actual, self.detail, cleared=self.cleared, finding=self.finding, said=self.said)


def expect(
    value: T,
    *,
    shown: str | None = None,
    detail: str = "",
    cleared: tuple[str, ...] = (),
    finding: str = "",
    **said: object,
) -> Expectation[T]:
    """Start a sentence about a value that was seen: `expect(mode).to_equal("775")`.

    `finding`: the kind of failure where it does not hold, as in `expect(mode, finding="directory.mode/other")`.
    """
    return Expectation(value, shown, detail, cleared, finding, said)


def say(value: object) -> str:
    """A value as a person reads it: no quotes, lists with commas, nothing as a dash."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return _listed(value)
    return str(value)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(say(value) for value in values) or "—"
