"""A worker's jobs and results: plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from perito.documents.class_result import Student
    from perito.grading.differences import Difference
    from perito.practice.marks import Mark
    from perito.transport.target import Target


@dataclass(frozen=True)
class Person:
    """The student to grade; `directory`: its name in the run's directory."""

    id: str
    name: str = ""
    email: str = ""
    directory: str = ""


@dataclass(frozen=True)
class How:
    """The options that hold for the whole class, but for what the practice is given for a student.

    `deadline`: seconds for one server, from connecting to the last check; `retries`: how often a lost or late
    connection is tried again; `waivers`: a file of waivers, `day`: when the run began, on which they have to hold;
    `wait`: seconds to wait for a server that is coming up, before its deadline counts; `inputs`: what the practice is
    given by options and, for one student, by the roster; `variables`: the environment variables with their secrets.
    """

    practice: Path
    language: str = "es"
    audience: str = "teacher"
    steps: frozenset[str] = frozenset()
    whole: bool = False
    waivers: Path | None = None
    day: date | None = None
    deadline: float = 120.0
    retries: int = 1
    wait: float = 0.0
    inputs: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One server to grade. Secrets do not travel: the worker reads the named environment variables."""

    person: Person
    target: Target
    how: How
    password_env: str | None = None
    sudo_password_env: str | None = None
    marks: dict[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Recorded:
    """One recording to grade again; workers read its files in place.

    `result`: its earlier result; `replay`: run the checks again even where only points and texts changed; `files`:
    return the files to be saved.
    """

    person: Person
    evidence: Path
    result: Path
    how: How
    marks: dict[str, Mark] = field(default_factory=dict)
    replay: bool = False
    files: bool = False


@dataclass(frozen=True)
class Done:
    """One server's line in the class document, and its files by name. `seconds`: duration.

    `change`: the differences to the earlier result, where that was asked.
    """

    student: Student
    files: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    change: Difference | None = None
