"""`perito grade` of a class against a plain parallel loop of ssh that runs the same commands on the same servers.

Every server is the lab's own. The loop runs the script of `bench.questions` in as many ssh at a time as Perito has
workers. Memory is what the workers have to themselves and their share of the rest (PSS, proc_pid_smaps_rollup).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bench.servers import ask, check, questions
from perito import evidence

if TYPE_CHECKING:
    from perito.lab import Lab
    from perito.lab.server import Server

MEGABYTE = 1024


def measure(lab: Lab, scratch: Path, count: int, width: int) -> dict[str, object]:
    """Boot `count` servers, grade them `width` at a time, and run the loop; wall seconds, ratio, memory."""
    with ExitStack() as all_of_them:
        servers = [all_of_them.enter_context(lab.up()) for _number in range(count)]
        recorded = scratch / "evidence.jsonl"
        check(servers[0], ["--evidence", str(recorded)])
        asked = questions(evidence.load(recorded))
        began = time.perf_counter()
        with ThreadPoolExecutor(width) as pool:
            list(pool.map(lambda server: ask(server, asked), servers))
        loop = time.perf_counter() - began
        graded, memory, statuses = grade(servers, scratch, width)
    return {
        "servers": count,
        "at a time": width,
        "perito grade, s": round(graded, 2),
        "parallel ssh loop, s": round(loop, 2),
        "throughput against the loop": round(loop / graded, 2),
        "largest worker, MiB (PSS)": round(memory, 1),
        "graded": statuses,
    }


def grade(servers: list[Server], scratch: Path, width: int) -> tuple[float, float, int]:
    """Seconds, the largest worker's MiB, and how many were graded."""
    roster = scratch / "roster.yaml"
    roster.write_text(json.dumps({"students": [entry(number, server) for number, server in enumerate(servers)]}))
    run = scratch / "run"
    words = [sys.executable, "-m", "perito", "grade", str(roster), "--run", str(run), "-j", str(width)]
    watched = Watched()
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grading:
        watched.start(grading.pid)
        grading.wait()
    seconds = time.perf_counter() - began
    students = json.loads((run / "class.json").read_text())["students"]
    return seconds, watched.stop(), sum(student["status"] == "graded" for student in students)


def entry(number: int, server: Server) -> dict[str, object]:
    """A server's line in the roster."""
    return {
        "id": f"a{number:03}",
        "host": server.address,
        "user": server.user,
        "identity": str(server.key),
        "known_hosts": str(server.known_hosts),
        "app": "mi_aplicacion",
    }


class Watched:
    """The largest memory that any worker had, looked at four times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, parent: int) -> None:
        """Watch the workers of the process `parent`."""
        self._thread = threading.Thread(target=self._watch, args=(parent,), daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The largest, in MiB."""
        self._over.set()
        assert self._thread is not None
        self._thread.join()
        return self.most

    def _watch(self, parent: int) -> None:
        while not self._over.wait(0.25):
            for pid in descendants(parent):
                self.most = max(self.most, memory(pid))


def descendants(parent: int) -> list[int]:
    """The processes below one, not itself."""
    found: list[int] = []
    todo = [parent]
    while todo:
        try:
            children = Path(f"/proc/{todo[0]}/task/{todo[0]}/children").read_text().split()
        except OSError:
            children = []
        todo = todo[1:] + [int(child) for child in children]
        found += [int(child) for child in children]
    return [pid for pid in found if pid != os.getpid()]


def memory(pid: int) -> float:
    """A process's share of the memory, in MiB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / MEGABYTE for line in lines if line.startswith("Pss:")), 0.0)
