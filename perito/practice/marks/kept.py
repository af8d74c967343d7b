"""Marks that a result holds already: they are the teacher's, and grading again keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.marks.marks import Mark
from perito.support.numbers import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.documents.result import CriterionResult


def kept(before: Iterable[CriterionResult], now: Sequence[CriterionResult]) -> tuple[dict[str, Mark], list[str]]:
    """The marks of `before` for which `now` has criteria, and the names of the criteria that lose theirs."""
    room = {criterion.id: criterion for criterion in now}
    marks, dropped = {}, []
    for old in before:
        if old.points is None:
            continue
        new = room.get(old.id)
        if new is not None and _fits(old, new):
            points = None if old.level else decimal(old.points)
            marks[old.id] = Mark("", old.id, points, old.level, old.comment, old.date)
        else:
            dropped.append(old.id)
    return marks, dropped


def _fits(old: CriterionResult, new: CriterionResult) -> bool:
    if old.level:
        return any(level.id == old.level for level in new.levels)
    return old.points is not None and old.points <= new.possible
