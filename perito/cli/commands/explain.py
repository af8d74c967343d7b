"""`perito explain`: a finding of the last run, one stage further than the report; or a check, a step, the practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito import errors
from perito.documents.result import Result
from perito.errors import UsageError
from perito.grading.settings import one_of
from perito.practice import locate, rubric
from perito.practice.words import PLACEHOLDER
from perito.report.safe import clean, line
from perito.report.view import View
from perito.report.words import where
from perito.support import i18n
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from perito.practice.rubric import CheckEntry, Rubric
    from perito.practice.words import Words
    from perito.report.cause import Cause

RESULT = "result.json"
UNKNOWN = "…"  # what a placeholder stands for where nothing was found


@dataclass(frozen=True)
class Options:
    """What to explain, and where: `run` is a run's directory or its result, else the last one in `reports`."""

    name: str
    practice: Path | None
    language: str
    run: Path | None
    reports: Path


def run(options: Options) -> int:
    """Print what was asked for; returns the exit status. Raises UsageError."""
    one_of("--lang", options.language, i18n.LANGUAGES)
    i18n.use(options.language)
    loaded = rubric.load(locate.find(options.practice).rubric)
    for text in _lines(loaded, options):
        print(text)
    return errors.OK


def _lines(loaded: Rubric, options: Options) -> Iterable[str]:
    name, language = options.name.strip(), options.language
    if not name or name in loaded.steps:
        return _list({name: loaded.steps[name]} if name else loaded.steps, language)
    view = _last(options)
    if name.isdecimal():
        return _numbered(int(name), view, options)
    found = [cause for cause in view.causes if name in {cause.root.check, cause.root.finding}] if view else []
    if found:
        return _joined(map(_cause, found))
    if name in loaded.checks:
        return _whole(name, loaded, language)
    words = loaded.words.of(name)
    if words is not None:
        return _worded(name, words, loaded)
    return _titled(name, loaded, view, language)


def _list(steps: dict[str, rubric.Step], language: str) -> list[str]:
    lines: list[str] = []
    for step in steps.values():
        lines += ["", step.title.in_language(language)]
        lines += [
            f"  {check:<28} {entry.points:>5}  {entry.title.in_language(language)}"
            for check, entry in step.checks.items()
        ]
    return lines[1:]


def _last(options: Options) -> View | None:
    """The run asked for, or the last one that is kept; None where none is."""
    if options.run is not None:
        path = options.run / RESULT if options.run.is_dir() else options.run
        return View(_read(path))
    kept = sorted(options.reports.glob(f"[0-9]*/{RESULT}"), key=lambda path: path.parent.name)
    return View(_read(kept[-1])) if kept else None


def _read(path: Path) -> Result:
    from pydantic import ValidationError

    try:
        return Result.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("not the result of a run")
        raise UsageError(f"{path}: {reason}") from None


def _numbered(number: int, view: View | None, options: Options) -> Iterable[str]:
    if view is None:
        text = _("no run is kept in {directory}: grade a server first, or name a run with --run")
        raise UsageError(text.format(directory=options.reports))
    if not 1 <= number <= len(view.causes):
        text = _("the last run has {count} causes, and none with the number {number}")
        raise UsageError(text.format(count=len(view.causes), number=number))
    return _cause(view.causes[number - 1])


def _joined(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield from part


def _cause(cause: Cause) -> Iterator[str]:
    """Everything that the practice lets a student know about one cause."""
    check = cause.check
    yield f"{cause.number}. {cause.title}"
    if cause.finding:
        yield f"   {cause.finding}"
    if cause.root.proof:
        yield from _rows([(_("The server says"), cause.root.proof)])
    if check is None:
        return
    yield from _rows([
        (_("Why"), check.why),
        (_("Next step"), check.hint),
        (where(check), check.command),
        (_("Finding"), check.finding or check.id),
    ])  # fmt: skip
    if check.line:
        yield _("The line:")
        yield from (f"    {text}" for text in clean(check.line).splitlines())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{label}: {line(text)}" for label, text in rows if text)


def _whole(name: str, loaded: Rubric, language: str) -> Iterator[str]:
    """What the rubric says of a check, and the findings it has words for."""
    entry: CheckEntry = loaded.checks[name]
    yield from _rows([
        (_("Check"), name),
        (_("Points"), str(entry.points)),
        (_("What"), entry.title.in_language(language)),
        (_("Why"), entry.why.in_language(language) if entry.why else ""),
        (_("Hint"), entry.hint.in_language(language) if entry.hint else ""),
        (_("See it yourself"), entry.see.run if loaded.help != "question" else ""),
        (_("Requires"), ", ".join(entry.requires)),
        (_("May be explained by"), ", ".join(entry.wants)),
    ])  # fmt: skip
    known = [one for one in loaded.words.everything() if one.partition("/")[0] == name]
    yield from _rows([(_("Findings"), ", ".join(known))])


def _worded(name: str, words: Words, loaded: Rubric) -> Iterator[str]:
    """The words of a finding that the last run does not have, with gaps where the server's own words would stand."""
    language = i18n.language()
    entry = loaded.checks.get(name.partition("/")[0])
    ask = words.ask or (entry.hint if entry else None)
    why = words.why or (entry.why if entry else None)
    look = words.look or (entry.see if entry else None)
    yield from _rows([
        (_("Finding"), name),
        (_("What it says"), _gaps(words.says.in_language(language))),
        (_("Why"), _gaps(why.in_language(language)) if why else ""),
        (_("Hint"), _gaps(ask.in_language(language)) if ask else ""),
        (_("See it yourself"), _gaps(look.run) if look and loaded.help != "question" else ""),
    ])  # fmt: skip


def _gaps(text: str) -> str:
    return PLACEHOLDER.sub(UNKNOWN, text)


def _titled(name: str, loaded: Rubric, view: View | None, language: str) -> Iterable[str]:
    """What has this in its title: a cause of the last run, else a check. Raises UsageError where it is not one."""
    wanted = name.casefold()
    causes = [one for one in (view.causes if view else ()) if wanted in f"{one.title}\n{one.check_title}".casefold()]
    if causes:
        return _joined(map(_cause, causes))
    found = [check for check, entry in loaded.checks.items() if _called(entry, wanted, language)]
    if len(found) == 1:
        return _whole(found[0], loaded, language)
    if found:
        text = _("{name!r} is in the titles of several checks: {checks}")
        raise UsageError(text.format(name=name, checks=", ".join(found)))
    text = _("no cause, check, finding or step is called {name!r}; `perito explain` lists them all")
    raise UsageError(text.format(name=name))


def _called(entry: CheckEntry, wanted: str, language: str) -> bool:
    titles = [text.in_language(language) for text in (entry.title, entry.unmet) if text is not None]
    return any(wanted in title.casefold() for title in titles)
