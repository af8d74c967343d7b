"""What is left to look at where nothing is left to mend: steps of which no check could be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report.safe import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import CheckResult
    from perito.report.step import Step


@dataclass(frozen=True)
class Remaining:
    """A step that was not looked at. `deployment`: whose, where there are several; `reason`: why not."""

    title: str
    deployment: str
    reason: str
    advice: str

    @property
    def text(self) -> str:
        """Step, deployment and reason in one line."""
        place = f" ({self.deployment})" if self.deployment else ""
        return f"{self.title}{place}: {self.reason}"


def remaining(steps: Sequence[Step], *, several: bool) -> tuple[Remaining, ...]:
    """The steps with points at stake none of whose checks applied, for each deployment by itself."""
    found = []
    for step in steps:
        for label in dict.fromkeys(check.deployment for check in step.checks):
            mine = [check for check in step.checks if check.deployment == label]
            if any(check.possible for check in mine) and all(check.outcome is Outcome.NOT_APPLICABLE for check in mine):
                found.append(_of(step.title, line(label) if several and label else "", mine))
    return tuple(found)


def _of(title: str, deployment: str, checks: Sequence[CheckResult]) -> Remaining:
    reasons = dict.fromkeys(line(check.detail or check.message) for check in checks)
    weightiest = max(checks, key=lambda check: check.possible)
    return Remaining(title, deployment, "; ".join(filter(None, reasons)), line(weightiest.hint))
