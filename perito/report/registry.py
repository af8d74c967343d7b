"""Every format of a result: a new one is a file in this folder and a line in this list.

A format's modules are loaded when it is written, not before.
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
    """`help`: of its option, in the infinitive; `render`: returns the text for a result, its evidence and an audience.
    `ending`: of its file's name, where files of several formats lie together.

    `encode`: the text as the file has it; `ready`: raises UsageError where this computer lacks something for that.
    `of_class`: it can show a class, too; `needs_grade`: it shows nothing without one.
    """

    help: str
    render: Callable[[Result, Iterable[EvidenceItem] | None, str], str]
    of_class: bool = False
    needs_grade: bool = False
    ending: str = ".txt"
    encode: Callable[[str], bytes] = str.encode
    ready: Callable[[], None] = lambda: None


def _module(name: str) -> Any:
    return import_module(f"perito.report.{name}")


def _printed(page: str) -> bytes:
    found: bytes = _module("printing").printed(page)
    return found


FORMATS = {
    "json": Format(
        "Write the result document, of a class the class's (-: standard output).",
        lambda result, *_: f"{result.to_json()}\n",
        of_class=True,
        ending=".json",
    ),
    "junit": Format("Write JUnit XML.", lambda result, *_: _module("junit").render(result), ending=".xml"),
    "html": Format(
        "Write the report as one HTML page.",
        lambda *shown: _module("html").render(*shown),
        of_class=True,
        ending=".html",
    ),
    "pdf": Format(
        "Write the report as PDF, printed by Chromium, Chrome or Edge, or by WeasyPrint (the extra pdf).",
        lambda *shown: _module("html").render(*shown, on_paper=True),
        of_class=True,
        ending=".pdf",
        encode=_printed,
        ready=lambda: _module("printing").ready(),
    ),
    "ctrf": Format("Write CTRF JSON.", lambda result, *_: _module("ctrf").render(result), ending=".ctrf.json"),
    "gradescope": Format(
        "Write Gradescope's results.json.",
        lambda result, *_: _module("gradescope").render(result),
        needs_grade=True,
        ending=".gradescope.json",
    ),
    "sarif": Format(
        "Write SARIF 2.1.0, for code scanning and editors.",
        lambda result, *_: _module("sarif").render(result),
        ending=".sarif",
    ),
    "gitlab": Format(
        "Write GitLab's code quality report.",
        lambda result, *_: _module("gitlab").render(result),
        ending=".gitlab.json",
    ),
    "tap": Format("Write TAP 14.", lambda result, *_: _module("tap").render(result), ending=".tap"),
}
