"""Whose page it is, of a class, and the ways from it: back to the class, and to the students before and after.

The ways are known at the end of a run only, when it is known who has a page. So a page is written with room for them,
between two comments that nothing else on a page can look like, and they are put in afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.report.safe import line

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGIN, END = "<!-- ways -->", "<!-- /ways -->"
ROOM = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A student of a class, by name and id."""

    id: str
    name: str = ""

    @property
    def called(self) -> str:
        """The student's name; without one, the id."""
        return line(self.name or self.id)


@dataclass(frozen=True)
class Ways:
    """Addresses, relative to the student's page: of the class, and of the pages before and after, empty at the ends.

    No names: a page may be given to its student, and is nobody else's business.
    """

    up: str
    before: str = ""
    after: str = ""


def ways(pages: Sequence[str], lines: Sequence[str]) -> list[Ways]:
    """The ways from each of these pages, in the class's order. `pages`: their addresses, `lines`: those of the
    student's line in the class, all as seen from a student's page."""
    around = ["", *pages, ""]
    return [Ways(*three) for three in zip(lines, around, around[2:], strict=False)]


def placed(page: str, to: Ways) -> str:
    """The page with these ways in the room that it has for them; as it is where it has none."""
    from perito.report.html import environment

    text = environment().get_template("ways.html.j2").render(to=to).strip()
    return ROOM.sub(lambda _room: f"{BEGIN}{text}{END}", page, count=1)
