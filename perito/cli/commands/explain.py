"""`perito explain`: a finding of the last run, one stage further than the report; or a check, a step, the practice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.classroom.archive import EVIDENCE, RESULT, is_class, runs
from perito.documents.check_names import base, matches
from perito.documents.result import Result
from perito.errors import UsageError
from perito.grading.settings import one_of, spoken
from perito.practice import locate, rubric
from perito.practice.words import PLACEHOLDER
from perito.report.answer import advice, answer, quoted, rows
from perito.report.evidence import by_number
from perito.report.folding import folded
from perito.report.safe import line
from perito.report.view import STUDENT, TEACHER, View
from perito.report.words import headline
from perito.support import i18n, reading
from perito.support.i18n import _, exact
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from perito.documents.result import CheckResult
    from perito.practice.locate import Practice
    from perito.practice.rubric import CheckEntry, Rubric
    from perito.practice.words import Words
    from perito.report.cause import Cause
    from perito.report.evidence import Understood

UNKNOWN = "…"  # what a placeholder stands for where nothing was found


@dataclass(frozen=True)
class Options:
    """What to explain, and where: `run` is a run's directory or its result, else the last one in `reports`.

    `student`: of a class, whose; `language` None: the run's. `everything`: the whole practice, where nothing is named.
    """

    name: str
    practice: Path | None
    language: str | None
    run: Path | None
    reports: Path
    student: str | None = None
    everything: bool = False


@dataclass(frozen=True)
class Found:
    """The run to explain, its evidence by number, and whose it is where it is of a class."""

    view: View
    evidence: Mapping[int, Understood] = field(default_factory=dict)
    whose: str = ""


def run(options: Options) -> int:
    """Print what was asked for; returns the exit status. Raises UsageError."""
    if options.language is not None:
        one_of("--lang", options.language, i18n.LANGUAGES)
    i18n.use(options.language or i18n.default())
    found = _found(options)
    if options.language or not found:
        i18n.use(options.language or i18n.default())
    else:
        i18n.use_of(found.view.result.language)
    loaded = rubric.load(_practice(options, found).rubric)
    if options.language or not found:
        spoken(options.language or i18n.default(), loaded)
    texts = list(_lines(loaded, found, options))
    for text in [found.whose, *texts] if found is not None and found.whose else texts:
        print(folded(text))
    return errors.OK


def _practice(options: Options, found: Found | None) -> Practice:
    """The practice given, else the run's where it is still there, else the one that ships with Perito."""
    used = found.view.result.judged_by.practice if found is not None else None
    if options.practice is None and used is not None and used.place:
        with suppress(locate.PracticeError):
            return locate.find(used.place)
    return locate.find(options.practice)


def _lines(loaded: Rubric, kept: Found | None, options: Options) -> Iterable[str]:
    name, language, view = options.name.strip(), i18n.language(), kept.view if kept else None
    if not name and kept is not None and not options.everything:
        return _begun(kept)
    if not name or name in loaded.steps:
        return _list({name: loaded.steps[name]} if name else loaded.steps, language)
    if name.isdecimal():
        return _numbered(int(name), kept, options)
    if kept is not None and options.run is not None:
        checks = _checks(name, kept.view)
        if checks:
            return _joined(_answered(check, kept) for check in checks)
    found = (
        [cause for cause in view.causes if name == cause.root.finding or matches(cause.root.check, name)]
        if view
        else []
    )
    if kept is not None and found:
        return _joined(_cause(cause, kept) for cause in found)
    if base(name) in loaded.checks:
        return _whole(base(name), loaded, language)
    words = loaded.words.of(name)
    if words is not None:
        return _worded(name, words, loaded)
    return _titled(name, loaded, kept, language)


def _begun(kept: Found) -> Iterator[str]:
    """A run's causes, the first one whole, and how to read on."""
    view = kept.view
    yield f"{view.address} · {view.when} · {view.verdict}"
    yield ""
    if not view.causes:
        yield view.praise if view.flawless else view.unseen
    else:
        yield from _cause(view.causes[0], kept)
    if view.causes[1:]:
        yield ""
        yield _("Then:")
    for cause in view.causes[1:]:
        place = f" · {line(cause.root.deployment)}" if view.several and cause.root.deployment else ""
        yield f"   perito explain {cause.number}   {cause.title}{place}"
    yield ""
    yield _("Every check of the practice: perito explain --all")


def _checks(name: str, view: View) -> list[CheckResult]:
    """The checks of a run with this id or finding; else the one with this in its title, in every deployment."""
    named = [check for check in view.checks if name == check.finding or matches(check.id, name)]
    if named:
        return named
    wanted = name.casefold()
    titled = [check for check in view.checks if wanted in f"{check.title}\n{headline(check)}".casefold()]
    return titled if len({check.id for check in titled}) == 1 else []


def _answered(check: CheckResult, kept: Found) -> Iterable[str]:
    cause = kept.view.own_cause(check)
    return answer(check, kept.view, kept.evidence) if cause is None else _cause(cause, kept)


def _list(steps: dict[str, rubric.Step], language: str) -> list[str]:
    lines: list[str] = []
    for step in steps.values():
        lines += ["", step.title.in_language(language)]
        lines += [
            f"  {check:<28} {exact(entry.points):>5}  {entry.title.in_language(language)}"
            for check, entry in step.checks.items()
        ]
    return lines[1:]


def _found(options: Options) -> Found | None:
    """The run asked for, or the last one that is kept; None where none is. Raises UsageError."""
    if options.run is None:
        if options.student is not None:
            raise UsageError(_("--student: say of which class with --run"))
        kept = [one for one in runs(options.reports) if not is_class(one)]
        return _of(kept[-1] / RESULT) if kept else None
    if is_class(options.run):
        return _of_class(options.run, options.student)
    if options.student is not None:
        raise UsageError(_("--student: {run} is the run of one server").format(run=options.run))
    return _of(options.run / RESULT if options.run.is_dir() else options.run)


