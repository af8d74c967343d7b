"""The user's name, and the user's shell, which runs ProxyCommand and `Match exec` of ssh_config(5)."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
from contextlib import suppress

from perito.support import threads

CHUNK = 65536


def own_name() -> str:
    """The local user's name; empty where nothing tells it, as in a container whose user has no entry."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # which of them, depends on Python's version and on the system
        return ""


def words(command: str) -> list[str] | str:
    """How a command is started: by $SHELL; on Windows as a line for cmd.exe, which takes the outer quotes away."""
    if sys.platform == "win32":
        return f'"{os.environ.get("COMSPEC") or "cmd.exe"}" /d /s /c "{command}"'
    return [os.environ.get("SHELL") or "/bin/sh", "-c", command]


def succeeds(command: str) -> bool:
    """Run it without input and output: whether it ends with status 0. Raises OSError."""
    null = subprocess.DEVNULL
    return subprocess.run(words(command), stdin=null, stdout=null, check=False).returncode == 0


def on_a_socket(command: str, theirs: socket.socket) -> subprocess.Popen[bytes]:
    """Start it with a socket as its input and output, and close ours of it. Raises OSError."""
    with theirs:
        if sys.platform == "win32":
            return _pumped(words(command), theirs)
        return subprocess.Popen(
            words(f"exec {command}"), stdin=theirs.fileno(), stdout=theirs.fileno(), stderr=subprocess.DEVNULL
        )


def _pumped(command: list[str] | str, theirs: socket.socket) -> subprocess.Popen[bytes]:
    """The same over pipes: on Windows a socket is no file that a program could be given."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    )
    assert process.stdin is not None
    assert process.stdout is not None
    there, back, end = process.stdin, process.stdout, theirs.dup()

    def send() -> None:
        try:
            while data := end.recv(CHUNK):
                there.write(data)
        except OSError:
            pass  # the other side is gone
        finally:
            there.close()
            end.close()

    def receive() -> None:
        try:
            while data := back.read(CHUNK):
                end.sendall(data)
        except OSError:
            pass
        finally:
            back.close()
            with suppress(OSError):
                end.shutdown(socket.SHUT_WR)  # ours reads its end, and closes

    threads.daemon(send).start()
    threads.daemon(receive).start()
    return process
