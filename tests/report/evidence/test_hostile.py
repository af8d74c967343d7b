"""Answers of a server that floods, lies or hides: what they cost does not grow with them, and nothing is live."""

from __future__ import annotations

import base64
import json
import re
import time

import pytest

from perito.evidence.recording import Evidence
from perito.evidence.redaction import Redactor
from perito.grading.proof import shapes_of
from perito.report import html
from perito.report.answer import quoted
from perito.report.evidence import by_number, proofs
from perito.report.evidence.focus import Focus
from perito.report.safe import excerpt
from perito.report.view import View
from perito.transport.base import Answer, Command, HttpReply, HttpRequest
from tests.report import samples

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
FLOOD = 5_000_000
PATH = "/var/www/app/application.py"


def framed(content: bytes) -> bytes:
    """A file as `framing` has it."""
    return b"P\0%b\x0081a4\x000\x000\0root\0root\x001\x001.0\0T\0%b\0%b\0" % (PATH.encode(), PATH.encode(), content)


def asked(about: str, stdout: bytes, stderr: bytes = b"") -> Evidence:
    """Evidence of one command."""
    evidence = Evidence()
    evidence.record(Command("x", about=about), Answer(0, stdout, stderr))
    return evidence


def drawn(evidence: Evidence, focus: Focus | None = None) -> str:
    """All text that is drawn of its first piece."""
    what = focus or Focus(paths=(PATH,), places=((PATH, 2),), value="755")
    shown = proofs.shown(by_number(evidence)[1], what)
    rows = [row for block in shown.blocks for part in block.parts for row in part.rows]
    return "\n".join(
        (*(block.title for block in shown.blocks), *(f"{one.label} {one.plain} {one.aside}" for one in rows))
    )


NASTY = "\x1b]0;x\x07\u202e<script>alert(1)</script>\u200b\x9b2J\0".encode() + b"\xff\xfe\x00"
BARE = NASTY.replace(b"\0", b"")
UNIT = b"/etc/systemd/system/x.service"
REPLY = {
    "status": 200, "headers": [["X", "\x1b"]], "body": "", "base64": False, "failure": "", "detail": "", "peer": 1,
}  # fmt: skip
ANSWERS = [
    (f"cat {PATH}", framed(b"a\n" + NASTY.replace(b"\0", b"\1") + b"\n")),
    ("cat /etc/motd", BARE),
    ("own check", NASTY),
    (f"stat {PATH}", b"P\0" + BARE + b"\x0081a4\x000\x000\0ro\x1bot\0ro\xe2\x80\xaeot\x001\x001.0\0"),
    ("find /var/www", PATH.encode() + b"\0f\x00755\0\x1b[2J\0x\x000\x000\x001\x001\0\x9b\0"),
    ("systemctl show --type=service", b"Id=x.service\nActiveState=" + NASTY + b"\nUser=\x1b[2J\n"),
    ("journalctl -b -u x.service", json.dumps({"MESSAGE": NASTY.decode("utf-8", "replace"), "_PID": "1"}).encode()),
    ("tail /var/log/x.log", b"+0100\n/var/log/x.log\0" + NASTY.replace(b"\0", b"") + b"\0\0"),
    ("ss -H", b"tcp   LISTEN 0 5 0.0.0.0:80 0.0.0.0:* users:((\"\x1b[2J\",pid=1,fd=1))\n"),
    ("nginx -t", b"perito-sandbox\n", ),
    ("cat /etc/systemd/system/**", framed(b"[Service]\nUser=\x1b[2J\n").replace(PATH.encode(), UNIT)),
    ("curl --unix-socket /x http://x/", json.dumps(REPLY | {"body": "\x1b\0"}).encode()),
]  # fmt: skip


@pytest.mark.parametrize(("about", "stdout"), ANSWERS, ids=[one[0] for one in ANSWERS])
def test_nothing_live_is_drawn_of_any_shape(about: str, stdout: bytes) -> None:
    evidence = asked(about, stdout, b"\x1b[2Jx\0y")
    text = drawn(evidence)
    assert text
    assert not CONTROL.search(text), text
    assert "\\x00" not in text
    raw = excerpt(by_number(evidence)[1].item.stdout, 60)
    assert not CONTROL.search("\n".join(raw.head))


