"""From the end of a test to an outcome: its exception, or none, and the texts for it."""

from __future__ import annotations

import linecache
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.outcomes import Skipped

from perito.documents.result import Outcome
from perito.errors import CannotLook
from perito.grading import unseen
from perito.grading.ending import Ending
from perito.grading.testinfra_errors import meaning
from perito.practice.expect import Failure, NotApplicable
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.evidence.exchange import Exchange

ADDRESS = re.compile(r" at 0x[0-9a-f]+(?=>)")  # of an object in memory: different each time
LONGEST_LITERAL = 120
LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
INTERNAL = re.compile(r"<(?:built-in|bound|function|class|module)\b| object>")
OF_PYTEST = ("_pytest/fixtures.py", "_pytest/skipping.py")
OBJECT = re.compile(r"\b[A-Z]\w*\((?=\w+=)")  # a dataclass's, as it shows itself
LONGEST_LINE = 500  # characters of an assertion for students
LONGEST = 20_000  # characters of it for teachers


class Blocked(Skipped):
    """A prerequisite is lost. pytest counts the test as skipped."""


def ending_of(
    raised: BaseException | None,
    duration: float,
    trail: tuple[int, ...],
    root: Path | None = None,
    last: Exchange | None = None,
) -> Ending:
    """The ending for an exception; a bug in a check counts as `error`: the student never pays.

    `root`: the practice's directory; `last`: the check's last question.
    """
    if raised is None:
        return Ending(Outcome.PASSED, duration, evidence=trail)
    raised = meaning(raised, root, last)
    if isinstance(raised, Failure):
        return Ending(Outcome.FAILED, duration, raised, evidence=trail, assertion=_whole_of_cause(raised, root))
    if isinstance(raised, Blocked):
        return Ending(Outcome.BLOCKED, duration, reason=str(raised), evidence=trail)
    if isinstance(raised, pytest.skip.Exception) and _through(raised, "importorskip"):
        return _of_a_mistake(raised, duration, trail, root)  # it is missing here, not on the server
    if isinstance(raised, NotApplicable | pytest.skip.Exception):
        return Ending(Outcome.NOT_APPLICABLE, duration, reason=str(raised), evidence=trail)
    if isinstance(raised, CannotLook):
        reason = raised.detail or unseen.said(raised.reason)
        return Ending(Outcome.ERROR, duration, reason=reason, evidence=trail, unseen=raised.reason)
    if isinstance(raised, AssertionError | pytest.fail.Exception) and not _of_pytest(raised):
        failure = Failure(detail=assertion_text(raised))
        return Ending(Outcome.FAILED, duration, failure, evidence=trail, assertion=whole(raised, root))
    return _of_a_mistake(raised, duration, trail, root)


def _of_a_mistake(raised: BaseException, duration: float, trail: tuple[int, ...], root: Path | None) -> Ending:
    """The ending of a check that has a mistake itself: everybody is told where, and the teacher its line, too."""
    said = f"{type(raised).__name__}: {_first_line(raised, root)}".removesuffix(": ")
    place, code = _where(raised, root)
    if not place:
        return Ending(Outcome.ERROR, duration, reason=said, evidence=trail)
    reason = _("a mistake in the check itself, {place}: {error}").format(place=place, error=said)
    whole_of_it = "\n".join(filter(None, (f"{place}: {said}", code)))
    return Ending(Outcome.ERROR, duration, reason=reason, evidence=trail, assertion=whole_of_it)


def _first_line(raised: BaseException, root: Path | None) -> str:
    """What an exception says, in one line, without the directories of this machine above the practice's files."""
    said = ADDRESS.sub("", str(raised).strip()).partition("\n")[0]
    return _clipped(said if root is None else said.replace(f"{root}{os.sep}", ""))


def _through(raised: BaseException, function: str) -> bool:
    """Whether an exception came through a function of pytest's."""
    trace = raised.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_name != function:
        trace = trace.tb_next
    return trace is not None


