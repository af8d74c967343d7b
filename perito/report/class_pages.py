"""A class as several pages: the first with the exceptions, the figures and the first students; then its other views, a
page for each (checks, attempts, identity), and of a large class further students. Each opens in well under a second.

Views are pages of their own so that turning to one needs no script, and "back" comes back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from perito.documents.class_result import ABSENT, LEFT
from perito.report.class_page import Shown, Tab, cells, context, page, row_id
from perito.report.html import environment
from perito.report.safe import shortened
from perito.support.i18n import _, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from perito.documents.attempts import History
    from perito.documents.class_result import ClassResult, Student
    from perito.report.class_head import Head
    from perito.report.class_sheet import Sheet

ROWS, CELLS, FINDINGS, NAMES, ATTEMPTED = 300, 18_000, 100, 200, 300
STUDENTS, PENDING, CHECKS, IDENTITY, EVERYBODY, ATTEMPTS = (
    "students", "pending", "checks", "identity", "names", "attempts",
)  # fmt: skip
KINDS = (STUDENTS, PENDING, EVERYBODY, CHECKS, ATTEMPTS, IDENTITY)
TABS = (CHECKS, ATTEMPTS, IDENTITY)
LABEL = 40


@dataclass(frozen=True)
class Part:
    """One further page: its file's `name`, its `title`, which of them it shows, and `about` whom that is. `first`: of
    its kind."""

    name: str
    title: str
    text: str
    about: str = ""
    shown: Shown = field(default_factory=Shown)
    everybody: tuple[tuple[Student, ...], ...] = ()
    first: bool = False


@dataclass(frozen=True)
class Group:
    """Pages of one kind. `count`: how many things are on them, where that is worth telling."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    count: int = 0


def pages(
    graded: ClassResult,
    reports: dict[str, str] | None = None,
    told: Mapping[str, History] | None = None,
    sheet: Sheet | None = None,
    name: str = "index.html",
    head: Head | None = None,
) -> Iterator[tuple[str, str]]:
    """The pages of a class one by one: the file's name and its text, first the one called `name`.

    Arguments as `class_page.render`; all pages lie in one directory, and addresses are relative to that.
    """
    found = context(graded, reports, told, sheet, head)
    groups = tuple(one for one in _groups(graded, found, name) if one.parts)
    found["row_of"] = {
        one.id: f"{quote(page_of(place, name))}#{row_id(one)}" for place, one in enumerate(graded.students)
    }
    listed = tuple(one for one in groups if one.kind not in TABS)  # a view lists its own pages
    first = page(Shown(graded.students[:ROWS])) | {"home": name, "here": ""}
    text = environment().get_template("class.html.j2")
    yield name, text.render(found, **first, tabs=_tabs(groups, name, STUDENTS), more=listed)
    template = environment().get_template("class_more.html.j2")
    found["cells"] = cells(short=True)
    for group in groups:
        ways = [name if group.kind == STUDENTS else "", *(one.name for one in group.parts), ""]
        tabs = _tabs(groups, name, group.kind)
        for part, before, after in zip(group.parts, ways, ways[2:], strict=False):
            more = page(part.shown) | {"part": part, "everybody": part.everybody, "home": name, "here": part.name}
            more["more"] = (group,) if len(group.parts) > 2 else ()
            yield part.name, template.render(found, **more, tabs=tabs, before=before, after=after)


def _tabs(groups: Sequence[Group], name: str, kind: str) -> tuple[Tab, ...]:
    """The views of the class, the one of `kind` as the current one."""
    there = (one for one in groups if one.kind in TABS)
    others = (Tab(one.title, quote(one.parts[0].name), one.kind == kind, one.count) for one in there)
    return (Tab(_("Students"), quote(name), kind not in TABS), *others)


def page_of(place: int, name: str = "index.html") -> str:
    """The name of the page that has the line of the student at this place of the class, counted from 0."""
    number = place // ROWS
    return f"{name.removesuffix('.html')}-{STUDENTS}-{number}.html" if number else name


def further(name: str) -> re.Pattern[str]:
    """What the names of all further pages look like, whose first is called `name`."""
    stem = re.escape(name.removesuffix(".html"))
    return re.compile(rf"{stem}-(?:{'|'.join(KINDS)})-[0-9]+\.html")


def _groups(graded: ClassResult, found: Mapping[str, Any], name: str) -> Iterator[Group]:
    students, stem = graded.students, name.removesuffix(".html")
    rest = _slices(students, ROWS)[1:]
    yield _group(stem, STUDENTS, _("Students"), rest, [Shown(rows=some) for some in rest], found, ROWS)
    if rest:
        pending = _slices([one for one in students if not one.final and one.status not in {LEFT, ABSENT}], ROWS)
        title = _("Without a final grade")
        yield _group(stem, PENDING, title, pending, [Shown(rows=some) for some in pending], found)
        by_name = sorted(students, key=lambda one: _sorted(one.name or one.id))
        some = tuple(_slices(by_name, NAMES))
        yield Group(EVERYBODY, _("By name"), (Part(_named(stem, EVERYBODY), _("By name"), _("all"), everybody=some),))
    if found["sheet"]:
        checked = _slices(students, max(1, CELLS // max(1, len(found["columns"]))))
        title = _("Checks")
        yield _group(stem, CHECKS, title, checked, [Shown(checked=some) for some in checked], found)
    tried = _slices([one for one in students if one.id in found["told"]], ATTEMPTED)
    yield _group(stem, ATTEMPTS, _("Attempts"), tried, [Shown(attempts=some) for some in tried], found)
    yield _in_common(stem, graded)


def _in_common(stem: str, graded: ClassResult) -> Group:
    """The pages of what servers have in common."""
    parts = [
        Part(_named(stem, IDENTITY, number), _("Identity"), _range((number - 1) * FINDINGS, len(some)), "", shown)
        for number, some in enumerate(_slices(graded.identity, FINDINGS), 1)
        for shown in (Shown(identity=some),)
    ]
    return Group(IDENTITY, _("Identity"), tuple(parts), len(graded.identity))


def _named(stem: str, kind: str, number: int = 1) -> str:
    return f"{stem}-{kind}-{number}.html"


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
        text = _range(before, len(some))
        parts.append(Part(_named(stem, kind, number), title, text, about, one, first=number == 1))
        before += len(some)
    return Group(kind, title, tuple(parts))


def _range(before: int, count: int) -> str:
    return f"{grouped(before + 1)}–{grouped(before + count)}"


def _slices(items: Sequence[Any], length: int) -> list[tuple[Any, ...]]:
    return [tuple(items[start : start + length]) for start in range(0, len(items), length)]


def _sorted(name: str) -> str:
    """A name's place in the alphabet, whatever its capitals and accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