def _of(path: Path, audience: str = STUDENT, whose: str = "") -> Found:
    return Found(View(_read(path), audience), _evidence(path.with_name(EVIDENCE)), whose)


def _evidence(path: Path) -> Mapping[int, Understood]:
    """What was recorded beside a result; nothing where that is not there or cannot be read."""
    if not path.is_file():
        return {}
    from perito.evidence import recording

    with suppress(recording.EvidenceError, OSError):
        return by_number(recording.load(path))
    return {}


def _of_class(run: Path, student: str | None) -> Found:
    """One student's result, for the teacher."""
    from perito.classroom import chosen, finished
    from perito.classroom.run_directory import RunDirectory

    directory = RunDirectory(run.resolve())
    if student is None:
        raise UsageError(_("{run} is the run of a class: say whose result with --student ID").format(run=run))
    person = chosen.one_of(finished.people(directory), student)
    path = directory.path / person.directory / RESULT
    if not path.is_file():
        from perito.cli.commands.report_students import reason_of

        raise UsageError(reason_of(directory, person))
    return _of(path, TEACHER, " · ".join(line(one) for one in (person.id, person.name) if one))


def _read(path: Path) -> Result:
    from pydantic import ValidationError

    try:
        return Result.model_validate_json(reading.json_text(path))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        said = reason(error) if isinstance(error, OSError) else _("not the result of a run")
        raise UsageError(f"{path}: {said}") from None


def _numbered(number: int, kept: Found | None, options: Options) -> Iterable[str]:
    if kept is None:
        text = _("no run is kept in {directory}: grade a server first, or name a run with --run")
        raise UsageError(text.format(directory=options.reports))
    causes = kept.view.causes
    if not 1 <= number <= len(causes):
        text = _("the last run has {count} causes, and none with the number {number}")
        raise UsageError(text.format(count=len(causes), number=number))
    return _cause(causes[number - 1], kept)


def _joined(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield from part


def _cause(cause: Cause, kept: Found) -> Iterator[str]:
    """Everything that the practice lets a student know about one cause, and what the server answered."""
    place = f" · {line(cause.root.deployment)}" if kept.view.several and cause.root.deployment else ""
    yield f"{cause.number}. {cause.title}{place}"
    if cause.finding:
        yield f"   {cause.finding}"
    if cause.weight:
        yield f"   {cause.weight}"
    if cause.root.proof:
        yield from rows([(_("The server says"), cause.root.proof)])
    if cause.check is not None:
        yield from advice(cause.check)
        yield from quoted(cause.check, kept.view, kept.evidence)


def _whole(name: str, loaded: Rubric, language: str) -> Iterator[str]:
    """What the rubric says of a check, and the findings it has words for."""
    entry: CheckEntry = loaded.checks[name]
    yield from rows([
        (_("Check"), name),
        (_("Points"), exact(entry.points)),
        (_("What"), entry.title.in_language(language)),
        (_("Why"), entry.why.in_language(language) if entry.why else ""),
        (_("Hint"), entry.hint.in_language(language) if entry.hint else ""),
        (_("See it yourself"), entry.see.run if loaded.help != "question" else ""),
        (_("Requires"), ", ".join(entry.requires)),
        (_("May be explained by"), ", ".join(entry.wants)),
    ])  # fmt: skip
    known = [one for one in loaded.words.everything() if one.partition("/")[0] == name]
    yield from rows([(_("Findings"), ", ".join(known))])


def _worded(name: str, words: Words, loaded: Rubric) -> Iterator[str]:
    """The words of a finding that the last run does not have, with gaps where the server's own words would stand."""
    language = i18n.language()
    entry = loaded.checks.get(name.partition("/")[0])
    ask = words.ask or (entry.hint if entry else None)
    why = words.why or (entry.why if entry else None)
    look = words.look or (entry.see if entry else None)
    yield from rows([
        (_("Finding"), name),
        (_("What it says"), _gaps(words.says.in_language(language))),
        (_("Why"), _gaps(why.in_language(language)) if why else ""),
        (_("Hint"), _gaps(ask.in_language(language)) if ask else ""),
        (_("See it yourself"), _gaps(look.run) if look and loaded.help != "question" else ""),
    ])  # fmt: skip


def _gaps(text: str) -> str:
    return PLACEHOLDER.sub(UNKNOWN, text)


def _titled(name: str, loaded: Rubric, kept: Found | None, language: str) -> Iterable[str]:
    """What has this in its title: a cause of the last run, else a check. Raises UsageError where it is not one."""
    wanted = name.casefold()
    known = kept.view.causes if kept else ()
    causes = [one for one in known if wanted in f"{one.title}\n{one.check_title}".casefold()]
    if kept is not None and causes:
        return _joined(_cause(one, kept) for one in causes)
    found = [check for check, entry in loaded.checks.items() if _called(entry, wanted, language)]
    if len(found) == 1:
        return _whole(found[0], loaded, language)
    if found:
        text = _("{name!r} is in the titles of several checks: {checks}")
        raise UsageError(text.format(name=name, checks=", ".join(found)))
    text = _("no cause, check, finding or step is called {name!r}; `perito explain --all` lists them")
    raise UsageError(text.format(name=name))


def _called(entry: CheckEntry, wanted: str, language: str) -> bool:
    titles = [text.in_language(language) for text in (entry.title, entry.unmet) if text is not None]
    return any(wanted in title.casefold() for title in titles)
