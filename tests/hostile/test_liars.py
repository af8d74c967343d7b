"""Root lies to gain points: broken servers, each with a lie that hides what is broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.hostile import lying
from tests.hostile.attack import Attempt, case
from tests.live.grading import graded

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server
    from tests.hostile.lying import Lie

PROMISE = "no point gained, and the lie is named"
HONEST: dict[tuple[str, ...], float] = {}


def honest_points(lie: Lie, server: Server) -> float:
    """The points of the server before anybody lies."""
    broken = (*lie.faults, lie.breaks, lie.suite)
    if broken not in HONEST:
        result, _evidence = graded(server)
        assert result.complete, result.problems
        HONEST[broken] = result.score.earned
    return HONEST[broken]


@pytest.mark.parametrize(
    "lie", [case(one, "liars", f"{one.name}: {one.words}", PROMISE) for one in lying.catalogue(lying.LIARS).values()]
)
def test_a_lie_gains_nothing_and_is_named(lie: Lie, attempt: Attempt, server_factory: ServerFactory) -> None:
    server = server_factory(suite=lie.suite, faults=lie.faults)
    lie.broken(server)
    honest = honest_points(lie, server)
    lie.told_on(server)
    ended = attempt.check(server, deadline=60, memory=150)
    result = ended.document()
    told, named = lying.points(result), lying.naming(result)
    relevant = [name for name, words in named.items() if re.search(lie.named, words, re.IGNORECASE)]
    by = "told the truth" if lie.named == "-" else f"named by {', '.join(relevant) or 'nobody'}"
    attempt.happened(f"{honest:g} → {told:g}, exit {ended.status}, {by}")
    attempt.lie(gained=round(told - honest, 3), named=None if lie.named == "-" else bool(relevant))
