"""One graded run: what is being graded, what each check came to, and the result at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from perito import __version__, causes, scoring
from perito.i18n import _, language
from perito.privilege import without_root
from perito.result import (
    CheckResult,
    CriterionResult,
    DeploymentNames,
    Outcome,
    Problem,
    Result,
    RootCause,
    Rounding,
    StepTitle,
)
from perito.rubric import OWN_STEP, CheckEntry, Rubric
from perito.waivers import Waivers

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.deployment import Deployment
    from perito.expect import Failure
    from perito.probes.base import CannotLook
    from perito.server import Server
    from perito.session import Session


@dataclass(frozen=True)
class Ending:
    """How one check ended, before prerequisites are weighed. `duration` in seconds."""

    outcome: Outcome
    duration: float = 0.0
    failure: Failure | None = None
    reason: str = ""
    evidence: tuple[int, ...] = ()


@dataclass
class Run:
    """A session being graded by a rubric. `listener` hears of every check as it ends.

    `whole`: the deployments are the whole assignment; `extensions`: further parts to look at.
    """

    session: Session
    rubric: Rubric
    server: Server
    deployments: dict[str, Deployment]
    whole: bool = False
    extensions: frozenset[str] = frozenset()
    listener: Callable[[CheckResult], None] = lambda check: None
    waivers: Waivers = field(default_factory=Waivers)
    checks: list[CheckResult] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ledger: causes.Ledger = field(default_factory=causes.Ledger)
    proofs: dict[causes.Key, str] = field(default_factory=dict)

    def missing(self, deployment: str | None, check: str) -> tuple[str, ...]:
        """The prerequisites without which `check` has no meaning, and which are lost."""
        entry = self.rubric.checks.get(check)
        return self.ledger.lost(deployment, entry.requires) if entry else ()

    def asked(self, deployment: str | None, check: str) -> bool:
        """Whether a check is of this run: those of one part are for its deployment, or where it was asked for."""
        part = self.rubric.part_of(check)
        return part is None or part in ({deployment} if deployment is not None else self.extensions)

    def ended(self, deployment: str | None, check: str, ending: Ending) -> CheckResult:
        """Weigh what a check came to, record it, and tell the listener."""
        ending = self._waived(deployment, check, ending)
        blocked_by = self._blockers(deployment, check, ending)
        outcome = Outcome.BLOCKED if blocked_by else ending.outcome
        result = self._result(deployment, check, ending, outcome, blocked_by)
        if ending.failure is not None and ending.failure.proof:
            self.proofs[result.key] = ending.failure.proof
        if outcome is Outcome.ERROR:
            self._problem("cannot_look", f"{result.title}: {ending.reason}")
        self.ledger.record(deployment, check, outcome)
        self.checks.append(result)
        self.listener(result)
        return result

    def _waived(self, deployment: str | None, check: str, ending: Ending) -> Ending:
        """A waived check is waived however it ended."""
        waiver = self.waivers.of(deployment, check)
        if waiver is None:
            return ending
        reason = _("{reason} (until {date})").format(reason=waiver.reason, date=waiver.expires.isoformat())
        return Ending(Outcome.WAIVED, ending.duration, reason=reason, evidence=ending.evidence)

    def cannot_look(self, error: CannotLook) -> None:
        """Remember that something could not be seen at all; the grade becomes provisional."""
        self._problem(error.trouble, str(error))

    def result(self) -> Result:
        """The result document. Call it once, when every check has ended."""
        order = {name: place for place, name in enumerate(self.rubric.checks)}
        checks = sorted(self.checks, key=lambda check: order.get(check.id, len(order)))
        checks = causes.with_causes(checks)
        counting = self._parts()
        parts = counting.scores(checks, self._part_titles())
        checks = counting.weighed(checks)
        criteria = self._criteria() if self.whole else ()
        bounds = counting.bounds(checks)
        rounding = Rounding(
            decimals=self.rubric.decimals, ceiling=float(self.rubric.ceiling) if self.rubric.ceiling else None
        )
        return Result(
            perito=__version__,
            practice=self.rubric.practice,
            title=self.rubric.title.in_language(language()),
            language=language(),
            target=dict(self.session.evidence.target),
            started=self.session.now,
            finished=datetime.now(UTC),
            complete=not self.problems,
            score=scoring.total(parts, criteria, bounds, rounding, float(self.rubric.scale)),
            parts=parts,
            criteria=criteria,
            bounds=bounds,
            rounding=rounding,
            deployments=tuple(self._names(found) for found in self.deployments.values()),
            steps=self._steps(checks, manual=bool(criteria)),
            checks=(*checks, *scoring.manual(criteria)),
            root_causes=tuple(self._roots(checks)),
            problems=(*self._without_root(), *self.problems),
            stats=self._stats(),
        )

    def _parts(self) -> scoring.Parts:
        return scoring.Parts(self.rubric, tuple(self.deployments), self.whole)

    def _part_titles(self) -> dict[str, str]:
        """What a part is called: as in the rubric, or by the deployment's directory where it is graded alone."""
        titles = {label: found.names.app for label, found in self.deployments.items()}
        own = {name: part.title.in_language(language()) for name, part in self.rubric.parts.items()}
        return own | titles if not self.whole else own

    def _criteria(self) -> tuple[CriterionResult, ...]:
        return tuple(scoring.criterion(name, entry, language()) for name, entry in self.rubric.criteria.items())

    def _blockers(self, deployment: str | None, check: str, ending: Ending) -> tuple[str, ...]:
        if ending.outcome is Outcome.BLOCKED:
            return self.missing(deployment, check)
        failure = ending.failure
        if ending.outcome is not Outcome.FAILED or failure is None:
            return ()
        return causes.attribute(
            self.ledger,
            deployment,
            self.rubric.prerequisites(check),
            because=failure.because,
            cleared=failure.cleared,
            independent=failure.independent,
        )

    def _result(
        self,
        deployment: str | None,
        check: str,
        ending: Ending,
        outcome: Outcome,
        blocked_by: tuple[str, ...],
    ) -> CheckResult:
        entry = self.rubric.checks.get(check)
        texts = self._texts(deployment, entry)
        failure = ending.failure
        points = self.rubric.weights.get(check, Decimal(0))
        return CheckResult(
            id=check,
            step=self.rubric.step_of.get(check, OWN_STEP),
            deployment=deployment,
            title=texts["title"] or check,
            outcome=outcome,
            earned=float(points) if outcome is Outcome.PASSED else 0.0,
            possible=float(points),
            expected=failure.expected if failure else "",
            actual=failure.actual if failure else "",
            detail=failure.detail if failure else ending.reason,
            command=texts["see"],
            why=texts["why"],
            hint=texts["hint"],
            blocked_by=blocked_by,
            evidence=ending.evidence,
            duration=round(ending.duration, 6),
        )

    def _texts(self, deployment: str | None, entry: CheckEntry | None) -> dict[str, str]:
        if entry is None:
            return dict.fromkeys(("title", "why", "hint", "see"), "")
        names = self._placeholders(deployment)
        texts = {
            "title": entry.title.in_language(language()),
            "why": entry.why.in_language(language()) if entry.why else "",
            "hint": entry.hint.in_language(language()) if entry.hint else "",
            "see": entry.see,
        }
        return {key: _filled(text, names) for key, text in texts.items()}

    def _placeholders(self, deployment: str | None) -> dict[str, str]:
        found = self.deployments.get(deployment) if deployment else None
        if found is None:
            found = next(iter(self.deployments.values()), None)
        names = found.placeholders() if found else {}
        outside = {"address": self.server.address, "heroku": str(self.session.target.get("heroku_host", ""))}
        return {**outside, **names}

    def _roots(self, checks: list[CheckResult]) -> list[RootCause]:
        texts = {check.key: self._root_text(check) for check in checks}
        return causes.root_causes(checks, texts)

    def _root_text(self, check: CheckResult) -> tuple[str, str, str]:
        proof = self.proofs.get(check.key, "")
        if check.detail:
            return f"{check.title}: {check.detail}", check.hint, proof
        found = _("expected {expected}, found {actual}").format(expected=check.expected, actual=check.actual)
        return f"{check.title}: {found}", check.hint, proof

    def _steps(self, checks: list[CheckResult], *, manual: bool) -> tuple[StepTitle, ...]:
        steps = [
            StepTitle(id=name, title=step.title.in_language(language()))
            for name, step in self.rubric.steps.items()
            if step.part is None or any(check.step == name for check in checks)
        ]
        if any(check.step == OWN_STEP for check in checks):
            steps.append(StepTitle(id=OWN_STEP, title=_("Checks of one's own")))
        if manual:
            steps.append(StepTitle(id=scoring.MANUAL_STEP, title=_("Marked by the teacher")))
        return tuple(steps)

    def _stats(self) -> dict[str, float]:
        """How the answers came; nothing in a replay, which must give the same document."""
        if self.session.replayed:
            return {}
        return {"round_trips": self.session.round_trips, "misses": self.session.misses}

    def _without_root(self) -> tuple[Problem, ...]:
        """Where something stayed unseen for want of root, that comes first, and once."""
        sentence = without_root(self.session) if self.problems else ""
        return (Problem(reason="no_root", text=sentence),) if sentence else ()

    def _problem(self, reason: str, text: str) -> None:
        problem = Problem(reason=reason, text=text)
        if problem not in self.problems:
            self.problems.append(problem)

    @staticmethod
    def _names(found: Deployment) -> DeploymentNames:
        return found.document()


def _filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text
