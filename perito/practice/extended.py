"""A practice that stands on another one: the base's checks that it uses, and its own beside them.

`extends: NAME` (or a directory beside the file), with `use: [nginx.*, site]`, `skip: […]` and `points: {check: n}`.
What the head does not say is as in the base. Parts and what is marked by hand are the base's where all of it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.practice import patterns
from perito.support.yamlfile import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from perito.practice.rubric import CheckEntry, Profile, Rubric, Step

OF_HEAD = ("model", "scale", "decimals", "ceiling", "attempts", "absent", "help", "subjects")
OF_ASSIGNMENT = ("parts", "criteria", "bounds")
PATTERNS = ("use", "skip", "points")


@dataclass(frozen=True)
class Merged:
    """The fields of the rubric of both, and what is wrong with the patterns."""

    fields: dict[str, Any]
    problems: tuple[Problem, ...]


def merged(own: Rubric, base: Rubric) -> Merged:
    """One rubric of two; the own one's words go before the base's."""
    given = own.model_fields_set
    fields: dict[str, Any] = {name: getattr(base, name) for name in OF_HEAD if name not in given}
    whole = not own.use and not own.skip and not given & {*OF_ASSIGNMENT}
    parts = base.parts if whole else own.parts
    used = _used(own, base, parts)
    if whole:
        fields |= {name: getattr(base, name) for name in OF_ASSIGNMENT}
    fields["steps"] = dict(_steps(own, base, used))
    fields["inputs"] = {**base.inputs, **own.inputs}
    fields["profiles"] = {**dict(_profiles(base, used)), **own.profiles}
    return Merged(fields, tuple(_problems(own, base, used)))


def _used(own: Rubric, base: Rubric, parts: Mapping[str, object]) -> dict[str, Decimal]:
    """The base's checks that are used, with their points; those of a part that is not there are not."""
    chosen = _fitting(own.use, base) if own.use else [*base.checks]
    left = {*chosen} - {*_fitting(own.skip, base)}
    there = {name for name in left if (part := base.part_of(name)) is None or part in parts}
    weights = base.weights
    points = {name: weights[name] for name in base.checks if name in there}
    for pattern, worth in own.points.items():
        points |= {name: worth for name in patterns.fitting(pattern, base) if name in points}
    return points


def _fitting(wanted: Iterable[str], base: Rubric) -> list[str]:
    return [name for pattern in wanted for name in patterns.fitting(pattern, base)]


def _problems(own: Rubric, base: Rubric, used: Mapping[str, Decimal]) -> Iterator[Problem]:
    """Patterns that fit nothing; points of what is not used."""
    for key in ("use", "skip"):
        for position, pattern in enumerate(getattr(own, key)):
            if not patterns.fitting(pattern, base):
                yield Problem((key, position), patterns.fits_nothing(pattern, base))
    for pattern in own.points:
        if not used.keys() & {*patterns.fitting(pattern, base)}:
            yield Problem(("points", pattern), patterns.fits_nothing(pattern, base, used))


def _steps(own: Rubric, base: Rubric, used: Mapping[str, Decimal]) -> Iterator[tuple[str, Step]]:
    """The base's steps with what is used of them, and own checks in them or in steps of their own."""
    mine = own.checks
    for name, step in _kept(base, used):
        beside = own.steps.get(name)
        checks = {check: entry for check, entry in step.checks.items() if check not in mine}
        if beside is None:
            if checks:
                yield name, step.model_copy(update={"checks": checks})
        else:
            yield name, beside.model_copy(update={"checks": {**checks, **beside.checks}})
    kept = {name for name, _step in _kept(base, used)}
    yield from ((name, step) for name, step in own.steps.items() if name not in kept)


def _profiles(base: Rubric, used: Mapping[str, Decimal]) -> Iterator[tuple[str, Profile]]:
    """The base's profiles, for what is used of it."""
    for name, profile in base.profiles.items():
        waive = tuple(one for one in profile.waive if used.keys() & {*patterns.fitting(one, base)})
        if waive:
            yield name, profile.model_copy(update={"waive": waive})


def _kept(base: Rubric, used: Mapping[str, Decimal]) -> Iterator[tuple[str, Step]]:
    for name, step in base.steps.items():
        checks = {one: _entry(one, entry, base, used) for one, entry in step.checks.items() if one in used}
        if checks:
            yield name, step.model_copy(update={"checks": checks})


def _entry(name: str, entry: CheckEntry, base: Rubric, used: Mapping[str, Decimal]) -> CheckEntry:
    """A check of the base among those that are used: what lay between two of them lies there no more."""
    requires = tuple(dict.fromkeys(_before(entry.requires, base, used, frozenset((name,)))))
    wants = tuple(one for one in entry.wants if one in used and one not in requires)
    return entry.model_copy(update={"points": used[name], "requires": requires, "wants": wants})


def _before(names: Iterable[str], base: Rubric, used: Mapping[str, Decimal], seen: frozenset[str]) -> Iterator[str]:
    for name in names:
        if name in used:
            yield name
        elif name not in seen and name in base.checks:
            yield from _before(base.checks[name].requires, base, used, seen | {name})
