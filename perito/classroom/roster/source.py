"""A roster's file as the readers see it: bytes, text, or JSON, each made once."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from perito.classroom.roster.json_text import Json
from perito.classroom.roster.text import bytes_of, decoded

if TYPE_CHECKING:
    from pathlib import Path


LONGEST = 1 << 16  # characters of a line with headings


class Source:
    """A roster's file. Raises RosterError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = bytes_of(path)

    @property
    def suffix(self) -> str:
        """The end of its name, in lower case, with the dot."""
        return self.path.suffix.lower()

    @cached_property
    def text(self) -> str:
        """Its text in any usual encoding; lines end with a line feed."""
        return decoded(self.data)

    @cached_property
    def json(self) -> Json | None:
        """Its JSON documents; None where it is none."""
        if self.text.lstrip()[:1] in {"{", "["}:
            with suppress(ValueError):
                return Json(self.path, self.text)
        return None

    @cached_property
    def head(self) -> str:
        """The first line with content that is no comment."""
        lines = (line.strip() for line in self.text.split("\n"))
        return next((line[:LONGEST] for line in lines if line and not line.startswith(("#", ";"))), "")
