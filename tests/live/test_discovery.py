"""No name given: the deployment is found on sound servers, unusual ones and broken ones, and judged the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.library import shipped
from tests.live.grading import assert_as_told, graded

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory

FAULTS, VARIANTS = shipped().faults, shipped().variants
UNUSUAL = (
    "other-names",
    "other-practices",
    "site-in-default",
    "socket-in-run",
    "venv-in-project",
    "login-by-another-user",
)
BROKEN = (
    "unit-missing",
    "unit-in-wrong-directory",
    "unit-directory-misspelt",
    "unit-without-working-directory",
    "unit-section-spanish",
    "site-missing",
    "site-not-enabled",
    "site-brace",
    "site-socket-elsewhere",
    "virtualenv-missing",
    "gunicorn-stopped",
    "env-missing",
    "directory-nested",
)


@pytest.mark.parametrize("name", UNUSUAL)
def test_an_unusual_deployment_is_found(name: str, server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(variants=(name,)), None)
    assert_as_told(result, VARIANTS[name])
    assert [one.app for one in result.deployments] == [VARIANTS[name].sets.get("APP", "mi_aplicacion")]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_deployment_is_found(name: str, server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(faults=(name,)), None)
    assert_as_told(result, FAULTS[name])


def test_two_deployments_are_found_and_judged_each_by_itself(server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(variants=("two-deployments",)), None)
    assert [one.app for one in result.deployments] == ["mi_aplicacion", "otra"]
    assert {cause.deployment for cause in result.root_causes} <= {"otra"}


def test_what_is_only_alike_is_said(server_factory: ServerFactory) -> None:
    """The directory's name is misspelt: unit and site are found by what looks most like it."""
    result, _evidence = graded(server_factory(faults=("directory-misspelt",)), None)
    assert result.deployments[0].assumed
    assert result.score.grade is not None
    assert result.score.grade < 10
