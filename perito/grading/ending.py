"""How one check ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perito.documents.result import Outcome
    from perito.errors import Unseen
    from perito.practice.expect import Failure


@dataclass(frozen=True)
class Ending:
    """How one check ended, before prerequisites are weighed. `duration` in seconds.

    `assertion`: all that a plain assertion said, or a mistake of the check's, and where; `unseen`: why it could not
    look, where it is no bug of its own.
    """

    outcome: Outcome
    duration: float = 0.0
    failure: Failure | None = None
    reason: str = ""
    evidence: tuple[int, ...] = ()
    assertion: str = ""
    unseen: Unseen | None = None
