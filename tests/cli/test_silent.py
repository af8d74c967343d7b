"""A server that takes the connection and says nothing: nobody has to wait for it."""

from __future__ import annotations

import signal
import socket
import subprocess
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import PERITO, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = "600"  # seconds that Perito would wait
NOTHING_YET = "interrumpido (SIGINT) antes de haber visto nada: no se guarda nada"
ENOUGH = 60  # seconds for it to end


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(ENOUGH)
        yield server


@contextmanager
def checking(server: socket.socket, *words: object) -> Iterator[subprocess.Popen[str]]:
    """`perito check` of it, which does not outlive the test."""
    target = f"ssh://eve@127.0.0.1:{server.getsockname()[1]}"
    command = [*PERITO, "check", target, "--timeout", PATIENCE, "--no-report", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as program:
        try:
            yield program
        finally:
            program.kill()


def test_ctrl_c_while_connecting(silent: socket.socket) -> None:
    with checking(silent) as program:
        connection, _address = silent.accept()
        with closing(connection):
            program.send_signal(signal.SIGINT)
            out, said = program.communicate(timeout=ENOUGH)
    assert (program.returncode, out, said) == (3, "", f"perito: {NOTHING_YET}\n")


def test_what_is_wrong_with_the_practice_is_told_without_waiting(silent: socket.socket, tmp_path: Path) -> None:
    with checking(silent, "--practice", tmp_path / "nowhere") as program:
        _out, said = program.communicate(timeout=ENOUGH)
    assert program.returncode == 2
    assert said == f"perito: {tmp_path / 'nowhere'}: ese directorio no existe\n"
