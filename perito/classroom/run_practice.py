"""The practice and options of a run also hold later: none is replaced without a message.

`again` is for grading or showing a run once more, `resumed` for continuing it without changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.classroom import own_inputs, run_record
from perito.errors import UsageError
from perito.grading.settings import Grading, Judging, one_of
from perito.practice import locate
from perito.support import i18n, reading
from perito.support.i18n import _
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from datetime import date

    from perito.classroom.run_directory import RunDirectory
    from perito.classroom.run_record import GradedBy, Used
    from perito.documents.result import PracticeUsed
    from perito.practice.locate import Practice

SHORT = 8
STUDENT = "student"  # for whom, unless it is said


@dataclass(frozen=True)
class Given:
    """The grading options of the command line. `language` and `audience` None, and empty `only`: not given."""

    practice: Path | None = None
    only: str = ""
    language: str | None = None
    audience: str | None = None
    fail_under: float | None = None
    verbosity: int = 0
    waivers: Path | None = None
    judging: Judging = field(default_factory=Judging)

    def grading(self, practice: Path | None, language: str, audience: str = STUDENT) -> Grading:
        """The grading by this practice, for this audience unless another is given. Raises as Grading.of does."""
        return Grading.of(
            practice,
            self.only,
            language,
            self.audience or audience,
            self.fail_under,
            self.verbosity,
            self.waivers,
            self.judging,
        )


def of_class(given: Given, going_on: Path | None) -> Grading:
    """The grading of a class run, new or resumed. Raises as Grading.of and `resumed` do."""
    from perito.classroom.run_directory import RunDirectory

    if going_on is not None and (run := RunDirectory(going_on)).file.is_file():
        return resumed(run, given)
    return given.grading(given.practice, given.language or i18n.default())


def practice_of(by: PracticeUsed, given: Path | None, run: Path, *, same: bool = False) -> Practice:
    """A run's practice in its current state; a message says if that has changed.

    `same`: it must not have changed. Raises UsageError, with both names, where another practice is given or the run's
    cannot be found; locate.PracticeError, rubric.RubricError.
    """
    if given is not None:
        found = locate.find(given)
        now = _used(found)
        if by.id and now.id != by.id:
            raise UsageError(
                _("--practice {given}: that is the practice {now}, and {run} was graded by {then}").format(
                    given=given, now=_called(now), run=run, then=_called(by)
                )
            )
    else:
        found, now = _where_it_was(by, run)
    if by.digest and now.digest != by.digest:
        if same:
            raise UsageError(_unlike_text("--practice", f"{by.id} {_state(by)}", f"{now.id} {_state(now)}", run))
        say(
            _("{run}: the practice {id} is not as it was: graded by {then}, now by {now}").format(
                run=run, id=by.id, then=_state(by), now=_state(now)
            )
        )
    return found


def _where_it_was(by: PracticeUsed, run: Path) -> tuple[Practice, PracticeUsed]:
    """The run's practice in its original place; else the shipped one, if it has the same name."""
    shipped = locate.find()
    if by.place:
        try:
            found = locate.find(by.place)
            now = _used(found)
        except locate.PracticeError:
            now = None
        if now is not None and now.id == by.id:
            return found, now
    own = _used(shipped)
    if by.id and own.id != by.id:
        raise UsageError(
            _("{run} was graded by the practice {then}, and that is not there any more; {now} ships with Perito: say "
              "with --practice where {id} is").format(run=run, then=_called(by), now=_called(own), id=by.id)
        )  # fmt: skip
    if by.place:
        say(
            _("{run}: the practice {then} is not there any more: taken is the one that ships with Perito").format(
                run=run, then=_called(by)
            )
        )
    return shipped, own


def _used(practice: Practice) -> PracticeUsed:
    from perito.grading import fingerprint
    from perito.practice import rubric

    return fingerprint.used(practice, rubric.load(practice.rubric))


def _called(by: PracticeUsed) -> str:
    return f"{by.id} ({by.place})" if by.place else by.id


def _state(by: PracticeUsed) -> str:
    version = _("version {version}").format(version=by.version) + ", " if by.version else ""
    return f"{version}{by.digest[:SHORT]}"


def say(text: str) -> None:
    """Print a notice that does not change the exit status."""
    complain(text, errors.OK)


def again(run: Path, by: GradedBy, given: Given) -> Grading:
    """The grading of a run once more: unchanged unless other options are given; differences are reported.

    The steps are those given; without any, each result keeps its own. Raises UsageError as `practice_of` does.
    """
    language = given.language or by.language or i18n.default()
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    practice = practice_of(by.practice, given.practice, run)
    grading = given.grading(practice.directory, language, by.audience or STUDENT)
    if by.known and given.only and grading.steps != frozenset(by.steps):
        say(
            _("{run}: graded on {then} until now, and now on {now}").format(
                run=run, then=_steps(by.steps), now=_steps(grading.steps)
            )
        )
    if given.judging.marks is None and by.marks is not None:
        changed(run, by.marks, "--marks")  # the marks themselves are in the results
    return replace(own_inputs.again(by, grading), waivers=_waivers(run, by, given.waivers))


