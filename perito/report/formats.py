"""Every format by name, for the command line and the run directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.report.registry import FORMATS
from perito.report.view import STUDENT
from perito.report.words import NoGrade
from perito.support.printable import harmless, in_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.documents.result import Result
    from perito.report.evidence import EvidenceItem

__all__ = ["FORMATS", "NoGrade", "github", "render"]


def render(kind: str, result: Result, evidence: Iterable[EvidenceItem] | None = None, audience: str = STUDENT) -> str:
    """A result in the format `kind`, one of FORMATS. `audience` matters to the page alone: the teacher's also
    has the advice. Raises ValueError for another kind, NoGrade where the kind needs a grade and there is none.
    """
    if kind not in FORMATS:
        raise ValueError(f"{kind!r} is not one of {', '.join(FORMATS)}")
    text = FORMATS[kind].render(result, evidence, audience)
    return in_json(text) if FORMATS[kind].ending.endswith((".json", ".sarif")) else harmless(text)


def github(result: Result) -> None:
    """Annotations on standard output, and the job summary where there is one."""
    from perito.report import github as annotations

    annotations.emit(result)
