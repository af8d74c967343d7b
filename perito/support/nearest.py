"""Characters that an encoding lacks, replaced by the nearest that it has: code page 850 and 1252, Latin-1, ASCII.

An error handler for `open` and TextIOWrapper.reconfigure, by the name NEAREST: with it no text raises
UnicodeEncodeError.
"""

from __future__ import annotations

import codecs
import unicodedata

NEAREST = "perito.nearest"
# First those that a code page may have, then ASCII.
INSTEAD = {
    "✓": ("√", "+"),
    "✗": ("×", "x"),
    "⊘": ("ø", "o"),
    "✎": ("m",),
    "≈": ("~",),
    "→": ("»", ">"),
    "←": ("«", "<"),
    "▶": ("»", ">"),
    "−": ("-",),
    "–": ("-",),
    "—": ("-",),
    "‑": ("-",),
    "─": ("-",),
    "━": ("=",),
    "│": ("|",),
    "•": ("·", "*"),
    "·": ("-",),
    "…": ("...",),
    "“": ('"',),
    "”": ('"',),
    "‘": ("'",),
    "’": ("'",),
    "«": ('"',),
    "»": ('"',),
    "≥": (">=",),
    "≤": ("<=",),
    "≠": ("!=",),
    "×": ("x",),
    "€": ("EUR",),
    "█": ("#",),
    "░": (".",),
    "■": ("#",),
    "●": ("*",),
    "\u00a0": (" ",),
    "\u202f": (" ",),
    "\u2009": (" ",),
}
BOXES = range(0x2500, 0x2580)  # lines and their corners
BRAILLE = range(0x2800, 0x2900)  # of which a spinner is made


def nearest(character: str, encoding: str) -> str:
    """The nearest text that the encoding has; `?` where there is none."""
    candidates = list(INSTEAD.get(character, ()))
    if ord(character) in BOXES:
        candidates.append("+")
    if ord(character) in BRAILLE:
        candidates.append("*")
    plain = unicodedata.normalize("NFKD", character)
    candidates.append("".join(one for one in plain if not unicodedata.combining(one)))
    return next((one for one in candidates if one and _has(encoding, one)), "?")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True


def _handler(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(nearest(one, error.encoding) for one in text), error.end


codecs.register_error(NEAREST, _handler)
