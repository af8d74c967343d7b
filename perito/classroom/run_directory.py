"""A run's directory: a directory for each student, run.json with the run's options, and the class document at the end.

Every file is written whole or not at all, and is on the disk before it has its name: whatever stops the grader, a
finished result stays, and an existing result is finished.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from perito.classroom.worker import EVIDENCE, PAGE, RESULT
from perito.documents.class_result import ClassResult
from perito.documents.result import Result
from perito.errors import UsageError
from perito.report.safe import line
from perito.support import atomic_write, file_lock, invalid, reading
from perito.support.i18n import _
from perito.support.printable import dumps
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from perito.classroom.job import Done, Person

LOCK = "run.lock"
RUN, CLASS, INDEX, GRADES, BOOK = "run.json", "class.json", "index.html", "gradebook.csv", "gradebook.xlsx"
MATRIX = "matrix.csv"
SCHEMA = "perito/run/1"
OF_CLASS, VALUES = 64 << 20, 2_000_000  # bytes and values of class.json; of ten thousand it has a fifth


@dataclass(frozen=True)
class RunDirectory:
    """The directory of one run of a class."""

    path: Path

    def make(self) -> None:
        """Create the directory. Raises UsageError where it cannot be created, or has other content."""
        if self.path.exists() and not self.path.is_dir():
            raise UsageError(
                _("--run {path}: there is something there already, and it is no run").format(path=self.path)
            )
        try:
            atomic_write.directory(self.path)
            foreign = not self.file.exists() and any(one.name != LOCK for one in self.path.iterdir())
        except OSError as error:
            raise UsageError(_("--run {path}: {reason}").format(path=self.path, reason=reason(error))) from None
        if foreign:
            raise UsageError(
                _("--run {path}: there is something there already, and it is no run").format(path=self.path)
            )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lock the directory against other graders, on this and on other machines that mount it.

        Raises UsageError where another grader holds it.
        """
        path, us = self.path / LOCK, f"{socket.gethostname()}, PID {os.getpid()}\n"
        with ExitStack() as lock:
            try:
                lock.enter_context(file_lock.held(path, us))
            except file_lock.HeldError as who:
                text = _("{run}: another perito is at work on this run ({who}); try again when it has ended")
                raise UsageError(text.format(run=self.path, who=line(str(who)))) from None
            except OSError as error:
                raise UsageError(f"{path}: {reason(error)}") from None
            atomic_write.clear(self.path)
            yield

    def begin(self, asked: Mapping[str, Any]) -> None:
        """Describe a new run in run.json. Raises UsageError where there is one already."""
        if self.file.exists():
            raise UsageError(_("--run {path}: there is a run already; --resume goes on with it").format(path=self.path))
        self.remember(asked)

    @property
    def file(self) -> Path:
        """The path of run.json."""
        return self.path / RUN

    def document(self) -> ClassResult | None:
        """The class document; None where the run ended before there was one. Raises UsageError for an invalid one."""
        path = self.path / CLASS
        try:
            return ClassResult.model_validate_json(reading.json_text(path, OF_CLASS, VALUES))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            said = invalid.said(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
            raise UsageError(_("{path}: not a class document: {said}").format(path=path, said=said)) from None

    def asked(self) -> dict[str, Any]:
        """The run's options. Raises UsageError where this is no run."""
        try:
            found = json.loads(reading.json_text(self.path / RUN))
        except (OSError, ValueError) as error:
            said = reason(error) if isinstance(error, OSError) else str(error)
            raise UsageError(f"{self.path / RUN}: {said}") from None
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise UsageError(_("{path}: not {schema}").format(path=self.path / RUN, schema=SCHEMA))
        return found

    def remember(self, asked: Mapping[str, Any]) -> None:
        """Write the run's options. Raises UsageError with the system's reason."""
        content = {**asked, "schema": SCHEMA}
        self.write(RUN, dumps({"schema": SCHEMA, **content}, indent=2).encode())

    def result(self, person: Person) -> Result | None:
        """A student's finished result, if there is one."""
        with suppress(OSError, ValidationError, UnicodeDecodeError):
            text = reading.json_text(self.path / person.directory / RESULT)
            return Result.model_validate_json(text)
        return None

    def evidence(self, person: Person) -> Path:
        """The path of a student's evidence."""
        return self.path / person.directory / EVIDENCE

    def keep(self, person: Person, done: Done) -> None:
        """Write a student's files; the result, which marks them as finished, last."""
        for name in sorted(done.files, key=lambda one: one == RESULT):
            self.write(f"{person.directory}/{name}", done.files[name])

    def set_aside(self, person: Person, *names: str) -> None:
        """Rename a student's files before they are made again, with the next free number at their end."""
        place = self.path / person.directory
        number = 1
        while any((place / f"{name}.{number}").exists() for name in names):
            number += 1
        for name in names:  # first the result: without it the student counts as not graded
            with suppress(FileNotFoundError):
                atomic_write.rename(place / name, place / f"{name}.{number}")

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write a file of the run, whole or in pieces. Raises UsageError with the system's reason."""
        path = self.path / name
        try:
            atomic_write.write(path, content)
        except OSError as error:
            raise UsageError(_("{path}: cannot be written: {reason}").format(path=path, reason=reason(error))) from None

    def pages(self, people: list[Person]) -> dict[str, str]:
        """The address of each student's page, relative to the class's, by their id."""
        found = {person.id: f"{person.directory}/{PAGE}" for person in people}
        return {who: page for who, page in found.items() if (self.path / page).is_file()}
