"""Every mistake of the lab's library is pinned to its root cause and nothing else; sound variants pass untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab import faults, variants
from tests.lab.shown import page, shows
from tests.live.grading import assert_as_told, assert_sound, graded

if TYPE_CHECKING:
    from perito.lab import Server
    from perito.lab.fixtures import ServerFactory

FAULTS = faults.catalogue()
VARIANTS = variants.catalogue()


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_pinned_to_its_cause(name: str, server_factory: ServerFactory) -> None:
    server = server_factory(faults=(name,))
    assert shows(server, FAULTS[name].shows)
    result, _evidence = graded(server)
    assert_as_told(result, FAULTS[name])


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_sound_variant_passes_untouched(name: str, server_factory: ServerFactory) -> None:
    app = VARIANTS[name].sets.get("APP")
    server = server_factory(variants=(name,))
    assert shows(server, VARIANTS[name].shows)
    status, body = page(server)
    assert "Aplicacion desplegada" in body or status in range(301, 309)
    result, _evidence = graded(server, app)
    assert_as_told(result, VARIANTS[name])


def test_the_library_fails_every_check_that_it_claims_to(rubric_checks: frozenset[str]) -> None:
    pinned = {check for fault in FAULTS.values() for check in fault.pins}
    assert pinned <= rubric_checks


def test_the_reference_server_passes_everything(lab_server: Server) -> None:
    result, _evidence = graded(lab_server)
    assert_sound(result)
