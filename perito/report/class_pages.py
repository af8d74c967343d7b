"""A large class as several pages: one that opens at once, and further ones to turn to. None has a script.

A class that fits on one page is one page. Beyond that the first has the figures, what the class struggles with, the
first students and a list of the further pages, each of which a browser lays out in well under a second.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perito.documents.class_result import ABSENT, LEFT
from perito.report.class_page import Shown, cells, context
from perito.report.html import environment
from perito.report.safe import shortened
from perito.support.i18n import _, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult, Student
    from perito.report.class_sheet import Sheet

ROWS, CELLS, FINDINGS, NAMES = 300, 12_000, 100, 200
WITH_CHECKS = 60  # up to so many students have their table of checks on the first page
STUDENTS, PENDING, CHECKS, IDENTITY, EVERYBODY = "students", "pending", "checks", "identity", "names"
KINDS = (STUDENTS, PENDING, EVERYBODY, CHECKS, IDENTITY)
LABEL = 40


@dataclass(frozen=True)
class Part:
    """One further page: its file's `name`, its `title`, which of them it shows, and `about` whom that is."""

    name: str
    title: str
    text: str
    about: str = ""
    shown: Shown = field(default_factory=Shown)
    everybody: tuple[tuple[Student, ...], ...] = ()


@dataclass(frozen=True)
class Group:
    """Pages of one kind."""

    title: str
    parts: tuple[Part, ...]


def pages(
    graded: ClassResult,
    reports: dict[str, str] | None = None,
    told: Mapping[str, History] | None = None,
    sheet: Sheet | None = None,
    name: str = "index.html",
) -> Iterator[tuple[str, str]]:
    """The pages of a class one by one: the file's name and its text, first the one called `name`.

    Arguments as `class_page.render`; all pages lie in one directory, and addresses are relative to that.
    """
    found = context(graded, reports, told, sheet)
    alone = len(graded.students) <= WITH_CHECKS
    here = Shown(graded.students[:ROWS], graded.students if alone else (), graded.identity[:FINDINGS])
    groups = tuple(one for one in _groups(graded, found, name, with_checks=not alone) if one.parts)
    yield name, environment().get_template("class.html.j2").render(found, shown=here, more=groups, here="", home=name)
    template = environment().get_template("class_more.html.j2")
    found["cells"] = cells(short=True)
    for group in groups:
        ways = [name if group.title == _("Students") else "", *(one.name for one in group.parts), ""]
        for part, before, after in zip(group.parts, ways, ways[2:], strict=False):
            more = {"part": part, "shown": part.shown, "everybody": part.everybody}
            yield part.name, template.render(found, **more, home=name, before=before, after=after)


def further(name: str) -> re.Pattern[str]:
    """What the names of all further pages look like, whose first is called `name`."""
    stem = re.escape(name.removesuffix(".html"))
    return re.compile(rf"{stem}-(?:{'|'.join(KINDS)})-[0-9]+\.html")


def _groups(graded: ClassResult, found: Mapping[str, Any], name: str, *, with_checks: bool) -> Iterator[Group]:
    students, stem = graded.students, name.removesuffix(".html")
    rest = _slices(students, ROWS)[1:]
    yield _group(stem, STUDENTS, _("Students"), rest, [Shown(rows=some) for some in rest], found, ROWS)
    if rest:
        pending = _slices([one for one in students if not one.final and one.status not in {LEFT, ABSENT}], ROWS)
        title = _("Without a final grade")
        yield _group(stem, PENDING, title, pending, [Shown(rows=some) for some in pending], found)
        by_name = sorted(students, key=lambda one: _sorted(one.name or one.id))
        some = tuple(_slices(by_name, NAMES))
        yield Group(_("By name"), (Part(f"{stem}-{EVERYBODY}-1.html", _("By name"), _("all"), everybody=some),))
    if with_checks and found["sheet"]:
        checked = _slices(students, max(1, CELLS // max(1, len(found["columns"]))))
        title = _("Students and checks")
        yield _group(stem, CHECKS, title, checked, [Shown(checked=some) for some in checked], found)
    findings = _slices(graded.identity, FINDINGS)[1:]
    shown = [Shown(identity=some) for some in findings]
    parts = [
        Part(f"{stem}-{IDENTITY}-{number}.html", _("Identity"), _range(number * FINDINGS, len(one.identity)), "", one)
        for number, one in enumerate(shown, 1)
    ]
    yield Group(_("Identity"), tuple(parts))


def _group(
    stem: str,
    kind: str,
    title: str,
    slices: Sequence[tuple[Student, ...]],
    shown: Sequence[Shown],
    found: Mapping[str, Any],
    before: int = 0,
) -> Group:
    """The pages of students, in the class's order; `before`: how many are on the first page."""
    parts = []
    for number, (some, one) in enumerate(zip(slices, shown, strict=True), 1):
        about = " – ".join(shortened(found["names"][who.id], LABEL) for who in (some[0], some[-1]))
        parts.append(Part(f"{stem}-{kind}-{number}.html", title, _range(before, len(some)), about, one))
        before += len(some)
    return Group(title, tuple(parts))


def _range(before: int, count: int) -> str:
    return f"{grouped(before + 1)}–{grouped(before + count)}"


def _slices(items: Sequence[Any], length: int) -> list[tuple[Any, ...]]:
    return [tuple(items[start : start + length]) for start in range(0, len(items), length)]


def _sorted(name: str) -> str:
    """A name's place in the alphabet, whatever its capitals and accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
