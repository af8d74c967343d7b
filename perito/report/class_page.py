"""The page of a class, exceptions first: who has no grade, whose is provisional, who fails, and what to teach next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote

from markupsafe import Markup

from perito.documents.class_result import ABSENT, LEFT
from perito.documents.outcome import LETTERS
from perito.report.class_exceptions import exceptions
from perito.report.class_figures import figures
from perito.report.class_head import Head, line_of
from perito.report.class_over_time import counted_elsewhere, over_time, rule
from perito.report.class_rows import about, state_choices, states
from perito.report.class_script import script, source
from perito.report.class_sheet import NOTHING, OUTCOMES, Sheet
from perito.report.class_states import STATUSES, state
from perito.report.html import anchor, environment
from perito.report.safe import line
from perito.report.sentences import first_sentence
from perito.report.words import word, worth_text
from perito.support.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult, Finding, Student
    from perito.report.class_causes import Causes
    from perito.report.class_head import Line

COMMONEST, STRUGGLES = 3, 15
MOST_NAMES = 300  # of one group, on a page: the table has them all
LINKED = "fbe"  # the outcomes whose cells lead to the check in the student's page
SIGNS = {"p": "✓", "f": "✗", "b": "⊘", "e": "?", "n": "–", "w": "~", "m": "◷"}  # as in matrix.css
STRENGTHS = {
    "very-strong": N_("very strong"),
    "strong": N_("strong"),
    "weak": N_("weak"),
    "too-young": N_("too soon to say"),
    "usual": N_("usual here"),
}


@dataclass(frozen=True)
class Shown:
    """What one page shows of a class: lines, lines of the table of checks, attempts, what servers have in common."""

    rows: tuple[Student, ...] = ()
    checked: tuple[Student, ...] = ()
    attempts: tuple[Student, ...] = ()
    identity: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Tab:
    """One view of the class: its title, its `address` and, where that says something, how many there are in it."""

    title: str
    address: str
    current: bool = False
    count: int = 0


def render(
    graded: ClassResult,
    reports: dict[str, str] | None = None,
    told: Mapping[str, History] | None = None,
    sheet: Sheet | None = None,
    head: Head | None = None,
) -> str:
    """The page of a class, everything on it. `reports`: for each student's id the address of their page, relative to
    this one.

    `told`: attempts by id, where there are several; `sheet`: how everybody's checks ended; `head`: the run. A class in
    a directory of its own is better read as several pages (`class_pages`).
    """
    found = context(graded, reports, told, sheet, head)
    checked = graded.students if found["sheet"] else ()
    shown = Shown(graded.students, checked, graded.students if told else (), graded.identity)
    parts = {
        "#students": (_("Students"), True),
        "#matrix": (_("Checks"), bool(checked)),
        "#attempts": (_("Attempts"), bool(shown.attempts)),
        "#identity": (_("Identity"), bool(shown.identity)),
    }
    tabs = tuple(Tab(title, address) for address, (title, there) in parts.items() if there)
    found["row_of"] = {one.id: f"#{row_id(one)}" for one in graded.students}
    return environment().get_template("class.html.j2").render(found, **page(shown), tabs=tabs, more=())


def page(shown: Shown) -> dict[str, Any]:
    """What a template knows of one page: its content, and its script where it has lines to sort."""
    return {"shown": shown, "part": None, "home": "", "script_source": source() if shown.rows else ""}


def context(
    graded: ClassResult,
    reports: dict[str, str] | None,
    told: Mapping[str, History] | None,
    sheet: Sheet | None,
    head: Head | None,
) -> dict[str, Any]:
    """What the templates know of a class, whichever part of it they show; arguments as `render`."""
    sheet, head, reports = sheet or Sheet(), head or Head(), reports or {}
    pass_line = line_of(graded, head)
    causes = sheet.causes.known(graded.students)
    return {
        "graded": graded,
        "gone": (gone := sum(one.status == LEFT for one in graded.students)),
        "there": len(graded.students) - gone,
        "title": line(graded.title or graded.practice),
        "language": graded.language,
        "head": head,
        "line": pass_line,
        "reports": reports,
        "told": told or {},
        **_figures(graded, told or {}, causes, pass_line),
        **_lines(graded, sheet, causes, pass_line),
        **_sheet(sheet, reports),
        "names": called(graded.students),
        "most_names": MOST_NAMES,
        "strength_words": {name: _(said) for name, said in STRENGTHS.items()},
        "odds": odds,
        "status_words": {name: _(said) for name, said in STATUSES.items()},
        "script": script(),
    }


def called(students: Sequence[Student]) -> dict[str, str]:
    """Everybody's name by id; with the id beside it where another one is called so, too."""
    names = {student.id: line(student.name or student.id) for student in students}
    alike = {who: normalize("NFKC", name).casefold() for who, name in names.items()}
    count = Counter(alike.values())
    return {who: f"{name} ({line(who)})" if count[alike[who]] > 1 else name for who, name in names.items()}


