"""Every format by its name, as the command line and the run directory ask for them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from perito.report.view import STUDENT
from perito.report.words import NoGrade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.documents.result import Result
    from perito.report.seen import EvidenceItem

__all__ = ["KINDS", "NoGrade", "github", "render"]
KINDS = ("json", "junit", "html", "ctrf", "gradescope")


def render(kind: str, result: Result, evidence: Iterable[EvidenceItem] | None = None, audience: str = STUDENT) -> str:
    """A result in the format `kind`, one of KINDS. `audience` matters to the page alone: the teacher's also
    has the advice. Raises ValueError for another kind, NoGrade where the kind needs a grade and there is none.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
    if kind == "json":
        return result.to_json() + "\n"
    if kind == "html":
        from perito.report import html  # brings a template engine, which nothing else needs

        return html.render(result, evidence, audience)
    text: str = import_module(f"perito.report.{kind}").render(result)
    return text


def github(result: Result) -> None:
    """Annotations on standard output, and the job summary where there is one."""
    from perito.report import github as annotations

    annotations.emit(result)
