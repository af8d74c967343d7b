"""Values known to be secret, found wherever they turn up, in any spelling, in time linear in the text.

Every spelling is at least seven bytes long, so each occurrence covers four bytes that begin at a multiple of four. Only
those are looked up, all at once, in a table of the spellings' first fours; a hit is then compared. How many values are
known changes nothing about the time that a text takes.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from perito.evidence.mark import MARK
from perito.evidence.spellings import meanings, spellings
from perito.evidence.worth import is_random, is_worth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST = 2000  # values; a server that shows more has its first ones taken out
HEAD = 7  # bytes by which a spelling is recognized, then compared whole
LONG_HEAD = 64
CROWD = 16  # spellings with the same head that are compared one by one
CUT = 8  # bytes of a secret that are known again where a text begins or ends within it
PART = 12  # bytes of a random secret's beginning that stand for it, where the rest was cut
GRAM = 4
_WRAP = re.compile(rb"[ \t]{0,80}(?:\\?\r?\n|\\r\\n|\\n|=\r?\n)[ \t>|]{0,80}")
_WORD = re.compile(rb"[^\s'\"\0<>]*")


class Known:
    """The values of one session; those that are ordinary words are only struck where their names stand."""

    def __init__(self) -> None:
        self._is_ordinary: Callable[..., bool] = _never
        self._values: dict[bytes, None] = {}
        self._table: Table | None = None

    @property
    def version(self) -> int:
        """Grows with every value: what was struck by an earlier one is to be struck again."""
        return len(self._values)

    def remember(self, value: bytes, *, named: bool = True) -> None:
        """Know a value from now on, where it is secret enough."""
        for meant in meanings(value):
            if meant not in self._values and len(self._values) < MOST and is_worth(meant, named=named):
                self._values[meant] = None
                self._table = None

    def also(self, other: Known) -> None:
        """Know what another session knew."""
        for value in other._values:
            self.remember(value)

    def strike(self, data: bytes) -> bytes:
        """The text without the known values."""
        if not data or not self._values:
            return data
        if self._table is None:
            self._table = Table(one for one in self._values if not self._is_ordinary(one, random=is_random(one)))
        return self._table.strike(data)

    def except_for(self, is_ordinary: Callable[..., bool]) -> None:
        """What is ordinary from now on: it is called with a value, and `random=` whether that looks drawn by lot."""
        self._is_ordinary, self._table = is_ordinary, None


def _never(value: bytes, *, random: bool) -> bool:
    return False


class Effort:
    """How much was compared in one text in vain. A text written to make that take long loses whole words instead."""

    def __init__(self, size: int) -> None:
        self._left = 4 * size + (1 << 20)

    def add(self, compared: int) -> None:
        """So many bytes were compared."""
        self._left -= compared + 50

    def spent(self) -> bool:
        """Whether that was more than an honest text needs."""
        return self._left < 0


class Table:
    """The spellings of some values, ready to be looked for."""

    def __init__(self, values: Iterable[bytes]) -> None:
        kept = list(values)
        self._whole = b"\0\0".join(kept)
        self._values = kept
        heads: dict[bytes, list[bytes]] = defaultdict(list)
        for one in {spelling for value in kept for spelling in spellings(value)}:
            heads[one[:HEAD]].append(one)
        self._heads: dict[bytes, list[bytes]] = {}
        self._crowded: set[bytes] = set()
        sizes: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for head, forms in heads.items():
            for known, those in self._grouped(head, forms).items():
                self._heads[known] = sorted(those, key=len, reverse=True)
                for offset in range(GRAM):
                    sizes[int.from_bytes(known[offset : offset + GRAM], sys.byteorder)].add((offset, len(known)))
        self._sizes = {gram: tuple(sorted(where, key=lambda one: -one[1])) for gram, where in sizes.items()}
        self._grams = frozenset(sizes)

    def _grouped(self, head: bytes, forms: list[bytes]) -> dict[bytes, list[bytes]]:
        if len(forms) <= CROWD:
            return {head: forms}
        longer: dict[bytes, list[bytes]] = defaultdict(list)
        for one in forms:
            longer[one[:LONG_HEAD]].append(one)
        self._crowded |= {one for one, those in longer.items() if len(those) > CROWD}
        return longer

    def strike(self, data: bytes) -> bytes:
        """The text without the values."""
        spans = self._spans(data)
        spans += self._cut(data)
        if not spans:
            return data
        parts, at = [], 0
        for begin, end in sorted(spans):
            if begin >= at:
                parts += [data[at:begin], MARK]
            at = max(at, end)
        parts.append(data[at:])
        return b"".join(parts)

    def _spans(self, data: bytes) -> list[tuple[int, int]]:
        grams = memoryview(data)[: len(data) & ~(GRAM - 1)].cast("I").tolist()
        if self._grams.isdisjoint(grams):
            return []
        found, sizes, done, effort = [], self._sizes, 0, Effort(len(data))
        for place in [place for place, gram in enumerate(grams) if gram in sizes]:
            at = place * GRAM
            if at + GRAM <= done:
                continue
            for offset, size in sizes[grams[place]]:
                begin = at - offset
                if begin < 0 or begin < done:
                    continue
                head = data[begin : begin + size]
                if head in self._heads and (end := self._end(data, begin, head, effort)):
                    found.append((begin, end))
                    done = end
                    break
        return found

    def _end(self, data: bytes, begin: int, head: bytes, effort: Effort) -> int:
        """Where the longest of the values with this head ends; 0 where it is none of them."""
        if head in self._crowded or effort.spent():
            return _WORD.match(data, begin + len(head)).end()  # type: ignore[union-attr]  # it matches nothing, too
        return max(extent(data, begin, form, effort) for form in self._heads[head])

    def _cut(self, data: bytes) -> list[tuple[int, int]]:
        """The rest of a value with which the text begins, and the beginning of one with which it ends."""
        found = []
        if len(data) >= CUT and data[:CUT] in self._whole:
            sizes = [_rest(data, value) for value in self._values]
            found.append((0, max(sizes)))
        if len(data) >= CUT and data[-CUT:] in self._whole:
            sizes = [_beginning(data, value) for value in self._values]
            found.append((len(data) - max(sizes), len(data)))
        return [(begin, end) for begin, end in found if end > begin]


def extent(data: bytes, begin: int, form: bytes, effort: Effort) -> int:
    """Where a spelling that begins there ends, over line ends within it; where a random one breaks off after a good
    part, that; else 0."""
    if data.startswith(form, begin):
        return begin + len(form)
    at, place = 0, begin
    while True:
        same = _same(data, place, form[at:])
        effort.add(same)
        at, place = at + same, place + same
        if at == len(form):
            return place
        wrap = _WRAP.match(data, place) if at else None
        if wrap is None:
            break
        place = wrap.end()
    if at >= PART and is_random(form[:at]):
        return begin + len(data[begin:place].rstrip())
    return 0


def _same(data: bytes, begin: int, form: bytes) -> int:
    """How many bytes of the form stand at a place of the text."""
    low, high = 0, len(form)
    while low < high:
        middle = (low + high + 1) // 2
        if data.startswith(form[low:middle], begin + low):
            low = middle
        else:
            high = middle - 1
    return low


def _rest(data: bytes, value: bytes) -> int:
    """How many bytes at the beginning of the text are the rest of a random value."""
    at = value.find(data[:CUT])
    rest = value[at:] if at > 0 else b""
    return len(rest) if rest and data.startswith(rest) and is_random(value) else 0


def _beginning(data: bytes, value: bytes) -> int:
    """How many bytes at the end of the text are the beginning of a value: of one that is not random, most of it."""
    least = CUT if is_random(value) else max(CUT, len(value) * 3 // 4)
    sizes = range(min(len(value) - 1, len(data)), least - 1, -1)
    return next((size for size in sizes if data.endswith(value[:size])), 0)
