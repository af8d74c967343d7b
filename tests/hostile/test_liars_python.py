"""Root lies with Python's own means: programs, packages, bytecode, start-up code and processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.hostile import lying
from tests.hostile.attack import Attempt, case
from tests.hostile.test_liars import PROMISE, honest_points

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory
    from tests.hostile.lying import Lie

LIARS = lying.HERE / "liars_python"
CHECKS = {"integrity.python", "integrity.gunicorn"}


@pytest.mark.parametrize(
    "lie", [case(one, "liars", f"{one.name}: {one.words}", PROMISE) for one in lying.catalogue(LIARS).values()]
)
def test_a_lie_of_pythons_gains_nothing_and_is_named(lie: Lie, attempt: Attempt, server_factory: ServerFactory) -> None:
    server = server_factory(suite=lie.suite, faults=lie.faults)
    honest = honest_points(lie, server)
    lie.told_on(server)
    ended = attempt.check(server, deadline=60, memory=150)
    result = ended.document()
    told, named = lying.points(result), lying.naming(result)
    by = [name for name in CHECKS & named.keys() if re.search(lie.named, named[name], re.IGNORECASE)]
    attempt.happened(f"{honest:g} → {told:g}, exit {ended.status}, named by {', '.join(sorted(by)) or 'nobody'}")
    attempt.lie(gained=round(told - honest, 3), named=bool(by))
