"""The page of a class: grades, servers without a grade, and shared causes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor, log10
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from perito.documents.class_result import ABSENT, LEFT
from perito.report.class_sheet import LETTERS, NOTHING, OUTCOMES, Sheet
from perito.report.html import environment
from perito.report.safe import line
from perito.report.words import word, worth_text
from perito.support.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult, Finding, Student

STATUSES = {
    "graded": N_("graded"),
    "unreachable": N_("unreachable"),
    "refused": N_("connection refused"),
    "host_key_changed": N_("its host key has changed"),
    "host_key_unknown": N_("its host key is not known"),
    "auth_failed": N_("could not log in"),
    "timeout": N_("no answer in time"),
    "lost": N_("connection lost"),
    "error": N_("error"),
    "late": N_("after the deadline"),
    ABSENT: N_("handed in nothing"),
    LEFT: N_("not in the class any more"),
}
SHARED, STRUGGLES = 5, 15
SIGNS = {"p": "✓", "f": "✗", "b": "⊘", "e": "?", "n": "–", "w": "~", "m": "◷"}  # as in matrix.css
STRENGTHS = {
    "very-strong": N_("very strong"),
    "strong": N_("strong"),
    "weak": N_("weak"),
    "too-young": N_("too soon to say"),
    "usual": N_("usual here"),
}


def render(
    graded: ClassResult,
    reports: dict[str, str] | None = None,
    told: Mapping[str, History] | None = None,
    sheet: Sheet | None = None,
) -> str:
    """The page of a class, everything on it. `reports`: for each student's id the address of their page, relative to
    this one.

    `told`: attempts by id, where there are several; `sheet`: how everybody's checks ended. A large class is better
    read as several pages (`class_pages`).
    """
    found = context(graded, reports, told, sheet)
    shown = Shown(graded.students, graded.students, graded.identity)
    return environment().get_template("class.html.j2").render(found, shown=shown, more=())


@dataclass(frozen=True)
class Shown:
    """What one page shows of a class: lines, lines of the table of checks, and what servers have in common."""

    rows: tuple[Student, ...] = ()
    checked: tuple[Student, ...] = ()
    identity: tuple[Finding, ...] = ()


def context(
    graded: ClassResult,
    reports: dict[str, str] | None,
    told: Mapping[str, History] | None,
    sheet: Sheet | None,
) -> dict[str, Any]:
    """What the templates know of a class, whichever part of it they show; arguments as `render`."""
    sheet = sheet or Sheet()
    grades = [one.grade for one in graded.students if one.final and one.status != ABSENT and one.grade is not None]
    return {
        "graded": graded,
        "title": line(graded.title or graded.practice),
        "language": graded.language,
        "reports": reports or {},
        "told": told or {},
        "attempt_state": state,
        "first_worth": first_worth,
        "grades": grades,
        "mean": mean(grades) if grades else 0.0,
        "median": median(grades) if grades else 0.0,
        "bands": bands(grades, _scale(graded)),
        "shared": shared_causes(graded),
        "counted": sum(one.score is not None and one.status not in {LEFT, ABSENT} for one in graded.students),
        "sheet": sheet,
        "spans": sheet.spans,
        "columns": sheet.columns,
        "totals": sheet.totals(),
        "struggles": sheet.struggles(STRUGGLES),
        "cells": cells(),
        "outcomes": LETTERS,
        "signs": SIGNS,
        "names": {student.id: line(student.name or student.id) for student in graded.students},
        "strength_words": {name: _(said) for name, said in STRENGTHS.items()},
        "odds": odds,
        "status_words": {name: _(said) for name, said in STATUSES.items()},
    }


def first_worth(student: Student) -> str:
    """What mending a student's first cause alone gives."""
    return worth_text(student.first_cause, [student.first_cause]) if student.first_cause else ""


def cells(*, short: bool = False) -> dict[str, Markup]:
    """The table cell of each letter: the outcome's word; the style puts its sign before it.

    `short`: the word is in the style, too, as what the sign is read as (css-content-3, 1.2).
    """
    words = {letter: "" if short else word(one) for letter, one in OUTCOMES.items()}
    found = {letter: Markup("<td class={}>{}").format(letter, said) for letter, said in words.items()}
    return {**found, NOTHING: Markup("<td>")}


def odds(chance: float) -> str:
    """A chance in words: `1 in 10,000`, to one digit."""
    against = 1 / chance
    size = 10 ** max(0, floor(log10(against)))
    rounded = f"{round(against / size) * size:,}"
    return _("1 in {number}").format(number=rounded.replace(",", ".") if language() == "es" else rounded)


def state(student: Student) -> str:
    """How final a student's grade is, in the current language."""
    if student.status in {LEFT, ABSENT}:
        return _(STATUSES[student.status])
    if student.final:
        return _("final")
    if student.partial:
        return _("a part only, no grade")
    if student.score is not None and student.score.unseen:
        return _("no grade: too little could be seen")
    return _("provisional") if student.score is not None else _(STATUSES.get(student.status, student.status))


def bands(grades: list[float], scale: float) -> list[tuple[str, int]]:
    """Number of grades in each tenth of the scale: label and count; the top tenth includes its end."""
    counts = Counter(min(9, max(0, int(grade * 10 / scale))) for grade in grades) if scale else Counter()
    return [(f"{scale * tenth / 10:g}–{scale * (tenth + 1) / 10:g}", counts[tenth]) for tenth in range(10)]


def shared_causes(graded: ClassResult) -> list[tuple[str, int]]:
    """The first causes that more than one student has, the most frequent first: what is not so, and the count.

    Failures of one check are told apart by their findings.
    """
    titles: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for student in graded.students:
        if student.first_cause is not None and student.status != LEFT:
            name = student.first_cause.finding or student.first_cause.check
            titles.setdefault(name, _title(student))
            counts[name] += 1
    return [(titles[name], count) for name, count in counts.most_common(SHARED) if count > 1]


def _title(student: Student) -> str:
    cause = student.first_cause
    assert cause is not None
    return line(cause.unmet or cause.text.split(": ", maxsplit=1)[0])


def _scale(graded: ClassResult) -> float:
    return next((student.score.scale for student in graded.students if student.score), 10.0)
