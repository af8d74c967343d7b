"""The common output of all readers: rows of texts with their positions, and the errors so far."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from perito.classroom.roster.model import FIELDS
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOWN = 60  # characters of a value repeated in a message
SECRET = re.compile(
    r"(?:(?:ansible|sudo|become|ssh|user|root|vm|login)[ _-]*)*"
    r"(?:password|passwd|passphrase|pwd|pass|contrasena|clave)(?:[ _-](?:(?:de|of) )?(?:ssh|sudo|root|vm))?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; line and column from 1 (of CSV: the number of the cell)."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as written, without surrounding blanks."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One student in the file: texts by field (of model.FIELDS, `accept_new`, `input.NAME`); none of them is empty."""

    place: Place
    cells: dict[str, Cell]


@dataclass
class Problems:
    """All errors in a roster, once each, in the order of the files; `source` comes first."""

    source: Path
    _wrong: dict[tuple[Place, str], None] = field(default_factory=dict)
    _notes: dict[tuple[Place, str], None] = field(default_factory=dict)

    def add(self, place: Place, text: str) -> None:
        """Add an error."""
        self._wrong[place, text] = None

    def note(self, place: Place, text: str) -> None:
        """Add a note about something skipped on purpose."""
        self._notes[place, text] = None

    @property
    def wrong(self) -> list[str]:
        """A line for each error."""
        return self._lines(self._wrong)

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each note."""
        return tuple(self._lines(self._notes))

    def _lines(self, told: Iterable[tuple[Place, str]]) -> list[str]:
        def order(one: tuple[Place, str]) -> tuple[bool, str, int, int]:
            place = one[0]
            return place.file != self.source, str(place.file), place.line, place.column

        return [f"{place}: {text}" for place, text in sorted(told, key=order)]


def quoted(text: str) -> str:
    """A value in a message: on one line, unprintable characters escaped, shortened."""
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


def visible(text: str) -> str:
    """A text with its control characters escaped: a library's message names the separator, which may be a tab."""
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def plain(name: str) -> str:
    """A name without capitals, accents and surrounding blanks."""
    decomposed = unicodedata.normalize("NFKD", name.strip().lower())
    return "".join(one for one in decomposed if not unicodedata.combining(one)).removeprefix("\ufeff")


def unknown(name: str, also: Iterable[str] = ()) -> str:
    """The error for an unknown field. `also`: the format's own names beside model.FIELDS."""
    if SECRET.fullmatch(plain(name)):
        return secret(name)
    close = get_close_matches(plain(name), [*FIELDS, *also], 1)
    advice = (
        _("did you mean {field}?").format(field=close[0])
        if close
        else _("there are {fields}").format(fields=", ".join(FIELDS))
    )
    return _("no field is called {name}; {advice}").format(name=quoted(name), advice=advice)


def secret(name: str) -> str:
    """The error for a password. Its value is never repeated."""
    return of_secret(name, "sudo_password_env" if re.search("sudo|become", name, re.IGNORECASE) else "password_env")


def of_secret(name: str, instead: str) -> str:
    """As `secret`, with the field that stands there `instead`."""
    text = _("{name}: no secrets in a roster; name an environment variable with {instead}")
    return text.format(name=name, instead=instead)


def meant(name: str, known: Iterable[str], alike: float = 0.7) -> str:
    """` (did you mean …?)`, or nothing without a similar name."""
    near = get_close_matches(name, list(known), 1, alike)
    question = _("did you mean {field}?")
    return f" ({question.format(field=near[0])})" if near else ""
