"""How much memory a program and its workers have: their own, and their share of what they share (PSS).

See proc_pid_smaps(5): `Pss` of smaps_rollup, in KiB.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.processes import descendants

KIB_IN_MIB = 1024
TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.5  # seconds


@dataclass
class Watched:
    """Looks at a process and all below it, twice a second. `seen`: for each process, (seconds since the start, MiB);
    `used`: the processor seconds it had used when it was last seen."""

    seen: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    used: dict[int, float] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, *parents: int) -> None:
        """Watch these processes and their descendants."""
        self._thread = threading.Thread(target=self._watch, args=(parents,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def largest(self, *but: int) -> float:
        """The most MiB that any process had at any time, `but` these."""
        return max((mib for pid, seen in self.seen.items() if pid not in but for _at, mib in seen), default=0.0)

    def at_once(self) -> float:
        """The most MiB that all of them had together, at one time."""
        rounds: defaultdict[float, float] = defaultdict(float)
        for seen in self.seen.values():
            for at, mib in seen:
                rounds[at] += mib
        return max(rounds.values(), default=0.0)

    def at(self, share: float, *but: int) -> float:
        """The most MiB that any process had in the tenth of the time that begins at `share` of it (0 to 0.9)."""
        end = max((at for seen in self.seen.values() for at, _mib in seen), default=0.0)
        window = (share * end, (share + 0.1) * end)
        found = (
            mib for pid, seen in self.seen.items() if pid not in but for at, mib in seen if window[0] <= at <= window[1]
        )
        return max(found, default=0.0)

    def _watch(self, parents: tuple[int, ...]) -> None:
        began = time.monotonic()
        while not self._over.wait(EVERY):
            at = time.monotonic() - began
            for pid in (*parents, *descendants(*parents)):
                mib = memory(pid)
                self.used[pid] = processor_seconds(pid) or self.used.get(pid, 0.0)
                if mib:
                    self.seen.setdefault(pid, []).append((at, mib))


def processor_seconds(pid: int) -> float:
    """What a process has used itself, proc_pid_stat(5), fields 14 and 15; 0 where it is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / TICK


def memory(pid: int) -> float:
    """A process's share of the memory, in MiB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / KIB_IN_MIB for line in lines if line.startswith("Pss:")), 0.0)