def resumed(run: RunDirectory, given: Given) -> Grading:
    """The grading of a resumed run: as it began. Raises UsageError, naming both, for different options."""
    by = run_record.graded_by(run)
    language = given.language or by.language or i18n.default()
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use_of(by.language or language)
    _unlike("--lang", by.language or language, language, run.path)
    practice = practice_of(by.practice, given.practice, run.path, same=True)
    if not by.known:
        _same_rubric(run, by, practice)
    audience = by.audience or given.audience or STUDENT
    _unlike("--as", audience, given.audience or audience, run.path)
    grading = given.grading(practice.directory, language, audience)
    if given.only:
        _unlike("--only", _steps(by.steps), _steps(grading.steps), run.path)
    waivers, marks = _waivers_of(run.path, by, given.waivers), given.judging.marks
    if by.whole is False and by.marks is None and marks is not None:
        raise UsageError(f"--resume: {needs_whole(run.path)}")
    if marks is None and by.marks is not None:
        marks = remembered(run.path, by.marks, "--marks")
    elif marks is not None and by.marks is not None and _content(marks) != by.marks.digest:
        say(_("{run}: the marks are now those of {now}").format(run=run.path, now=marks))
    if given.judging.inputs:
        _unlike("--input", " ".join(by.inputs), " ".join(sorted(given.judging.inputs)), run.path)
    whole = given.judging.whole or bool(by.whole)
    judging = replace(given.judging, marks=marks, whole=whole, inputs=by.inputs)
    return replace(grading, steps=frozenset(by.steps), waivers=waivers, judging=judging)


def first_day(run: RunDirectory) -> date:
    """The day on which a run began, by this computer's clock. Raises UsageError where run.json has none."""
    from perito.classroom.history import started

    return started(run).astimezone().date()


def _same_rubric(run: RunDirectory, by: GradedBy, practice: Practice) -> None:
    """Compare the rubric of a run by an earlier Perito, which stored only its digest. Raises UsageError for another
    one."""
    then, now = str(run.asked().get("rubric", "")), run_record.digest(reading.content(practice.rubric))
    if then not in ("", now):
        _unlike("--practice", f"{by.practice.id} {then[:SHORT]}", f"{by.practice.id} {now[:SHORT]}", run.path)


def needs_whole(run: Path) -> str:
    """The error for marks where one deployment was graded."""
    return _(
        "{run} was graded as one deployment, and marks count in the whole assignment only: "
        "`perito regrade --whole` grades that, and what is missing costs points"
    ).format(run=run)


def now_whole(run: Path) -> str:
    """The notice that --whole turns a single deployment into the whole assignment."""
    return _("{run}: graded as one deployment until now, and as the whole assignment from now on").format(run=run)


def same_whole(run: RunDirectory, *, whole: bool) -> None:
    """Raises UsageError where the roster or an option makes a whole assignment of a run of one deployment."""
    then = run_record.graded_by(run).whole
    if then is not None and then != whole:
        raise UsageError(_unlike_text("--whole", _shape(then), _shape(whole), run.path))


def _shape(whole: bool) -> str:
    return _("the whole assignment") if whole else _("one deployment")


def _unlike(option: str, then: str, now: str, run: Path) -> None:
    if then != now:
        raise UsageError(_unlike_text(option, then, now, run))


def _unlike_text(option: str, then: str, now: str, run: Path) -> str:
    return _(
        "--resume: {run} was begun with {then}, and not with {now} ({option}); "
        "`perito regrade --save` grades all of it again"
    ).format(run=run, then=then, now=now, option=option)


def _waivers_of(run: Path, by: GradedBy, given: Path | None) -> Path | None:
    """The waivers of a resumed run. Raises UsageError for others, and where the run's are missing."""
    if given is not None:
        now = run_record.used(given, run_record.WAIVERS)
        if (now and now.digest) != (by.waivers and by.waivers.digest):
            then = _("waivers {file}").format(file=by.waivers.called) if by.waivers else _("no waivers")
            raise UsageError(_unlike_text("--waivers", then, str(given), run))
        return given
    if by.waivers is None:
        return None
    found = remembered(run, by.waivers, "--waivers")
    if found is None:
        raise UsageError(f"--resume: {run}: --waivers")
    return found


def own_copy(run: Path, file: Path) -> bool:
    """Whether a file is the run's own copy."""
    return file.parent.resolve() == run.resolve()


def _steps(steps: tuple[str, ...] | frozenset[str]) -> str:
    return ", ".join(sorted(steps)) or _("every step")


def _waivers(run: Path, by: GradedBy, given: Path | None) -> Path | None:
    """The waivers: those given, else those of the run; a message says if they differ or are missing."""
    before = by.waivers
    if given is not None:
        now = run_record.used(given, run_record.WAIVERS)
        if by.known and (now and now.digest) != (before and before.digest):
            then = before.called if before else _("none")
            say(
                _("{run}: graded with other waivers: {then} until now, {now} now").format(run=run, then=then, now=given)
            )
        return given
    return None if before is None else remembered(run, before, "--waivers")


def remembered(run: Path, file: Used, option: str) -> Path | None:
    """A file that a run used: its copy in the run, else the unchanged original. Differences are reported.

    None where neither exists.
    """
    copy, place = run / file.copied if file.copied else None, Path(file.place) if file.place else None
    if copy is not None and _content(copy) == file.digest:
        changed(run, file, option)
        return copy
    if place is not None and _content(place) == file.digest:
        return place
    say(
        _(
            "{run} was graded with {file}, and that is gone or changed: "
            "{option} F says what to take, or it is left away"
        ).format(run=run, file=file.called, option=option)
    )
    return None


def changed(run: Path, file: Used, option: str) -> None:
    """Report that a file used by a run has changed since: the old content is used."""
    place = Path(file.place) if file.place else None
    if place is not None and _content(place) not in (None, file.digest):
        say(
            _(
                "{place} has changed since {run} was graded with it: taken is what it said then; "
                "{option} {place} takes it anew"
            ).format(place=place, run=run, option=option)
        )


def _content(path: Path) -> str | None:
    try:
        return run_record.digest(reading.content(path))
    except OSError:
        return None
