"""What no schema can say of a rubric: names of nothing, circles, points that do not add up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from perito.practice import patterns, subjects
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.yamlfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.practice.rubric import CheckEntry, Criterion, Part, Rubric

ID = re.compile(r"[\w-]+\.[\w-]+")  # brackets are of subjects and parameters, a slash is of findings, * of patterns


def problems(rubric: Rubric) -> Iterator[Problem]:
    """What no schema can say: unknown prerequisites, cycles, one check in two steps, no points at all."""
    yield from subjects.problems(rubric.subjects)
    seen: dict[str, str] = {}
    for step, content in rubric.steps.items():
        for name, entry in content.checks.items():
            where = ("steps", step, "checks", name)
            if not ID.fullmatch(name):
                text = _("a check is called STEP.WHAT, of letters, digits, - and _: {example}")
                yield Problem(where, text.format(example=f"{step}.here"))
            if name in seen:
                yield Problem(where, _("also in step {step}").format(step=seen[name]))
            seen[name] = step
            yield from _unknown(rubric, where, entry)
    if not any(rubric.weights.values()):
        yield Problem(("steps",), _("no check has any points"))
    yield from _unsound_profiles(rubric)
    yield from _unsound_parts(rubric)
    yield from _unsound_marks(rubric)
    if not rubric.attempts.sound:
        yield Problem(("attempts", "policy"), _("before-deadline, and there is no deadline"))
    if rubric.absent is not None and rubric.absent > rubric.scale:
        yield Problem(
            ("absent",), _("{points}: more than the scale, {scale}").format(points=rubric.absent, scale=rubric.scale)
        )
    try:
        rubric.order()
    except ValueError as error:
        first = str(error).split(" → ", maxsplit=1)[0]
        yield Problem(
            ("steps", rubric.step_of[first], "checks", first),
            _("prerequisites in a circle: {checks}").format(checks=error),
        )


def adding_up(rubric: Rubric) -> Iterator[Problem]:
    """Points that are not worth the scale. As parts' weights, or where none are given, they need not be."""
    given = any("points" in entry.model_fields_set for entry in rubric.checks.values())
    total = sum(rubric.weights.values(), Decimal()).normalize()
    if given and not rubric.parts and total != rubric.scale:
        text = _("the checks are worth {points} points, and the scale is {scale} ({steps})")
        of_steps = {
            name: sum((rubric.weights[one] for one in step.checks), Decimal()) for name, step in rubric.steps.items()
        }
        steps = ", ".join(f"{name} {points.normalize():f}" for name, points in of_steps.items() if points)
        yield Problem(("steps",), text.format(points=f"{total:f}", scale=rubric.scale, steps=steps))


def _no_check(name: str, rubric: Rubric) -> str:
    return _("no check is called {name!r}").format(name=name) + nearest(name, rubric.checks)


def _no_part(name: str, rubric: Rubric) -> str:
    return _("no part is called {name!r}").format(name=name) + nearest(name, rubric.parts)


def _unsound_profiles(rubric: Rubric) -> Iterator[Problem]:
    """Profiles that excuse from nothing."""
    for name, profile in rubric.profiles.items():
        for position, pattern in enumerate(profile.waive):
            if not patterns.fitting(pattern, rubric):
                yield Problem(("profiles", name, "waive", position), patterns.fits_nothing(pattern, rubric))


def _unsound_parts(rubric: Rubric) -> Iterator[Problem]:
    """Parts that nothing belongs to, or that do not add up to the scale together with the criteria."""
    for name, step in rubric.steps.items():
        if step.part is not None and step.part not in rubric.parts:
            yield Problem(("steps", name, "part"), _no_part(step.part, rubric))
    for name in rubric.parts:
        if not any(rubric.weights[check] for check in rubric.checks_of(name)):
            yield Problem(("parts", name), _("none of its checks has any points"))
    worth: list[Part | Criterion] = [*rubric.parts.values(), *rubric.criteria.values()]
    total = sum(one.points for one in worth if not one.bonus)
    if rubric.parts and total != rubric.scale:
        text = _("parts and criteria, bonus aside, are worth {points} and not {scale}")
        yield Problem(("parts",), text.format(points=total, scale=rubric.scale))


def _unsound_marks(rubric: Rubric) -> Iterator[Problem]:
    """Criteria whose levels say otherwise, and limits of nothing."""
    for name, criterion in rubric.criteria.items():
        if criterion.levels and max(level.points for level in criterion.levels.values()) != criterion.points:
            yield Problem(("criteria", name, "points"), _("the best of its levels is worth something else"))
    for position, bound in enumerate(rubric.bounds):
        if bound.check not in rubric.checks:
            yield Problem(("bounds", position, "check"), _no_check(bound.check, rubric))
        if bound.part is not None and bound.part not in rubric.parts:
            yield Problem(("bounds", position, "part"), _no_part(bound.part, rubric))


def _unknown(rubric: Rubric, where: tuple[str, ...], entry: CheckEntry) -> Iterator[Problem]:
    for kind, names in (("requires", entry.requires), ("wants", entry.wants)):
        for position, name in enumerate(names):
            if name not in rubric.checks:
                yield Problem((*where, kind, position), _no_check(name, rubric))
