"""Evidence: kept whole, kept redacted, read again."""

from __future__ import annotations

import gzip
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito.errors import Unseen
from perito.evidence import lines
from perito.evidence.recording import Evidence, EvidenceError, Kind, load
from perito.evidence.redaction import Redactor, is_secret
from perito.support import i18n
from perito.transport.base import Answer, Command, HttpReply, HttpRequest, Role

if TYPE_CHECKING:
    from pathlib import Path

ASKED: list[tuple[Any, Any]] = [
    (Command("id", Role.ROOT, timeout=3.0, limit=100), Answer(0, b"uid=0\n", b"", 0.25)),
    (Command("cat \udcff"), Answer(1, b"\xff\0", b"\xc3\xb1", 0.5)),
    (Command("sleep"), Answer(None, b"a", b"", 10.0, Unseen.TIMEOUT, "stopped after 10 s")),
    (HttpRequest("/", "x.test", body="ñ"), HttpReply(200, (("A", "1"), ("a", "2")), b"\x80", 0.1)),
    (HttpRequest("/", "y.test", via="tunnel"), HttpReply(0, failure="refused", detail="no")),
    ("hosts", {"x.test": ["127.0.0.1"], "n": None, "f": 1.5}),
]


def example() -> Evidence:
    found = Evidence({"address": "ana@server"}, "abc", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), {"rubric": "x"})
    for asked, answer in ASKED:
        found.record(asked, answer)
    found.stats["round_trips"] = 3
    return found


@pytest.mark.parametrize("name", ["evidence.jsonl", "evidence.jsonl.gz"])
def test_there_and_back(tmp_path: Path, name: str) -> None:
    before, path = example(), tmp_path / "new" / name
    before.save(path)
    after = load(path)
    assert [(one.asked, one.answer) for one in after] == ASKED
    assert [one.number for one in after] == [1, 2, 3, 4, 5, 6]
    first = after.exchanges[0].asked
    assert isinstance(first, Command)
    assert (first.timeout, first.limit) == (3.0, 100)  # not part of equality
    assert (after.target, after.nonce, after.extra) == ({"address": "ana@server"}, "abc", {"rubric": "x"})
    assert (after.started, after.incomplete, after.stats) == (before.started, "", {"round_trips": 3})
    assert after.finished is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == [name]


def test_the_file_is_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    example().save(path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines[0]["schema"] == "perito/evidence/1"
    assert lines[0]["started"] == "2026-01-02T03:04:05.000Z"
    assert lines[1]["answer"] == {"stdout": "uid=0\n", "seconds": 0.25, "exit_code": 0}
    assert lines[2]["answer"]["stdout"] == {"base64": "/wA="}
    assert lines[2]["answer"]["stderr"] == "ñ"
    assert lines[-1]["end"] == 6


def test_saving_again_replaces(tmp_path: Path) -> None:
    path, found = tmp_path / "e.gz", example()
    found.save(path)
    size = path.stat().st_size
    found.record(Command("more"), Answer(0, os.urandom(3000)))
    found.save(path)
    assert path.stat().st_size > size
    assert len(load(path).exchanges) == 7
    first = path.read_bytes()
    load(path).save(path)
    assert gzip.decompress(path.read_bytes()) == gzip.decompress(first)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        example().save(path)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["e.jsonl", "e.jsonl.gz"])
def test_every_truncation_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    example().save(path)
    whole = path.read_bytes()
    most = 0
    for size in range(len(whole) - 1, 0, -7):
        path.write_bytes(whole[:size])
        try:
            found = load(path)
        except EvidenceError:
            assert size < 200  # not even a header
            continue
        assert found.incomplete
        assert [(one.asked, one.answer) for one in found] == ASKED[: len(found.exchanges)]
        most = max(most, len(found.exchanges))
    assert most >= 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(place=st.integers(0, 2000), byte=st.integers(0, 255), packed=st.booleans())
def test_damage_never_crashes(tmp_path: Path, place: int, byte: int, packed: bool) -> None:
    path = tmp_path / ("e.gz" if packed else "e.jsonl")
    example().save(path)
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    with suppress(EvidenceError):
        load(path)


