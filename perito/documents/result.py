"""The result document of one graded server, for programs and for the reports.

The schema is `perito/result/1` (docs/result.schema.json is generated from these classes).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from perito.documents.bounded import Moment, Number  # noqa: TC001 - pydantic reads the annotations at run time
from perito.documents.deployment import ChainLink, DeploymentNames
from perito.documents.gate import GRADED, BaselineResult, WaiverResult
from perito.documents.outcome import Outcome
from perito.documents.score import (
    BoundResult,
    CriterionLevel,
    CriterionResult,
    PartScore,
    Rounding,
    Score,
)
from perito.support.printable import in_json

__all__ = [
    "BoundResult",
    "ChainLink",
    "CheckResult",
    "CriterionLevel",
    "CriterionResult",
    "DeploymentNames",
    "JudgedBy",
    "LeftOut",
    "Outcome",
    "PartScore",
    "PracticeUsed",
    "Problem",
    "Result",
    "RootCause",
    "Rounding",
    "Scope",
    "Score",
    "StepTitle",
    "Together",
    "WaiverResult",
]

SCHEMA: Literal["perito/result/1"] = "perito/result/1"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CheckResult(_Model):
    """One check of one deployment. `earned` and `possible` in points, `duration` in seconds.

    `part`: the part of the assignment that it counts in, empty where nobody knows. `finding`: the kind of failure
    (`service.active/stopped`), and `says` what is so, in a whole sentence; `said`: what the placeholders of its words
    stand for. `unmet`: what is not so, in a few words. `command` is run where `command_on` says: on the `server`, or on
    the visitor's computer, the `client`. `line`: the line that is wanted, for whoever asks for it. `assertion`: for the
    teacher, the full text of a plain assertion, or of the mistake in a check that broke off, after its file and line.
    `wants`: of one that was not tried, the lost checks that may still keep it from passing once what blocks it is
    mended. `source`: the repository's file that the finding is about, and its line from 1 (0: the whole file), where
    the run was told what comes from where.
    """

    id: str
    step: str
    deployment: str | None = None
    part: str = ""
    title: str
    unmet: str = ""
    outcome: Outcome
    finding: str = ""
    says: str = ""
    said: dict[str, str] = Field(default_factory=dict)
    earned: Number = 0.0
    possible: Number = 0.0
    expected: str = ""
    actual: str = ""
    message: str = ""
    detail: str = ""
    assertion: str = ""
    command: str = ""
    command_on: Literal["server", "client"] = "server"
    why: str = ""
    hint: str = ""
    line: str = ""
    cause: str | None = None
    blocked_by: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()
    duration: Number = 0.0
    source: str = ""
    source_line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """Identifies the check within a run."""
        return (self.deployment, self.id)


class Together(_Model):
    """What more mending several causes at once gives: a check that two block is freed by both and by neither alone.

    `others`: the causes beside the one that says so, as `deployment/check`, or `check` for one of the whole server;
    `points`: what all of them give together.
    """

    others: tuple[str, ...]
    points: Number


class RootCause(_Model):
    """A failure that no other failure explains. `points`: what mending it alone adds to the grade.

    That is the grade scored again with this check passed and what waits only for it passed too, less the grade there
    is; what could not be looked at is taken as passed in both. Where only a part was graded there is no grade, and it
    is points of the checks. `together`: what it gives with others, the fewest first, where that is more than each
    of them gives.
    """

    check: str
    deployment: str | None = None
    step: str
    finding: str = ""
    unmet: str = ""
    text: str
    next_step: str = ""
    proof: str = ""
    evidence: tuple[int, ...] = ()
    blocks: tuple[str, ...] = ()
    points: Number = 0.0
    together: tuple[Together, ...] = ()

    @property
    def name(self) -> str:
        """The cause as `together` names it: `deployment/check`, or `check` for one of the whole server."""
        return f"{self.deployment}/{self.check}" if self.deployment else self.check


class StepTitle(_Model):
    """A step of the practice and its title in the run's language."""

    id: str
    title: str


