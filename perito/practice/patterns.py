"""Checks by pattern: `service.active`, `nginx.*`, or the name of a step or of a part with steps of its own."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from perito.support.i18n import _
from perito.support.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perito.practice.rubric import Rubric


def fitting(pattern: str, rubric: Rubric) -> list[str]:
    """The checks that a pattern fits, in the rubric's order."""
    return [
        name
        for name in rubric.checks
        if fnmatchcase(name, pattern) or pattern in {rubric.step_of[name], rubric.part_of(name)}
    ]


def fits_nothing(pattern: str, rubric: Rubric, among: Iterable[str] | None = None) -> str:
    """What is said of a pattern that fits no check (`among`: only these are there), with the nearest that does."""
    checks = list(rubric.checks if among is None else among)
    there = dict.fromkeys(rubric.step_of[name] for name in checks)
    steps = [f"{step}.*" for step in there]
    known = [*checks, *there, *steps, *rubric.parts]
    near = nearest(pattern, steps if pattern.endswith(".*") else known)
    return _("{pattern!r} fits no check").format(pattern=pattern) + near