def _figures(graded: ClassResult, told: Mapping[str, History], causes: Causes, pass_line: Line) -> dict[str, Any]:
    """What stands before the table."""
    return {
        "figures": figures(graded, pass_line),
        "exceptions": exceptions(graded.students, causes, pass_line),
        "common": causes.commonest([one for one in graded.students if one.status != ABSENT], COMMONEST),
        "alike": causes.alike,
        "moments": over_time(told, pass_line),
        "rule": rule(told),
        "counted_elsewhere": counted_elsewhere(told),
    }


def _lines(graded: ClassResult, sheet: Sheet, causes: Causes, pass_line: Line) -> dict[str, Any]:
    """What the table's lines are shown and filtered by."""
    return {
        "about": about(graded.students, causes, sheet.steps),
        "state_choices": state_choices(graded.students, pass_line),
        "chained": any(one.chains for one in graded.students),
        "states": lambda student: states(student, pass_line),
        "fails": pass_line.fails,
        "row_id": row_id,
        "sentence": first_sentence,
        "anchor": lambda cause: anchor(cause.deployment, cause.check),
        "attempt_state": state,
        "first_worth": first_worth,
    }


def _sheet(sheet: Sheet, reports: Mapping[str, str]) -> dict[str, Any]:
    """What the table of checks is made of."""
    columns = sheet.columns
    anchors = [anchor(one.deployment, one.check) for one in columns]
    return {
        "sheet": sheet,
        "spans": sheet.spans,
        "columns": columns,
        "totals": sheet.totals(),
        "struggles": sheet.struggles(STRUGGLES),
        "row_of_cells": lambda who, plain: _cells(sheet.letters(who, columns), anchors, plain, reports.get(who)),
        "cells": cells(),
        "outcomes": LETTERS,
        "signs": SIGNS,
    }


def _cells(letters: str, anchors: list[str], plain: Mapping[str, Markup], report: str | None) -> Markup:
    """A student's cells; those of mistakes lead to the check in the student's page."""
    if report is None:
        return Markup("").join(plain[letter] for letter in letters)
    address = quote(report, errors="replace")
    return Markup("").join(
        Markup('<td class="{}"><a href="{}#{}">{}</a></td>').format(letter, address, place, word(OUTCOMES[letter]))
        if letter in LINKED
        else plain[letter]
        for letter, place in zip(letters, anchors, strict=True)
    )


def row_id(student: Student) -> str:
    """The fragment of a student's line: also for ids that no address could hold as they are."""
    return f"who-{quote(student.id, safe='', errors='replace').replace('%', '.')}"


def first_worth(student: Student) -> str:
    """What mending a student's first cause alone gives."""
    return worth_text(student.first_cause, [student.first_cause]) if student.first_cause else ""


def cells(*, short: bool = False) -> dict[str, Markup]:
    """The table cell of each letter: the outcome's word; the style puts its sign before it.

    `short`: the word is in the style, too, as what the sign is read as (css-content-3, 1.2).
    """
    words = {letter: "" if short else word(one) for letter, one in OUTCOMES.items()}
    found = {letter: Markup('<td class="{}">{}</td>').format(letter, said) for letter, said in words.items()}
    return {**found, NOTHING: Markup("<td></td>")}


def odds(chance: float) -> str:
    """A chance in words: `1 in 10,000`, to one digit."""
    against = 1 / chance
    size = 10 ** max(0, floor(log10(against)))
    rounded = f"{round(against / size) * size:,}"
    return _("1 in {number}").format(number=rounded.replace(",", ".") if language() == "es" else rounded)
