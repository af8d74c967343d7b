"""Texts of others made safe to display: who has root on a server, wrote a file or runs an sshd may send anything.

Control characters (also the C1 controls of ISO 6429, U+0080 to U+009F), escape sequences, the Unicode that reorders or
hides text, and marks piled upon one letter become visible escapes. Each format's own escaping (HTML, XML, Markdown)
comes after this.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LINE_LIMIT = 2000
MOST_MARKS = 4  # upon one letter; Vietnamese has two, Hebrew up to four
_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\xa1-\xac\xae-\u02ff]")
_BEYOND = re.compile(rf"[^\0-\u02ff]{{{MOST_MARKS + 1},}}")  # no letter with too many marks is shorter
_ENDS = re.compile(r"\r\n")


def clean(text: str) -> str:
    """The text with line ends as \\n, and every invisible, control or reordering character spelled out.

    ESC becomes the four characters `\\x1b`, RIGHT-TO-LEFT OVERRIDE the six characters `\\u202e`. Tabs and
    line ends stay; all blanks become spaces. The result holds no character that XML 1.0 forbids.
    """
    return _changed(text.replace("\r\n", "\n"), _spelled, " ")


def harmless(text: str) -> str:
    """As `clean`, for a text with a layout of its own: its blanks and line ends stay."""
    if "\r\n" in text:
        return "\r\n".join(harmless(part) for part in _ENDS.split(text))
    return _changed(text, _spelled)


def in_json(text: str) -> str:
    """A text of JSON with the same meaning, in which those characters stand as JSON writes them: `\\u202e`."""
    return _changed(text, _escaped)


def dumps(value: object, **options: Any) -> str:
    """A value as JSON (json.dumps), with letters as they are and everything else that is not ASCII escaped."""
    return in_json(json.dumps(value, ensure_ascii=False, **options))


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """The text on one line of at most `limit` characters; line ends become ⏎."""
    flat = re.sub(r"[ \t]*\n[ \t]*", " ⏎ ", clean(text).strip()).replace("\t", " ")
    return shortened(flat, limit)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters; … replaces the rest."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _changed(text: str, spell: Callable[[str], str], blank: str = "") -> str:
    """`blank`: in the place of every blank but the space; none: they stay."""

    def suspect(match: re.Match[str]) -> str:
        category = unicodedata.category(match[0])
        if category[0] != "C" and category not in {"Zl", "Zp"}:
            return blank if blank and category == "Zs" else match[0]
        return spell(match[0])

    if text.isascii() and text.isprintable():
        return text
    found = _SUSPECT.sub(suspect, text)
    return found if found.isascii() else _BEYOND.sub(lambda match: _unpiled(match[0], spell), found)


def _unpiled(text: str, spell: Callable[[str], str]) -> str:
    """Marks beyond the most that a letter may have, spelled out."""
    made, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        made.append(spell(character) if marks > MOST_MARKS else character)
    return "".join(made)


def _spelled(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _escaped(character: str) -> str:
    """RFC 8259, section 7: characters beyond the basic plane as two surrogates."""
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}"
