"""Server text made safe to display: a user with root there may send anything.

Control characters, escape sequences, and the Unicode that reorders or hides text become visible escapes. Each format's
own escaping (HTML, XML, Markdown) comes after this.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LINE_LIMIT = 2000
_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\xa1-\xac\xae-\u02ff]")


def clean(text: str) -> str:
    """The text with line ends as \\n, and every invisible, control or reordering character spelled out.

    ESC becomes the four characters `\\x1b`, RIGHT-TO-LEFT OVERRIDE the six characters `\\u202e`. Tabs and
    line ends stay. The result holds no character that XML 1.0 forbids.
    """
    return _SUSPECT.sub(_spelled, text.replace("\r\n", "\n"))


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """The text on one line of at most `limit` characters; line ends become ⏎."""
    flat = re.sub(r"[ \t]*\n[ \t]*", " ⏎ ", clean(text).strip()).replace("\t", " ")
    return shortened(flat, limit)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters; … replaces the rest."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


@dataclass(frozen=True)
class Excerpt:
    """The beginning and the end of an output. `left_out`: lines missing between them."""

    head: tuple[str, ...]
    left_out: int = 0
    tail: tuple[str, ...] = ()


def excerpt(text: str, lines: int, width: int = 400) -> Excerpt:
    """At most `lines` lines of an output: its beginning, and its last third where it is longer.

    A NUL between fields ends a line. Only what is returned is cleaned, after it was cut: what a long output costs
    does not grow with its length.
    """
    flat = text.replace("\0", "\n").strip("\r\n")
    if not flat:
        return Excerpt(())
    count = flat.count("\n") + 1
    if count <= lines:
        return Excerpt(tuple(_line(one, width) for one in flat.split("\n")))
    tail = lines // 3
    head = flat.split("\n", lines - tail)[: lines - tail]
    last = flat.rsplit("\n", tail)[1:] if tail else []
    shown = (tuple(_line(one, width) for one in part) for part in (head, last))
    return Excerpt(next(shown), count - lines, next(shown))


def _line(text: str, width: int) -> str:
    """A line without its end, cut and then cleaned."""
    cut = text[: width + 1].removesuffix("\r")
    return shortened(clean(cut).expandtabs(4).rstrip(), width)


def _spelled(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    if category[0] != "C" and category not in {"Zl", "Zp"}:
        return " " if category == "Zs" else character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
