"""Every format that a result can be written in: a new one is a file beside this one and a line in here.

Nothing is loaded that a format needs before it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from perito.documents.result import Result
    from perito.report.evidence import EvidenceItem


@dataclass(frozen=True)
class Format:
    """`help`: of its option, in the infinitive; `render`: the text of a result, of what was seen, for an audience.

    `of_class`: a class can be shown in it, too; `needs_grade`: nothing can be shown where there is none.
    """

    help: str
    render: Callable[[Result, Iterable[EvidenceItem] | None, str], str]
    of_class: bool = False
    needs_grade: bool = False


def _module(name: str) -> Any:
    return import_module(f"perito.report.{name}")


FORMATS = {
    "json": Format(
        "Write the result document, of a class the class's (-: standard output).",
        lambda result, *_: f"{result.to_json()}\n",
        of_class=True,
    ),
    "junit": Format("Write JUnit XML.", lambda result, *_: _module("junit").render(result)),
    "html": Format("Write the report as one HTML page.", lambda *shown: _module("html").render(*shown), of_class=True),
    "ctrf": Format("Write CTRF JSON.", lambda result, *_: _module("ctrf").render(result)),
    "gradescope": Format(
        "Write Gradescope's results.json.", lambda result, *_: _module("gradescope").render(result), needs_grade=True
    ),
}
