"""Requests with their answers, and the lines of nginx's logs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from perito.documents.shapes import FileText, Http, Journal, Said, Shape, Table
from perito.probes.base import text
from perito.probes.logs import error_line, offset
from perito.probes.unix_http import reply

if TYPE_CHECKING:
    from perito.transport.base import Answer, HttpReply, HttpRequest

LEVELS = ("emerg", "alert", "crit", "error", "warn", "notice", "info", "debug")


def exchanged(asked: HttpRequest, answer: HttpReply) -> Http:
    """A visitor's request."""
    sent = [("Host", asked.host)]
    if asked.cookies:
        sent.append(("Cookie", asked.cookies))
    where = f"{asked.address}:{asked.port}" + (" (TLS)" if asked.tls else "")
    failure = ": ".join(filter(None, (answer.failure, answer.detail)))
    return Http(
        f"{asked.method} {asked.path} HTTP/1.1", where, tuple(sent), answer.status, answer.headers,
        _body(answer.body), failure,
    )  # fmt: skip


def through_socket(answer: Answer, title: str) -> list[Shape]:
    """A request past nginx: `curl --unix-socket PATH http://HOST/…`."""
    row = json.loads(text(answer.stdout))
    found = reply(row)
    asked = re.search(r"(\S+) https?://([^/\s]*)(/\S*)?", title)
    if asked is None:
        return []
    method = "POST" if re.search(r" (?:-d|--data\S*|-X POST) ", title) else "GET"
    failure = ": ".join(filter(None, (found.failure, found.detail)))
    body = "" if row["base64"] else str(row["body"])  # what was packed was never searched for secrets
    request = f"{method} {asked[3] or '/'} HTTP/1.1"
    return [Http(request, asked[1], (("Host", asked[2]),), found.status, found.headers, body, failure)]


def _body(data: bytes) -> str:
    return "" if b"\0" in data[:1024] else text(data)


def logs(answer: Answer, _title: str) -> list[Shape]:
    """The ends of log files: those of errors as messages with their times, others as they are."""
    zone, _, rest = text(answer.stdout).partition("\n")
    parts = rest.split("\0")
    found: list[Shape] = []
    for path, block, why in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        entries = [_said(line, offset(zone)) for line in block.splitlines()]
        if any(one.time for one in entries):
            found.append(Journal(path, tuple(entries)))
        else:
            found.append(FileText(path, block) if block or not why else Table(path, ()))
    return found


def _said(line: str, zone: float) -> Said:
    one = error_line(line, zone)
    if one is None:
        return Said(0.0, line)
    priority = LEVELS.index(one.level) if one.level in LEVELS else 6
    upstream = f", upstream: {one.upstream}" if one.upstream else ""
    return Said(one.time, f"{one.message}{upstream}", priority, f"nginx[{one.pid}]")