@pytest.fixture
def _english() -> None:
    i18n.use("en")


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("no newline", "breaks off"),
        ("nonsense\n", ":1:1: Expecting value"),
        ("[]\n", ":1:1: not an object"),
        ('{"schema": "perito/result/1"}\n', "its schema is 'perito/result/1'"),
        ('{"schema": "perito/evidence/1"}\n', "no header"),
        ("\xff\n", ":1:1: "),
        ("HEAD{'a'}\n", ":2:2: Expecting property name"),
        ('HEAD{"n": 2}\n', ":2:1: .*number 1 was expected"),
        ('HEAD{"n": 1, "kind": "x", "asked": {}, "answer": {}, "at": 0}\n', ":2:1: "),
        ('HEAD{"n": 1, "kind": "command", "asked": {"script": "x"}, "answer": 5, "at": 0}\n', ":2:1: "),
        ('HEAD{"end": 0, "finished": "2026-01-01T00:00:00Z"}\n{}\n', ":3:1: .*after the end"),
        ("HEAD" + "[" * 100_000 + "\n", ":2:1: not JSON"),
    ],
)
def test_what_is_no_evidence(tmp_path: Path, text: str, says: str) -> None:
    head = '{"schema":"perito/evidence/1","perito":"1","target":{},"nonce":"n","started":"2026-01-01T00:00:00Z"}\n'
    path = tmp_path / "e.jsonl"
    path.write_bytes(text.replace("HEAD", head).encode("latin-1"))
    with pytest.raises(EvidenceError, match=says):
        load(path)


@pytest.mark.usefixtures("_english")
def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGEST", 1 << 20)
    path = tmp_path / "e.gz"
    path.write_bytes(gzip.compress(b"\0" * (4 << 20)))
    with pytest.raises(EvidenceError, match="unpacks to more"):
        load(path)


@pytest.mark.usefixtures("_english")
def test_not_gzip(tmp_path: Path) -> None:
    path = tmp_path / "e.gz"
    path.write_bytes(b"plain text")
    with pytest.raises(EvidenceError, match="not gzip"):
        load(path)


def test_a_count_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    example().save(path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:-2], lines[-1]]) + "\n")
    assert load(path).incomplete == "6 exchanges were recorded, 5 are here"


def test_later_fields_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    example().save(path)
    path.write_text(path.read_text().replace('"seconds":0.25', '"seconds":0.25,"cpu":3'))
    assert load(path).exchanges[0].answer == ASKED[0][1]


class TestRedaction:
    found = Evidence(redactor=Redactor(("hunter2!",)))

    def test_answers(self) -> None:
        exchange = self.found.record(
            Command("echo hunter2!"), Answer(None, b"SECRET_KEY=abc", b"hunter2!", detail="hunter2! again")
        )
        asked, answer = exchange.asked, exchange.answer
        assert isinstance(asked, Command)
        assert asked.script == "echo [redacted]"
        assert answer == Answer(None, b"SECRET_KEY=[redacted]", b"[redacted]", detail="[redacted] again")

    def test_replies(self) -> None:
        reply = HttpReply(200, (("Set-Cookie", "s=abc; Path=/"), ("Server", "nginx")), b"pass hunter2!")
        exchange = self.found.record(HttpRequest("/?p=hunter2!", "x", body="p=hunter2!"), reply)
        assert isinstance(exchange.answer, HttpReply)
        assert exchange.answer.headers == (("Set-Cookie", "s=[redacted]; Path=/"), ("Server", "nginx"))
        assert exchange.answer.body == b"pass [redacted]"
        assert "hunter2!" not in repr(exchange)

    def test_facts_of_the_client(self) -> None:
        exchange = self.found.record("key", {"a": ["hunter2!"], "password=x": "token=abc"})
        assert "hunter2!" not in repr(exchange)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
    @given(secret=st.text(min_size=6, max_size=16), around=st.binary(max_size=30))
    def test_no_file_holds_a_given_secret(self, tmp_path: Path, secret: str, around: bytes) -> None:
        if not is_secret(secret) or secret in "[redacted]":
            return
        found = Evidence(redactor=Redactor((secret,)))
        data = around + secret.encode() + around + b"\xff"
        found.record(Command("x"), Answer(0, data, data))
        for exchange in found:
            assert isinstance(exchange.answer, Answer)
            assert secret.encode() not in exchange.answer.stdout + exchange.answer.stderr
        found.save(tmp_path / "e.jsonl")
        assert load(tmp_path / "e.jsonl").exchanges == found.exchanges


def test_what_reports_show() -> None:
    shown = [(one.number, str(one.kind), one.title, one.exit_code, one.stderr) for one in example()]
    assert shown[0] == (1, "command", "id", 0, "")
    assert shown[2] == (3, "command", "sleep", None, "stopped after 10 s")
    assert shown[3] == (4, "http", "GET http://x.test/ (127.0.0.1:80)", 200, "")
    assert shown[4][3:] == (None, "no")
    assert shown[5][:3] == (6, Kind.CLIENT, "hosts")
    assert example().exchanges[3].stdout == "A: 1\na: 2\n\n\ufffd"
    assert json.loads(example().exchanges[5].stdout)["f"] == 1.5
    assert [one.seconds for one in example()] == [0.25, 0.5, 10.0, 0.1, 0.0, 0.0]
