"""What a program costs: wall time, processor time here and on the server."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.memory import KIB_IN_MIB, TICK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.lab.server import Server

QUIET = 0.02  # processor seconds in half a second, below which a server does nothing of ours


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time, of processor time of the program with all it started, and of the server's.

    `memory`: MiB of the largest process among the program and those it waited for, at its largest.
    """

    wall: float
    client: float
    server: float
    memory: float


class Failed(Exception):  # noqa: N818 - what happened
    """A program that did not end as it should; the message has its last words."""


@dataclass(frozen=True)
class Program:
    """A program to be run: its words, what it reads, its environment besides ours, where it runs, how it may end."""

    words: Sequence[str]
    stdin: bytes = b""
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    fine: Sequence[int] = (0,)


def cost(program: Program, server: Server) -> Cost:
    """Run a program to its end. Raises Failed."""
    before = settled(server)
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as said,
        tempfile.NamedTemporaryFile() as largest,
    ):
        given.write(program.stdin)
        given.seek(0)
        started = time.perf_counter()
        running = subprocess.Popen(
            # time(1) and not wait4: what we fork counts as large as we are.
            ["time", "--quiet", "--format", "%M", "--output", largest.name, *program.words],
            stdin=given,
            stdout=said,
            stderr=said,
            env={**os.environ, **program.env},
            cwd=program.cwd,
        )
        # Not Popen.wait: only wait4(2) tells what the program and all that it has waited for have used.
        _pid, status, used = os.wait4(running.pid, 0)
        wall = time.perf_counter() - started
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode not in program.fine:
            said.seek(0)
            last = said.read()[-3000:].decode(errors="replace")
            raise Failed(f"{' '.join(program.words[:4])} ended with {running.returncode}: {last}")
        memory = int(largest.read()) / KIB_IN_MIB
    return Cost(wall, used.ru_utime + used.ru_stime, settled(server) - before, memory)


def settled(server: Server) -> float:
    """The processor seconds that a server has used so far, once it rests."""
    used = processor_seconds(server)
    while True:
        time.sleep(0.5)
        now = processor_seconds(server)
        if now - used < QUIET:
            return now
        used = now


def processor_seconds(server: Server) -> float:
    """What all processes of a server have used, and those that they waited for: proc_pid_stat(5), fields 14 to 17."""
    assert server.init is not None
    namespace = Path(f"/proc/{server.init.pid}/ns/pid").readlink()
    ticks = 0
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and (process / "ns/pid").readlink() == namespace:
                after_name = (process / "stat").read_text().rpartition(") ")[2].split()
                ticks += sum(int(field) for field in after_name[11:15])
    return ticks / TICK
