"""The mark by which our own requests are found again in a server's logs, and which no server can tell from a visitor's.

It rides where browsers and page builders have random numbers of their own: as the value of a query that keeps a page
out of caches (`?v=6dcd4ce2…`). Which word stands before it is as random as the mark.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

WORDS: Final = ("v", "_", "cb", "rev", "t")
OWN: Final = 8  # digits that tell the requests of one grading apart
LETTERS: Final = str.maketrans("0123456789abcdef", "aeioubcdglmnrsty")


def value(nonce: str, *about: str) -> str:
    """The mark of one request: the grading's random number, and digits of the request's own; as long as a SHA-1."""
    return nonce + _digits(nonce, *about)[:OWN]


def query(token: str) -> str:
    """The query that carries a mark."""
    return f"{WORDS[int(token[-OWN:], 16) % len(WORDS)]}={token}"


def former_value(nonce: str, label: str, name: str) -> str:
    """The mark as earlier versions had it."""
    return f"{nonce}.{label}.{name}"


def former_query(token: str) -> str:
    """The query of earlier versions."""
    return f"perito={token}"


def without(address: str, nonce: str) -> str:
    """An address without the query that carries our mark, whatever follows it."""
    return re.sub(rf"[?&]\w{{1,6}}={re.escape(nonce)}.*", "", address, flags=re.DOTALL) if nonce else address


def somebody(nonce: str) -> str:
    """A visitor's name that nobody can have prepared for: no word, yet one that could be said."""
    return f"Lucia{_digits(nonce, 'name')[:OWN].translate(LETTERS)}"


def _digits(nonce: str, *about: str) -> str:
    return sha256("\0".join((nonce, *about)).encode()).hexdigest()
