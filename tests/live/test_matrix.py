"""Every mistake of the lab's library is pinned to its root cause and nothing else; sound variants pass untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab import faults, variants
from perito.result import Outcome
from tests.lab.shown import PAGE, page, shows
from tests.live.grading import graded, not_passed, roots

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory

FAULTS = faults.catalogue()
VARIANTS = variants.catalogue()


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_pinned_to_its_cause(name: str, server_factory: ServerFactory) -> None:
    server = server_factory(faults=(name,))
    assert shows(server, FAULTS[name].shows)
    result, _evidence = graded(server)
    assert roots(result) == set(FAULTS[name].pins), not_passed(result)
    assert result.complete, result.problems
    assert result.score.grade < 10


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_sound_variant_passes_untouched(name: str, server_factory: ServerFactory) -> None:
    app = VARIANTS[name].sets.get("APP")
    server = server_factory(variants=(name,))
    assert shows(server, VARIANTS[name].shows)
    assert page(server) == PAGE
    result, _evidence = graded(server, app)
    assert not_passed(result) == {}
    assert result.complete
    assert result.score.grade == 10


def test_the_library_fails_every_check_that_it_claims_to(rubric_checks: frozenset[str]) -> None:
    pinned = {check for fault in FAULTS.values() for check in fault.pins}
    assert pinned <= rubric_checks


@pytest.mark.parametrize("outcome", [Outcome.PASSED])
def test_the_reference_server_passes_everything(server_factory: ServerFactory, outcome: Outcome) -> None:
    result, _evidence = graded(server_factory())
    assert not_passed(result) == {}
    assert result.complete
    assert result.count(outcome) >= 60
    assert result.root_causes == ()
    assert result.score.grade == 10
