"""Cold starts of a plain Dask worker, whose threads grade side by side: do they say what processes apart say?

A class of different recordings is graded again here, by worker processes of one thread, and then by a Dask cluster that
has loaded nothing yet; so many times. Compared are all documents that are written, without how long a check took.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from perito.classroom.run_directory import CLASS
from perito.classroom.worker import EVIDENCE, PAGE, RESULT
from tests.classroom.dask_cluster import cluster
from tests.classroom.recorded_class import class_run
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path


def measure(scratch: Path, students: int, starts: int, threads: int) -> dict[str, object]:
    """Grade `students` recordings again on `starts` workers, each new; `threads` 0: as many as Dask thinks right."""
    model = ungraded(scratch / "model", students)
    began = time.perf_counter()
    local = regraded(model, scratch / "local")
    alone = time.perf_counter() - began
    words = ["--nthreads", str(threads)] if threads else []
    wrong, lost, seconds = 0, 0, 0.0
    for start in range(starts):
        with cluster({}, workers=1, words=words) as (address, _workers):
            began = time.perf_counter()
            dask = regraded(model, scratch / f"dask{start}", "--executor", "dask", "--scheduler", address)
            seconds += time.perf_counter() - began
        wrong += sum(dask.get(name) != local[name] for name in local)
        lost += len(outcomes(local) - outcomes(dask))
        shutil.rmtree(scratch / f"dask{start}")
        print(f"{start + 1}/{starts}: {wrong} documents differ, {lost} outcomes lost", file=sys.stderr)
    return {
        "recordings": students,
        "cold starts": starts,
        "threads of a worker": threads or os.cpu_count(),
        "checks of all recordings": len(outcomes(local)),
        "documents compared": starts * len(local),
        "documents that differ": wrong,
        "outcomes lost": lost,
        "seconds here": round(alone, 1),
        "seconds of a cold start": round(seconds / starts, 1),
    }


def ungraded(run: Path, students: int) -> Path:
    """The run of a class of which everything was recorded and nobody has a result."""
    run.mkdir(parents=True)
    class_run(run, {f"s{number:02}": next(iter(store.DEMO)) for number in range(students)})
    library = store.library()
    step = max(1, len(library) // students)
    for number, name in enumerate(sorted(library)[::step][:students]):
        place = run / f"s{number:02}"
        (place / EVIDENCE).write_bytes(gzip.compress(library[name]))
        for file in (RESULT, PAGE):
            (place / file).unlink()
    return run


def regraded(model: Path, run: Path, *words: str) -> dict[str, Any]:
    """What is written where a copy of the run is graded again: each document by its name."""
    shutil.copytree(model, run)
    command = [sys.executable, "-m", "perito", "regrade", str(run), "--replay", "--save", *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode not in {1, 3} or "Traceback" in ended.stderr:
        raise RuntimeError(f"{' '.join(command)}: {ended.stderr}")
    files = [file for file in run.rglob("*") if file.name in {RESULT, PAGE, CLASS}]
    return {str(file.relative_to(run)): timeless(file) for file in files}


def timeless(file: Path) -> Any:
    """A document without how long its checks took."""
    text = file.read_text(encoding="utf-8")
    if file.name != RESULT:
        return text
    document = json.loads(text)
    for check in document["checks"]:
        check["duration"] = 0
    return document


def outcomes(documents: dict[str, Any]) -> set[tuple[object, ...]]:
    """What every check of every recording came to."""
    return {
        (name, check["deployment"], check["id"], check["outcome"])
        for name, document in documents.items()
        if name.endswith(RESULT)
        for check in document["checks"]
    }
