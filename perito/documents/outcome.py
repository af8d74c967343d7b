"""How a check ended."""

from __future__ import annotations

from enum import StrEnum

ADVICE_STEP = "integrity"  # the step whose checks advise the teacher: they cost nothing, and students do not see them


class Outcome(StrEnum):
    """The outcome of one check. Only FAILED and BLOCKED cost points."""

    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    MANUAL = "manual"

    @property
    def counts(self) -> bool:
        """Whether the check's points are in the fraction."""
        return self in {Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED}

    @property
    def costs(self) -> bool:
        """Whether the student loses the check's points."""
        return self in {Outcome.FAILED, Outcome.BLOCKED}


LETTERS = {
    Outcome.PASSED: "p",
    Outcome.FAILED: "f",
    Outcome.BLOCKED: "b",
    Outcome.ERROR: "e",
    Outcome.NOT_APPLICABLE: "n",
    Outcome.WAIVED: "w",
    Outcome.MANUAL: "m",
}
HELD, BROKEN = "h", "F"
