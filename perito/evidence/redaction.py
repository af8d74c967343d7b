"""Secrets removed from the evidence: by name and shape before it is judged, by value before anything is written.

What a server shows as a secret is judged without it (`data`), and remembered. Wherever such a value turns up, in
whatever spelling, it leaves what is written and shown (`strike`); judged it is as it stands, for an ordinary text may
resemble a secret.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from perito.evidence import places
from perito.evidence.known import Known
from perito.evidence.mark import MARK
from perito.evidence.spellings import unescaped
from perito.support.given_secrets import SHORTEST, is_secret

if TYPE_CHECKING:
    from collections.abc import Callable


_VARIABLE = re.compile(r"(?<![\w.-])([A-Za-z_]\w*)=" + re.escape(MARK.decode()))


class Redactor:
    """Removes the given secrets, text that looks like one, and the values that it has seen in such places."""

    def __init__(self, secrets: tuple[str, ...] = (), known: Known | None = None) -> None:
        self.known = known if known is not None else Known()
        self._variables: dict[bytes, set[str]] = {}
        self._secrets: list[bytes] = []
        self.give(*secrets)

    def give(self, *secrets: str) -> None:
        """Remove these, too, from now on and from what is written of before."""
        given = {form for one in secrets if is_secret(one) for form in (one, json.dumps(one)[1:-1])}  # inside JSON, too
        kept = {one.encode() for one in given if one not in MARK.decode()}
        self._secrets = sorted({*self._secrets, *kept}, key=len, reverse=True)

    def data(self, data: bytes) -> bytes:
        """Bytes from a command or a server, redacted."""
        if not data:
            return data
        return self._given(places.struck(data, self._seen))

    def _seen(self, value: bytes, named: bool, variable: bytes = b"", /) -> None:
        self.known.remember(value, named=named)
        if variable:
            self._variables.setdefault(variable, set()).update(_given_to_process(value))

    def restored(self, script: str) -> str:
        """A script to send, with the values of a unit's variables where it was made from an answer without them.

        It runs the application as systemd does, which may refuse to start without its key. Of a variable with several
        values nobody knows which.
        """
        return _VARIABLE.sub(self._restored, script) if self._variables else script

    def _restored(self, found: re.Match[str]) -> str:
        values = self._variables.get(found[1].encode(), set())
        return f"{found[1]}={next(iter(values))}" if len(values) == 1 and "" not in values else found[0]

    @property
    def knows(self) -> bool:
        """Whether there is anything to strike."""
        return bool(self._secrets or self.known.version)

    def strike(self, data: bytes) -> bytes:
        """Bytes without the given secrets and the known values."""
        return self._given(self.known.strike(data))

    def strike_text(self, text: str) -> str:
        """A text without the given secrets and the known values."""
        return _through(self.strike, text)

    def strike_json(self, value: Any) -> Any:
        """A JSON value with every text struck."""
        return _each(self.strike_text, value)

    def text(self, text: str) -> str:
        """A text, redacted."""
        return _through(self.data, text)

    def given_text(self, text: str) -> str:
        """Without the given secrets only, for Perito's own questions."""
        return _through(self._given, text)

    def header(self, name: str, value: str) -> str:
        """The value of an HTTP header, redacted."""
        if name.lower() in ("authorization", "proxy-authorization", "cookie"):
            return MARK.decode()
        return self.text(f"{name}: {value}")[len(name) + 2 :]

    def json(self, value: Any) -> Any:
        """A JSON value with every text redacted."""
        return _each(self.text, value)

    def _given(self, data: bytes) -> bytes:
        """Remove the given secrets, again where removing one joined its neighbours to another."""
        for _ in range(8):
            before = data
            for secret in self._secrets:
                data = data.replace(secret, MARK)
            if data == before:
                break
        return data


def _given_to_process(value: bytes) -> set[str]:
    """A unit's value as a process gets it, "" where that cannot be written between single quotes as it stands."""
    text = unescaped(value).decode("utf-8", "replace")
    return {"" if re.search(r"['%\x00-\x1f\x7f\ufffd]", text) else text}


def _each(change: Callable[[str], str], value: Any) -> Any:
    """A JSON value with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_each(change, one) for one in value)
    if isinstance(value, dict):
        return {change(str(name)): _each(change, one) for name, one in value.items()}
    return value


def _through(redact: Callable[[bytes], bytes], text: str) -> str:
    """Text as bytes and back: with the surrogates that stand for a name's bytes (PEP 383), or any others."""
    for errors in ("surrogateescape", "surrogatepass"):
        try:
            return redact(text.encode("utf-8", errors)).decode("utf-8", errors)
        except UnicodeError:
            continue
    return redact(text.encode("utf-8", "backslashreplace")).decode("utf-8", "replace")


__all__ = ["MARK", "SHORTEST", "Redactor", "is_secret"]
