"""Who listens on a socket, asked of this very process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from perito.probes.holders import Holders, holders
from perito.transport.base import Answer


def asked(*paths: str) -> Holders:
    probe = holders(paths)
    script = probe.command.script.replace("/usr/bin/python3", sys.executable)
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    return probe.read(Answer(done.returncode, done.stdout, done.stderr))


def test_the_process_that_listens(tmp_path: Path) -> None:
    path, other = str(tmp_path / "a b.sock"), str(tmp_path / "other.sock")
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as bound:
        listening.bind(path)
        bound.bind(other)
        assert asked(path).listening == ()
        listening.listen()
        found = asked(path, other)
    assert found.listening == (path,)
    own = {one.pid: one for one in found.of(path)}[os.getpid()]
    assert own.exe == str(Path(sys.executable).resolve())
    assert own.ppid == os.getppid()
    assert own.cwd == str(Path.cwd())
    assert any(Path(one).name.startswith(("python", "libpython")) for one in own.mapped)
    assert found.of(other) == []


def test_nobody_listens(tmp_path: Path) -> None:
    assert asked(str(tmp_path / "nothing")) == Holders(whole=True)
