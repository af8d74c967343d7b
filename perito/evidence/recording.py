"""The evidence of a server in the order of the questions: redacted, saved, loaded.

The file is JSON lines, gzip where its name ends in .gz: a header, one line for each exchange, an end. A truncated file
still gives its complete lines.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Any

from perito.evidence.exchange import Exchange, Kind, Question, Reply, from_json, to_json
from perito.evidence.lines import EvidenceError, Lines
from perito.evidence.ordinary import Ordinary
from perito.evidence.redaction import Redactor
from perito.evidence.striking import struck
from perito.support import atomic_write, reading
from perito.support.i18n import _
from perito.support.printable import dumps, shortened
from perito.support.version import __version__
from perito.transport.base import Answer, Command, HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SCHEMA = "perito/evidence/1"
STRUCK = "struck"  # in the header: secrets were taken out by value, too
REUSED, ARRIVED = "reused", "arrived"  # there, too: how the connection was
MOST, MOST_VALUES = 50_000, 1_000_000  # exchanges and values of JSON; a server's has three hundred, ten thousand
SAID = 200  # characters of what is wrong


@dataclass
class Evidence:
    """The evidence. Numbers start at 1. `extra` holds further fields of the header (the rubric's hash, …).

    `exchanges` are judged; iterated over and saved, they are without the secrets that any of them showed. `words`
    returns the practice's texts, whose words are no secrets.
    """

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
    words: Callable[[], str] = field(default=str, repr=False, compare=False)
    _clock: float = field(default_factory=time.monotonic, repr=False, compare=False)
    _shown: list[Exchange] = field(default_factory=list, repr=False, compare=False)
    _gathered: bool = field(default=False, repr=False, compare=False)
    _settled: int = field(default=-1, repr=False, compare=False)
    _shown_by: int = field(default=0, repr=False, compare=False)

    @property
    def reused(self) -> bool:
        """Whether the connection is older than the grading, as in `watch`."""
        return bool(self.extra.get(REUSED))

    @property
    def arrived(self) -> float | None:
        """When we reached the server by its clock, in seconds since the epoch; None where it is not known."""
        found = self.extra.get(ARRIVED)
        return float(found) if isinstance(found, int | float) else None

    def record(self, asked: Question, answer: Reply) -> Exchange:
        """Redact, number and keep one exchange; reports see only the returned one."""
        at = round(time.monotonic() - self._clock, 4)
        exchange = Exchange(len(self.exchanges) + 1, self._asked(asked), self._answer(answer), at)
        self.exchanges.append(exchange)
        self.finished = None
        return exchange

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self.shown())

    def shown(self) -> list[Exchange]:
        """The exchanges as they are written and shown."""
        self.gather()
        known, size = self.redactor.known, len(self.exchanges)
        if len(self._shown) != size or self._shown_by != known.version:
            self._settle()
            self._shown, self._shown_by = [struck(one, self.redactor) for one in self.exchanges], known.version
        return self._shown

    def without_secrets(self, text: str) -> str:
        """A text to show, without the secrets that the server has shown so far."""
        self._settle()
        return self.redactor.strike_text(text)

    def _settle(self) -> None:
        """What is an ordinary word, by all that was asked so far."""
        if self._settled == len(self.exchanges) or not self.redactor.known.version:
            return
        self._settled = len(self.exchanges)
        asked = (one.asked for one in self.exchanges)
        self.redactor.known.except_for(Ordinary(self.target, asked, self.words))

    def gather(self) -> None:
        """Learn the secrets that a recording of an earlier version still shows."""
        if self._gathered or STRUCK in self.extra:
            return
        self._gathered = True
        for one in self.exchanges:
            self._answer(one.answer)

    def _asked(self, asked: Question) -> Question:
        if isinstance(asked, Command):
            given = self.redactor.given_text
            return replace(asked, script=given(asked.script), about=given(asked.about))
        if isinstance(asked, HttpRequest):
            path, body = self.redactor.given_text(asked.path), self.redactor.given_text(asked.body)
            return replace(asked, path=path, body=body, cookie="", login="")
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
        atomic_write.write(path, self.packed() if path.name.endswith(".gz") else b"".join(self._data()))

    def packed(self) -> bytes:
        """The file's content, compressed."""
        packer = zlib.compressobj(6, wbits=31)  # as gzip.compress does: a packed run comes back byte for byte
        # One line at a time: escaped, an answer of zeros is six times as long.
        return b"".join([*map(packer.compress, self._data()), packer.flush()])

    def _data(self) -> Iterator[bytes]:
        self.finished = self.finished or datetime.now(UTC)
        return (_dump(line) + b"\n" for line in self._lines())

    def _lines(self) -> Iterator[dict[str, Any]]:
        header = {"schema": SCHEMA, "perito": self.version, "target": self.target, "nonce": self.nonce}
        header |= {"started": _stamp(self.started), **self.redactor.strike_json(self.extra)}
        assert self.finished is not None
        end = {"end": len(self.exchanges), "finished": _stamp(self.finished), "stats": self.stats}
        return chain([header], map(to_json, self.shown()), [end])


def load(path: Path) -> Evidence:
    """Read a file. A truncated one gives its complete lines and says so in `incomplete`.

    Raises EvidenceError for any other file, and for one beyond the limits; OSError where it cannot be read.
    """
    evidence: Evidence | None = None
    source = Lines(path)
    values = 0
    for number, line in enumerate(source, 1):
        values += reading.values_in(line, MOST_VALUES)
        if number > MOST or values > MOST_VALUES:
            raise EvidenceError(_("{path}:{number}:1: too many values").format(path=path, number=number))
        value = _parse(path, number, line)
        if evidence is None:
            evidence = _header(path, value)
        elif evidence.finished is not None:
            raise EvidenceError(
                _("{path}:{number}:1: there is something after the end").format(path=path, number=number)
            )
        else:
            source.broken = _next(path, number, evidence, value) or source.broken
    if evidence is None:
        if source.damage:
            raise EvidenceError(_("{path}:1:1: not gzip: {problem}").format(path=path, problem=source.damage))
        raise EvidenceError(_("{path}: no evidence: the file is empty or its first line breaks off").format(path=path))
    if evidence.finished is None:
        source.broken = source.broken or "the end is missing"
    evidence.incomplete = source.broken
    return evidence


def _next(path: Path, number: int, evidence: Evidence, value: dict[str, Any]) -> str:
    """Take up an exchange or the end; returns what is missing before the end."""
    try:
        if "end" in value:
            evidence.finished = moment(value["finished"])
            evidence.stats = {
                str(name): one
                for name, one in value.get("stats", {}).items()
                if type(one) in (int, float) and isfinite(one)
            }
            if value["end"] != len(evidence.exchanges):
                return f"{value['end']!s:.20} exchanges were recorded, {len(evidence.exchanges)} are here"
        else:
            evidence.exchanges.append(from_json(value, len(evidence.exchanges) + 1))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as problem:
        raise EvidenceError(
            _("{path}:{number}:1: no exchange of evidence: {problem}").format(
                path=path, number=number, problem=shortened(str(problem), SAID)
            )
        ) from problem
    return ""


def moment(text: str) -> datetime:
    """A moment as recordings have it (ISO 8601), in UTC. Raises ValueError also for one of no time of ours."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not 1970 < found.year < 9999:
        raise ValueError(f"no moment: {text!r:.60}")
    return found.astimezone(UTC)


def _parse(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise EvidenceError(f"{path}:{number}:{problem.colno}: {problem.msg}") from problem
    except (ValueError, RecursionError) as problem:  # bytes that are not text, a number of too many digits, depth
        raise EvidenceError(
            _("{path}:{number}:1: not JSON: {problem}").format(
                path=path, number=number, problem=shortened(str(problem), SAID)
            )
        ) from problem
    if not isinstance(value, dict):
        raise EvidenceError(_("{path}:{number}:1: not an object of JSON").format(path=path, number=number))
    return value


def _no_number(word: str) -> float:
    raise ValueError(word)  # NaN and Infinity, which JSON does not have (RFC 8259, section 6)


def _header(path: Path, value: dict[str, Any]) -> Evidence:
    schema = value.pop("schema", None)
    if schema != SCHEMA:
        raise EvidenceError(
            _("{path}:1:1: its schema is {schema}, not {wanted!r}").format(
                path=path, schema=shortened(repr(schema), SAID), wanted=SCHEMA
            )
        )
    try:
        return Evidence(
            version=str(value.pop("perito")),
            target=dict(value.pop("target")),
            nonce=str(value.pop("nonce")),
            started=moment(value.pop("started")),
            extra=value,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, OSError) as problem:
        raise EvidenceError(
            _("{path}:1:1: no header of evidence: {problem}").format(path=path, problem=shortened(str(problem), SAID))
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
