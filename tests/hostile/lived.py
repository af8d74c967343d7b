"""A recorded server that answers as a live one does, and everything that Perito makes of what it says."""

from __future__ import annotations

import csv
import importlib.util
import inspect
import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from perito.classroom.identity import ask as identity
from perito.classroom.identity.facts import facts_of
from perito.classroom.job import Person
from perito.classroom.worker import line
from perito.documents.class_result import ClassResult
from perito.documents.result import Result
from perito.errors import CannotLook
from perito.evidence.recording import Evidence
from perito.evidence.session import Session
from perito.grading.completeness import REASONS
from perito.grading.grade import Assignment, prepare
from perito.models.wanted import Wanted
from perito.models.web import settling
from perito.practice import locate
from perito.practice.expect import NotApplicable
from perito.report import class_page, class_sheet, formats, github, gradebook, terminal, workbook
from perito.report.class_sheet import Sheet
from perito.support import i18n
from perito.support.console import Console
from perito.transport.base import Command, HttpReply, HttpRequest, Transport
from perito.transport.replay import ReplayTransport
from tests.live.grading import of_session, shipped_rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from perito.transport.base import Wait


class Wire(Transport):
    """Answers what was recorded: no replay, so what it says is redacted and recorded as on the first day."""

    def __init__(self, seen: Evidence) -> None:
        known: dict[Any, Any] = {one.asked: one.answer for one in seen.exchanges}
        self._recorded = ReplayTransport(known, known)

    def open(self) -> None:
        """Nothing."""

    def begin(self, commands: Sequence[Command]) -> list[Wait]:
        """As recorded."""
        return self._recorded.begin(commands)

    def http(self, requests: Sequence[HttpRequest]) -> list[HttpReply]:
        """As recorded."""
        return self._recorded.http(requests)

    def close(self) -> None:
        """Nothing."""


def session_with(seen: Evidence) -> Session:
    """A session with that server, of which only what the client found out itself is known already."""
    evidence = Evidence(dict(seen.target), seen.nonce, started=seen.started, extra=dict(seen.extra))
    for one in seen.exchanges:
        if isinstance(one.asked, str):
            evidence.record(one.asked, one.answer)
    return Session(Wire(seen), evidence)


def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a recorded gunicorn to settle."""
    monkeypatch.setattr(settling, "MOMENTS", 0)


def graded(seen: Evidence, place: Path) -> Result:
    """Grade it, record it, write everything, grade the recording again; raises AssertionError where they differ."""
    session = session_with(seen)
    result = of_session(session)
    identity.ask(session, result)
    assert not {one.reason for one in result.problems} & REASONS, result.problems
    assert result.checks
    path = place / "evidence.jsonl.gz"
    session.save(path)
    again_session = Session.replay(path)
    again = of_session(again_session)
    assert comparable(again) == comparable(result)
    assert facts_of(again_session.evidence) == facts_of(session.evidence)
    written(result, session.evidence)
    return result


def comparable(result: Result) -> Any:
    """What must be the same from the server and from its recording."""
    document = json.loads(result.to_json())
    for name in ("stats", "finished", "target"):
        document.pop(name, None)
    for check in document["checks"]:
        check.pop("duration")
    return document


def written(result: Result, evidence: Evidence) -> None:
    """Every format can be made, encoded and read again, for a server and for a class."""
    texts = {kind: formats.render(kind, result, evidence, "teacher") for kind in formats.FORMATS}
    for text in texts.values():
        assert text.encode()
    assert Result.model_validate_json(texts["json"]).checks == result.checks
    ElementTree.fromstring(texts["junit"])  # noqa: S314 - our own
    assert json.loads(texts["ctrf"])
    assert json.loads(texts["gradescope"])
    shown = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), width=100)
    terminal.show(result, evidence=evidence, verbosity=2, audience="teacher", console=shown)
    assert github.commands(result).encode()
    assert github.summary(result).encode()
    of_class(result)


def of_class(result: Result) -> None:
    """The same, for a class of one."""
    student = line(Person("a01", "Ana", directory="a01"), result)
    graded = ClassResult(practice=result.practice, students=(student,))
    assert ClassResult.model_validate_json(graded.to_json()) == graded
    sheet = Sheet()
    sheet.add("a01", result)
    texts = [gradebook.render(kind, graded) for kind in gradebook.KINDS]
    for text in (*texts, class_sheet.csv(graded.students, sheet), class_page.render(graded, sheet=sheet)):
        assert text.encode()
    assert len(list(csv.reader(io.StringIO(texts[0])))) == 2
    assert workbook.render(graded)


def judged(seen: Evidence) -> list[str]:
    """Ask and judge without pytest, a tenth of the time. What ended in a way that is no check's, in words."""
    i18n.use("es")
    session = session_with(seen)
    run = prepare(session, Assignment(locate.find(), shipped_rubric(), Wanted.of(session.asked)))
    strange = []
    for name, test in tests():
        takes = inspect.signature(test).parameters
        for subject in run.subjects.values() if "deployment" in takes else (None,):
            given = {"deployment": subject, "server": run.server}
            try:
                test(**{one: given[one] for one in takes})
            except (CannotLook, AssertionError, NotApplicable, pytest.skip.Exception):
                pass
            except Exception as problem:
                strange.append(f"{name}: {type(problem).__name__}: {problem}")
    result = run.result()
    identity.ask(session, result)
    assert facts_of(session.evidence).to_json().encode()
    assert session.evidence.packed()
    return strange


@cache
def tests() -> tuple[tuple[str, Callable[..., None]], ...]:
    """The practice's checks of servers and deployments, as plain functions."""
    found = []
    for path in sorted(locate.find().checks.glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(f"hostile_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [(name, one) for name, one in vars(module).items() if name.startswith("test_") and callable(one)]
    return tuple((name, one) for name, one in found if {*inspect.signature(one).parameters} <= {"deployment", "server"})
