"""Mistakes of the lab's library are pinned to their root cause and nothing else; sound variants pass untouched.

Here on servers booted for it: a fault for every check, and some of the variants, each on one of the two Debians. The
whole library runs from recordings (tests/recorded), and on servers of both with `./dev proofs`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from perito.lab.library import shipped
from tests.lab.shown import page, shows
from tests.live.grading import assert_as_told, assert_sound, graded

if TYPE_CHECKING:
    from perito.lab import Server
    from perito.lab.fixtures import ServerFactory

FAULTS = shipped().faults
VARIANTS = shipped().variants
SUITES = ("bookworm", "trixie")
SPREAD = 5
NGINX_OWN = "Welcome to nginx"  # the page of a server without an application
ALL = os.environ.get("PERITO_PROOFS") == "all"


def chosen_faults() -> list[str]:
    """The first fault, by name, of each check that a fault is pinned to."""
    found: dict[str, str] = {}
    for name in sorted(FAULTS):
        if not FAULTS[name].checks <= set(found):
            found |= dict.fromkeys(FAULTS[name].checks, name)
    return sorted(FAULTS if ALL else set(found.values()))


def chosen_variants() -> list[str]:
    """Every fifth variant by name."""
    return sorted(VARIANTS)[:: 1 if ALL else SPREAD]


def on_a_debian(names: list[str]) -> list[tuple[str, str]]:
    """Each on one of the two, always the same; for `./dev proofs` on both."""
    return [(name, suite) for name in names for suite in (SUITES if ALL else (SUITES[crc32(name.encode()) % 2],))]


@pytest.mark.parametrize(("name", "suite"), on_a_debian(chosen_faults()))
def test_a_fault_is_pinned_to_its_cause(name: str, suite: str, server_factory: ServerFactory) -> None:
    server = server_factory(suite=suite, faults=(name,))
    assert shows(server, FAULTS[name].shows, FAULTS[name].on)
    result, _evidence = graded(server)
    assert_as_told(result, FAULTS[name])


@pytest.mark.parametrize(("name", "suite"), on_a_debian(chosen_variants()))
def test_a_sound_variant_passes_untouched(name: str, suite: str, server_factory: ServerFactory) -> None:
    app = VARIANTS[name].sets.get("APP")
    server = server_factory(suite=suite, variants=(name,))
    assert shows(server, VARIANTS[name].shows, VARIANTS[name].on)
    status, body = page(server)
    assert (status == 200 and NGINX_OWN not in body) or status in range(301, 309)
    result, _evidence = graded(server, app)
    assert_as_told(result, VARIANTS[name])


def test_a_fault_of_every_check_is_chosen() -> None:
    assert {check for name in chosen_faults() for check in FAULTS[name].checks} == {
        check for fault in FAULTS.values() for check in fault.checks
    }


def test_the_library_fails_every_check_that_it_claims_to(rubric_checks: frozenset[str]) -> None:
    pinned = {check for fault in FAULTS.values() for check in fault.checks}
    assert pinned <= rubric_checks


def test_the_reference_server_passes_everything(lab_server: Server) -> None:
    result, _evidence = graded(lab_server)
    assert_sound(result)
