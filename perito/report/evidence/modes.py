"""Permissions in words: chmod(1), and inode(7)."""

from __future__ import annotations

from typing import Final

from perito.support.i18n import N_, _

SIGNS: Final = {"directory": "d", "symlink": "l", "socket": "s", "fifo": "p", "block": "b", "character": "c"}
WHO: Final = (("u", 6), ("g", 3), ("o", 0))
MAY: Final = {"r": N_("read"), "w": N_("write"), "x": N_("execute")}
SPECIAL: Final = ((0o4000, "setuid"), (0o2000, "setgid"), (0o1000, "sticky"))


def letters(mode: int, kind: str) -> str:
    """As ls(1) writes them: `drwxr-xr-x`."""
    found = [
        sign if mode >> place & bit else "-" for _who, place in WHO for sign, bit in (("r", 4), ("w", 2), ("x", 1))
    ]
    for (bit, _name), at, (on, off) in zip(SPECIAL, (2, 5, 8), (("s", "S"), ("s", "S"), ("t", "T")), strict=True):
        if mode & bit:
            found[at] = on if found[at] == "x" else off
    return SIGNS.get(kind, "-") + "".join(found)


def spelled(mode: int, kind: str) -> str:
    """Who may do what, in a sentence without an end."""
    found = [
        _("the owner may {rights}").format(rights=_rights(mode >> 6, kind)),
        _("the group, {rights}").format(rights=_rights(mode >> 3, kind)),
        _("others, {rights}").format(rights=_rights(mode, kind)),
    ]
    special = [name for bit, name in SPECIAL if mode & bit]
    return f"{letters(mode, kind)[1:]}: {'; '.join(found)}" + (f" ({', '.join(special)})" if special else "")


def _rights(bits: int, kind: str) -> str:
    names = [_("enter") if kind == "directory" and one == "x" else _(MAY[one]) for one, bit in _BITS if bits & bit]
    if not names:
        return _("nothing")
    *first, last = names
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


_BITS: Final = (("r", 4), ("w", 2), ("x", 1))


def compared(wanted: str, found: str) -> str:
    """The difference between two modes in octal; empty where either is none, or they are alike."""
    try:
        asked, there = int(wanted, 8), int(found, 8)
    except ValueError:
        return ""
    if not (len(wanted) in (3, 4) and len(found) in (3, 4)):
        return ""
    told = []
    for who, place in WHO:
        missing, more = asked >> place & ~(there >> place) & 7, there >> place & ~(asked >> place) & 7
        if missing:
            told.append(_lacks(who).format(bits=_signs(missing)))
        if more:
            told.append(_exceeds(who).format(bits=_signs(more)))
    return "; ".join(told)


def _signs(bits: int) -> str:
    return "".join(one for one, bit in _BITS if bits & bit)


def _lacks(who: str) -> str:
    return {
        "u": _("the owner lacks {bits}"), "g": _("the group lacks {bits}"), "o": _("others lack {bits}"),
    }[who]  # fmt: skip


def _exceeds(who: str) -> str:
    return {
        "u": _("the owner has {bits} too much"), "g": _("the group has {bits} too much"),
        "o": _("others have {bits} too much"),
    }[who]  # fmt: skip
