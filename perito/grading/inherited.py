"""The tests of a practice that another one stands on: those of checks that are not used are no part of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.marked import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

    from perito.practice.rubric import Rubric


def put_aside(items: list[pytest.Item], rubric: Rubric) -> None:
    """Take out the tests of bases for checks that the rubric does not have, or that have a test nearer by; and those
    without a mark, which have no place in a rubric, where it takes only some of the checks."""
    if not rubric.bases:
        return
    owners: dict[str, int] = {}
    for item in items:
        if (name := _marked(item)) is not None:
            owners[name] = min(owners.get(name, len(rubric.bases)), _level(item.path, rubric.bases))
    items[:] = [item for item in items if _kept(item, rubric, owners)]


def _kept(item: pytest.Item, rubric: Rubric, owners: dict[str, int]) -> bool:
    level, name = _level(item.path, rubric.bases), _marked(item)
    if level == 0:
        return True
    if name is None:
        return not rubric.use and not rubric.skip
    return name in rubric.checks and owners[name] == level


def _level(path: Path, bases: Iterable[Path]) -> int:
    """0: of the practice itself; 1: of what it stands on, and so on."""
    return next((number for number, one in enumerate(bases, 1) if path.is_relative_to(one / "checks")), 0)


def _marked(item: pytest.Item) -> str | None:
    mark = item.get_closest_marker(MARK)
    return str(mark.args[0]) if mark is not None and mark.args else None
