"""GitHub Actions: an annotation for each root cause, and a job summary in Markdown.

A runner may interpret any printed line as a command, so server text is always escaped.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report import baseline
from perito.report.safe import line, shortened
from perito.report.view import View
from perito.report.words import points_text
from perito.support import atomic_write
from perito.support.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from perito.documents.result import Result, WaiverResult
    from perito.report.cause import Cause
    from perito.support.console import Console

ANNOTATIONS = 10  # GitHub shows no more of one kind (error, warning, notice) for a step, and says nothing of the rest
TEXT_LIMIT = 500
MARKS = {Outcome.PASSED: "✅", Outcome.FAILED: "❌", Outcome.BLOCKED: "⛔", Outcome.ERROR: "❔"}


def emit(result: Result, stream: TextIO | None = None) -> None:
    """Print the annotations, and add the summary to the job's page where there is one. Raises OSError."""
    print(commands(result), file=stream or sys.stdout, flush=True)
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        atomic_write.append(Path(path), summary(result).encode())


def commands(result: Result) -> str:
    """Workflow commands, one on each line: errors for causes, warnings for expired waivers and for what was not seen,
    the grade. Of a server that could not be looked at: one error. At most ten of a kind, and the grade says so.
    """
    view = View(result)
    found = [
        ("warning", _command("warning", _("Expired waiver"), text, (one.file, one.line)))
        for one, text in zip(result.expired, view.expired, strict=False)
    ]
    if not result.reached:
        problems = " ".join(line(problem.text) for problem in result.problems)
        return "\n".join([_command("error", view.unseen, problems), *_shown(found)])
    found += [("error", _command("error", baseline.head(view), text, place)) for text, place in _worse(view)]
    if not result.complete:
        found += [("warning", _command("warning", view.unseen, line(problem.text))) for problem in result.problems]
    known = "warning" if result.baseline is not None else "error"  # what failed before turns no build red
    found += [(known, _caused(known, cause)) for cause in view.causes]
    shown = _shown(found)
    left = len(found) - len(shown)
    more = ngettext("{count} more is in the report", "{count} more are in the report", left).format(count=left)
    return "\n".join([*shown, _command("notice", "Perito", " · ".join([_said(view), more][: 1 + bool(left)]))])


def _caused(kind: str, cause: Cause) -> str:
    title = f"{cause.title} ({cause.weight})" if cause.weight else cause.title
    return _command(kind, title, _advice(cause), cause.source)


def _shown(commands: Sequence[tuple[str, str]]) -> list[str]:
    """The first ten of each kind, errors first."""
    counts: Counter[str] = Counter()
    shown: list[tuple[str, str]] = []
    for kind, command in commands:
        counts[kind] += 1
        if counts[kind] <= ANNOTATIONS:
            shown.append((kind, command))
    return [command for _kind, command in sorted(shown, key=lambda one: one[0])]


def _worse(view: View) -> list[tuple[str, tuple[str, int]]]:
    """A sentence for each check that is worse than in the baseline, and one for a lower grade alone; with its place."""
    found = view.result.baseline
    if found is None or not found.is_worse:
        return []
    sources = {check.key: (check.source, check.source_line) for check in view.result.checks}
    return [(baseline.turned(view, one), sources.get((one.deployment, one.check), ("", 0))) for one in found.worse] or [
        (next(baseline.sentences(view)), ("", 0))
    ]


