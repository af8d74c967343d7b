"""A kind of table: what some program's export is known by, and what in it is about no server."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from perito.classroom.roster.headings import title

ByTitle = Mapping[str, str]


def nobody_is_left_out(_line: ByTitle) -> str:
    """All lines are students."""
    return ""


@dataclass(frozen=True)
class Kind:
    """One program's table.

    `telling`: sets of headings, any of which tells that it is one; `fields`: what its own headings mean where they mean
    something else elsewhere, empty for nothing of ours; `usual`: its many other columns, which need not be told;
    `left_out`: why a line, by plain heading, is no student's; empty where it is one.
    """

    name: str
    telling: tuple[frozenset[str], ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    usual: re.Pattern[str] | None = None
    left_out: Callable[[ByTitle], str] = nobody_is_left_out

    def is_it(self, titles: Set[str]) -> bool:
        """Whether a table with these headings is one."""
        return any(one <= titles for one in self.telling)


def headings(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of headings, each written with ` | ` between them."""
    return tuple(frozenset(title(one) for one in text.split(" | ")) for text in sets)


def meaning(**fields: str) -> dict[str, str]:
    """Headings, with ` | ` between them, by what they mean; `nothing` for none of our fields."""
    return {title(one): "" if name == "nothing" else name for name, text in fields.items() for one in text.split(" | ")}


def usual(*patterns: str) -> re.Pattern[str]:
    """A pattern for plain headings."""
    return re.compile("|".join(f"(?:{one})" for one in patterns))
