"""Several mistakes at once: every independent one is a root cause, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.library import shipped
from tests.live.grading import graded, not_passed, roots

if TYPE_CHECKING:
    from perito.lab.fixtures import ServerFactory

FAULTS = shipped().faults
COMBINATIONS = [
    ("directory-mode-755", "service-not-enabled"),
    ("env-produccion", "site-without-www"),
    ("unit-enviroment", "site-without-proxy-params", "nginx-not-enabled"),
    ("pipfile-without-flask", "gunicorn-test-left"),
    ("application-syntax", "site-not-enabled"),
    ("unit-bind-outside", "env-missing", "directory-group-own"),
    ("unit-user-root", "site-access-log-off"),
    ("site-server-name-misspelt", "service-killed"),
    ("virtualenv-missing", "site-semicolon"),
    ("unit-missing", "site-missing"),
    ("pipenv-not-installed", "nginx-stopped"),
    ("wsgi-missing", "site-socket-elsewhere"),
    ("access-blocked-outside", "service-not-reloaded"),
    ("unit-wanted-by-misspelt", "pipfile-lock-missing", "site-copied"),
    ("nginx-port-taken", "unit-group-unknown"),
    ("directory-missing", "site-server-name-url"),
]


@pytest.mark.parametrize("names", COMBINATIONS, ids="+".join)
def test_every_independent_mistake_is_named_and_no_other(names: tuple[str, ...], server_factory: ServerFactory) -> None:
    result, _evidence = graded(server_factory(faults=names))
    assert roots(result) == {check for name in names for check in FAULTS[name].pins}, not_passed(result)
    assert result.complete, result.problems