class Problem(_Model):
    """A reason why something could not be seen; never the student's fault. Makes the grade provisional."""

    reason: str
    text: str


class LeftOut(_Model):
    """A check that was not asked for."""

    check: str
    deployment: str | None = None


class Scope(_Model):
    """The graded part of the rubric, where it was not all: `graded` checks, and those `left_out` on request."""

    graded: int
    left_out: tuple[LeftOut, ...]

    @property
    def all(self) -> int:
        """Number of checks in the whole rubric."""
        return self.graded + len(self.left_out)


class PracticeUsed(_Model):
    """The practice of the grading: `id` and `version` of its rubric, and its place.

    `digest`: of its checks, conftest.py and rubric, empty where unknown; `place`: its directory, or a git
    repository's `URL@commit`; empty for the one that ships with Perito.
    """

    id: str = ""
    version: str = ""
    digest: str = ""
    place: str = ""


class JudgedBy(_Model):
    """Everything that decided the outcomes: where it is equal, the same evidence has the same outcomes.

    `digest`: of the checks, of Perito, and of the rubric without points and texts (empty: unknown); `steps`: those
    asked for, none where all were; `waivers`: the digest of their file; `names`: for each deployment the values of the
    {placeholders} in the rubric's texts; `practice`: whose checks and rubric they were.
    """

    digest: str = ""
    whole: bool = False
    steps: tuple[str, ...] = ()
    waivers: str = ""
    names: dict[str, dict[str, str]] = Field(default_factory=dict)
    practice: PracticeUsed = PracticeUsed()


class Result(_Model):
    """One graded server. `title`: the practice's title in the run's language.

    `bounds`: limits of the grade in force; `unseen_bounds`: those that may be, of checks that could not be looked at.
    `scope`: None where everything was asked for; else the part that was, and there is no grade.
    `status`: `graded`, or why the server could not be: as a class's document has it, and `problems` says it in words.
    `waivers`: all that were given, expired ones among them. `baseline`: the run beside an earlier one, where asked for.
    """

    schema_: Literal["perito/result/1"] = Field(default=SCHEMA, alias="schema")
    perito: str
    practice: str
    title: str = ""
    language: str
    target: dict[str, object]
    started: Moment
    finished: Moment
    complete: bool
    score: Score
    parts: tuple[PartScore, ...] = ()
    criteria: tuple[CriterionResult, ...] = ()
    bounds: tuple[BoundResult, ...] = ()
    unseen_bounds: tuple[BoundResult, ...] = ()
    rounding: Rounding = Rounding()
    deployments: tuple[DeploymentNames, ...] = ()
    steps: tuple[StepTitle, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    root_causes: tuple[RootCause, ...] = ()
    problems: tuple[Problem, ...] = ()
    stats: dict[str, Number] = Field(default_factory=dict)
    judged_by: JudgedBy = JudgedBy()
    scope: Scope | None = None
    status: str = GRADED
    waivers: tuple[WaiverResult, ...] = ()
    baseline: BaselineResult | None = None

    def to_json(self) -> str:
        """The document as indented UTF-8 JSON text."""
        return in_json(self.model_dump_json(by_alias=True, indent=2))

    @property
    def of_whole(self) -> bool:
        """Whether the grade is the whole assignment's; older documents show it by their criteria."""
        return self.judged_by.whole or bool(self.criteria)

    @property
    def reached(self) -> bool:
        """Whether there was a server to look at."""
        return self.status == GRADED

    @property
    def expired(self) -> tuple[WaiverResult, ...]:
        """The waivers that excused nothing, as they had expired."""
        return tuple(one for one in self.waivers if one.expired)

    def count(self, outcome: Outcome) -> int:
        """Number of checks with this outcome."""
        return sum(check.outcome is outcome for check in self.checks)
