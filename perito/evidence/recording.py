"""The evidence of a server in the order of the questions: redacted, saved, loaded.

The file is JSON lines, gzip where its name ends in .gz: a header, one line for each exchange, an end. A truncated file
still gives its complete lines.
"""

from __future__ import annotations

import gzip
import json
import time
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from perito.errors import USAGE, PeritoError
from perito.evidence.exchange import Exchange, Kind, Question, Reply, from_json, to_json
from perito.evidence.redaction import Redactor
from perito.support import atomic_write
from perito.support.i18n import _
from perito.support.printable import dumps
from perito.support.version import __version__
from perito.transport.base import Answer, Command, HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = "perito/evidence/1"
LARGEST = 1 << 30  # bytes that a file may unpack to; a larger one is a decompression bomb


class EvidenceError(PeritoError):
    """A file that is no evidence; the message names file, line and column."""

    exit_status = USAGE


@dataclass
class Evidence:
    """The evidence. Numbers start at 1. `extra` holds further fields of the header (the rubric's hash, …)."""

    target: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    extra: dict[str, Any] = field(default_factory=dict)
    exchanges: list[Exchange] = field(default_factory=list)
    version: str = __version__
    finished: datetime | None = None
    stats: dict[str, float] = field(default_factory=dict)  # the cost: round trips, bytes, …
    incomplete: str = ""  # why a loaded file has no end, if it has none
    redactor: Redactor = field(default_factory=Redactor, repr=False, compare=False)
    _clock: float = field(default_factory=time.monotonic, repr=False, compare=False)

    def record(self, asked: Question, answer: Reply) -> Exchange:
        """Redact, number and keep one exchange; reports see only the returned one."""
        at = round(time.monotonic() - self._clock, 4)
        exchange = Exchange(len(self.exchanges) + 1, self._asked(asked), self._answer(answer), at)
        self.exchanges.append(exchange)
        self.finished = None
        return exchange

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self.exchanges)

    def _asked(self, asked: Question) -> Question:
        if isinstance(asked, Command):
            given = self.redactor.given_text
            return replace(asked, script=given(asked.script), about=given(asked.about))
        if isinstance(asked, HttpRequest):
            path, body = self.redactor.given_text(asked.path), self.redactor.given_text(asked.body)
            return replace(asked, path=path, body=body, cookie="")
        return self.redactor.given_text(asked)

    def _answer(self, answer: Reply) -> Reply:
        redact = self.redactor
        if isinstance(answer, Answer):
            return replace(
                answer,
                stdout=redact.data(answer.stdout),
                stderr=redact.data(answer.stderr),
                detail=redact.text(answer.detail),
            )
        if isinstance(answer, HttpReply):
            headers = tuple((name, redact.header(name, value)) for name, value in answer.headers)
            return replace(answer, headers=headers, body=redact.data(answer.body), detail=redact.text(answer.detail))
        return redact.json(answer)

    def save(self, path: Path) -> None:
        """Write the whole file or nothing, for its owner only. Raises OSError."""
        atomic_write.write(path, self.packed() if path.name.endswith(".gz") else self._data())

    def packed(self) -> bytes:
        """The file's content, compressed."""
        return gzip.compress(self._data(), 6, mtime=0)

    def _data(self) -> bytes:
        self.finished = self.finished or datetime.now(UTC)
        return b"".join(_dump(line) + b"\n" for line in self._lines())

    def _lines(self) -> list[dict[str, Any]]:
        header = {"schema": SCHEMA, "perito": self.version, "target": self.target, "nonce": self.nonce}
        header |= {"started": _stamp(self.started), **self.extra}
        assert self.finished is not None
        end = {"end": len(self.exchanges), "finished": _stamp(self.finished), "stats": self.stats}
        return [header, *map(to_json, self.exchanges), end]


