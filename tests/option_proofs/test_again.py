"""`perito regrade` and `perito report`: their options, on recorded servers and classes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from perito.classroom import packing
from perito.classroom.run_directory import RunDirectory
from perito.classroom.worker import documents
from perito.report import registry
from tests.classroom.dask_cluster import cluster
from tests.classroom.recorded_class import graded
from tests.cli.running import PERITO, ROOT
from tests.option_proofs.proof import Proof, Seen, Table, prove
from tests.processes import descendants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.option_proofs.world import World

FORMATS = tuple(f"--{kind}" for kind in registry.FORMATS)


def one(
    given: tuple[object, ...] | Callable[[World], tuple[object, ...]],
    shows: Callable[[Seen], bool],
    base: tuple[object, ...] | Callable[[World], tuple[object, ...]] = (),
    server: str = "stopped",
) -> Callable[[World], Proof]:
    """Of a recorded server."""

    def made(w: World) -> Proof:
        more = base(w) if callable(base) else base
        return Proof((w.recorded(server), *more), given(w) if callable(given) else given, shows)

    return made


def group(
    given: tuple[object, ...] | Callable[[World], tuple[object, ...]],
    shows: Callable[[Seen], bool],
    base: Callable[[World], tuple[object, ...]] = lambda _w: (),
) -> Callable[[World], Proof]:
    """Of a recorded class."""
    return lambda w: Proof(
        (w.class_run(), "--lang", "es", *base(w)), given(w) if callable(given) else given, shows, late=180
    )


WRITTEN: Table = {
    f"regrade {option}": one((option, f"out{option}"), lambda seen, option=option: seen.there(f"out{option}"))  # type: ignore[misc]
    for option in FORMATS
}
REGRADE: Table = {
    **WRITTEN,
    "regrade --practice": one(lambda w: ("--practice", w.practice), lambda seen: "never" in seen.out),
    "regrade --whole": one(
        ("--whole",),
        lambda seen: {"poc", "exercise"} <= set(seen.document()["judged_by"]["names"]),
        ("--json", "r.json"),
    ),
    "regrade --marks": lambda w: Proof(
        (w.recorded("sound"), "--whole", "--json", "r.json"),
        ("--marks", w.marks("ana")),
        lambda seen: seen.document()["score"]["pending"] == 0,
    ),
    "regrade --student": one(
        ("--student", "ana"),
        lambda seen: seen.there("r.json") and seen.document()["score"]["pending"] == 0,
        lambda w: ("--whole", "--marks", w.marks("ana", "eva"), "--json", "r.json"),
    ),
    "regrade --only": one(("--only", "env"), lambda seen: "Solo se ha comprobado una parte" in seen.out),
    "regrade --lang": one(("--lang", "en"), lambda seen: "Grade" in seen.out),
    "regrade --as": one(("--as", "teacher"), lambda seen: "Evidencia" in seen.out),
    "regrade --github": one(("--github",), lambda seen: "::notice title=Perito::" in seen.out),
    "regrade --fail-under": one(("--fail-under", "1"), lambda seen: seen.status == 0),
    "regrade --input": one(("--input", "none=1"), lambda s: "--input none: " in s.err),
    "regrade --waivers": one(
        lambda w: ("--waivers", w.waivers("service.active")),
        lambda seen: seen.outcome("service.active") == "waived",
        ("--json", "r.json"),
    ),
    "regrade --verbose": one(("--verbose",), lambda seen: seen.out.count("✓") > 40),
    "regrade --save": lambda w: Proof(
        (w.class_run(), "--practice", w.practice), ("--save",), lambda seen: "--save" not in seen.out
    ),
    "regrade --replay": lambda w: Proof(
        (w.class_run(), "--practice", w.lighter, "--json", "r.json"),
        ("--replay",),
        lambda seen: all(one["difference"]["replayed"] for one in seen.document()["students"]),
    ),
    "regrade -j": group(("-j", "0"), lambda _seen: True),  # see test_so_many_at_a_time
    "regrade --executor": group(("--executor", "dask"), lambda seen: "--scheduler" in seen.err),
    "regrade --scheduler": group(("--scheduler", "ADDRESS"), lambda _seen: True),  # see test_a_scheduler_is_asked
}


def kept(w: World, *, whole: bool = False) -> Path:
    """The directory of a run that is over."""
    from perito.classroom.job import How
    from perito.evidence.session import Session

    place = w.place / "kept"
    if not place.exists():
        place.mkdir(parents=True)
        result, files = graded("stopped", whole=whole)
        evidence = Session.replay(w.recorded("stopped")).evidence
        for name, content in (files or documents(evidence, result, How(ROOT))).items():
            (place / name).write_bytes(content)
        (place / "evidence.jsonl.gz").write_bytes(w.recorded("stopped").read_bytes())
    return place


def runs_of(w: World) -> Path:
    """A directory of runs with one in it."""
    place = w.place / "runs"
    if not place.exists():
        place.mkdir(parents=True)
        kept(w).rename(place / "20261123-120000-one")
    return place


def shown(
    given: tuple[object, ...] | Callable[[World], tuple[object, ...]],
    shows: Callable[[Seen], bool],
    base: Callable[[World], tuple[object, ...]] = lambda _w: (),
    *,
    whole: bool = False,
) -> Callable[[World], Proof]:
    """Of a run that was kept."""
    return lambda w: Proof((kept(w, whole=whole), *base(w)), given(w) if callable(given) else given, shows)


REPORT: Table = {
    **{
        f"report {option}": shown((option, f"out{option}"), lambda seen, option=option: seen.there(f"out{option}"))  # type: ignore[misc]
        for option in FORMATS
    },
    "report --reports": lambda w: Proof((), ("--reports", runs_of(w)), lambda seen: "Nota" in seen.out),
    "report --as": shown(("--as", "teacher"), lambda seen: "Evidencia" in seen.out),
    "report --marks": shown(
        lambda w: ("--marks", w.marks("ana")),
        lambda seen: seen.document()["score"]["pending"] == 0,
        lambda _w: ("--json", "r.json"),
        whole=True,
    ),
    "report --student": shown(
        ("--student", "ana"), lambda seen: seen.status == 0, lambda w: ("--marks", w.marks("ana", "eva")), whole=True
    ),
    "report --github": shown(("--github",), lambda seen: "::notice title=Perito::" in seen.out),
    "report --verbose": shown(("--verbose",), lambda seen: seen.out.count("✓") > 40),
}
EAGER = """
from perito.cli.app import main
from perito.support import progress

