"""Characters that look like others, or like nothing, and are taken for themselves: by code point. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 20  # of a text
# What they stand in for, where their decomposition (Unicode, NFKC) does not say. Dashes, quotes and blanks by category.
TWINS: Final = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "\u02bc": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2212": "-", "\u02d7": "-", "\u00ad": "", "\u2044": "/", "\u2215": "/", "\u29f8": "/", "\u2236": ":",
    "\ua789": ":", "\u037e": ";", "\u2024": ".", "\u2026": "...", "\u0387": ".",
}  # fmt: skip
# Letters of other scripts that are drawn as ours (Unicode, confusables.txt: those of one letter for one letter).
LETTERS: Final = {
    "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0443": "y", "\u0445": "x",
    "\u0456": "i", "\u0458": "j", "\u0455": "s", "\u0501": "d", "\u051b": "q", "\u051d": "w", "\u04bb": "h",
    "\u04cf": "l", "\u0410": "A", "\u0412": "B", "\u0415": "E", "\u041a": "K", "\u041c": "M", "\u041d": "H",
    "\u041e": "O", "\u0420": "P", "\u0421": "C", "\u0422": "T", "\u0423": "Y", "\u0425": "X", "\u0405": "S",
    "\u0406": "I", "\u0408": "J", "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0396": "Z", "\u0397": "H",
    "\u0399": "I", "\u039a": "K", "\u039c": "M", "\u039d": "N", "\u039f": "O", "\u03a1": "P", "\u03a4": "T",
    "\u03a5": "Y", "\u03a7": "X", "\u03bf": "o", "\u03bd": "v", "\u03c1": "p",
}  # fmt: skip
BLANKS: Final = frozenset(" \t\n\r")


@dataclass(frozen=True, slots=True)
class Strange:
    """One such character: where (line and column from 1), and the plain one that was probably meant (empty: none)."""

    character: str
    line: int
    column: int
    meant: str = ""

    @property
    def code(self) -> str:
        """Its code point, `U+2013`."""
        return f"U+{ord(self.character):04X}"

    @property
    def name(self) -> str:
        """Its name in the Unicode standard, `EN DASH`; a byte order mark by what it is for."""
        return "BYTE ORDER MARK" if self.character == "\ufeff" else unicodedata.name(self.character, "")

    @property
    def visible(self) -> bool:
        """Whether it is drawn at all."""
        return unicodedata.category(self.character) not in {"Cf", "Cc", "Zs", "Mn"}


def strange_in(text: str, first_line: int = 1) -> list[Strange]:
    """The characters of a text that are not what they look like, in order; `first_line`: the number of its first line.

    Letters with accents, and other scripts in words of their own, are what they look like.
    """
    found: list[Strange] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), first_line):
        if line.isascii():
            continue
        found += (
            Strange(character, number, column, meant)
            for column, character in enumerate(line, 1)
            if not character.isascii() and (meant := _meant(character, line, column - 1)) is not None
        )
        if len(found) >= MOST:
            break
    return found[:MOST]


def plain(text: str) -> str:
    """The text as it was probably meant: every such character replaced."""
    return "".join(
        line if line.isascii() else "".join(_plain(one, line, at) for at, one in enumerate(line))
        for line in text.splitlines(keepends=True)
    )


def _plain(character: str, line: str, place: int) -> str:
    meant = None if character.isascii() else _meant(character, line, place)
    return character if meant is None else meant


def _meant(character: str, line: str, place: int) -> str | None:
    """The plain character that this one looks like; empty where it looks like nothing, None where it is itself."""
    if character in TWINS:
        return TWINS[character]
    category = unicodedata.category(character)
    if category == "Pd":
        return "--" if character in "\u2014\u2015" and _opens_a_word(line, place) else "-"
    if category == "Zs":
        return " "
    if category in {"Cf", "Zl", "Zp"}:
        return ""
    if category == "Mn":
        return ""
    if 0xFF01 <= ord(character) <= 0xFF5E:
        return chr(ord(character) - 0xFEE0)
    if character in LETTERS and _among_latin(line, place):
        return LETTERS[character]
    return None


def _opens_a_word(line: str, place: int) -> bool:
    """Whether it stands where an option's two hyphens would: word processors make one dash of them."""
    return place == 0 or line[place - 1] in BLANKS or line[place - 1] == "="


def _among_latin(line: str, place: int) -> bool:
    """Whether the word around it has letters of ours, too: nobody writes two scripts in one word."""
    start = end = place
    while start > 0 and (line[start - 1].isalnum() or line[start - 1] in "_-"):
        start -= 1
    while end < len(line) and (line[end].isalnum() or line[end] in "_-"):
        end += 1
    return any(one.isascii() and one.isalpha() for one in line[start:end])


def first_of(texts: Iterable[str]) -> Strange | None:
    """The first one in any of these texts; its line and column count within that text."""
    return next((found[0] for text in texts if (found := strange_in(text))), None)
