"""`perito grade` of a class against a plain parallel loop of ssh that runs the same commands on the same servers.

Every server is the lab's own. The loop runs, in as many ssh at a time as Perito has workers, the script made of what
was asked of one of them in a class (`bench.peers.programs.script`). Some of the servers may be broken, for both alike.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.cost import processor_seconds
from bench.memory import Watched
from bench.peers.programs import Known, script
from bench.targets import THROUGHPUT
from bench.way import way
from perito.evidence import recording
from tests.processes import children

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.cost import Program
    from bench.way import Way
    from perito.lab import Lab
    from perito.lab.server import Server

COLUMNS = "id,host,user,identity,known_hosts,app"
# A server can be broken so that it is not reached at all: switched off, its sshd hanging, another host key.
HANGS = "pkill -STOP -o -x sshd"
OTHER_KEY = "rm /etc/ssh/ssh_host_*; ssh-keygen -q -A; systemctl restart ssh"
BREAKS = ("off", "hangs", "other key")


@dataclass(frozen=True)
class Grading:
    """What one `perito grade` came to: wall seconds, processor seconds of all its processes, MiB of its largest worker
    and of all processes together, its exit status, and how many students ended in each way."""

    seconds: float
    used: float
    worker: float
    together: float
    exit_status: int
    statuses: dict[str, int]


def measure(lab: Lab, scratch: Path, count: int, width: int, broken: int) -> dict[str, object]:
    """Boot `count` servers, break `broken` of them, grade them `width` at a time, and run the loop."""
    turns: list[Grading] = []
    with ExitStack() as all_of_them:
        servers = [all_of_them.enter_context(lab.up()) for _number in range(count)]
        ways = [all_of_them.enter_context(way(server, 0, scratch / server.name)) for server in servers]
        lines = [entry(*each) for each in zip(servers, ways, strict=True)]
        first = grade(lines[:1], scratch / "first", 1)
        assert first.statuses == {"graded": 1}, first
        seen = recording.load(next((scratch / "first/run").glob("*/evidence.jsonl.gz")))
        scripts = [script(Known(seen, servers[0].user), there, together=False) for there in ways]
        for number in range(broken):  # one here, one there, as in any class
            spoil(servers[number * count // broken], BREAKS[number % len(BREAKS)])
        loop, of_loop, by_loop = costs(servers, lambda: looped(scripts, width))
        _nothing, _ours, by_us = costs(servers, lambda: turns.append(grade(lines, scratch / "class", width)))
        graded = turns[0]
        reached = graded.statuses.get("graded", 0) or 1
    return {
        "servers": count,
        "broken": broken,
        "at a time": width,
        "perito grade, s": round(graded.seconds, 2),
        "parallel ssh loop, s": round(loop, 2),
        "throughput against the loop": round(loop / graded.seconds, 2),
        "target, at least": THROUGHPUT,
        "processor s here": round(graded.used, 2),
        "the loop's": round(of_loop, 2),
        "processor s of a server": round(by_us / reached, 2),
        "by the loop": round(by_loop / reached, 2),
        "largest worker, MiB (PSS)": round(graded.worker, 1),
        "all processes, MiB": round(graded.together, 1),
        "exit status": graded.exit_status,
        **dict(sorted(graded.statuses.items())),
    }


def looped(scripts: Sequence[Program], width: int) -> None:
    """Every script once, `width` at a time."""
    with ThreadPoolExecutor(width) as pool:
        list(pool.map(run, scripts))


def costs(servers: Sequence[Server], work: Callable[[], None]) -> tuple[float, float, float]:
    """Wall seconds of some work, processor seconds of the processes that it waited for, and of the servers together."""
    used, before = resource.getrusage(resource.RUSAGE_CHILDREN), of_servers(servers)
    began = time.perf_counter()
    work()
    wall = time.perf_counter() - began
    time.sleep(1)  # what the servers still have to do
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    here = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return wall, here, of_servers(servers) - before


def of_servers(servers: Sequence[Server]) -> float:
    """Processor seconds of all that are up."""
    return sum(processor_seconds(server) for server in servers if server.running)


def spoil(server: Server, how: str) -> None:
    """Make a server one that cannot be graded; its disk and its address stay until the class is over."""
    if how == "off":
        server.down()
    else:
        server.run(HANGS if how == "hangs" else OTHER_KEY)


def run(program: Program) -> None:
    """One turn of the loop, however it ends: some servers are not there."""
    subprocess.run(program.words, input=program.stdin, capture_output=True, check=False)


def grade(lines: Sequence[str], scratch: Path, width: int) -> Grading:
    """`perito grade` of a roster's lines, as a program of its own."""
    scratch.mkdir()
    roster = scratch / "roster.csv"
    roster.write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    run = scratch / "run"
    words = [sys.executable, "-m", "perito", "grade", str(roster), "--run", str(run), "-j", str(width)]
    watched = Watched()
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grading:
        watched.start(grading.pid)
        not_workers = {grading.pid}
        while (exit_status := grading.poll()) is None:
            not_workers.update(children(grading.pid))  # the process that workers are forked from
            time.sleep(0.2)
    seconds = time.perf_counter() - began
    watched.stop()
    students = json.loads((run / "class.json").read_text())["students"]
    statuses = Counter(student["status"] for student in students)
    return Grading(
        seconds,
        sum(watched.used.values()),
        watched.largest(*not_workers),
        watched.at_once(),
        exit_status,
        dict(statuses),
    )


def entry(server: Server, there: Way) -> str:
    """A server's line in the roster."""
    return f"{server.name},{server.address},{server.user},{server.key},{there.known_hosts},mi_aplicacion"
