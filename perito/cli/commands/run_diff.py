"""`perito run diff`: two runs of a class, or two results: who changed, which checks, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito import errors
from perito.report.outputs import apart, save
from perito.support import i18n

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Options:
    """The two runs; `students`: only these; `language` None: the second run's."""

    before: Path
    after: Path
    json: Path | None
    students: tuple[str, ...]
    language: str | None
    every_check: bool


def run(options: Options) -> int:
    """Print the differences; returns the exit status: 0 nothing is otherwise, 1 something is. Raises UsageError."""
    from perito.classroom.run_diff import diff
    from perito.grading.settings import one_of
    from perito.report import run_diff as report

    if options.language is not None:
        one_of("--lang", options.language, i18n.LANGUAGES)
        i18n.use(options.language)
    found = diff(options.before, options.after, options.students)
    if options.language is None and found.language in i18n.LANGUAGES:
        i18n.use_of(found.language)
    with apart({"--json": options.json}):
        report.show(found, every_check=options.every_check)
        if options.json is not None:
            save(options.json, found.to_json() + "\n")
    return errors.BELOW if found.students else errors.OK
