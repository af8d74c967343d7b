"""What a gate goes by beside the grade: waivers, and a comparison with an earlier result."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812, TC003 - pydantic reads the annotations at run time

from perito.documents.bounded import Moment, Number  # noqa: TC001 - pydantic reads the annotations at run time
from perito.documents.check_names import base
from perito.documents.score import _Model

GRADED = "graded"


class WaiverResult(_Model):
    """A waiver that was given to the run; `expires`: its last day, and `expired`, where that was before the run.

    `check`: the check, or what else was written: a pattern, a step, a part, a profile; then `checks` are those that it
    is for. An expired waiver excuses nothing. `file` and `line`: where it is written, the line from 1, 0 where unknown.
    """

    check: str
    deployment: str | None = None
    reason: str
    expires: Date
    expired: bool = False
    file: str = ""
    line: int = 0
    checks: tuple[str, ...] = ()

    def of(self, deployment: str | None, check: str) -> bool:
        """Whether it is for this check of a deployment (None: of the whole server)."""
        named = base(check) in (self.checks or (self.check,))
        return named and self.deployment in {None, deployment}


class TurnedCheck(_Model):
    """A check with another outcome than in the baseline."""

    check: str
    deployment: str | None = None
    before: str
    after: str


class BaselineResult(_Model):
    """This run beside an earlier result of the same practice, `file`, which began at `started`.

    `worse`: passed then and costs points now; `better`: the other way round; `new` and `gone`: checks that only one of
    the two has, as `deployment/check`; `unseen`: could not be looked at then, and says nothing. `grade_before` and
    `grade`: None where they are not compared, and `notes` say why, in sentences. `lower`: the grade is.
    """

    file: str
    started: Moment
    grade_before: Number | None = None
    grade: Number | None = None
    lower: bool = False
    worse: tuple[TurnedCheck, ...] = ()
    better: tuple[TurnedCheck, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Whether anything that was compared is worse now."""
        return self.lower or bool(self.worse)
