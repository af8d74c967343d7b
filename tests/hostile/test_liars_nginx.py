"""nginx and the page: root lies about both, and sound servers that look as though."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.hostile import lying
from tests.hostile.attack import Attempt, case
from tests.hostile.test_liars import PROMISE, honest_points
from tests.live.grading import graded

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory
    from tests.hostile.lying import Lie

LIES = lying.catalogue(lying.HERE / "liars_nginx").values()
SOUND = lying.catalogue(lying.HERE / "unusual_nginx").values()
A_MOMENT = 1.5  # seconds: what was started just now is advice to the teacher by itself
ALIKE = "nobody accused, the same grade"


@pytest.mark.parametrize("lie", [case(one, "liars", f"nginx: {one.name}: {one.words}", PROMISE) for one in LIES])
def test_a_lie_about_nginx_gains_nothing_and_is_named(
    lie: Lie, attempt: Attempt, server_factory: ServerFactory
) -> None:
    server = server_factory(suite=lie.suite, faults=lie.faults)
    honest = honest_points(lie, server)
    lie.told_on(server)
    ended = attempt.check(server, deadline=90, memory=150)
    result = ended.document()
    told, named = lying.points(result), lying.naming(result)
    relevant = [name for name, words in named.items() if re.search(lie.named, f"{name} {words}", re.IGNORECASE)]
    attempt.happened(f"{honest:g} → {told:g}, exit {ended.status}, named by {', '.join(relevant) or 'nobody'}")
    attempt.lie(gained=round(told - honest, 3), named=bool(relevant))


@pytest.mark.parametrize("one", [case(one, "HTTP", f"sound: {one.words}", ALIKE) for one in SOUND])
def test_a_sound_nginx_is_accused_of_nothing(one: Lie, attempt: Attempt, server_factory: ServerFactory) -> None:
    server = server_factory(suite=one.suite)
    one.told_on(server)
    time.sleep(A_MOMENT)
    with attempt.measured(deadline=120):
        result, _evidence = graded(server)
    said = [check for check in result.checks if check.id.startswith("integrity.") and check.outcome.value != "passed"]
    lost = [f"{check.id} {check.outcome}" for check in result.checks if check.outcome.costs]
    attempt.happened(f"grade {result.score.grade}, {len(said)} accusations")
    attempt.sound([f"{check.id}: {check.says}" for check in said] + lost)
    assert result.complete, result.problems
