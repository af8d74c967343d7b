"""Sound servers that are unlike others: they lose nothing and are accused of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hostile import lying
from tests.hostile.attack import Attempt, case

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory
    from tests.hostile.lying import Lie

PROMISE = "a sound server is accused of nothing, and keeps its points"


@pytest.mark.parametrize(
    "unusual",
    [case(one, "liars", f"sound: {one.words}", PROMISE) for one in lying.catalogue(lying.UNUSUAL).values()],
)
def test_a_sound_server_is_not_accused(unusual: Lie, attempt: Attempt, server_factory: ServerFactory) -> None:
    server = server_factory(suite=unusual.suite, variants=unusual.variants)
    unusual.told_on(server)
    ended = attempt.check(server, deadline=60, memory=150)
    result = ended.document()
    lost = [one["id"] for one in result["checks"] if one["outcome"] in {"failed", "blocked", "error"}]
    accused = sorted({*lying.naming(result), *(name for name in lost if name.startswith("integrity."))})
    attempt.happened(f"exit {ended.status}, {result['score']['grade']}, lost {', '.join(lost) or 'nothing'}")
    attempt.sound(accused)
    assert result["score"]["lowest"] == 10, lost
    assert ended.status == 0
