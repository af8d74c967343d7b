"""The guard around readers, and what goes round it: evidence, redaction, questions with strange names in them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from perito.errors import CannotLook, Unseen
from perito.evidence import recording
from perito.evidence.recording import Evidence, EvidenceError
from perito.evidence.redaction import Redactor
from perito.evidence.session import Session
from perito.models.flask.heroku import asking
from perito.models.flask.heroku.certificate import read as read_certificate
from perito.practice.expect import Failure, NotApplicable
from perito.probes.base import Probe
from perito.probes.hosts_file import parse_address
from perito.server.fact import fact
from perito.transport.base import Answer, Command
from perito.transport.local import LocalTransport
from perito.transport.target import Kind, Target
from perito.transport.unreadable import Unreadable, encodable, reading
from tests.hostile.attack import attack
from tests.hostile.nasty import DIGITS
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def deep(text: str) -> object:
    return [deep(text)]


STUMBLING: dict[str, Callable[[str], object]] = {
    "ValueError": lambda text: int(DIGITS),
    "UnicodeDecodeError": lambda text: b"\xff".decode(),
    "KeyError": lambda text: {"a": 1}[text],
    "IndexError": lambda text: text.split()[9],
    "OverflowError": lambda text: float(10**400),
    "TypeError": lambda text: text + None,  # type: ignore[operator]
    "AttributeError": lambda text: None.text,  # type: ignore[attr-defined]
    "RecursionError": deep,
    "JSONDecodeError": json.loads,
    "LookupError": lambda text: b"x".decode(text),
}


class Part:
    """Something with facts."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self.trail: list[int] = []
        self.reader = read

    @fact
    def said(self) -> object:
        """What it said. Nothing else."""
        return self.reader("x")


@attack("odd files", "an answer at which a reader stumbles", "could not look, never a crash")
@pytest.mark.parametrize("name", STUMBLING)
def test_a_reader_that_stumbles_could_not_look(name: str) -> None:
    read = STUMBLING[name]
    probe = Probe(Command("cat /etc/x", about="cat /etc/x"), lambda answer: read("x"))
    with pytest.raises(CannotLook, match=r"cat /etc/x \(" + name) as seen:
        probe.read(Answer(0, b"x"))
    assert seen.value.reason == "unreadable"
    with pytest.raises(Unreadable, match=r"What it said. Nothing else \(" + name):
        _ = Part(read).said


@pytest.mark.parametrize(
    "ending", [Failure("a", "b"), NotApplicable("no"), CannotLook(Unseen.TIMEOUT), OSError("ours")]
)
def test_how_checks_end_and_errors_of_ours_pass(ending: Exception) -> None:
    def read(_text: str) -> object:
        raise ending

    with pytest.raises(type(ending)) as seen:
        _ = Part(read).said
    assert seen.value is ending


def test_where_it_stumbled_is_shown_to_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for debug, shown in (("", False), ("1", True)):
        monkeypatch.setenv("PERITO_DEBUG", debug)
        with pytest.raises(Unreadable), reading("x"):
            int("y")
        assert ("Traceback" in capsys.readouterr().err) is shown


@attack("secrets", "a password beside half a character", "secrets are redacted, and it can be written")
@pytest.mark.parametrize("text", ["a\udcffb", "\ud800", "\udced\udca0\udc80", "\udcff\ud800", "ñ"])
def test_halves_of_characters(text: str, tmp_path: Path) -> None:
    redactor = Redactor(("hunter22",))
    assert redactor.text(text) == redactor.given_text(text) == text
    assert redactor.text(text + "hunter22") == f"{text}[redacted]"
    assert encodable(text).encode()
    seen = Evidence({"kind": "local"}, "n", redactor=redactor)
    seen.record(Command(f"stat {text}"), Answer(0))
    seen.record(f"resolve {text}", [text])
    seen.save(tmp_path / "e.jsonl")
    assert [one.asked for one in recording.load(tmp_path / "e.jsonl")] == [Command(f"stat {text}"), f"resolve {text}"]


@attack("injection", "a name that no shell takes", "costs no connection")
@pytest.mark.parametrize("script", ["echo 'a\0b'", "echo \ud800", "echo " + "x" * 131072])
def test_a_question_that_no_shell_takes_costs_no_connection(script: str) -> None:
    transport = LocalTransport()
    transport.open()
    try:
        strange, after = transport.run([Command(script), Command("echo sound")])
    finally:
        transport.close()
    assert strange.trouble is Unseen.NOT_ASKED
    assert (after.exit_code, after.stdout) == (0, b"sound\n")


END = '{"end":0,"finished":"2026-01-01T00:00:00Z","stats":{}}'
HEADER = '{"schema":"perito/evidence/1","perito":"1","target":{},"nonce":"n","started":"2026-01-01T00:00:00Z"}'
COMMAND = '{{"n":1,"kind":"command","at":{at},"asked":{{"script":"x","role":"login"}},"answer":{{"exit_code":{code}}}}}'


@attack("own side", "a recording of another shape", "refused in one line with its place")
@pytest.mark.parametrize(
    "lines",
    [
        [HEADER, COMMAND.format(at="1" + "0" * 400, code=0)],
        [HEADER, COMMAND.format(at=0, code=DIGITS)],
        [HEADER, COMMAND.format(at=0, code='"x"')],
        [HEADER, COMMAND.format(at=0, code="[]")],
        [HEADER, "[" * 100_000],
        [HEADER.replace("2026-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00")],
        [HEADER.replace("2026-01-01T00:00:00Z", "2026-13-01")],
        [HEADER.replace('"target":{}', '"target":7')],
        [HEADER, END.replace("2026-01-01T00:00:00Z", "9999-99-99")],
    ],
)
def test_a_recording_of_another_shape_is_refused_in_one_line(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text("\n".join([*lines, ""]))
    with pytest.raises(EvidenceError, match=r"e\.jsonl:\d+:\d+: ") as seen:
        recording.load(path)
    assert "\n" not in str(seen.value)
    assert len(str(seen.value)) < 1000


def test_a_unit_that_cannot_be_read_makes_the_grade_provisional(monkeypatch: pytest.MonkeyPatch) -> None:
    from perito.models.flask import survey
    from tests.live.grading import of_session

    sound = of_session(Session.replay(store.demo("sound")))
    assert sound.complete

    def stumble(*_: object) -> None:
        raise ValueError("year 0 is out of range")

    monkeypatch.setattr(survey, "unit_hint", stumble)
    result = of_session(Session.replay(store.demo("sound")))
    assert not result.complete
    assert any("flask_app.service" in one.text and "year 0" in one.text for one in result.problems)


def test_a_certificate_that_cannot_be_read_is_none() -> None:
    assert read_certificate(b"\x30\x82") is None
    assert parse_address("[::1") is None


def test_an_extension_that_cannot_be_read_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("no such year")

    monkeypatch.setattr(asking, "_resolved", stumble)
    target = replace(Target(Kind.LOCAL), heroku="mi-app-0123456789ab")
    session = Session.of(replace(Evidence({"kind": "local"}, "n")))
    session.replayed = False
    asking.ask(session, target)
    assert session.number(asking.DNS) is None
