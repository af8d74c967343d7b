"""A run's files: evidence, result document and page, in a directory of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.report.outputs import Later, save
from perito.support import atomic_write
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from pathlib import Path

    from perito.documents.result import Result
    from perito.evidence.session import Session

RESULT = "result.json"
EVIDENCE = "evidence.jsonl.gz"
PAGE = "report.html"
CLASS_RUN = "run.json"  # only a class's run has it


@dataclass(frozen=True)
class Keep:
    """Where to store a run: a directory of runs (None: nowhere), and an evidence file beside it."""

    reports: Path | None
    evidence: Path | None = None

    def begin(self, session: Session) -> Kept:
        """Name this run's directory by its start and the server's address. It is created with its first file."""
        if self.reports is None:
            return Kept(session, None, self.evidence)
        name = f"{session.now:%Y%m%d-%H%M%S}-{slug(session.address)}"
        return Kept(session, self.reports / name, self.evidence)


@dataclass
class Kept:
    """One run's files. `wanted`: the preferred name of its directory; `paths`: the files written, by kind."""

    session: Session
    wanted: Path | None
    evidence_file: Path | None
    paths: dict[str, Path] = field(default_factory=dict)
    own: Path | None = None

    def directory(self) -> Path | None:
        """This run's own directory, also where several runs start at once. Raises UsageError."""
        if self.own is None and self.wanted is not None:
            try:
                self.own = atomic_write.claim(self.wanted)
            except OSError as error:
                raise UsageError(
                    _("{wanted}: cannot be made: {reason}").format(wanted=self.wanted, reason=reason(error))
                ) from None
        return self.own

    def evidence(self) -> None:
        """Write the evidence so far. Raises UsageError for a file that cannot be written, after writing the others."""
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
            raise UsageError(_("{path}: cannot be written: {reason}").format(path=path, reason=reason(error))) from None
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
        """Store another file with the run. Raises UsageError."""
        directory = self.directory()
        if directory is not None:
            save(directory / name, content)


def slug(text: str) -> str:
    """A file name of ASCII letters, digits, dots and dashes, at most 60 characters."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:60] or "server"


def runs(reports: Path) -> list[Path]:
    """The runs kept in a directory, of servers and of classes, the latest last: their names begin with their time."""
    found = {path.parent for name in (RESULT, CLASS_RUN) for path in reports.glob(f"[0-9]*/{name}")}
    return sorted(found, key=lambda path: path.name)


def last_run(reports: Path) -> Path:
    """The latest run kept in a directory. Raises UsageError where none is."""
    kept = runs(reports)
    if not kept:
        text = _("no run is kept in {directory}: grade a server first (perito check), or name a run")
        raise UsageError(text.format(directory=reports))
    return kept[-1]


def is_class(recorded: Path) -> bool:
    """Whether a directory is a class's run."""
    return (recorded / CLASS_RUN).is_file()