def load(path: Path) -> Evidence:
    """Read a file. A truncated one gives its complete lines and says so in `incomplete`.

    Raises EvidenceError for any other file, OSError where it cannot be read.
    """
    data, broken = _read(path)
    lines = data.split(b"\n")
    if lines[-1]:
        broken = broken or f"line {len(lines)} is not complete"
    lines.pop()  # after the last newline there is nothing, or the beginning of a line
    if not lines:
        raise EvidenceError(_("{path}: no evidence: the file is empty or its first line breaks off").format(path=path))
    evidence = _header(path, _parse(path, 1, lines[0]))
    for number, line in enumerate(lines[1:], 2):
        value = _parse(path, number, line)
        if evidence.finished is not None:
            raise EvidenceError(
                _("{path}:{number}:1: there is something after the end").format(path=path, number=number)
            )
        try:
            if "end" in value:
                evidence.finished = datetime.fromisoformat(value["finished"])
                evidence.stats = {
                    str(name): one for name, one in value.get("stats", {}).items() if type(one) in (int, float)
                }
                if value["end"] != len(evidence.exchanges):
                    broken = f"{value['end']} exchanges were recorded, {len(evidence.exchanges)} are here"
            else:
                evidence.exchanges.append(from_json(value, len(evidence.exchanges) + 1))
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as problem:
            raise EvidenceError(
                _("{path}:{number}:1: no exchange of evidence: {problem}").format(
                    path=path, number=number, problem=problem
                )
            ) from problem
    if evidence.finished is None:
        broken = broken or "the end is missing"
    evidence.incomplete = broken
    return evidence


def _read(path: Path) -> tuple[bytes, str]:
    """The file's readable text, and why it ends there."""
    data = path.read_bytes()
    if not path.name.endswith(".gz"):
        return data, ""
    unpacker = zlib.decompressobj(wbits=31)  # 16 + 15: the gzip format (zlib.h)
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as problem:
        text = _as_far_as_it_goes(data)
        if not text:
            raise EvidenceError(_("{path}:1:1: not gzip: {problem}").format(path=path, problem=problem)) from problem
        return text, f"the compressed data is damaged: {problem}"
    if unpacker.unconsumed_tail:
        raise EvidenceError(_("{path}: unpacks to more than {size} MiB").format(path=path, size=LARGEST >> 20))
    return text, "" if unpacker.eof else "the compressed data breaks off"


def _as_far_as_it_goes(data: bytes) -> bytes:
    """The data before the damage."""
    unpacker, parts = zlib.decompressobj(wbits=31), []
    try:
        for place in range(0, len(data), 512):
            parts.append(unpacker.decompress(data[place : place + 512], LARGEST))
    except zlib.error:
        pass
    return b"".join(parts)


def _parse(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as problem:
        raise EvidenceError(f"{path}:{number}:{problem.colno}: {problem.msg}") from problem
    except (ValueError, RecursionError) as problem:  # bytes that are not text, a number of too many digits, depth
        raise EvidenceError(
            _("{path}:{number}:1: not JSON: {problem}").format(path=path, number=number, problem=problem)
        ) from problem
    if not isinstance(value, dict):
        raise EvidenceError(_("{path}:{number}:1: not an object of JSON").format(path=path, number=number))
    return value


def _header(path: Path, value: dict[str, Any]) -> Evidence:
    schema = value.pop("schema", None)
    if schema != SCHEMA:
        raise EvidenceError(
            _("{path}:1:1: its schema is {schema!r}, not {wanted!r}").format(path=path, schema=schema, wanted=SCHEMA)
        )
    try:
        return Evidence(
            version=str(value.pop("perito")),
            target=dict(value.pop("target")),
            nonce=str(value.pop("nonce")),
            started=datetime.fromisoformat(value.pop("started")).astimezone(UTC),
            extra=value,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, OSError) as problem:
        raise EvidenceError(
            _("{path}:1:1: no header of evidence: {problem}").format(path=path, problem=problem)
        ) from problem


def _dump(value: Any) -> bytes:
    """One line of JSON; text that UTF-8 cannot hold (a file name with surrogates, PEP 383) is escaped."""
    try:
        return dumps(value, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def _stamp(moment: datetime) -> str:
    """ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


__all__ = ["Evidence", "EvidenceError", "Exchange", "Kind", "load"]
