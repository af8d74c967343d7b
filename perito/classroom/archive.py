"""What a run keeps: evidence, result document and page, in a directory of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.report.outputs import Later, save
from perito.support import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result
    from perito.evidence.session import Session

RESULT = "result.json"
EVIDENCE = "evidence.jsonl.gz"
PAGE = "report.html"
CLASS_RUN = "run.json"  # what only the run of a class has


@dataclass(frozen=True)
class Keep:
    """Where a run is kept: a directory of runs (None: nowhere), and an evidence file beside it."""

    reports: Path | None
    evidence: Path | None = None

    def begin(self, session: Session) -> Kept:
        """Name this run's directory: when it started and what it looked at. It is made with the first file in it."""
        if self.reports is None:
            return Kept(session, None, self.evidence)
        name = f"{session.now:%Y%m%d-%H%M%S}-{slug(session.address)}"
        return Kept(session, self.reports / name, self.evidence)


@dataclass
class Kept:
    """One run's files. `wanted`: what its directory shall be called; `paths`: what was written, by kind."""

    session: Session
    wanted: Path | None
    evidence_file: Path | None
    paths: dict[str, Path] = field(default_factory=dict)
    own: Path | None = None

    def directory(self) -> Path | None:
        """This run's directory, and no other's, also where several begin at once. Raises UsageError."""
        if self.own is None and self.wanted is not None:
            try:
                self.own = atomic_write.claim(self.wanted)
            except OSError as error:
                raise UsageError(f"{self.wanted}: cannot be made: {error.strerror}") from None
        return self.own

    def evidence(self) -> None:
        """Write all that was seen so far. Raises UsageError for what cannot be written, when the rest has been."""
        later = Later()
        with later:
            directory = self.directory()
            if directory is not None:
                self._save(directory / EVIDENCE)
        if self.evidence_file is not None:
            with later:
                self._save(self.evidence_file)
        later.end()

    def _save(self, path: Path) -> None:
        try:
            self.session.evidence.save(path)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        self.paths.setdefault("evidence", path)

    def result(self, result: Result, audience: str) -> None:
        """Write the result document and the page. Raises UsageError as `evidence` does."""
        directory = self.directory()
        if directory is None:
            return
        from perito.report import formats

        later = Later()
        for kind, name in (("json", RESULT), ("html", PAGE)):
            path = directory / name
            with later:
                save(path, formats.render(kind, result, self.session.evidence, audience))
                self.paths[kind] = path
        later.end()

    def also(self, name: str, content: bytes) -> None:
        """Keep another file with the run. Raises UsageError."""
        directory = self.directory()
        if directory is not None:
            save(directory / name, content)


def slug(text: str) -> str:
    """A file name of ASCII letters, digits, dots and dashes, at most 60 characters."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:60] or "server"


def is_class(recorded: Path) -> bool:
    """Whether a directory is the run of a class."""
    return (recorded / CLASS_RUN).is_file()
