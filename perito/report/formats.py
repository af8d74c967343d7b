"""Every format by its name, as the command line and the run directory ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.report import ctrf, gradescope, html, junit
from perito.report import github as _github
from perito.report.view import STUDENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.report.seen import EvidenceItem
    from perito.result import Result

KINDS = ("json", "junit", "html", "ctrf", "gradescope")


def render(kind: str, result: Result, evidence: Iterable[EvidenceItem] | None = None, audience: str = STUDENT) -> str:
    """A result in the format `kind`, one of KINDS. `audience` matters to the page alone: the teacher's also
    has the advice. Raises ValueError for another kind.
    """
    if kind == "html":
        return html.render(result, evidence, audience)
    plain = {"json": _json, "junit": junit.render, "ctrf": ctrf.render, "gradescope": gradescope.render}
    if kind not in plain:
        raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
    return plain[kind](result)


def github(result: Result) -> None:
    """Annotations on standard output, and the job summary where there is one."""
    _github.emit(result)


def _json(result: Result) -> str:
    return result.to_json() + "\n"
