"""Numbers as a file writes them: its decimal sign and its places; and grades on another scale."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER = re.compile(r"[+-]?\d+(?:([.,])(\d+))?")
PRECISE = 2  # places that a grade is rounded to, where the file has no more


@dataclass(frozen=True)
class Habit:
    """How a file writes numbers: `sign` between whole and parts, and at least so many `places`."""

    sign: str = "."
    places: int = 0

    def written(self, value: Decimal) -> str:
        """A number in this habit: with the places that it needs, up to two or the file's own, rounded half up."""
        places = max(self.places, PRECISE)
        text = str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
        whole, _, parts = text.partition(".")
        parts = parts.rstrip("0").ljust(self.places, "0")
        return f"{whole}{self.sign}{parts}" if parts else whole


def habit(texts: Iterable[str]) -> Habit:
    """The habit of these cells: the more frequent sign (a point where there is none), and the most places of any."""
    found = [match for text in texts if (match := NUMBER.fullmatch(text.strip()))]
    signs = Counter(match[1] for match in found if match[1])
    sign = "," if signs[","] > signs["."] else "."
    return Habit(sign, max((len(match[2]) for match in found if match[2]), default=0))


def read(text: str) -> Decimal | None:
    """The number in a cell, with a point or a comma; None where there is none."""
    return Decimal(text.strip().replace(",", ".")) if NUMBER.fullmatch(text.strip()) else None


def scaled(grade: float, scale: float, maximum: Decimal | None) -> Decimal:
    """A grade out of `scale` as one out of `maximum` (None: as it is)."""
    exact, whole = Decimal(str(grade)), Decimal(str(scale))
    return exact if maximum is None or maximum == whole or not whole else exact * maximum / whole
