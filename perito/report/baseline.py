"""The comparison with an earlier result, in sentences: the same in every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.documents.result import Outcome
from perito.report.safe import line
from perito.report.words import word
from perito.support.i18n import _, decimal, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.documents.gate import TurnedCheck
    from perito.report.view import View


def head(view: View) -> str:
    """`Worse than FILE` or `No worse than FILE`; empty without a baseline."""
    baseline = view.result.baseline
    if baseline is None:
        return ""
    text = _("Worse than {file}") if baseline.is_worse else _("No worse than {file}")
    return text.format(file=line(baseline.file))


def sentences(view: View) -> Iterator[str]:
    """What is worse, what is better, and what could not be compared."""
    baseline = view.result.baseline
    if baseline is None:
        return
    if baseline.grade_before is not None and baseline.grade is not None:
        text = _("The grade was {then} and is {now}.")
        yield text.format(then=decimal(baseline.grade_before), now=decimal(baseline.grade))
    yield from (turned(view, one) for one in baseline.worse)
    if baseline.better:
        count = len(baseline.better)
        yield ngettext("{count} check is mended.", "{count} checks are mended.", count).format(count=count)
    if baseline.gone:
        text = ngettext("There is a check no more: {names}.", "There are checks no more: {names}.", len(baseline.gone))
        yield text.format(names=", ".join(line(one) for one in baseline.gone))
    if baseline.unseen:
        text = ngettext(
            "{count} check could not be looked at then, and is not compared.",
            "{count} checks could not be looked at then, and are not compared.",
            len(baseline.unseen),
        )
        yield text.format(count=len(baseline.unseen))
    yield from (line(note) for note in baseline.notes)


def turned(view: View, one: TurnedCheck) -> str:
    """A check that was better: `The service is active · poc: it passed then, now failed.`"""
    title = view.title_of(one.check, one.deployment)
    place = f" · {line(one.deployment)}" if view.several and one.deployment else ""
    return _("{title}: it passed then, now: {outcome}.").format(title=title + place, outcome=word(Outcome(one.after)))
