"""One question with its answer, and their JSON form."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from perito.errors import Unseen
from perito.transport.base import Answer, Command, HttpReply, HttpRequest, Role

Question = Command | HttpRequest | str  # the text is the key of a fact that the client found out
Reply = Answer | HttpReply | Any  # for a key: any JSON

SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("script", "about", "detail", "failure", "path", "host", "address", "via", "method"), str),
    **dict.fromkeys(("timeout", "seconds"), (int, float)),
    **dict.fromkeys(("limit", "status", "port", "attempt"), int),
    "body": (str, dict),
    "exit_code": (int, type(None)),
    "tls": bool,
    "cookies": str,
}
NAMED = frozenset({"cookies"})  # written where there are any
OURS = frozenset({"cookie", "login", "formerly"})  # a cookie may be a key to somebody's session
UNWRITTEN = NAMED | OURS


class Kind(StrEnum):
    """The kind of an exchange."""

    COMMAND = "command"
    HTTP = "http"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer. `at` in seconds since the start."""

    number: int
    asked: Question
    answer: Reply
    at: float

    @property
    def kind(self) -> Kind:
        """The kind of the exchange."""
        if isinstance(self.asked, Command):
            return Kind.COMMAND
        return Kind.HTTP if isinstance(self.asked, HttpRequest) else Kind.CLIENT

    @property
    def title(self) -> str:
        """The question in one line, as a person would type it: `about`, else the first line of the script."""
        if isinstance(self.asked, Command) and self.asked.about:
            return self.asked.about
        return self.question

    @property
    def question(self) -> str:
        """The question as text: the script, the request line with its address, the key."""
        asked = self.asked
        if isinstance(asked, Command):
            return asked.script
        if isinstance(asked, HttpRequest):
            scheme = "https" if asked.tls else "http"
            return f"{asked.method} {scheme}://{asked.host}{asked.path} ({asked.address}:{asked.port})"
        return asked

    @property
    def exit_code(self) -> int | None:
        """The exit code of a finished command, the status of a reply."""
        if isinstance(self.answer, Answer):
            return self.answer.exit_code
        return self.answer.status or None if isinstance(self.answer, HttpReply) else None

    @property
    def stdout(self) -> str:
        """The output as text; bytes that are not UTF-8 become U+FFFD."""
        answer = self.answer
        if isinstance(answer, Answer):
            return answer.stdout.decode("utf-8", "replace")
        if isinstance(answer, HttpReply):
            head = "".join(f"{name}: {value}\n" for name, value in answer.headers)
            return head + "\n" + answer.body.decode("utf-8", "replace")
        return json.dumps(answer, ensure_ascii=False)

    @property
    def stderr(self) -> str:
        """Standard error, and why there is no answer."""
        if isinstance(self.answer, Answer):
            return self.answer.stderr.decode("utf-8", "replace") + self.answer.detail
        return self.answer.detail if isinstance(self.answer, HttpReply) else ""

    @property
    def seconds(self) -> float:
        """Duration of the answer in seconds."""
        return self.answer.seconds if isinstance(self.answer, (Answer, HttpReply)) else 0.0


def _pack(data: bytes) -> str | dict[str, str]:
    """Bytes as text where that loses nothing, else as base64."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _unpack(value: str | dict[str, str]) -> bytes:
    return value.encode("utf-8") if isinstance(value, str) else base64.b64decode(value["base64"], validate=True)


def to_json(exchange: Exchange) -> dict[str, Any]:
    """A JSON object; empty fields of the answer are left out."""
    asked: Any = exchange.asked
    answer: Any = exchange.answer
    if not isinstance(asked, str):
        asked = {
            name: value for name, value in asdict(asked).items() if name not in UNWRITTEN or (value and name in NAMED)
        }
    if isinstance(answer, Answer):
        answer = _short(asdict(answer), Answer(None)) | {"exit_code": answer.exit_code}
    elif isinstance(answer, HttpReply):
        answer = _short(asdict(answer), HttpReply(0)) | {"status": answer.status}
    return {
        "n": exchange.number, "kind": str(exchange.kind), "at": exchange.at, "asked": asked, "answer": answer,
    }  # fmt: skip


def _short(values: dict[str, Any], empty: Any) -> dict[str, Any]:
    """The fields that differ from an empty answer's."""
    kept = {name: value for name, value in values.items() if value != getattr(empty, name)}
    return {name: _pack(value) if isinstance(value, bytes) else value for name, value in kept.items()}


def from_json(value: dict[str, Any], number: int) -> Exchange:
    """The exchange with that number, from its JSON. Raises KeyError, TypeError or ValueError."""
    if value["n"] != number:
        raise ValueError(f"number {number} was expected, not {value['n']!r}")
    kind, asked, answer = Kind(value["kind"]), value["asked"], value["answer"]
    at = float(value["at"])
    if kind is Kind.CLIENT:
        return Exchange(number, str(asked), answer, at)
    if kind is Kind.HTTP:
        answer = _known(HttpReply, answer)
        answer["headers"] = tuple((str(name), str(content)) for name, content in answer.get("headers", ()))
        answer["body"] = _unpack(answer.get("body", ""))
        return Exchange(number, HttpRequest(**_known(HttpRequest, asked)), HttpReply(**answer), at)
    command, answer = _known(Command, asked), _known(Answer, answer)
    command["role"] = Role(command["role"])
    answer["stdout"], answer["stderr"] = (_unpack(answer.get(name, "")) for name in ("stdout", "stderr"))
    if answer.get("trouble") is not None:
        answer["trouble"] = Unseen(answer["trouble"])
    return Exchange(number, Command(**command), Answer(**answer), at)


def _known(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a dataclass, without those that a later version added. Raises TypeError for a value of the wrong
    kind."""
    names = {one.name for one in fields(kind)} - OURS
    known = {name: value for name, value in values.items() if name in names}
    for name, value in known.items():
        if not isinstance(value, SHAPES.get(name, object)):
            raise TypeError(f"{name} is of another kind: {str(value)[:40]!r}")
    return known
