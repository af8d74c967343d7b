"""`./dev record [NAME…]`: boots every server of the library, grades it, and keeps what was seen of it.

With names, only those are recorded anew; with `--new`, those that never were. Exit status 1 where a server did not come
out as it should, 3 where none boots.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from perito.lab import Lab
from perito.lab.library import shipped
from perito.lab.matrix import row
from perito.lab.scripts import Change
from tests.live.grading import graded
from tests.recorded import store

HERE = Path(__file__).parent
SCRUB = Change("scrub", "", (), {}, "", {}, (HERE / "scrub.sh").read_text())
ORDINARY = {"localhost", "debian", "127.0.0.1", "1.1.1.1", "8.8.8.8"}  # would betray nobody


@dataclass(frozen=True)
class Job:
    """One server: the recording's name, what is done to it, and whether the demonstration shows it."""

    name: str
    changes: tuple[Change, ...]
    demo: bool = False

    @property
    def told(self) -> Change:
        """The changes as one, with the causes of all."""
        pins = tuple(pin for change in self.changes for pin in change.pins)
        sets = {name: value for change in self.changes for name, value in change.sets.items()}
        loses = tuple(check for change in self.changes for check in change.loses)
        unseen = any(change.unseen for change in self.changes)
        return Change(self.name, "", pins, {}, "", sets, "", self.on, loses=loses, unseen=unseen)

    @property
    def on(self) -> str:
        """The deployment that is changed."""
        return next((change.on for change in self.changes if change.on), "")


@dataclass(frozen=True)
class Recording:
    """What came of a job: an evidence file, and why it is not as it should be."""

    job: Job
    data: bytes
    wrong: str


def jobs() -> list[Job]:
    """The demonstration's servers, every fault, every variant."""
    known = shipped().faults | shipped().variants
    shown = [Job(name, tuple(known[fault] for fault in given), demo=True) for name, given in store.DEMO.items()]
    return shown + [Job(name, (change,)) for name, change in known.items()]


def record(job: Job) -> Recording:
    """Boot, scrub, change and grade one server."""
    with Lab(keep=False).up(also=(job.on,) if job.on else ()) as server, tempfile.TemporaryDirectory() as place:
        scrubs = [SCRUB, replace(SCRUB, on=job.on)] if job.on else [SCRUB]
        for change in (*scrubs, *job.changes):
            server.change(change)
        result, evidence = graded(server, server.names["APP"])
        path = Path(place) / f"evidence{store.SUFFIX}{'.gz' if job.demo else ''}"
        evidence.save(path)
        plain = Path(place) / "plain.jsonl"
        evidence.save(plain)
        betrayed = store.betrays(plain.read_bytes(), of_this_machine())
        if betrayed:
            return Recording(job, b"", f"not kept: it names {', '.join(betrayed)}")
        found = row(job.told, server.suite, result)
        wrong = "" if found.right else f"causes {found.roots}, not {found.pins}; lost {found.lost}; {found.trouble}"
        return Recording(job, path.read_bytes(), wrong)


def of_this_machine() -> tuple[str, ...]:
    """Its name, its name servers, and where its files lie."""
    resolver = Path("/etc/resolv.conf")
    lines = resolver.read_text().splitlines() if resolver.exists() else []
    servers = [line.split()[1] for line in lines if line.startswith("nameserver ")]
    words = {socket.gethostname(), *servers, str(HERE.parents[1]), str(Path(sys.prefix)), str(Lab().root)}
    return tuple(sorted(words - ORDINARY))


def keep(recordings: list[Recording], everything: bool) -> None:
    """Write the files; those of faults that are no more go."""
    files = {} if everything else store.library()
    for one in recordings:
        if one.data and one.job.demo:
            store.demo(one.job.name).write_bytes(one.data)
        elif one.data:
            files[one.job.name] = one.data
    store.write_library(files)


def main(names: list[str]) -> int:
    """Record all, or what is named (patterns of the shell)."""
    lab = Lab(keep=False)
    lacks = lab.missing()
    if lacks:
        print("\n".join(lacks), file=sys.stderr)
        return 3
    lab.prepare(also=shipped().further)
    if names == ["--new"]:
        names = sorted({job.name for job in jobs()} - store.library().keys() - store.DEMO.keys())
        if not names:
            return 0
    todo = [job for job in jobs() if not names or any(fnmatch(job.name, name) for name in names)]
    with ProcessPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        recordings = list(pool.map(record, todo))
    keep(recordings, everything=not names)
    wrong = [one for one in recordings if one.wrong]
    for one in wrong:
        print(f"{one.job.name}: {one.wrong}", file=sys.stderr)
    print(f"{len(recordings)} servers recorded, {len(wrong)} not as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