@contextmanager
def commands_paused(console: Console) -> Iterator[None]:
    """Stop the runner from interpreting printed lines as commands for the duration; elsewhere it does nothing."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    token = secrets.token_hex(16)
    console.print(f"::stop-commands::{token}", markup=False, highlight=False)
    try:
        yield
    finally:
        console.print(f"::{token}::", markup=False, highlight=False)


def summary(result: Result) -> str:
    """The job summary, in GitHub's Markdown."""
    view = View(result)
    parts = [
        f"### Perito: {markdown(view.practice)}",
        " · ".join(
            [markdown(view.address), f"**{markdown(view.verdict)}**", *([markdown(view.points_line)] * result.reached)]
        ),
    ]
    if view.no_grade:
        parts.append(f"> **{markdown(view.no_grade)}**")
    if not result.complete:
        parts.append("> **" + markdown(view.unseen) + "**")
        parts += ["> " + markdown(shortened(line(problem.text), TEXT_LIMIT)) for problem in result.problems]
    if result.waivers:
        parts += [_head(_("Waivers")), "\n".join(_waiver(view, one) for one in result.waivers)]
    if result.baseline is not None:
        parts.append(f"#### {'❌' if result.baseline.is_worse else '✅'} {markdown(baseline.head(view))}")
        parts.append("\n".join(f"- {markdown(text)}" for text in baseline.sentences(view)))
    if view.causes:
        parts.append(_head(_("Where to start")))
        parts.append("\n".join(_item(view, cause) for cause in view.causes))
    if view.flawless:
        parts.append(markdown(view.praise))
        parts += [markdown(_("Next step")) + f": {markdown(one.text)}" for one in view.remaining]
    parts += _table(view)
    return "\n\n".join(parts) + "\n\n"


def _head(title: str) -> str:
    return f"#### {markdown(title)}"


def _waiver(view: View, waiver: WaiverResult) -> str:
    """A waiver as an item of a list: what it is for, why, and how long; expired ones first say that they are."""
    told = _("expired on {date}") if waiver.expired else _("until {date}")
    until = markdown(told.format(date=waiver.expires))
    reason = markdown(shortened(line(waiver.reason), TEXT_LIMIT))
    return f"- {markdown(view.waived(waiver))}: {reason} ({f'⚠️ **{until}**' if waiver.expired else until})"


def _table(view: View) -> list[str]:
    """The steps; nothing where there are none."""
    if not view.steps:
        return []
    rows = [
        f"| {MARKS.get(step.outcome, '·')} | {markdown(step.title)} | {step.passed}/{len(step.counted)} "
        f"| {markdown(points_text(step.earned))} |"
        for step in view.steps
    ]
    titles = " | ".join(markdown(title) for title in (_("Step"), _("Checks"), _("Points")))
    head = f"| | {titles} |"
    return ["\n".join([head, "|---|---|--:|--:|", *rows])]


def _item(view: View, cause: Cause) -> str:
    place = f" · {line(cause.root.deployment)}" if view.several and cause.root.deployment else ""
    head = f"{cause.number}. **{markdown(cause.title + place)}**"
    weight = f" ({markdown(cause.weight)})" if cause.weight else ""
    file, number = cause.source
    if file:
        weight += f" · {markdown(f'{file}:{number}' if number else file)}"
    advice = markdown(shortened(_advice(cause).replace("\n", " "), TEXT_LIMIT))
    return f"{head}{weight}: {advice}"


def _said(view: View) -> str:
    return " · ".join(text for text in (view.verdict, view.points_line, view.no_grade) if text)


def _advice(cause: Cause) -> str:
    texts = (cause.finding, line(cause.root.proof), line(cause.root.next_step))
    return "\n".join(shortened(text, TEXT_LIMIT) for text in texts if text)


def _command(kind: str, title: str, message: str, place: tuple[str, int] = ("", 0)) -> str:
    """A workflow command; `place`: a file of the repository, and its line from 1 (0: none)."""
    file, number = place
    where = {"file": file, "line": str(number or "") if file else "", "title": title}
    properties = ",".join(f"{name}={_property(text)}" for name, text in where.items() if text)
    return f"::{kind} {properties}::{_data(message)}"


def _property(text: str) -> str:
    return _data(line(text)).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def markdown(text: str) -> str:
    """One line without active Markdown or HTML: ASCII punctuation as numeric entities."""
    return re.sub(r"[!-+\-.:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", line(text))
