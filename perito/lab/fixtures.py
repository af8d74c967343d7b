"""Fixtures for tests on real servers: `pytest_plugins = ["perito.lab.fixtures"]`.

They skip where no server boots. Tests that use them get the marker `lab`. Servers belong to the test process:
should it be killed, the next up() clears them away.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from perito.lab.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.lab.server import Server


class ServerFactory(Protocol):
    """Brings up a server that is taken down at the end of the test; the parameters are those of Lab.up()."""

    def __call__(
        self,
        name: str | None = None,
        suite: str = "bookworm",
        faults: Sequence[str] = (),
        deployed: bool = True,
        sudo_password: bool = False,
        variants: Sequence[str] = (),
        role: str = "",
        also: Sequence[str] = (),
    ) -> Server: ...


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the lab, before `-m` selects."""
    for item in items:
        if "lab" in getattr(item, "fixturenames", ()):
            item.add_marker("lab")


@pytest.fixture(scope="session")
def lab() -> Lab:
    """The lab, with servers that belong to this process."""
    lab = Lab(keep=False)
    lacks = lab.missing()
    if lacks:
        pytest.skip("; ".join(lacks))
    return lab


@pytest.fixture
def server_factory(lab: Lab) -> Iterator[ServerFactory]:
    """Any number of servers for one test."""
    servers = ExitStack()

    def bring_up(
        name: str | None = None,
        suite: str = "bookworm",
        faults: Sequence[str] = (),
        deployed: bool = True,
        sudo_password: bool = False,
        variants: Sequence[str] = (),
        role: str = "",
        also: Sequence[str] = (),
    ) -> Server:
        return servers.enter_context(lab.up(name, suite, faults, deployed, sudo_password, variants, role, also))

    with servers:
        yield bring_up


@pytest.fixture
def exercise_server(server_factory: ServerFactory) -> Server:
    """One server on which the practice and its exercise were carried out without a mistake."""
    return server_factory(also=["exercise"])


@pytest.fixture
def lab_server(server_factory: ServerFactory) -> Server:
    """One server on which the practice was carried out without a mistake."""
    return server_factory()
