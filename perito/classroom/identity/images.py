"""When the images of a class were made: what is older was handed out, what is hardly younger may have been. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.classroom.identity.odds import TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perito.classroom.identity.common import Common, Group

ENOUGH = 3
YOUNG = 3600.0  # seconds: nobody works on an image, and gives that away, within the hour in which it was made


@dataclass(frozen=True)
class Images:
    """`whole`: when the image of the class was finished; `own`: each student's, where the class has several.

    Seconds since the epoch; 0 or missing where there is no such image.
    """

    whole: float = 0.0
    own: Mapping[str, float] = field(default_factory=dict)

    def made(self, group: Group) -> float:
        """When the image of all of these students was finished."""
        return max(self.whole, min(self.own.get(student, 0.0) for student in group))

    def handed_out(self, one: Common) -> bool:
        """Whether it is a time of the image: up to when it was finished, or, where several have it, hardly later."""
        if one.kind not in TIMES:
            return False
        made = self.made(one.group)
        return float(one.value) <= (made + YOUNG if made and len(one.facts) >= ENOUGH else made)

    def young(self, one: Common) -> bool:
        """Whether it is a time of two so soon after their image's that it may still have been handed out."""
        made = self.made(one.group) if one.kind in TIMES else 0.0
        return made > 0 and len(one.facts) < ENOUGH and made < float(one.value) <= made + YOUNG


def images(common: Iterable[Common]) -> Images:
    """The images of a class: the newest time that most share; else each one's, where most are on some image."""
    times = [one for one in common if one.kind in TIMES and len(one.facts) >= ENOUGH]
    most = [float(one.value) for one in times if len(one.facts) * 2 > one.known]
    return Images(max(most, default=0.0), _several([one for one in times if one.kind == "image-time"]))


def _several(times: Iterable[Common]) -> dict[str, float]:
    """Of each student the time of the image that they share with most others: a copy's own times are those of fewer."""
    largest: dict[str, tuple[int, float]] = {}
    known = 0
    for one in times:
        known = max(known, one.known)
        for student in one.facts:
            largest[student] = max(largest.get(student, (0, 0.0)), (len(one.facts), float(one.value)))
    if len(largest) * 2 <= known:
        return {}
    return {student: value for student, (_size, value) in largest.items()}
