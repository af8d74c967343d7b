"""Fixtures of the proofs: the world they are about; servers are shared by the tests of a file, which change nothing.

A sample of the proofs runs with the other tests; `./dev proofs` runs them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.lab.fixtures import lab, pytest_collection_modifyitems
from tests.models.flask.heroku.conftest import platform
from tests.option_proofs.world import FOUR, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.lab.lab import Lab
    from perito.lab.server import Server

__all__ = ["lab", "platform", "pytest_collection_modifyitems"]


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """Everything a proof may want; nothing is made before it is."""
    return World(tmp_path / "world", request.getfixturevalue)


@pytest.fixture(scope="session")
def busy(lab: Lab) -> Iterator[Server]:
    """Sound; two deployments, four names of the first one, sudo with a password."""
    with lab.up(variants=["two-deployments"], sudo_password=True) as server:
        site = "/etc/nginx/sites-available/mi_aplicacion"
        done = server.run(
            f"sed -i 's/server_name .*/server_name {FOUR};/' {site} && nginx -t && systemctl reload nginx"
        )
        assert done.returncode == 0, done.stderr
        yield server


@pytest.fixture(scope="session")
def shut(lab: Lab) -> Iterator[Server]:
    """Answers on the server itself; from outside port 80 is closed."""
    with lab.up(faults=["access-blocked-outside"]) as server:
        yield server
