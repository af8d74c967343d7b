"""A run's directory: a directory for each student, what the run was asked, and the class document at the end.

Every file is written whole or not at all, and is on the disk before it has its name: whatever stops the grader, a
finished result stays, and a result that is there is finished.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from perito import durable
from perito.batch.worker import EVIDENCE, PAGE, RESULT
from perito.result import Result
from perito.targets import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.batch.job import Done, Person

RUN, CLASS, INDEX, GRADES, BOOK = "run.json", "class.json", "index.html", "gradebook.csv", "gradebook.xlsx"
MATRIX = "matrix.csv"
SCHEMA = "perito/run/1"


@dataclass(frozen=True)
class RunDirectory:
    """The directory of one run of a class."""

    path: Path

    def begin(self, asked: Mapping[str, Any], *, resume: bool) -> None:
        """Make it, or take it up again where it was left. Raises UsageError where that cannot be."""
        file = self.path / RUN
        if file.exists():
            self._take_up(asked, resume=resume)
            return
        if resume:
            raise UsageError(f"--resume: {self.path} is no run: it has no {RUN}")
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise UsageError(f"--run {self.path}: there is something there already, and it is no run")
        try:
            durable.directory(self.path)
        except OSError as error:
            raise UsageError(f"--run {self.path}: {error.strerror}") from None
        self.write(RUN, json.dumps({"schema": SCHEMA, **asked}, indent=2, ensure_ascii=False).encode())

    def _take_up(self, asked: Mapping[str, Any], *, resume: bool) -> None:
        if not resume:
            raise UsageError(f"--run {self.path}: there is a run already; --resume goes on with it")
        before = self.asked()
        for what in ("practice", "rubric"):
            if before.get(what) != asked.get(what):
                raise UsageError(
                    f"--resume: {self.path} was graded by another {what}; `perito regrade` brings it up to date"
                )

    def asked(self) -> dict[str, Any]:
        """What the run was asked. Raises UsageError where this is no run."""
        try:
            found = json.loads((self.path / RUN).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            said = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{self.path / RUN}: {said}") from None
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise UsageError(f"{self.path / RUN}: not {SCHEMA}")
        return found

    def result(self, person: Person) -> Result | None:
        """A student's finished result, if there is one."""
        with suppress(OSError, ValidationError, UnicodeDecodeError):
            text = (self.path / person.directory / RESULT).read_text(encoding="utf-8")
            return Result.model_validate_json(text)
        return None

    def evidence(self, person: Person) -> Path:
        """Where a student's evidence is, or would be."""
        return self.path / person.directory / EVIDENCE

    def keep(self, person: Person, done: Done) -> None:
        """Write a student's files; the result, which says that they are finished, last."""
        for name in sorted(done.files, key=lambda one: one == RESULT):
            self.write(f"{person.directory}/{name}", done.files[name])

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the run. Raises UsageError with the system's reason."""
        path = self.path / name
        try:
            durable.write(path, content)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None

    def pages(self, people: list[Person]) -> dict[str, str]:
        """The address of each student's page, relative to the class's, by their id."""
        found = {person.id: f"{person.directory}/{PAGE}" for person in people}
        return {who: page for who, page in found.items() if (self.path / page).is_file()}
