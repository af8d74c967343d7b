"""Processes that another process must recognise later: their number may belong to another one by then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Process(NamedTuple):
    """A process by its id and its start, in clock ticks since boot (proc_pid_stat(5), field 22)."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Process | None:
        """The process that has this id now; None where there is none, or only its remains (a zombie)."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        state, *fields = stat.rpartition(")")[2].split()
        return None if state in "ZX" else cls(pid, int(fields[18]))

    @classmethod
    def own(cls) -> Process:
        """This process."""
        process = cls.of(os.getpid())
        assert process is not None
        return process

    def alive(self) -> bool:
        """Whether this very process still runs."""
        return Process.of(self.pid) == self


def first_inside(pid: int) -> int | None:
    """The process with id 1 of the container that systemd-nspawn `pid` supervises, as numbered here."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for child in children:
            status = Path(f"/proc/{child}/status").read_text()
            numbers = status.partition("NSpid:")[2].partition("\n")[0].split()
            if len(numbers) > 1 and numbers[-1] == "1":
                return int(child)
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None