entered = progress.Work.__enter__


def at_once(work):
    progress.hushed() or work.show()
    return entered(work)


progress.Work.__enter__ = at_once
main()
"""


def packed(w: World) -> Path:
    """A run as one archive."""
    place = w.place / "packed.tar.xz"
    if not place.exists():
        place.write_bytes(b"".join(packing.packed(RunDirectory(w.class_run()))))
    return place


HUSHED: Table = {
    "regrade --quiet": lambda w: Proof((w.class_run(),), ("--quiet",), lambda seen: not seen.err),
    "report --quiet": lambda w: Proof((w.class_run(),), ("--quiet",), lambda seen: not seen.err),
    "run diff --quiet": lambda w: Proof((w.class_run(), w.class_run()), ("--quiet",), lambda seen: not seen.err),
    "run pack --quiet": lambda w: Proof((w.class_run(),), ("--quiet",), lambda seen: not seen.err),
    "run unpack --quiet": lambda w: Proof((packed(w), "--run", "out"), ("--quiet",), lambda seen: not seen.err),
    "export --quiet": lambda w: Proof(("csv", w.class_run()), ("--quiet",), lambda seen: not seen.err),
}
ELSEWHERE = {"regrade -j", "regrade --scheduler"}  # proved by tests of their own
PROOFS: Table = REGRADE | REPORT


@pytest.mark.parametrize("name", [name for name in PROOFS if name not in ELSEWHERE])
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)


@pytest.mark.parametrize("name", HUSHED)
def test_progress_is_hushed(name: str, world: World, tmp_path: Path) -> None:
    """With a Perito that shows the progress of what is soon over, too."""
    command, _, option = name.rpartition(" ")
    prove(command, option, HUSHED[name](world), tmp_path, (sys.executable, "-c", EAGER))


def most_workers(words: tuple[object, ...], place: Path) -> int:
    """The most processes that were at work at once."""
    with subprocess.Popen(
        [*PERITO, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place
    ) as program:
        most = 0
        while program.poll() is None:
            most = max(most, len(descendants(program.pid)))
            time.sleep(0.02)
    return most


def test_so_many_at_a_time(world: World, tmp_path: Path) -> None:
    run = world.class_run(**dict.fromkeys(("ana", "eva", "luis", "zoe"), "sound"))
    few, many = (most_workers(("regrade", run, "--replay", "-j", width), tmp_path) for width in (1, 4))
    assert many - few == 3


def test_a_scheduler_is_asked(world: World, tmp_path: Path) -> None:
    run = world.class_run()
    words = ("regrade", run, "--replay", "--executor", "dask", "--json", tmp_path / "r.json")
    with cluster({}, 1) as (address, _workers):
        done = subprocess.run(
            [*PERITO, *map(str, words), "--scheduler", address], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "r.json").read_text())["unchanged"] == 2
    assert "--scheduler" not in done.stderr
    alone = subprocess.run([*PERITO, *map(str, words)], capture_output=True, text=True, check=False)
    assert (alone.returncode, "--scheduler" in alone.stderr) == (0, True), alone.stderr
