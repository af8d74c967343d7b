"""The processes that hold the socket, against gunicorn: what its arbiter and its workers always have open."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from perito.models.flask.integrity import rests
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from perito.probes.ages import Age
    from perito.probes.holders import Holder, Holders
    from perito.probes.processes import Process
    from perito.probes.python.in_memory import InMemory

SYSTEMD: Final = 1
# gunicorn.workers.workertmp: each worker touches a file without a name, which its arbiter looks at.
WORKERS_FILE: Final = "wgunicorn-"
PYTHONS: Final = ("python", "pypy", "libpython", "libpypy", "graalpy")
MODULE: Final = "-m gunicorn"
NO_PROGRAM: Final = 500  # from here on nginx says by itself that it has no page
DELETED: Final = " (deleted)"
# A module in C, which Python loads because somebody's code imports it.
EXTENSION: Final = re.compile(r"\.(?:cpython-|abi3\.|pypy)[^/]*$")
# Where no library of a system's or of a package's lies: what is loaded from there was put there by hand.
STRANGE: Final = ("/home/", "/root/", "/tmp/", "/var/", "/dev/shm/", "/etc/", "/srv/")  # noqa: S108 - only compared


def compared(
    paths: Collection[str], found: Holders, own: Collection[int], homes: Collection[str], *, idle: bool = False
) -> Iterator[Contradiction]:
    """Where a process of the unit (`own`), or one that calls itself gunicorn, holds a socket at one of the paths and is
    none. homes: directories that its libraries may come from, beside the system's. idle: it is told to have no workers,
    and nobody answers: then it has nobody to watch."""
    here = [one for one in found.held if one.pid != SYSTEMD and {*one.paths} & {*paths}]
    holding = [one for one in here if one.pid in own or any("gunicorn" in word for word in one.argv)]
    if not holding or not found.whole:
        return
    path = holding[0].paths[0]
    for one in holding:
        if not _is_python(one):
            yield Contradiction(
                finding="integrity.gunicorn/other-program",
                about=path,
                first=_claim(one),
                second=Source(f"/proc/{one.pid}/exe", one.exe or "—"),
                checks=(*rests.PROGRAM, *rests.RUNS),
            )
            return
        known = (*homes, *(() if one.pid in own else _environments(one)))
        strange = [
            file for file in one.mapped
            if file.startswith(STRANGE) and not file.startswith(known) and not EXTENSION.search(file)
        ]  # fmt: skip
        if strange:
            yield Contradiction(
                finding="integrity.gunicorn/library",
                about=strange[0],
                first=_claim(one),
                second=Source(f"/proc/{one.pid}/maps", strange[0]),
                checks=(*rests.PROGRAM, *rests.RUNS),
            )
            return
    if not idle and not any(PurePosixPath(name).name.startswith(WORKERS_FILE) for one in holding for name in one.files):
        said = _("no process with the socket (PID {pids}) has the file by which gunicorn watches its workers").format(
            pids=", ".join(str(one.pid) for one in holding)
        )
        yield Contradiction(
            finding="integrity.gunicorn/unlike",
            about=path,
            first=_claim(holding[0]),
            second=Source(f"/proc/{holding[0].pid}/fd", said),
            checks=(*rests.PROGRAM, *rests.RUNS),
        )


def handed_on(paths: Collection[str], found: Holders, opened_by: str) -> Iterator[Contradiction]:
    """Sockets at one of the paths that systemd holds, where no socket unit starts this one (systemd.socket(5))."""
    for path in paths if found.whole and not opened_by else ():
        if any(one.pid == SYSTEMD for one in found.of(path)):
            yield Contradiction(
                finding="integrity.gunicorn/handed-on",
                about=path,
                first=Source("systemd", _("PID 1 holds the socket")),
                second=Source("TriggeredBy=", _("no socket unit that starts this one")),
                checks=rests.RUNS,
            )


def renamed(processes: Iterable[Process]) -> Iterator[Contradiction]:
    """Where a Python of the unit's calls itself gunicorn: the kernel starts a script as its interpreter, and what has a
    title of its own (setproctitle) says more than the name."""
    for one in processes:
        name, exe = PurePosixPath(one.argv[0]).name if one.argv else "", PurePosixPath(one.exe or "").name
        if name == "gunicorn" and exe.startswith(PYTHONS) and MODULE not in " ".join(one.argv[1:3]):
            yield Contradiction(
                finding="integrity.gunicorn/renamed",
                about=one.argv[0],
                first=Source(f"/proc/{one.pid}/cmdline", " ".join(one.argv)[:160]),
                second=Source(f"/proc/{one.pid}/exe", one.exe or "—"),
                checks=(*rests.PROGRAM, *rests.RUNS),
            )
            return


def loaded_before(found: Mapping[str, tuple[Age, InMemory]], clock: Callable[[float], str]) -> Iterator[Contradiction]:
    """Sources that look older than the process, which has other functions in its memory than they have."""
    for path, (age, loaded) in found.items():
        yield Contradiction(
            finding="integrity.gunicorn/other-code",
            about=path,
            first=Source(
                f"stat {path}",
                _("content of {modified}, inode changed at {changed}").format(
                    modified=clock(age.modified), changed=clock(age.changed)
                ),
            ),
            second=Source("/proc/PID/mem", _("it has not loaded {names}").format(names=", ".join(loaded.lacking))),
            checks=("service.current",),
        )


def _environments(one: Holder) -> list[str]:
    """Where another deployment's gunicorn has its packages: beside the programs that it was started with."""
    return [f"{word.rpartition('/bin/')[0]}/" for word in one.argv[:2] if "/bin/" in word and word.startswith("/")]


def _is_python(one: Holder) -> bool:
    """Whether its program, and the code that it runs, are a Python's; not judged where they may not be seen."""
    if one.exe is None:
        return True
    names = [PurePosixPath(path.removesuffix(DELETED)).name for path in (one.exe, *one.mapped)]
    exe, mapped = names[0], names[1:]
    return exe.startswith(PYTHONS) and (not mapped or any(name.startswith(PYTHONS) for name in mapped))


def _claim(one: Holder) -> Source:
    return Source(f"/proc/{one.pid}/cmdline", " ".join(one.argv)[:160] or "—")
