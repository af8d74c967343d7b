"""Which row of a sheet is which student's: by identifier, then by e-mail, then by name; never by guessing."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.documents.class_result import Student

TAG = re.compile(r"<[^<>]*>")
WORDS = re.compile(r"[^\w]+")
ID, EMAIL, NAME = "id", "email", "name"


@dataclass(frozen=True)
class Identity:
    """What a row says of its student."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    name: str = ""


@dataclass
class Matching:
    """`placed`: the student of each row; `by_name`: those of them told by their name alone.

    `ambiguous`: the rows that a student might be; `missing`: students without a row; `superfluous`: rows of nobody.
    """

    placed: dict[int, Student] = field(default_factory=dict)
    by_name: dict[int, Student] = field(default_factory=dict)
    ambiguous: list[tuple[Student, tuple[int, ...]]] = field(default_factory=list)
    missing: list[Student] = field(default_factory=list)
    superfluous: list[int] = field(default_factory=list)


def plain(text: str) -> str:
    """A text without capitals, accents and needless blanks."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(one for one in decomposed if not unicodedata.combining(one)).split())


def name_key(text: str) -> str:
    """A name's words in the order of the alphabet: "PEÑA RUIZ, Ana" and "Ana Peña Ruiz" are alike. No markup."""
    return " ".join(sorted(word for word in WORDS.split(plain(html.unescape(TAG.sub(" ", text)))) if word))


def match(students: Iterable[Student], rows: Mapping[int, Identity]) -> Matching:
    """The student of each row. A row that two students claim, or ways that contradict each other, are ambiguous."""
    index = _index(rows)
    claims: dict[int, list[tuple[Student, str]]] = defaultdict(list)
    found = Matching()
    for student in students:
        way, near = _candidates(student, index)
        if len(near) == 1:
            claims[near[0]].append((student, way))
        elif near:
            found.ambiguous.append((student, near))
        else:
            found.missing.append(student)
    for row, claimed in claims.items():
        _settle(row, claimed, found)
    taken = {*claims, *(row for _student, near in found.ambiguous for row in near)}
    found.superfluous = [row for row in rows if row not in taken]
    return found


def _settle(row: int, claimed: list[tuple[Student, str]], found: Matching) -> None:
    if len(claimed) > 1:
        found.ambiguous += [(student, (row,)) for student, _way in claimed]
        return
    student, way = claimed[0]
    found.placed[row] = student
    if way == NAME:
        found.by_name[row] = student


def _index(rows: Mapping[int, Identity]) -> dict[tuple[str, str], list[int]]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, identity in rows.items():
        keys = {(ID, plain(one)) for one in identity.ids} | {(EMAIL, plain(one)) for one in identity.emails}
        keys.add((NAME, name_key(identity.name)))
        for way, key in keys:
            if key:
                index[way, key].append(row)
    return index


def _candidates(student: Student, index: Mapping[tuple[str, str], list[int]]) -> tuple[str, tuple[int, ...]]:
    """The way that found rows, and these rows; those of identifier and e-mail together where they differ."""
    by_id = index.get((ID, plain(student.id)), [])
    email = student.email or (student.id if "@" in student.id else "")
    by_email = index.get((EMAIL, plain(email)), []) if email else []
    if by_id and by_email and not set(by_id) & set(by_email):
        return ID, (*by_id, *by_email)
    if by_id and by_email:
        return ID, tuple(row for row in by_id if row in by_email)
    for way, near in ((ID, by_id), (EMAIL, by_email)):
        if near:
            return way, tuple(near)
    return NAME, tuple(index.get((NAME, name_key(student.name)), [])) if student.name else ()
