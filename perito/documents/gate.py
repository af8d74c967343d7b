"""What a gate goes by beside the grade: waivers, and a comparison with an earlier result."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812, TC003 - pydantic reads the annotation at run time

from perito.documents.score import _Model

GRADED = "graded"


class WaiverResult(_Model):
    """A waiver that was given to the run; `expires`: its last day, and `expired`, where that was before the run.

    An expired waiver excuses nothing. `file` and `line`: where it is written, the line from 1, 0 where unknown.
    """

    check: str
    deployment: str | None = None
    reason: str
    expires: Date
    expired: bool = False
    file: str = ""
    line: int = 0

    def of(self, deployment: str | None, check: str) -> bool:
        """Whether it is for this check of a deployment (None: of the whole server)."""
        return self.check == check and self.deployment in {None, deployment}