def _of_pytest(raised: BaseException) -> bool:
    """Whether pytest itself gave up, at fixtures whose scopes do not fit or a mark's condition: a bug in a check."""
    trace, files = raised.__traceback__, [""]
    while trace is not None:
        files.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    raising = [file for file in files if Path(file).name != "outcomes.py"]
    return isinstance(raised, pytest.fail.Exception) and any(map(Path(raising[-1]).match, OF_PYTEST))


def as_pytest_says(ending: Ending, report: pytest.TestReport) -> Ending:
    """The ending of a test marked xfail: an expected failure costs nothing, an unexpected pass fails if strict.

    A test that could not look has not shown the expected failure.
    """
    expected = getattr(report, "wasxfail", None)
    if expected is not None and report.skipped and ending.outcome in {Outcome.FAILED, Outcome.ERROR}:
        if ending.outcome is Outcome.ERROR and ending.unseen:
            return ending
        said = _("it was expected to fail")
        reason = f"{said}: {expected.removeprefix('reason: ')}" if expected else said
        return Ending(Outcome.NOT_APPLICABLE, ending.duration, reason=reason, evidence=ending.evidence)
    if ending.outcome is Outcome.PASSED and report.failed and isinstance(report.longrepr, str):
        said = _("it was expected to fail, and it passed: {reason}")
        reason = report.longrepr.removeprefix("[XPASS(strict)] ").strip()
        failure = Failure(detail=said.format(reason=reason) if reason else said.partition(":")[0])
        return Ending(Outcome.FAILED, ending.duration, failure, evidence=ending.evidence)
    return ending


def marked_out(ending: Ending, raised: BaseException | None) -> Ending:
    """The ending of a check that a mark of its test skips: nobody looked, so it is no word about the server."""
    if not isinstance(raised, pytest.skip.Exception) or not raised._use_item_location:
        return ending
    reason = _("a mark of the test's skips it: {reason}").format(reason=raised)
    return Ending(Outcome.ERROR, ending.duration, reason=reason, evidence=ending.evidence)


def assertion_text(raised: BaseException) -> str:
    """An assertion's own message; without one, pytest's explanation, in one line."""
    lines = [line.strip() for line in ADDRESS.sub("", str(raised)).splitlines() if line.strip()]
    said = [re.sub(r"^\+\s+", "", line) for line in lines[:2]]
    said = [LITERAL.sub(_shortened, _folded(line)) for line in said if not INTERNAL.search(line) or line is said[0]]
    if not said or not said[0].startswith("assert "):
        return _clipped(said[0]) if said else _("an assertion failed")
    return "; ".join(map(_clipped, said))


def _folded(text: str) -> str:
    """With the long fields of objects left out: `where '' = UnitState(…).user`."""
    found = OBJECT.search(text)
    while found is not None:
        depth, end = 1, found.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        kept = text[found.end() : end] if end - found.end() <= LONGEST_LITERAL else "…)"
        text = f"{text[: found.end()]}{kept}{text[end:]}"
        found = OBJECT.search(text, found.end() + len(kept))
    return text


def _shortened(literal: re.Match[str]) -> str:
    """A long literal cut, and not within an escape."""
    text = literal[0]
    if len(text) <= LONGEST_LITERAL:
        return text
    return re.sub(r"\\x?[\da-f]?$", "", text[:LONGEST_LITERAL]) + "…" + text[0]


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"


def whole(raised: BaseException, root: Path | None) -> str:
    """The whole text of an assertion, after its file and line in the practice."""
    said = ADDRESS.sub("", str(raised).strip()) or type(raised).__name__
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    place, _code = _where(raised, root)
    return f"{place}: {said}" if place else said


def _whole_of_cause(raised: Failure, root: Path | None) -> str:
    """The same of a library's exception, where the failure stands for that."""
    return whole(raised.__cause__, root) if raised.__cause__ is not None else ""


def _where(raised: BaseException, root: Path | None) -> tuple[str, str]:
    """`file:line`, relative to the practice's directory, and what stands there: the last of its lines on the stack."""
    trace, found = raised.__traceback__, ("", "")
    while trace is not None and root is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(root):
            line = linecache.getline(str(path), trace.tb_lineno).strip()
            found = (f"{path.relative_to(root).as_posix()}:{trace.tb_lineno}", line)
        trace = trace.tb_next
    return found
