"""A result for people: steps with their checks, causes with the checks they block, texts and figures.

Every report for people is made from this, so that they all say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perito.documents.check_names import qualified
from perito.documents.deployment import DEPLOYMENT, DeploymentNames
from perito.documents.outcome import ADVICE_STEP
from perito.documents.result import CheckResult, Outcome, StepTitle
from perito.report.cause import Cause
from perito.report.parts import limits, part_rows
from perito.report.remaining import remaining
from perito.report.safe import line
from perito.report.step import WORST_FIRST, Step
from perito.report.words import counted, grade_text, small, worth_text
from perito.support.i18n import _, day, decimal, moment, points

if TYPE_CHECKING:
    from perito.documents.result import Result, RootCause, WaiverResult
    from perito.report.parts import PartRow
    from perito.report.remaining import Remaining

STUDENT, TEACHER = "student", "teacher"


@dataclass(frozen=True)
class View:
    """A result for an audience: a student does not see the advice for the teacher."""

    result: Result
    audience: str = STUDENT

    @cached_property
    def checks(self) -> tuple[CheckResult, ...]:
        """The checks this audience sees, in the order of the practice."""
        return tuple(check for check in self.result.checks if self._shown(check.step))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that have checks, in the order of the practice."""
        known = {title.id for title in self.result.steps}
        others = dict.fromkeys(check.step for check in self.checks if check.step not in known)
        titles = (*self.result.steps, *(StepTitle(id=name, title=name) for name in others))
        steps = (
            Step(title.id, line(title.title), tuple(c for c in self.checks if c.step == title.id)) for title in titles
        )
        return tuple(step for step in steps if step.checks)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The root causes, as the result orders them: the most expensive first."""
        roots = [root for root in self.result.root_causes if self._shown(root.step)]
        return tuple(self._cause(number, root, worth_text(root, roots)) for number, root in enumerate(roots, start=1))

    def cause_of(self, check: CheckResult) -> Cause | None:
        """The cause of a lost check (its own where it is a root), where there is one.

        Its own deployment's or the whole server's before another deployment's.
        """
        named = [cause for cause in self.causes if check.cause == cause.root.check]
        near = [
            cause for cause in named if cause.root.deployment in (check.deployment, None) or check.deployment is None
        ]
        return next(iter([*near, *named]), None)

    def own_cause(self, check: CheckResult) -> Cause | None:
        """The cause whose check this is, if any."""
        return next((c for c in self.causes if (c.root.deployment, c.root.check) == check.key), None)

    def blockers(self, check: CheckResult) -> tuple[str, ...]:
        """The titles of a check's blockers."""
        return tuple(self.title_of(name, check.deployment) for name in check.blocked_by)

    def held(self, check: CheckResult) -> str:
        """What blocks a check: `blocked by cause 2 (the service is not running)`, else the checks' titles."""
        cause = self.cause_of(check)
        if cause is None:
            return _("blocked by: {titles}").format(titles=", ".join(self.blockers(check)))
        return _("blocked by cause {number} ({title})").format(number=cause.number, title=small(cause.title))

    @property
    def flawless(self) -> bool:
        """Whether everything was seen and everything that counts passed."""
        return self.result.complete and not any(check.outcome.costs for check in self.checks)

    @property
    def practice(self) -> str:
        """The practice's title."""
        return line(self.result.title or self.result.practice)

    @property
    def address(self) -> str:
        """The server's address as a person would type it."""
        target = self.result.target
        return line(str(target.get("address") or target.get("host") or "?"))

    @property
    def deployments(self) -> tuple[DeploymentNames, ...]:
        """The deployments found on the server."""
        return tuple(one for one in self.result.deployments if one.kind == DEPLOYMENT)

    @property
    def named(self) -> dict[str, str]:
        """The names of the other subjects, by kind: `site`, `alfa, beta`."""
        found: dict[str, list[str]] = {}
        for one in self.result.deployments:
            if one.kind != DEPLOYMENT:
                found.setdefault(line(one.kind), []).append(line(one.label))
        return {kind: ", ".join(labels) for kind, labels in found.items()}

    @property
    def several(self) -> bool:
        """Whether checks must say which deployment, or other subject, they are of."""
        return len(self.result.deployments) > 1

    @property
    def grade(self) -> str:
        """The grade with two decimals, `8,50`; with pending marks or something unseen the range, `6,50–9,50`."""
        return grade_text(self.result.score)

    @property
    def label(self) -> str:
        """What the grade is called, or that there is none."""
        if self.no_grade:
            return _("No grade")
        return _("Grade") if self.result.complete else _("Provisional grade")

    @property
    def verdict(self) -> str:
        """The grade in words: `Grade: 8.50 / 10`."""
        return self.label if self.no_grade else f"{self.label}: {self.grade} / {self.scale}"

    @property
    def no_grade(self) -> str:
        """Why there is no grade: the server could not be reached, only a part was checked, or too little could be seen;
        empty where there is one."""
        if not self.result.reached:
            return _("The server could not be looked at, so there is no grade.")
        score = self.result.score
        if not score.unseen or score.lowest is None or score.highest is None:
            return self.part
        text = _(
            "Less than half of the points could be looked at, so there is no grade: it is from {lowest} to {highest}."
        )
        return text.format(lowest=decimal(score.lowest), highest=decimal(score.highest))

    @property
    def part(self) -> str:
        """That only a part was checked, and its size; empty where everything was."""
        scope = self.result.scope
        if scope is None:
            return ""
        text = _("Only a part of the practice was checked ({graded} of {all} checks): there is no grade.")
        return text.format(graded=scope.graded, all=scope.all)

    @property
    def unseen(self) -> str:
        """What is said first where something could not be seen."""
        if not self.result.reached:
            return _("The server could not be looked at.")
        if self.no_grade:
            return _("Part of the server could not be seen.")
        return _("The grade is provisional: part of the server could not be seen.")

    @property
    def expired(self) -> tuple[str, ...]:
        """A sentence for each waiver that had expired before the run."""
        sentence = _("The waiver of “{title}” expired on {date} and holds no longer.")
        return tuple(sentence.format(title=self.waived(one), date=day(one.expires)) for one in self.result.expired)

    def waived(self, waiver: WaiverResult) -> str:
        """The title of the check that a waiver is for, with its deployment where the waiver names one."""
        title = self.title_of(waiver.check, waiver.deployment)
        return f"{title} · {line(waiver.deployment)}" if waiver.deployment else title

    @property
    def praise(self) -> str:
        """What is said where nothing is to be mended."""
        if not self.everything:
            return _("Everything that was looked at is there.")
        return _("Everything the practice asks for is there.")

    @property
    def everything(self) -> bool:
        """Whether all of the practice was looked at, by us and by the teacher, and is as it should be."""
        waived = any(check.outcome is Outcome.WAIVED for check in self.checks)
        marked = all(one.points is not None and one.points >= one.possible for one in self.result.criteria)
        return self.flawless and self.result.scope is None and marked and not waived and not self.remaining

    @property
    def remaining(self) -> tuple[Remaining, ...]:
        """The steps that were not looked at: what comes next where nothing is left to mend."""
        return remaining(self.steps, several=self.several)

    @property
    def parts(self) -> tuple[PartRow, ...]:
        """The points of each part of the whole assignment; empty where one deployment was graded alone."""
        return part_rows(self.result)

    @property
    def limits(self) -> tuple[str, ...]:
        """The limits of the grade."""
        return limits(self.result)

    @property
    def scale(self) -> str:
        """The highest grade: `10`."""
        return points(self.result.score.scale)

    @property
    def points_line(self) -> str:
        """Points won and possible, and those waiting for a mark."""
        score = self.result.score
        if not self.result.reached:
            return ""
        if not score.possible and not score.earned:
            return _("no points at stake")
        text = _("{earned} of {possible} points").format(earned=points(score.earned), possible=points(score.possible))
        if score.pending:
            text += " · " + _("{points} pending the teacher's mark").format(points=points(score.pending))
        return text

    @cached_property
    def tally(self) -> tuple[tuple[Outcome, int, str], ...]:
        """The number of checks by outcome, with the words for it: `(failed, 3, "3 failed")`."""
        counts = Counter(check.outcome for check in self.checks)
        order = (Outcome.PASSED, *(one for one in WORST_FIRST if one is not Outcome.PASSED))
        return tuple((one, counts[one], counted(one, counts[one])) for one in order if counts[one])

    @property
    def seconds(self) -> float:
        """The run's duration."""
        return (self.result.finished - self.result.started).total_seconds()

    @property
    def when(self) -> str:
        """The run's start by this computer's clock, with its zone."""
        return moment(self.result.started)

    def _shown(self, step: str) -> bool:
        return self.audience == TEACHER or step != ADVICE_STEP

    def _cause(self, number: int, root: RootCause, worth: str) -> Cause:
        blocked = tuple(
            check
            for check in self.checks
            if check.outcome is Outcome.BLOCKED
            and check.id in root.blocks
            and (root.deployment is None or check.deployment in (None, root.deployment))
        )
        check = self._check(root.check, root.deployment)
        return Cause(number, root, self._unmet(root.check, root.deployment), blocked, check, worth)

    def _check(self, name: str, deployment: str | None) -> CheckResult | None:
        whose, name = qualified(name, deployment)
        found = [check for check in self.result.checks if check.id == name]
        same = [check for check in found if check.deployment in (whose, None)]
        return (same or found)[0] if found else None

    def title_of(self, name: str, deployment: str | None) -> str:
        """A check's title, its id where nobody knows one."""
        found = self._check(name, deployment)
        return line(found.title) if found else line(qualified(name, None)[1])

    def _unmet(self, name: str, deployment: str | None) -> str:
        """What is not so, in a few words; of a check that has no such words, its title."""
        found = self._check(name, deployment)
        return line(found.unmet) if found and found.unmet else self.title_of(name, deployment)
