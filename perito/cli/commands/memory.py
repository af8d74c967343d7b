"""The earlier grading of one recording: from the result beside it, else from its header."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito.classroom import run_practice
from perito.classroom.archive import EVIDENCE, RESULT
from perito.classroom.run_record import WAIVERS, GradedBy, Used
from perito.documents.result import JudgedBy, PracticeUsed, Result
from perito.errors import UsageError
from perito.support import reading

if TYPE_CHECKING:
    from pathlib import Path

    from perito.classroom.run_practice import Given
    from perito.grading.settings import Grading

CLASS = "run.json"
WAIVED = f"{WAIVERS}.yaml"  # the name of the copy of the waivers


@dataclass(frozen=True)
class Memory:
    """A recording, its practice and options, and its result; `result` None where only the recording exists."""

    evidence: Path
    by: GradedBy
    result: Result | None = None

    def again(self, given: Given) -> Grading:
        """The options for grading it again. Raises UsageError where marks would make a whole assignment of one
        deployment."""
        place = self.evidence.parent
        if self.by.waivers is not None and not (place / WAIVED).is_file() and (place.parent / CLASS).is_file():
            place = place.parent
        grading = run_practice.again(place, self.by, given)
        if self.result is None:
            judging = replace(grading.judging, whole=grading.judging.whole or bool(self.by.whole))
            return replace(grading, steps=grading.steps or frozenset(self.by.steps), judging=judging)
        judging = grading.judging
        if judging.marks is not None and not (judging.whole or self.result.of_whole):
            raise UsageError(run_practice.needs_whole(self.evidence.parent))
        if judging.whole and not self.result.of_whole:
            run_practice.say(run_practice.now_whole(self.evidence.parent))
        whole = judging.whole or self.result.of_whole
        return replace(
            grading,
            steps=grading.steps or frozenset(self.result.judged_by.steps),
            judging=replace(judging, whole=whole),
        )

    def marked(self, after: Result, *, whole: bool) -> Result:
        """The new result with the earlier marks. Raises UsageError where its shape changed without --whole."""
        if self.result is None:
            return after
        from perito.grading.marking import apply
        from perito.practice.marks.kept import kept

        if after.of_whole != self.result.of_whole and not (whole and after.of_whole):
            from perito.classroom.regrade import other_shape

            raise UsageError(other_shape(self.result, after))
        return apply(after, kept(self.result.criteria, after.criteria)[0])


def of_one(evidence: Path) -> Memory:
    """The earlier grading of a recording. Raises recording.EvidenceError, OSError for any other file."""
    result = _result(evidence.with_name(RESULT)) if evidence.name == EVIDENCE else None
    if result is not None:
        judged = result.judged_by
        practice = judged.practice if judged.practice.id else PracticeUsed(id=result.practice)
        by = _by(judged, practice, result.language).model_copy(update={"whole": result.of_whole})
        return Memory(evidence, by, result)
    return Memory(evidence, _in_header(evidence))


def _result(path: Path) -> Result | None:
    with suppress(OSError, ValidationError, UnicodeDecodeError):
        return Result.model_validate_json(reading.json_text(path))
    return None


def _in_header(path: Path) -> GradedBy:
    from perito.evidence import recording
    from perito.grading.grade import GRADED_BY

    extra = recording.load(path).extra
    with suppress(ValidationError):
        judged = JudgedBy.model_validate(extra.get(GRADED_BY, {}))
        return _by(judged, judged.practice, "")
    return GradedBy(practice=PracticeUsed(), known=False)


def _by(judged: JudgedBy, practice: PracticeUsed, language: str) -> GradedBy:
    waivers = Used(digest=judged.waivers, copied=WAIVED) if judged.waivers else None
    return GradedBy(
        practice=practice,
        language=language,
        steps=judged.steps,
        whole=judged.whole or None,
        waivers=waivers,
        known=bool(judged.digest),
    )
