"""Moodle's importers of an assignment's worksheet and of feedback files, restated: what they do with a file, no more.

Read in Moodle 5.x (mod/assign/feedback/offline, mod/assign/feedback/file, lib/csvlib): docs/gradebook.md has the list.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass, field

ENGLISH = re.compile(r"(\d{1,2}) (January|February|November|December) (\d{4})")
LONG_AGO, AFTER = 0, 1_000


@dataclass
class Language:
    """A teacher's language: its headings, what stands before a participant's number, its decimal sign."""

    identifier: str
    grade: str
    modified: str
    feedback: str
    participant: str
    sign: str = ","


@dataclass
class Assignment:
    """What Moodle knows: participants by number, the maximum, whose grade is locked, who was graded when, comments."""

    participants: tuple[int, ...]
    maximum: float = 10
    locked: frozenset[int] = frozenset()
    grades: dict[int, float] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    graded_at: dict[int, int] = field(default_factory=dict)


@dataclass
class Imported:
    """What came of an import."""

    grades: dict[int, float] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - what Moodle says
    """Moodle refuses the file."""


def import_worksheet(
    data: bytes,
    language: Language,
    into: Assignment,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    ignore_modified: bool = False,
) -> Imported:
    """Import a worksheet as a teacher of that language would. Raises Refused."""
    rows = fgetcsv(data.decode(encoding).removeprefix("\ufeff"), delimiter)
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise Refused("rows of different lengths")
    at = {heading: number for number, heading in enumerate(rows[0])}  # the last one of that name
    try:
        known, grade, modified = at[language.identifier], at[language.grade], at[language.modified]
    except KeyError as missing:
        raise Refused(str(missing)) from None
    done = Imported()
    for row in rows[1:]:
        number = row[known].encode()[len(language.participant.encode()) :].decode(errors="replace")
        if not number.isdecimal() or int(number) not in into.participants:
            continue
        _row(row, int(number), (grade, modified, at.get(language.feedback)), language, into, done, ignore_modified)
    return done


def _row(
    row: list[str],
    who: int,
    columns: tuple[int, int, int | None],
    language: Language,
    into: Assignment,
    done: Imported,
    ignore_modified: bool,
) -> None:
    at_grade, at_modified, at_feedback = columns
    grade = unformat_float(row[at_grade], language.sign)
    read = AFTER if ENGLISH.search(row[at_modified]) else LONG_AGO  # strtotime() reads English only
    stale = who in into.graded_at and into.graded_at[who] > read + 60
    if who in into.grades and into.grades[who] == grade:
        done.skipped[who] = "not modified"
    elif grade is None or grade < 0:
        done.skipped[who] = "no value"
    elif not ignore_modified and stale:
        done.skipped[who] = "modified later"
    elif who in into.locked:
        done.skipped[who] = "locked"
    elif grade > into.maximum:
        done.skipped[who] = "out of range"
    else:
        done.grades[who] = grade
    if at_feedback and (ignore_modified or not stale) and row[at_feedback] != into.comments.get(who, ""):
        done.comments[who] = row[at_feedback]


def unformat_float(text: str, sign: str) -> float | None:
    """A number by the teacher's decimal sign; PHP's cast ends at what is no number any more."""
    text = text.strip().replace(" ", "").replace("\xa0", "").replace(sign, ".")
    if not text:
        return None
    found = re.match(r"[+-]?\d*\.?\d+(e[+-]?\d+)?", text)
    return float(found[0]) if found else 0.0


def fgetcsv(text: str, delimiter: str) -> list[list[str]]:
    """Rows as PHP reads them: a backslash keeps a quote after it from ending the cell; empty lines are no rows."""
    text = re.sub(r"\r\n?", "\n", text).strip("\n " if delimiter == "\t" else None)
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at, delimiter)
        rows[-1].append(cell)
        if at >= len(text):
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
    return [row for row in rows if row != [""]]


def _cell(text: str, at: int, delimiter: str) -> tuple[str, int]:
    start = at
    while at < len(text) and text[at] in " \t" and text[at] != delimiter:
        at += 1
    if at >= len(text) or text[at] != '"':
        at = start
        while at < len(text) and text[at] not in (delimiter, "\n"):
            at += 1
        return text[start:at], at
    at, found = at + 1, ""
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            found, at = found + text[at : at + 2], at + 2
        elif text.startswith('""', at):
            found, at = found + '"', at + 2
        elif text[at] == '"':
            at += 1
            break
        else:
            found, at = found + text[at], at + 1
    while at < len(text) and text[at] not in (delimiter, "\n"):
        found, at = found + text[at], at + 1
    return found, at


def shown(comment: str) -> str:
    """A comment as a browser shows it: Moodle keeps it as HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br ?/?>", "\n", comment)))


def import_files(data: bytes, participants: tuple[int, ...]) -> dict[int, dict[str, bytes]]:
    """The feedback files of each participant. Files that Moodle would leave aside raise Refused."""
    found: dict[int, dict[str, bytes]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            who, file = _owner(f"/import/{name}", participants)
            found.setdefault(who, {})[file] = archive.read(name)
    return found


def _owner(path: str, participants: tuple[int, ...]) -> tuple[int, str]:
    parts = path.split("/")
    if parts[-1].startswith((".", "~")):
        raise Refused(f"{path}: hidden")
    while parts:
        pieces = parts.pop(0).split("_", 4)
        if len(pieces) < 5 or not pieces[1].isdecimal() or int(pieces[1]) not in participants:
            continue  # before 4.1 five pieces, since then four
        if pieces[2:4] != ["assignsubmission", "file"]:
            continue
        return int(pieces[1]), "/".join([pieces[4], *parts]).lstrip("/")
    raise Refused(f"{path}: nobody's")
