"""The content of a class's run.json: students, servers, practice and options.

The class document and everything else is made from this and the results. A run of an earlier Perito has less; the rest
is taken from its class document and its results.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from perito.classroom.job import Person
from perito.documents.result import JudgedBy, PracticeUsed
from perito.errors import UsageError
from perito.support import invalid, reading
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from perito.classroom.run_directory import RunDirectory
    from perito.documents.class_result import ClassResult
    from perito.documents.result import Result
    from perito.transport.target import Target

# Fields that identify the server and the deployments; the login user is in the address.
WHERE = (
    "address", "kind", "host", "port", "jump", "url_base", "http", "apps", "service", "site", "server_name",
    "nameservers", "search",
)  # fmt: skip
STUDENTS, GRADED_BY = "students", "graded_by"
WAIVERS, MARKS = "waivers", "marks"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Used(_Model):
    """A file that a run used: its `digest`, its copy in the run's directory, and the `place` it was taken from."""

    digest: str
    copied: str = ""
    place: str = ""

    @property
    def called(self) -> str:
        """Its name in messages."""
        return self.place or self.digest[:8]


class GradedBy(_Model):
    """The practice and options of a run; `whole` None, `audience` empty: unknown. `known`: run.json has them.

    `fail_under`: the gate, where there was one; `inputs`: what the practice was given by options, as `NAME=VALUE`.
    """

    practice: PracticeUsed
    language: str = ""
    audience: str = ""
    steps: tuple[str, ...] = ()
    whole: bool | None = None
    waivers: Used | None = None
    marks: Used | None = None
    fail_under: float | None = None
    inputs: tuple[str, ...] = ()
    known: bool = Field(default=True, exclude=True)


class Entry(_Model):
    """One student of a run. `target`: their server, as in documents; `inputs`: what the roster gave the practice for
    them, of secret ones the variable.

    `left`: when they were first missing from the roster, empty where unknown; None: they are in it.
    """

    id: str
    name: str
    email: str
    directory: str
    target: dict[str, Any] = {}
    inputs: dict[str, str] = {}
    left: str | None = None

    @property
    def person(self) -> Person:
        """The student, for a worker."""
        return Person(self.id, self.name, self.email, self.directory)


def entries(run: RunDirectory) -> list[Entry]:
    """All students of a run, those who have left last. Raises UsageError where run.json has none."""
    asked = run.asked()
    try:
        found = [_entry(one) for one in asked.get(STUDENTS) or ()]
    except (TypeError, KeyError, ValueError) as error:
        said = invalid.said(error.errors()[0]) if isinstance(error, ValidationError) else repr(error)
        raise UsageError(_("{file}: students: {said}").format(file=run.file, said=said)) from None
    return found if GRADED_BY in asked else _with_class(found, run.document())


def _entry(given: Mapping[str, Any]) -> Entry:
    entry = Entry.model_validate(given)
    if PurePath(entry.directory).parts != (entry.directory,) or entry.directory == "..":
        raise ValueError(_("{name!r} is no directory's name").format(name=entry.directory))
    return entry


def _with_class(found: list[Entry], written: ClassResult | None) -> list[Entry]:
    """Students of a run by an earlier Perito, which updated the class document on resuming, and run.json not."""
    from perito.classroom.roster import directory_names  # every format of a roster: not for a single server

    if written is None:
        return found
    known = {one.id: one for one in found}
    places = directory_names([one.id for one in written.students])
    now = [
        known.get(one.id) or Entry(id=one.id, name=one.name, email=one.email, directory=places[one.id])
        for one in written.students
    ]
    there = {one.id for one in now}
    return now + [one.model_copy(update={"left": ""}) for one in found if one.id not in there]


def joined(before: Sequence[Entry], now: Iterable[Entry], when: str) -> list[Entry]:
    """The students of a run that continues with another roster: the current ones, and as having left, the missing ones.

    Earlier students keep their directories.
    """
    known = {one.id: one for one in before}
    found = []
    for one in now:
        old = known.pop(one.id, None)
        found.append(one.model_copy(update={"directory": old.directory}) if old else one)
    return found + [one if one.left is not None else one.model_copy(update={"left": when}) for one in known.values()]


def moved(target: Target, inputs: Mapping[str, str], entry: Entry | None, result: Result | None) -> bool:
    """Whether a student's server is another one than the graded one, or has other names, or the roster gives the
    practice other `inputs` (as of an Entry) for them."""
    if entry is not None and entry.inputs != dict(inputs):
        return True
    now = target.public()
    then = [one for one in (entry.target if entry else None, result.target if result else None) if one]
    # A roster's `target` has plain values: it equals its JSON form.
    return any(now.get(name) != known.get(name) for known in then for name in WHERE)


def graded_by(run: RunDirectory) -> GradedBy:
    """The practice and options of a run. Raises UsageError where run.json is invalid."""
    asked = run.asked()
    try:
        if GRADED_BY in asked:
            return GradedBy.model_validate(asked[GRADED_BY])
        return _by_results(run, asked)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, (GRADED_BY, *first["loc"])))
        raise UsageError(f"{run.file}: {where}: {invalid.said(first)}") from None


def _by_results(run: RunDirectory, asked: Mapping[str, Any]) -> GradedBy:
    """Of an earlier Perito: from run.json and the first result."""
    results = (run.result(entry.person) for entry in entries(run))
    judged = next((one.judged_by for one in results if one is not None and one.judged_by.digest), JudgedBy())
    return GradedBy(
        practice=PracticeUsed(id=str(asked.get("practice", ""))),
        language=str(asked.get("language", "")),
        steps=judged.steps,
        waivers=Used(digest=judged.waivers) if judged.waivers else None,
        known=False,
    )


def used(path: Path | None, kind: str) -> Used | None:
    """The record of a file of `waivers` or `marks`; None without one. Raises UsageError."""
    if path is None:
        return None
    return Used(digest=digest(content(path)), copied=copy_name(kind, path), place=str(path.resolve()))


def content(path: Path) -> bytes:
    """A file's content. Raises UsageError."""
    try:
        return reading.content(path)
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from None


def copy_name(kind: str, path: Path) -> str:
    """The name of a file's copy in the run's directory: a file of marks may be CSV."""
    return f"{kind}.csv" if kind == MARKS and path.suffix.lower() == ".csv" else f"{kind}.yaml"


def digest(content: bytes) -> str:
    """A text file's digest, independent of its line ends; of a file of waivers the same as `Waivers.digest`."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).hexdigest()