FLOODS = [
    (f"cat {PATH}", framed(b"x\n" * (FLOOD // 2))),
    (f"cat {PATH}", framed(b"\x1b" * FLOOD)),
    ("own check", b"\x1b" * FLOOD),
    ("own check", b"\0" * FLOOD),
    ("own check", b"\n" * FLOOD),
    ("systemctl show --type=service", b"A=\x1b\n" * (FLOOD // 4)),
    ("journalctl -b -u x.service", b'{"MESSAGE":"' + b"\\u001b" * (FLOOD // 6) + b'"}'),
    ("nginx -t", b"\xff" * FLOOD),
    ("find /var/www", b"/var/www/app/a\0f\x00755\0x\0x\x000\x000\x001\x001\0\0" * (FLOOD // 33)),
]


@pytest.mark.parametrize(("about", "stdout"), FLOODS, ids=[f"{one[0][:8]}-{place}" for place, one in enumerate(FLOODS)])
def test_five_megabytes_cost_what_is_shown_of_them(about: str, stdout: bytes) -> None:
    evidence = Evidence()
    evidence.record(Command("x", about=about), Answer(0))
    evidence.exchanges[0] = type(evidence.exchanges[0])(1, Command("x", about=about), Answer(0, stdout), 0.0)
    result = samples.broken()
    result = result.model_copy(
        update={"checks": tuple(one.model_copy(update={"evidence": (1,)}) for one in result.checks)}
    )
    begun = time.process_time()
    page = html.render(result, evidence)
    assert time.process_time() - begun < 3
    assert len(page) < 400_000


def test_a_tail_is_cut_before_it_is_cleaned() -> None:
    flood = "\x1b" * FLOOD + "\n" + "\u202e" * FLOOD
    begun = time.process_time()
    part = excerpt(flood, 60)
    assert time.process_time() - begun < 0.3
    assert all(len(one) <= 400 for one in part.head)


def test_no_shape_brings_back_a_secret() -> None:
    body = "SECRET_KEY = \"geheim-123456\"\nPASSWORD: 'geheim-\u00f1'"
    row = REPLY | {"body": body}
    packed = row | {"body": base64.b64encode(body.encode()).decode(), "base64": True}
    for one in (row, packed):
        text = drawn(asked("curl --unix-socket /x http://x/", json.dumps(one).encode()))
        assert "HTTP/1.1 200" in text
        assert "geheim" not in text
    evidence = Evidence(redactor=Redactor(("contraseña-de-ana",)))
    evidence.record(
        Command("x", about="journalctl -b -u x"),
        Answer(0, json.dumps({"MESSAGE": "entra con contraseña-de-ana", "_PID": "1"}).encode()),
    )
    assert "contrase" not in drawn(evidence)
    reply = HttpReply(200, (("Set-Cookie", "session=geheim-123456; Path=/"),), b"password = 'geheim-123456'\n")
    evidence = Evidence()
    evidence.record(HttpRequest("/?token=x", "app", cookie="session=geheim-123456", cookies="session"), reply)
    text = drawn(evidence)
    assert "Cookie: session" in text
    assert "geheim" not in text


def test_a_teachers_own_check_shows_its_text() -> None:
    evidence = asked("uptime", b" 10:42 up 3 days\n")
    assert shapes_of(evidence.exchanges[0]) == ()
    assert "10:42 up 3 days" in drawn(evidence)
    view = View(samples.broken())
    check = view.checks[0].model_copy(update={"evidence": (1,)})
    assert any("10:42 up 3 days" in line for line in quoted(check, view, by_number(evidence)))
    (block,) = proofs.shown(by_number(asked("cat /etc/motd", b"Hola\n"))[1], Focus()).blocks
    assert (block.kind, block.title) == ("file", "/etc/motd")
