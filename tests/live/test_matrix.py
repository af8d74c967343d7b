"""Mistakes of the lab's library are pinned to their root cause and nothing else; sound variants pass untouched.

Here on servers booted for it: one fault for every set of checks that faults are pinned to, and a spread of the
variants. The whole library runs from recordings (tests/recorded), and on servers with `perito lab verify` or
with PERITO_LIVE=all in the environment.
"""

from __future__ import annotations

import os
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
SPREAD = 4


def chosen_faults() -> list[str]:
    """The first fault, by name, of each set of pins."""
    first = {FAULTS[name].pins: name for name in sorted(FAULTS, reverse=True)}
    return sorted(FAULTS if os.environ.get("PERITO_LIVE") == "all" else first.values())


def chosen_variants() -> list[str]:
    """Every fourth variant by name."""
    return sorted(VARIANTS)[:: 1 if os.environ.get("PERITO_LIVE") == "all" else SPREAD]


@pytest.mark.parametrize("name", chosen_faults())
def test_a_fault_is_pinned_to_its_cause(name: str, server_factory: ServerFactory) -> None:
    server = server_factory(faults=(name,))
    assert shows(server, FAULTS[name].shows, FAULTS[name].on)
    result, _evidence = graded(server)
    assert_as_told(result, FAULTS[name])


@pytest.mark.parametrize("name", chosen_variants())
def test_a_sound_variant_passes_untouched(name: str, server_factory: ServerFactory) -> None:
    app = VARIANTS[name].sets.get("APP")
    server = server_factory(variants=(name,))
    assert shows(server, VARIANTS[name].shows, VARIANTS[name].on)
    status, body = page(server)
    assert "Aplicacion desplegada" in body or status in range(301, 309)
    result, _evidence = graded(server, app)
    assert_as_told(result, VARIANTS[name])


def test_the_library_fails_every_check_that_it_claims_to(rubric_checks: frozenset[str]) -> None:
    pinned = {check for fault in FAULTS.values() for check in fault.checks}
    assert pinned <= rubric_checks


def test_the_reference_server_passes_everything(lab_server: Server) -> None:
    result, _evidence = graded(lab_server)
    assert_sound(result)
