"""A shape as it is drawn, on a page or in a terminal: rows, the telling ones shown and marked, the rest folded.

Only what is shown or folded is cut and made safe, so an answer of megabytes costs what its few lines do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.documents.shapes import FileText, Http, Journal, Listing, Row, Shape, Table, Text
from perito.report.evidence.characters import pieces, remarks
from perito.report.evidence.drawn import FOLDED, ROWS, WIDTH, Block, Drawn, Part
from perito.report.evidence.listings import listing
from perito.report.evidence.times import clock, moment, one_day
from perito.report.safe import line
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perito.documents.shapes import Said
    from perito.report.evidence.focus import Focus

AROUND = 4  # lines shown on either side of the culprit
WHOLE = 16  # lines of a file that are shown all where no line is known
FIRST = 10  # else so many
MARKED = 3  # lines that are taken for culprits at most, where the finding gives no number
FOUND = 2  # the weight of a row that has what was found
COLOURS = re.compile(r"\x1b\[[\d;]*m")  # of ECMA-48, which a log keeps
URGENT = 3  # syslog(3): LOG_ERR


def block(shape: Shape, focus: Focus) -> Block:
    """A shape, with what a finding is about in sight."""
    match shape:
        case FileText():
            return _file(shape, focus)
        case Table():
            return _table(shape, focus)
        case Journal():
            return _journal(shape, focus)
        case Http():
            return _http(shape)
        case Listing():
            return listing(shape, focus)
        case Text():
            return _text(shape, focus)


def _file(shape: FileText, focus: Focus) -> Block:
    lines = shape.text.split("\n")
    if not shape.text:
        said = _("There is no file there, or all are empty.") if "*" in shape.path else _("The file is empty.")
        return Block("text", line(shape.path), (Part((Drawn("", pieces(said, WIDTH), marked=True),)),))
    if not lines[-1]:
        lines.pop()
    named = focus.lines_of(shape.path)
    numbered = {min(one, len(lines)) for one in named if one <= len(lines) + 1 and lines}  # one more: its end
    marked = sorted(numbered) or _culprits(lines, shape, focus)
    shown = _window(marked, len(lines)) if marked else _beginning(len(lines))

    def drawn(place: int) -> Drawn:
        text, culprit = lines[place - 1], place in marked
        found = remarks(text) if culprit else ()
        return Drawn(str(place), pieces(text, WIDTH, odd=culprit, tabs=culprit and focus.tabs), culprit, "", found)

    return Block("file", line(shape.path), tuple(_parts(len(lines), shown, drawn)))


def _culprits(lines: Sequence[str], shape: FileText, focus: Focus) -> list[int]:
    """Lines without a number that the finding tells by their words: those it quotes, what was found where that stands
    in one line alone, and what its own command looks for."""
    for words in (*focus.quotes, focus.value, *focus.sought):
        if len(words) < 3 or not 0 < shape.text.count(words) <= MARKED:
            continue
        if found := [place for place, text in enumerate(lines, 1) if words in text and not _is_comment(text)]:
            return found
    return []


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith(("#", ";"))


def _window(marked: Sequence[int], count: int) -> list[int]:
    around = {place for one in marked for place in range(one - AROUND, one + AROUND + 1)}
    return sorted(place for place in around if 1 <= place <= count)


def _beginning(count: int) -> list[int]:
    return list(range(1, (count if count <= WHOLE else FIRST) + 1))


def _parts(count: int, shown: Sequence[int], drawn: Callable[[int], Drawn]) -> Iterable[Part]:
    """The rows 1 to `count` in parts: those shown, and the gaps between them folded."""
    place, budget = 1, FOLDED
    for begin, end in [*_runs(shown), (count + 1, count)]:
        if place < begin:
            gap = range(place, begin)
            kept = gap[-budget:] if end >= begin else gap[:budget]  # what is nearest to the rows that are shown
            kept = kept if budget else range(0)
            budget -= len(kept)
            yield Part(tuple(map(drawn, kept)), folded=True, left_out=len(gap) - len(kept))
        if end >= begin:
            yield Part(tuple(map(drawn, range(begin, end + 1))))
        place = end + 1


def _runs(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    begin = last = None
    for place in places:
        if last is not None and place == last + 1:
            last = place
            continue
        if begin is not None and last is not None:
            yield begin, last
        begin = last = place
    if begin is not None and last is not None:
        yield begin, last


def _table(shape: Table, focus: Focus) -> Block:
    rows = (*shape.rows, *_unsaid(shape, focus))
    weights = [_row_weight(row, shape, focus) for row in rows]
    marked = {place for place, weight in enumerate(weights, 1) if weight == max(weights) > 1}
    if len({rows[place - 1].value.strip() for place in marked}) < len(marked) and max(weights) == FOUND:
        marked = {place for place in marked if remarks(rows[place - 1].value)}  # alike, but for what one does not see
    near = [place for place, weight in enumerate(weights, 1) if weight == 1 and not shape.title]
    rest = range(1, len(rows) + 1) if shape.title or len(rows) <= ROWS or not (marked or near) else ()
    shown = sorted(list(dict.fromkeys([*sorted(marked), *near, *rest]))[:ROWS])

    def drawn(place: int) -> Drawn:
        row = rows[place - 1]
        value = moment(row.time) if row.time else row.value
        culprit = place in marked
        told = remarks(row.value) if culprit else ()
        return Drawn(line(row.key, 120), pieces(value, WIDTH, odd=culprit), culprit, line(row.source, 160), told)

    return Block("table", line(shape.title), tuple(_parts(len(rows), shown, drawn)))


def _unsaid(shape: Table, focus: Focus) -> Iterable[Row]:
    """Properties of a unit that the finding asks for, and that systemd says nothing of."""
    known = {row.key for row in shape.rows}
    return (Row(key, "") for key in focus.properties if key not in known and "ActiveState" in known)


def _row_weight(row: Row, shape: Table, focus: Focus) -> int:
    """3 for what the finding names, 2 for what was found or is looked for, 1 for what is about the deployment."""
    if int(row.key) in focus.lines_of(shape.title) if row.key.isdecimal() and len(row.key) < 8 else False:
        return 3
    file, _colon, number = row.source.rpartition(":")
    if number.isdecimal() and int(number[:7]) in focus.lines_of(file):
        return 3
    if focus.is_about(row.key):
        return 3
    value = focus.value.partition(" ")[0]
    if len(value) > 2 and (row.value.strip() == value or row.value.startswith(f"{value} ")):
        return FOUND
    key = row.key.rpartition(" ")[2]
    if key in focus.properties or key in focus.keys or any(word in f"{row.key} {row.value}" for word in focus.sought):
        return FOUND
    if any(quote in row.value for quote in focus.quotes):
        return FOUND
    return int(focus.is_own(row.key) or focus.is_own(row.source) or any(name in row.value for name in focus.names))


def _journal(shape: Journal, focus: Focus) -> Block:
    entries = shape.entries
    marked = [place for place, one in enumerate(entries, 1) if any(quote in one.message for quote in focus.quotes)]
    marked = marked[-1:]  # a program that says it again and again is told once
    if marked:
        shown = sorted(
            {place for one in marked for place in range(one - AROUND, one + 3)} & set(range(1, len(entries) + 1))
        )
    else:
        shown = list(range(max(1, len(entries) - ROWS + 1), len(entries) + 1))

    day = one_day(entries[place - 1].time for place in shown if entries[place - 1].time)

    def drawn(place: int) -> Drawn:
        return _said(entries[place - 1], place in marked, clock if day else moment)

    title = " · ".join(filter(None, (line(shape.title), day)))
    return Block("log", title, tuple(_parts(len(entries), shown, drawn)))


def _said(one: Said, culprit: bool, when: Callable[[float], str]) -> Drawn:
    text = COLOURS.sub("", one.message[: WIDTH * 4]).replace("\n", " ⏎ ")
    marks = (_("error"),) if one.priority <= URGENT else ()
    aside = " · ".join((*marks, *((line(one.who, 60),) if one.who.strip("[]") else ())))
    return Drawn(when(one.time) if one.time else "", pieces(text, WIDTH), culprit, aside)


def _http(shape: Http) -> Block:
    request = [Drawn(_("Request"), pieces(shape.request, WIDTH))]
    request += [Drawn("", pieces(f"{name}: {value}", WIDTH)) for name, value in shape.sent]
    if shape.failure:
        answer = [Drawn(_("No answer"), pieces(shape.failure, WIDTH), marked=True)]
    else:
        answer = [Drawn(_("Answer"), pieces(f"HTTP/1.1 {shape.status}", WIDTH), marked=True)]
        answer += [Drawn("", pieces(f"{name}: {value}", WIDTH)) for name, value in shape.headers[:ROWS]]
    parts = [Part((*request, *answer))]
    parts += _rest([Drawn("", pieces(f"{name}: {value}", WIDTH)) for name, value in shape.headers[ROWS:]])
    body = [Drawn("", pieces(one, WIDTH)) for one in shape.body[: WIDTH * 100].split("\n") if one.strip()]
    parts += [Part(tuple(body[:ROWS])), *_rest(body[ROWS:], more=len(shape.body) > WIDTH * 100)]
    return Block("http", line(shape.where), tuple(one for one in parts if one.rows))


def _rest(rows: Sequence[Drawn], *, more: bool = False) -> list[Part]:
    """What is folded of many rows, and how many are nowhere; `more`: at least one, of an answer that was cut."""
    return [Part(tuple(rows[:FOLDED]), folded=True, left_out=max(len(rows) - FOLDED, int(more)))] if rows else []


def _text(shape: Text, focus: Focus) -> Block:
    lines = [one for one in shape.text[: WIDTH * 400].split("\n") if one.strip()]
    marked = [place for place, one in enumerate(lines, 1) if any(quote in one for quote in focus.quotes)][:MARKED]
    shown = _window(marked, len(lines)) if marked else _beginning(len(lines))

    def drawn(place: int) -> Drawn:
        return Drawn("", pieces(lines[place - 1], WIDTH), place in marked)

    return Block("text", line(shape.title), tuple(_parts(len(lines), shown, drawn)))
