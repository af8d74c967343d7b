"""Files that the commands write beside the terminal: paths, permissions to write, failures."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.report.registry import FORMATS
from perito.support import atomic_write, log, standard_streams
from perito.support.i18n import _
from perito.support.system_errors import reason

OF_CLASS = tuple(kind for kind, one in FORMATS.items() if one.of_class)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from perito.documents.result import Result
    from perito.evidence.recording import Evidence


@dataclass(frozen=True)
class Outputs:
    """Files to write beside the terminal, by their format; `github`: annotations on standard output, too."""

    paths: Mapping[str, Path] = field(default_factory=dict)
    github: bool = False

    @property
    def files(self) -> dict[str, Path | None]:
        """Each file by its option, for `apart`."""
        return {f"--{kind}": path for kind, path in self.paths.items()}

    @property
    def that_need_a_grade(self) -> dict[str, Path | None]:
        """Options of the formats that need a grade."""
        return {f"--{kind}": path for kind, path in self.paths.items() if FORMATS[kind].needs_grade}

    def ready(self) -> None:
        """Raise UsageError for formats that this computer cannot write, before any work is done."""
        for kind in self.paths:
            FORMATS[kind].ready()

    def for_class(self, others: Mapping[str, bool], shown: tuple[str, ...] = OF_CLASS) -> None:
        """Raise UsageError, naming them, for formats that cannot show a class: all but `shown`.

        `others`: further options for a single server, and whether they were given.
        """
        given = {f"--{kind}": True for kind in FORMATS if kind in self.paths and kind not in shown}
        given |= {"--github": self.github, **others}
        wrong = [option for option, there in given.items() if there]
        if wrong:
            known = ", ".join(f"--{kind}" for kind in shown)
            raise UsageError(
                _("{wrong}: of one server, and this is the run of a class, which has {known}").format(
                    wrong=", ".join(wrong), known=known
                )
            )

    def write(self, result: Result, evidence: Evidence | None, audience: str) -> None:
        """Write every requested file; those that a reader must take (pipes) last.

        Raises UsageError for files that cannot be written, after all others are written.
        """
        later = Later()
        for kind, path in sorted(self.paths.items(), key=lambda one: waits(one[1])):
            with later:
                save(path, FORMATS[kind].encode(_rendered(kind, result, evidence, audience)))
        if self.github:
            from perito.report import formats

            with later, _written("GITHUB_STEP_SUMMARY"):
                formats.github(result)
        later.end()


def _rendered(kind: str, result: Result, evidence: Evidence | None, audience: str) -> str:
    """One format. Raises UsageError for one that cannot show this result."""
    from perito.report import formats

    try:
        return formats.render(kind, result, evidence, audience)
    except formats.NoGrade as error:
        raise UsageError(f"--{kind}: {error}") from None


@dataclass
class Later:
    """Collects write errors: `with later:` around each file, `end` after the last one."""

    problems: list[str] = field(default_factory=list)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, UsageError):
            self.problems.append(str(error))
        return isinstance(error, UsageError)

    def end(self) -> None:
        """Raises UsageError with a line for every file that could not be written."""
        if self.problems:
            raise UsageError("\n".join(dict.fromkeys("\n".join(self.problems).splitlines())))


@contextmanager
def apart(files: Mapping[str, Path | None]) -> Iterator[None]:
    """For a command that writes these `files`, by option: where one is standard output, the report goes to standard
    error.

    Raises UsageError where two of them are one file, or both are standard output.
    """
    given = {option: path for option, path in files.items() if path is not None}
    for (one, first), (other, second) in combinations(given.items(), 2):
        if atomic_write.same(first, second):
            raise UsageError(
                _("{one} {first}, {other} {second}: one place cannot hold both").format(
                    one=one, first=first, other=other, second=second
                )
            )
    with standard_streams.for_documents(any(atomic_write.to_standard_output(path) for path in given.values())):
        yield


def save(path: Path, content: str | bytes | Iterable[bytes], *, private: bool = True) -> None:
    """Write a file, a text as UTF-8, bytes also in pieces. `private`: for its owner only.

    Raises UsageError with the system's reason.
    """
    with _written(path):
        atomic_write.write(path, content.encode() if isinstance(content, str) else content, private=private)
        log.event("written", file=path.name)


@contextmanager
def _written(what: object) -> Iterator[None]:
    """Raises UsageError for the system's errors."""
    try:
        yield
    except OSError as error:
        raise UsageError(_("{what}: cannot be written: {reason}").format(what=what, reason=reason(error))) from None


def waits(path: Path) -> bool:
    """Whether the path needs a reader: anything but a plain file."""
    try:
        return not atomic_write.is_plain(path)
    except OSError:
        return False
