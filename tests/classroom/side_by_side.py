"""Recordings graded again in a process that has loaded nothing, so many at a time, in two languages in turns.

    python -m tests.classroom.side_by_side LIBRARY THREADS OUT

LIBRARY has evidence files; OUT gets the documents by the name of the file and the language.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from perito.classroom import regrade
from perito.classroom.job import How, Person, Recorded
from perito.practice import locate

if TYPE_CHECKING:
    from perito.classroom.job import Done

LANGUAGES = ("es", "en")


def main(library: Path, threads: int, out: Path) -> None:
    """Grade them and write what was made."""
    practice = locate.find().directory
    jobs = [
        Recorded(Person(f"{file.name} {language}"), file, Path("nowhere"), How(practice, language), files=True)
        for file in sorted(library.iterdir())
        for language in LANGUAGES
    ]
    with ThreadPoolExecutor(threads) as pool:
        graded = pool.map(regrade.regrade, jobs)
        made = {job.person.id: files_of(done) for job, done in zip(jobs, graded, strict=True)}
    out.write_text(json.dumps(made))


def files_of(done: Done) -> dict[str, str]:
    """The documents, or why there are none."""
    return {name: data.decode() for name, data in done.files.items()} or {"reason": done.student.reason}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
