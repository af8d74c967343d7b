"""The names of a chain's links are what they are called on the server, also where a program was told none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "unit-without-bind": ("mi_aplicacion.sock", "127.0.0.1:8000"),  # gunicorn's own, where nobody tells it another
    "unit-bind-tcp": ("mi_aplicacion.sock", "127.0.0.1:8000"),
    "unit-empty": ("mi_aplicacion.sock", ""),
    "gunicorn-stopped": ("", "mi_aplicacion.sock"),
}


@pytest.fixture(scope="module")
def recordings() -> dict[str, bytes]:
    """The library's, by their names."""
    return store.library()


@pytest.mark.parametrize("name", NAMES)
def test_the_socket_is_called_as_the_program_has_it(name: str, recordings: dict[str, bytes], tmp_path: Path) -> None:
    recording = tmp_path / f"{name}{store.SUFFIX}"
    recording.write_bytes(recordings[name])
    (names,) = of_session(Session.replay(recording)).deployments
    (socket,) = (one for one in names.chain if one.kind == "socket")
    assert (socket.asked, socket.name) == NAMES[name]
