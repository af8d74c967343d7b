"""One graded run: its subject, its checks' outcomes, and the result at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from perito.documents.check_names import base
from perito.documents.deployment import DEPLOYMENT
from perito.documents.result import CheckResult, JudgedBy, LeftOut, Outcome, Problem, Result
from perito.errors import Unseen
from perito.grading import believed, causes, completeness, excused, late, result_fields, scoring
from perito.grading.chain import drawn
from perito.grading.completeness import Collected, Scope
from perito.grading.ending import Ending
from perito.grading.struck import struck
from perito.practice.inputs import Inputs
from perito.practice.rubric import OWN_STEP, Rubric
from perito.practice.waivers import Waivers
from perito.server.privilege import without_root
from perito.support import log
from perito.support.i18n import _, language, ngettext
from perito.support.version import __version__
from perito.transport.unreadable import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from perito.errors import CannotLook
    from perito.evidence.session import Session
    from perito.models.model import Model, Subject
    from perito.server.server import Server


@dataclass
class Run:
    """A session being graded by a rubric. `listener` is called with every check as it ends.

    `subjects`: what checks run for, by label: the model's deployments and those that the practice names. `whole`: they
    are the whole assignment; `extensions`: further parts; `left_out`: checks that the user
    deselected; `broken_off`: the number of checks that had ended at an interruption.
    """

    session: Session
    rubric: Rubric
    server: Server
    subjects: dict[str, Subject]
    model: Model
    whole: bool = False
    extensions: frozenset[str] = frozenset()
    listener: Callable[[CheckResult], None] = lambda check: None
    waivers: Waivers = field(default_factory=Waivers)
    checks: list[CheckResult] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ledger: causes.Ledger = field(default_factory=causes.Ledger)
    proofs: dict[causes.Key, str] = field(default_factory=dict)
    judged_by: JudgedBy = field(default_factory=JudgedBy)
    collected: Collected = field(default_factory=Collected)
    inputs: Inputs = field(default_factory=Inputs)
    excused: set[causes.Key] = field(default_factory=set)
    left_out: set[causes.Key] = field(default_factory=set)
    broken_off: int | None = None
    _names_in_texts: dict[str | None, dict[str, str]] = field(default_factory=dict)

    def missing(self, deployment: str | None, check: str) -> tuple[str, ...]:
        """The lost prerequisites without which `check` has no meaning."""
        entry = self.rubric.entry(check)
        return self.ledger.lost(deployment, entry.requires, check) if entry else ()

    def asked(self, deployment: str | None, check: str) -> bool:
        """Whether a check belongs to this run: those of one part are for its deployment, or where it was asked for."""
        return self._scope.asked(deployment, check)

    @cached_property
    def _shares(self) -> dict[causes.Key, Fraction]:
        """What each collected test has of its check's points."""
        return scoring.shares_of(self.collected.keys, self._scope.labels)

    @property
    def _scope(self) -> Scope:
        found = tuple(label for label, one in self.subjects.items() if one.kind == DEPLOYMENT)
        always = self.rubric.always - {self.model.extension}
        return Scope(self.rubric, frozenset(self.judged_by.steps), found, self.extensions, always)

    def begin(self, collected: Collected) -> None:
        """Record the checks about to run. A check that applies and was not collected ends here: it cannot look."""
        self.collected = collected
        for reason, keys in collected.absent(self._scope, self.ledger.outcomes).items():
            self._not_run(keys, reason)

    def lacking(self) -> bool:
        """Whether a check that should have run did not end, or ended twice."""
        self._close()
        return any(one.reason in completeness.REASONS for one in self.problems)

    def _close(self) -> None:
        """Give every check without an outcome one: a check that did not run to its end could not look."""
        reason = _("it did not run to its end") if self.broken_off is None else _("it was interrupted before")
        reason = self.session.time.why if self.session.time.late else reason
        self._not_run(self._left(), reason)

    def _left(self) -> list[causes.Key]:
        return [key for key in completeness.owed(self._scope, self.collected) if key not in self.ledger.outcomes]

    def _not_run(self, keys: Sequence[causes.Key], reason: str) -> None:
        if not keys:
            return
        text = ngettext("{count} check has not run: {names}", "{count} checks have not run: {names}", len(keys))
        said = text.format(count=len(keys), names=completeness.told(keys, self.subjects))
        self._problem(Unseen.NOT_RUN, f"{said} ({reason})")
        for deployment, check in keys:
            self._record(self._unseen(deployment, check, reason))

    def _unseen(self, deployment: str | None, check: str, reason: str) -> CheckResult:
        return self._result(deployment, check, Ending(Outcome.ERROR, reason=reason), Outcome.ERROR, ())

    def ended(self, deployment: str | None, check: str, ending: Ending) -> CheckResult:
        """Attribute a check's ending, record it, and call the listener. A check that has ended before is disputed."""
        if (deployment, check) in self.ledger.outcomes:
            return self._ended_again(deployment, check)
        ending = excused.judged(self, deployment, check, self._settled(deployment, check, ending))
        blocked_by = self._blockers(deployment, check, ending)
        outcome = Outcome.BLOCKED if blocked_by else ending.outcome
        result = self._result(deployment, check, ending, outcome, blocked_by)
        if ending.outcome is Outcome.BLOCKED:
            wants = self.ledger.wanted(deployment, self.rubric.wants(check), blocked_by, check)
            result = result.model_copy(update={"wants": tuple(one for one in wants if base(one) in self._holding)})
        if blocked_by:
            own = ending.failure.cleared if ending.failure is not None else ()
            self.ledger.cleared[result.key] = self.ledger.ruled_out(deployment, blocked_by).union(own)
        if ending.failure is not None and ending.failure.proof:
            self.proofs[result.key] = encodable(ending.failure.proof)
        if outcome is Outcome.ERROR:
            self._problem(Unseen.CANNOT_LOOK, result_fields.unseen(result))
        return self._record(result, alone=ending.failure is not None and ending.failure.alone)

    def _settled(self, deployment: str | None, check: str, ending: Ending) -> Ending:
        """Nothing passes on what is in dispute, nor on what rests on that."""
        entry = self.rubric.entry(check)
        found = believed.resting(ending, self.ledger.in_dispute(deployment, entry.requires, check) if entry else ())
        if found.unseen is Unseen.SOURCES_DISAGREE:
            self.ledger.disputed.add((deployment, check))
        return found

    def _ended_again(self, deployment: str | None, check: str) -> CheckResult:
        """Two outcomes are none: either of them may be wrong."""
        key = (deployment, check)
        reason = _("it ran more than once, and nobody knows which of its outcomes holds")
        self.checks = [one for one in self.checks if one.key != key]
        self.proofs.pop(key, None)
        self._problem(Unseen.RUN_TWICE, f"{completeness.told([key], self.subjects)}: {reason}")
        return self._record(self._unseen(deployment, check, reason))

    def _record(self, result: CheckResult, *, alone: bool = False) -> CheckResult:
        followed = Outcome.NOT_APPLICABLE if alone and result.outcome is Outcome.FAILED else result.outcome
        self.ledger.record(result.deployment, result.id, followed)  # nothing follows from what stands alone
        self.checks.append(result)
        log.event(
            "check", id=result.id, deployment=result.deployment, outcome=result.outcome, seconds=result.duration,
            blocked_by=result.blocked_by, evidence=result.evidence,
        )  # fmt: skip
        self.listener(scoring.shared(result, self._shares.get(result.key, Fraction(1))))
        return result

    def cannot_look(self, error: CannotLook) -> None:
        """Record that something could not be seen at all; the grade becomes provisional."""
        self._problem(error.reason, str(error))

    def interrupted(self, signal: str) -> None:
        """The grading was interrupted. Checks that have not ended were not looked at; where all have, nothing is
        missing."""
        if self.broken_off is not None or (self.collected.keys and not self._left()):
            return
        ended = self._break_off()
        text = ngettext(
            "interrupted ({signal}) when {count} check had ended; the others were not looked at",
            "interrupted ({signal}) when {count} checks had ended; the others were not looked at",
            ended,
        )
        self.problems.insert(0, Problem(reason=Unseen.INTERRUPTED, text=text.format(signal=signal, count=ended)))

    def late(self) -> None:
        """The time of the whole was over while checks ran: those that have not ended were not looked at."""
        if self.broken_off is None and (not self.collected.keys or self._left()):
            self._break_off()
            self.session.time.late = True
            self.session.time.unanswered += 1

    def _break_off(self) -> int:
        self.broken_off = len(self.checks)
        self.listener = lambda check: None
        return self.broken_off

    def result(self) -> Result:
        """The result document. A check that applies and has not ended is in it as one that could not look."""
        self._close()
        for unread in self.server.unread:
            self.cannot_look(unread)
        if self.session.time.unanswered and self.session.time.deadline:
            self.problems.insert(0, Problem(reason=Unseen.TIMEOUT, text=late.line(self.session)))
        order = {name: place for place, name in enumerate(self.rubric.checks)}
        checks = sorted(self.checks, key=lambda check: order.get(base(check.id), len(order)))
        names = [found.document() for found in self.subjects.values()]
        fields = result_fields.weighed(
            checks, self.rubric, names, whole=self.whole, proofs=self.proofs, left_out=self._left_out(order)
        )
        result = Result(
            perito=__version__,
            language=language(),
            target=dict(self.session.evidence.target),
            started=self.session.now,
            finished=self._finished(),
            complete=not self.problems,
            deployments=tuple(
                drawn(found, fields["checks"], fields["root_causes"], self.left_out) for found in self.subjects.values()
            ),
            problems=(*self._without_root(), *self.problems),
            stats=self._stats(),
            judged_by=self._judged_by(),
            waivers=self.waivers.results(),
            **fields,
        )
        return struck(result, self.session)

    def _left_out(self, order: Mapping[str, int]) -> list[LeftOut]:
        """The checks that were not asked for, in the rubric's order."""
        found = [LeftOut(check=check, deployment=deployment) for deployment, check in self.left_out]
        return sorted(found, key=lambda one: (order.get(base(one.check), len(order)), one.check, one.deployment or ""))

    def _judged_by(self) -> JudgedBy:
        labels = list(self.subjects) or [""]
        names = {label: self._placeholders(label) for label in labels}
        return self.judged_by.model_copy(update={"whole": self.whole, "names": names})

    def _finished(self) -> datetime:
        """The current time; in a replay, the end of the recorded grading."""
        recorded = self.session.evidence.finished if self.session.replayed else None
        return recorded or datetime.now(UTC)

    def _blockers(self, deployment: str | None, check: str, ending: Ending) -> tuple[str, ...]:
        if ending.outcome is Outcome.BLOCKED:
            return self.missing(deployment, check)
        failure = ending.failure
        if ending.outcome is Outcome.ERROR and ending.unseen in causes.FOLLOWS:
            return self.ledger.lost(deployment, self.rubric.prerequisites(check), check)
        if ending.outcome is not Outcome.FAILED or failure is None:
            return ()
        return causes.attribute(
            self.ledger,
            deployment,
            self.rubric.prerequisites(check),
            because=failure.because,
            cleared=failure.cleared,
            independent=failure.independent,
            of=check,
        )

    @cached_property
    def _holding(self) -> frozenset[str]:
        """The checks of which one that is lost holds whatever was not tried."""
        return frozenset[str]().union(*(one.chain().holding for one in self.subjects.values()))

    def _result(
        self, deployment: str | None, check: str, ending: Ending, outcome: Outcome, blocked_by: tuple[str, ...]
    ) -> CheckResult:
        failure = ending.failure
        found = CheckResult(
            id=check,
            step=OWN_STEP,
            deployment=deployment,
            title=check,
            outcome=outcome,
            finding=failure.finding if failure else "",
            said={name: encodable(text) for name, text in failure.said.items()} if failure else {},
            expected=encodable(failure.expected if failure else ""),
            actual=encodable(failure.actual if failure else ""),
            detail=encodable(failure.detail if failure else ending.reason),
            assertion=encodable(ending.assertion),
            blocked_by=blocked_by,
            evidence=ending.evidence,
            duration=round(ending.duration, 6),
        )
        return struck(result_fields.entered(found, self.rubric, self._placeholders(deployment)), self.session)

    def _placeholders(self, deployment: str | None) -> dict[str, str]:
        if deployment not in self._names_in_texts:
            self._names_in_texts[deployment] = self._told_names(deployment)
        return self._names_in_texts[deployment]

    def _told_names(self, deployment: str | None) -> dict[str, str]:
        found = self.subjects.get(deployment) if deployment else None
        if found is None:
            found = next((one for one in self.subjects.values() if one.kind == DEPLOYMENT), None)
        names = found.placeholders() if found else {}
        outside = {"address": self.server.address}
        if elsewhere := self.model.extension:
            outside[elsewhere] = str(self.session.target.get(f"{elsewhere}_host", ""))
        return {name: encodable(text) for name, text in {**self.inputs.plain, **outside, **names}.items()}

    def _stats(self) -> dict[str, float]:
        """Statistics of the answers; none in a replay, which must give the same document."""
        if self.session.replayed:
            return {}
        waited = {name: value for name, value in self.session.evidence.stats.items() if name == "waited"}
        return {"round_trips": self.session.round_trips, "misses": self.session.misses, **waited}

    def _without_root(self) -> tuple[Problem, ...]:
        """Where something stayed unseen for lack of root, that comes first, and once."""
        sentence = without_root(self.session) if self.problems else ""
        return (Problem(reason=Unseen.NO_ROOT, text=sentence),) if sentence else ()

    def _problem(self, reason: Unseen, text: str) -> None:
        problem = Problem(reason=reason, text=encodable(text))
        if problem not in self.problems:
            self.problems.append(problem)
