"""A line of a server character by character: those that are not what they look like, and blanks that nobody sees."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from perito.report.safe import clean
from perito.support.i18n import _, ngettext
from perito.support.lookalikes import Strange, plain, strange_in

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 300  # characters of a text that is compared
ALIKE = 0.6  # of the characters, for two texts to be compared at all
SHORTEST = 4  # characters of a text that is compared
REMARKS = 4


@dataclass(frozen=True)
class Piece:
    """A piece of a line, safe to display; `kind`: "", odd (not what it looks like), missing or extra."""

    text: str
    kind: str = ""


def pieces(text: str, width: int, *, odd: bool = False, tabs: bool = False) -> tuple[Piece, ...]:
    """A line of at most `width` characters, cut before it is cleaned; with `odd`, strange characters in pieces of
    their own, with `tabs` those that it begins with, too."""
    cut = text[: width + 1].removesuffix("\r").rstrip("\n")
    more = "…" if len(cut) > width else ""
    cut = cut[:width]
    places = {one.column - 1 for one in strange_in(cut)} if odd and not cut.isascii() else set()
    if odd and not more:
        places |= set(range(len(cut.rstrip(" \t")), len(cut))) if cut.strip() else set()
    if tabs:
        places |= {place for place in range(len(cut) - len(cut.lstrip())) if cut[place] == "\t"}
    if not places:
        return (Piece(_safe(cut) + more),)
    found: list[Piece] = []
    for place, character in enumerate(cut):
        kind = "odd" if place in places else ""
        shown = (_visible(character) if kind else _safe(character)) + ("   " if kind and character == "\t" else "")
        if found and found[-1].kind == kind:
            found[-1] = Piece(found[-1].text + shown, kind)
        else:
            found.append(Piece(shown, kind))
    return (*found, Piece(more)) if more else tuple(found)


def _safe(text: str) -> str:
    return clean(text.replace("\0", "␀")).replace("\n", " ⏎ ").expandtabs(4)


def _visible(character: str) -> str:
    """A character that would not be seen, as something that is."""
    if character == " ":
        return "·"
    if character == "\t":
        return "→"
    if character == "\xa0":
        return "\\xa0"
    return _safe(character)


def remarks(text: str) -> tuple[str, ...]:
    """About the characters of a line that look like others, or like nothing."""
    cut = text[: LONGEST * 4]
    found = [_told(one.column, one.character, one.meant) for one in strange_in(cut)[:REMARKS]]
    body = cut.removesuffix("\r")
    if len(cut) == len(text) and body != cut:
        found.append(_("the line ends in a carriage return, U+000D, as on Windows"))
    blanks = len(body) - len(body.rstrip(" \t"))
    if len(cut) == len(text) and body.strip() and blanks:
        told = ngettext("the line ends in {count} blank", "the line ends in {count} blanks", blanks)
        found.append(told.format(count=blanks))
    start = body[: len(body) - len(body.lstrip())]
    if " " in start and "\t" in start:
        found.append(_("the line begins with tabs and blanks mixed"))
    return tuple(found)


def _told(column: int, character: str, meant: str) -> str:
    """`column 20: U+0430 (CYRILLIC SMALL LETTER A), and not «a»`."""
    named = f"U+{ord(character):04X} ({Strange(character, 1, 1).name})"
    if meant and meant != " ":
        return _("column {column}: {code}, and not «{meant}»").format(column=column, code=named, meant=meant)
    return _("column {column}: {code}").format(column=column, code=named)


def coded(character: str) -> str:
    """`U+200B (ZERO WIDTH SPACE)`."""
    names = {"\t": _("a tab"), "\r": _("a carriage return"), "\n": _("an end of line"), " ": _("a blank")}
    name = names.get(character) or Strange(character, 1, 1).name
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"


@dataclass(frozen=True)
class Difference:
    """Two lines that differ in a few characters. `remarks`: about those that one does not see."""

    wanted: tuple[Piece, ...]
    found: tuple[Piece, ...]
    remarks: tuple[str, ...] = ()


def difference(wanted: str, found: str) -> Difference | None:
    """The characters in which two lines differ; None where they are alike, not similar, or not one line each."""
    if found != plain(found) and len(found) <= LONGEST and _ratio(wanted, plain(found)) < ALIKE:
        wanted = plain(found)
    if wanted == found or not _comparable(wanted, found) or not _similar(wanted, found):
        return None
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, begin, end, there, there_end in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        same = kind == "equal"
        if end > begin:
            left.append(Piece(_shown(wanted[begin:end], same), "" if same else "missing"))
        if there_end > there:
            right.append(Piece(_shown(found[there:there_end], same), "" if same else "extra"))
    return Difference(tuple(left), tuple(right), tuple(_unseen(wanted, found)))


def _similar(wanted: str, found: str) -> bool:
    """Whether each word is like its counterpart, or only the blanks are others: a description is not compared."""
    asked, there = wanted.split(), found.split()
    if "".join(asked) == "".join(there):
        return True
    pairs = zip(asked, there, strict=False)
    return len(asked) == len(there) and "…" not in wanted and all(_close(*pair) for pair in pairs)


def _close(one: str, other: str) -> bool:
    """Whether two words are alike; of two settings with one key, their values."""
    key, equals, _value = one.partition("=")
    if equals and other.startswith(f"{key}="):
        one, other = one[len(key) + 1 :], other[len(key) + 1 :]
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _comparable(*texts: str) -> bool:
    return all(SHORTEST <= len(one) <= LONGEST and "\n" not in one for one in texts)


def _ratio(wanted: str, found: str) -> float:
    if not _comparable(wanted, found):
        return 0.0
    return SequenceMatcher(None, wanted, found, autojunk=False).ratio()


def _shown(text: str, same: bool) -> str:
    plainly = same or (text.isascii() and text.isprintable() and bool(text.strip()))
    return _safe(text) if plainly else "".join(map(_visible, text))


def _unseen(wanted: str, found: str) -> Iterable[str]:
    """The code points of what only one of the two has and is not what it looks like, or blank."""
    yield from (_told(one.column, one.character, one.meant) for one in strange_in(found)[:REMARKS])
    for kind, begin, end, there, there_end in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for text, told in ((found[there:there_end], _("too much: {code}")), (wanted[begin:end], _("missing: {code}"))):
            if text and not text.strip():
                yield told.format(code=", ".join(map(coded, dict.fromkeys(text))))
