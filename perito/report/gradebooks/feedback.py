"""What a student reads beside the grade: the causes, each with what mending it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.report.safe import line, shortened
from perito.report.view import View

if TYPE_CHECKING:
    from perito.documents.result import Result

MOST = 10  # causes
LONGEST = 300  # characters of one of them


def text(result: Result) -> str:
    """A line for each cause, the one that gives most first; empty where there is nothing to mend."""
    causes = View(result).causes[:MOST]
    lines = (f"{one.number}. {shortened(line(one.root.text), LONGEST)}" + _worth(one.worth) for one in causes)
    return "\n".join(lines)


def _worth(worth: str) -> str:
    return f" ({worth})" if worth else ""
