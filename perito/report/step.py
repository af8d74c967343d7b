"""A step of a result with its checks, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import Outcome

if TYPE_CHECKING:
    from perito.documents.result import CheckResult

WORST_FIRST = (
    Outcome.FAILED,
    Outcome.BLOCKED,
    Outcome.ERROR,
    Outcome.MANUAL,
    Outcome.PASSED,
    Outcome.WAIVED,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Step:
    """A step with its checks. `earned` and `possible`: points of the checks that count."""

    id: str
    title: str
    checks: tuple[CheckResult, ...]

    @property
    def counted(self) -> tuple[CheckResult, ...]:
        """The checks whose points are in the fraction."""
        return tuple(check for check in self.checks if check.outcome.counts)

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(check.outcome is Outcome.PASSED for check in self.checks)

    @property
    def earned(self) -> float:
        """Points won."""
        return round(sum(check.earned for check in self.counted), 4)

    @property
    def possible(self) -> float:
        """Points at stake."""
        return round(sum(check.possible for check in self.counted), 4)

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of its checks."""
        return min((check.outcome for check in self.checks), key=WORST_FIRST.index)
