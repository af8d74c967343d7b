"""Workers that were killed, for want of memory or by somebody: recorded servers with what the kernel would say of it.

The lab's servers have no memory controller where the machine's control groups are of the old kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.probes.memory import memory
from tests.recorded.altered import UNIT, altered, answered, graded, kernel_line, lines, loads, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.evidence.recording import Evidence

GROUP = f"/system.slice/{UNIT}"
KILL = (
    "oom-kill:constraint={why},nodemask=(null),cpuset=flask_app.service,mems_allowed=0,{limited}"
    "task_memcg=/system.slice/{unit},task=gunicorn,pid={pid},uid=1000"
)
OWN = ("CONSTRAINT_MEMCG", f"oom_memcg={GROUP},")
SLICE = ("CONSTRAINT_MEMCG", "oom_memcg=/system.slice,")
MACHINE = ("CONSTRAINT_NONE", "global_oom,")
TOTAL = "MemTotal:         483648 kB\n"
SYSTEMD = "flask_app.service: A process of this unit has been killed by the OOM killer."


def kill(pid: int, how: tuple[str, str], unit: str = UNIT) -> str:
    """A line of the kernel's about one that it killed."""
    return kernel_line(KILL.format(why=how[0], limited=how[1], unit=unit, pid=pid), 1795394600)


def told(seen: Evidence, counted: int | None, *kills: str) -> Evidence:
    """With memory.events that count so many, and these lines of the kernel's."""
    events = "" if counted is None else f"low 0\nhigh 0\nmax 7\noom {counted}\noom_kill {counted}\noom_group_kill 0\n"
    return answered(seen, memory(GROUP), f"{events}\0{31457280}\n\0{TOTAL}\0{''.join(kills)}")


def limited(seen: Evidence) -> Evidence:
    """With a limit in the unit's file."""
    return altered(seen, {"\nUser=usuario\nGroup=": "\nMemoryMax=30M\nUser=usuario\nGroup="})


def failed() -> Evidence:
    """A service that systemd ended, as the kernel had killed a process of it."""
    words = {"Result=exit-code": "Result=oom-kill", "KeyError: 'SECRETO'": "…", "'exit-code'": "'oom-kill'"}
    return altered(recorded("application-raises"), words)


def loop() -> Evidence:
    """The same, and systemd starts it over and over; our own try loads the application."""
    return loads(altered(recorded("service-crash-loop"), {"RuntimeError: sin configurar": SYSTEMD}))


def worker() -> tuple[Evidence, int]:
    """A worker that is killed as it serves the page; its process id as gunicorn has it."""
    seen = recorded("application-worker-killed")
    said = [line.message for line in lines(seen) if "SIGKILL" in line.message][-1]
    return seen, int(said.partition("pid:")[2].partition(")")[0])


def killed_worker(counted: int | None, how: tuple[str, str] | None = None, before: int = 0) -> Evidence:
    """The last one; `before`: another than the one that the kernel names."""
    seen, pid = worker()
    return told(limited(seen), counted, *([kill(pid - before, how)] if how else []))


CASES: dict[str, tuple[Callable[[], Evidence], str, str]] = {
    "failed, its own limit": (
        lambda: told(limited(failed()), None, kill(99, OWN)), "service.active/memory-limit", "línea 6: MemoryMax=30M"
    ),
    "failed, its own limit, the kernel's log not to be seen": (
        lambda: told(limited(failed()), None), "service.active/memory-limit", "línea 6: MemoryMax=30M"
    ),
    "failed, the machine's, with a limit that was not reached": (
        lambda: told(limited(failed()), None, kill(99, MACHINE)), "service.active/out-of-memory", "472 MB"
    ),
    "failed, a limit of the group above": (
        lambda: told(failed(), None, kill(99, SLICE)), "service.active/memory-limit", "El límite es el de system.slice"
    ),
    "failed, while another's process was killed, too": (
        lambda: told(failed(), None, kill(7, SLICE, "otra.service")), "service.active/out-of-memory", "472 MB"
    ),
    "in a loop": (lambda: told(limited(loop()), 1), "service.stable/memory-limit", "línea 8: MemoryMax=30M"),
    "a worker, the limit": (
        lambda: killed_worker(2, OWN), "service.socket-answers/memory-limit", "línea 6: MemoryMax=30M"
    ),
    "a worker, the machine's": (lambda: killed_worker(2, MACHINE), "service.socket-answers/out-of-memory", "472 MB"),
    "a worker, by somebody": (
        lambda: killed_worker(0), "service.socket-answers/worker-killed", "no lo ha hecho por falta de memoria"
    ),
    "a worker, by somebody, and others for memory before": (
        lambda: killed_worker(2, OWN, 50), "service.socket-answers/worker-killed", "no lo ha hecho por falta de memoria"
    ),
    "a worker, and nobody counts": (
        lambda: killed_worker(None), "service.socket-answers/worker-killed", "quizá por falta de memoria"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_who_killed_it(case: str) -> None:
    made, finding, words = CASES[case]
    (cause,) = graded(made()).root_causes
    assert cause.finding == finding
    assert words in cause.text
