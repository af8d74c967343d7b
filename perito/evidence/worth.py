"""Which value is secret enough to be taken out wherever it stands, and not only where its name says what it is.

A password is often a word that everybody uses: taking `production` or the name of the directory out of every text would
falsify what is shown. The rule is in docs/security.md.
"""

from __future__ import annotations

import re
from importlib import resources

from perito.evidence.mark import MARK

SHORTEST = 8  # bytes of a value that is looked for everywhere
LONG_WORD = 12  # letters; a shorter one of letters alone may be a name or a word of the system's
LONG_NUMBER = 10  # digits; a shorter one may be a date, a port, a process
LONGEST = 4096
DIFFERENT = 4  # characters: `aaaaaaaa` and `--------` are no secrets
TURNS, TURNING = 4, 0.25  # changes between kinds of characters in a random text, and how many of its characters

ORDINARY = frozenset(resources.files("perito.evidence").joinpath("ordinary.txt").read_bytes().split())
_PATH = re.compile(rb"(?:~|\.{0,2})/[^\s]*\Z")
_ADDRESS = re.compile(rb"[a-z][a-z0-9+.-]{1,20}://")
_CODE = re.compile(rb"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\Z")
_ELSEWHERE = re.compile(  # names a value that stands somewhere else
    rb"\$(?:\{\w{1,64}[^}]{0,64}\}|[A-Z_][A-Z0-9_]{0,64})\Z|%\(\w+\)s\Z|%[a-zA-Z](?:/|\Z)|\{\{|<[\w ]{1,40}>\Z"
)
_STRUCTURE = re.compile(rb"[/={};<>|]")
_KINDS = bytes(
    0 if one in b"._:/@- \t," else 1 if 97 <= one <= 122 else 2 if 65 <= one <= 90 else 3 if 48 <= one <= 57 else 4
    for one in range(256)
)
_TURN = re.compile(rb"(?=\x01[\x02\x03\x04]|\x02[\x03\x04]|\x03[\x01\x02\x04]|\x04[\x01\x02\x03])")


def is_random(value: bytes) -> bool:
    """Whether a text looks drawn by lot: it turns from small letters to capitals, digits and signs as no word does."""
    turns = len(_TURN.findall(value.translate(_KINDS)))
    return turns >= TURNS and turns >= TURNING * len(value)


def is_worth(value: bytes, *, named: bool = True) -> bool:
    """Whether a value is to be taken out everywhere. `named`: a name beside it says that it is a secret; else only a
    random one is."""
    if not SHORTEST <= len(value) <= LONGEST or MARK in value or len(set(value)) < DIFFERENT:
        return False
    if is_random(value):
        return not _ELSEWHERE.match(value)
    if not named or value.lower() in ORDINARY or _ELSEWHERE.match(value):
        return False
    if any(one.match(value) for one in (_PATH, _ADDRESS, _CODE)):
        return False
    letters = value.translate(None, b" -_.")
    if letters.isalpha():
        return len(letters) >= LONG_WORD
    if value.isdigit():
        return len(value) >= LONG_NUMBER
    return not (_STRUCTURE.search(value) and re.search(rb"\s", value))
