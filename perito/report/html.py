"""The report as one page: no external files, no script, readable on paper, small and dark screens."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from perito.documents.result import Outcome
from perito.report import baseline
from perito.report.chain import first_of, runs, short_chain
from perito.report.evidence import by_number, proofs
from perito.report.safe import clean, excerpt, line
from perito.report.view import STUDENT, TEACHER, View
from perito.report.words import code, facts, finding, grade_text, headline, names_of, points_text, small, word
from perito.report.wrapping import breakable, wraps
from perito.support.i18n import _, decimal, grouped, moment, ngettext, points
from perito.support.printable import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.documents.result import CheckResult, Result
    from perito.report.cause import Cause
    from perito.report.evidence import EvidenceItem, Understood
    from perito.report.evidence.proofs import Shown
    from perito.report.place import Place

EXCERPT_LINES, ANCHOR = 60, 120
QUOTED = 80  # characters by which words are known again
UNDERSTOOD_LINES = 24  # of the text behind what is shown of it
WORTH_OPENING = {Outcome.FAILED, Outcome.ERROR, Outcome.MANUAL}


def render(
    result: Result,
    evidence: Iterable[EvidenceItem] | None = None,
    audience: str = STUDENT,
    place: Place | None = None,
    *,
    on_paper: bool = False,
) -> str:
    """The page of one run, in the language in use; the teacher's has the advice too.

    `place`: of a class, whose; `on_paper`: without all that a screen unfolds and paper cannot.
    """
    view = View(result, audience)
    found = by_number(evidence)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            view=view,
            result=result,
            teacher=audience == TEACHER,
            evidence=found,
            appendix=_appendix(view, found),
            quotes=partial(_quotes, view=view, evidence=found),
            proof_of=partial(_proof, view=view, evidence=found),
            difference_of=partial(proofs.difference_of, view=view),
            fraction=_fraction(result),
            baseline=[baseline.head(view), *baseline.sentences(view)],
            anchors=_anchors(view),
            place=place,
            chains=first_of(view),
            on_paper=on_paper,
            language=result.language,
        )
    )


def anchor(deployment: str | None, check: str) -> str:
    """The fragment of a check in its page: `c-poc.service.active`. Never two words, whatever a deployment is called."""
    name = f"{deployment}.{check}" if deployment else check
    return f"c-{re.sub(r'[^A-Za-z0-9._-]', '_', name)[:ANCHOR]}"


def _anchors(view: View) -> dict[tuple[str | None, str], str]:
    """The fragment of every check; of two that would have the same, the later has a number."""
    found: dict[tuple[str | None, str], str] = {}
    used: set[str] = set()
    for number, check in enumerate(view.checks, start=1):
        name = anchor(*check.key)
        found[check.key] = name if name not in used else f"{name}--{number}"
        used.add(name)
    return found


def _harmless(value: Any) -> Any:
    """Whatever a template puts into a page: nobody needs to remember it there."""
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    return Markup(harmless(value)) if isinstance(value, Markup) else harmless(value)  # noqa: S704 - it was one before


@cache
def environment() -> Environment:
    """Jinja with escaping on, undefined names an error, and Perito's words and filters."""
    loader = FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.globals.update(
        _=_,
        ngettext=ngettext,
        decimal=decimal,
        grouped=grouped,
        points=points,
        points_text=points_text,
        grade_text=grade_text,
        word=word,
        facts=facts,
        finding=finding,
        headline=headline,
        code=code,
        small=small,
        names_of=names_of,
        lost=lost,
        understood_lines=UNDERSTOOD_LINES,
        excerpt_lines=EXCERPT_LINES,
        moment=moment,
        runs=runs,
        short_chain=short_chain,
    )
    made.filters.update(line=line, clean=clean, excerpt=_excerpt, address=_address, breakable=breakable, wraps=wraps)
    made.tests.update(worth_opening=lambda check: check.outcome in WORTH_OPENING)
    return made


def lost(check: CheckResult) -> float:
    """The points a check costs."""
    return round(check.possible - check.earned, 4) if check.outcome.costs else 0.0


def _address(path: str) -> str:
    """A relative path as a link, escaped so that it is no scheme, no query, and does not end the attribute."""
    return quote(path, errors="replace")


def _excerpt(text: str, lines: int = EXCERPT_LINES) -> Any:
    return excerpt(text, lines)


def _appendix(view: View, evidence: Mapping[int, Understood]) -> list[Shown]:
    """The evidence that a check refers to, in order of recording, each piece as it shows what rests on it."""
    used = proofs.rest_on(view.checks)
    return [proofs.of_several(evidence[number], used[number], view) for number in sorted(used.keys() & evidence.keys())]


def _quotes(cause: Cause, view: View, evidence: Mapping[int, Understood]) -> bool:
    """Whether the words of the server that a cause quotes are marked in its proof, which is open."""
    found = _proof(cause.check, view, evidence) if cause.check is not None and cause.number == 1 else None
    rows = [row for block in found.blocks for row in block.shown] if found is not None else []
    return any(row.marked and cause.root.proof[:QUOTED] in row.plain for row in rows)


def _proof(check: CheckResult, view: View, evidence: Mapping[int, Understood]) -> Shown | None:
    """The piece of evidence that decides about a check; None where none was kept."""
    found = proofs.proof_of(check, view, evidence)
    return proofs.shown(found[0], proofs.focus(check, view)) if found else None


def _fraction(result: Result) -> float:
    """The grade as a percentage of the scale; None without a grade."""
    scale, grade = result.score.scale, result.score.grade
    return round(max(0.0, min(1.0, grade / scale)) * 100, 1) if scale and grade is not None else 0.0
