"""A large class of recordings, graded again on a Dask cluster of two local workers: time, and whether memory grows.

The recordings are those of the demonstration, in turns; each student's files are links to one set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.memory import Watched
from perito.classroom.run_directory import CLASS, RUN
from tests.classroom.dask_cluster import cluster
from tests.classroom.recorded_class import class_run
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

# Without Dask's profiler, which remembers every call; with what its nanny would set.
QUIET = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False", "MALLOC_TRIM_THRESHOLD_": "65536"}


def measure(scratch: Path, students: int, *, replay: bool) -> dict[str, object]:
    """Regrade a class of `students`; `replay`: run every check again, not only the rubric's arithmetic."""
    run = big_class(scratch / "run", students)
    watched = Watched()
    with cluster(QUIET) as (address, workers):
        words = ["regrade", str(run), "--executor", "dask", "--scheduler", address, *(["--replay"] if replay else [])]
        began = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "perito", *words], stdout=subprocess.DEVNULL) as regrading:
            pids = [worker.pid for worker in workers]
            watched.start(regrading.pid, *pids)
            exit_status = regrading.wait()
        seconds = time.perf_counter() - began
        watched.stop()
    return {
        "recordings": students,
        "run again" if replay else "weighed again": students,
        "exit status": exit_status,
        "seconds": round(seconds, 1),
        "recordings each second": round(students / seconds, 1),
        "a worker after a fifth, MiB": round(watched.at(0.2, regrading.pid), 1),
        "a worker at the end, MiB": round(watched.at(0.9, regrading.pid), 1),
        "the client after a fifth, MiB": round(watched.at(0.2, *pids), 1),
        "the client at the end, MiB": round(watched.at(0.9, *pids), 1),
    }


def big_class(run: Path, students: int) -> Path:
    """The run of a class of `students`: as many as there are recordings are written, the others link to their files."""
    kinds = {f"s{number:05}": name for number, name in enumerate(store.DEMO)}
    run.mkdir(parents=True)
    class_run(run, kinds)
    asked, graded = (json.loads((run / name).read_text()) for name in (RUN, CLASS))
    for number in range(len(kinds), students):
        place, model = run / f"s{number:05}", number % len(kinds)
        place.mkdir()
        for file in (run / f"s{model:05}").iterdir():
            os.link(file, place / file.name)
        asked["students"].append({**asked["students"][model], "id": place.name, "directory": place.name})
        line = graded["students"][model]
        graded["students"].append({**line, "id": place.name, "result": f"{place.name}/result.json"})
    (run / RUN).write_text(json.dumps(asked))
    (run / CLASS).write_text(json.dumps(graded))
    return run
