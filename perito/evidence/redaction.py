"""Secrets removed from the evidence before anything else sees it.

Works on bytes; every pattern starts at a literal and is bounded, for the text is not trusted. Names, structure and line
numbers stay: `SECRET_KEY=[redacted]` still shows that the key is set, and a Python source still parses.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = b"[redacted]"
SHORTEST = 6  # characters; a shorter password would remove half of every text with it
LONG_WORD = 12  # characters; a shorter one of letters alone may be a name or a word of the system's

_PEM = re.compile(rb"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)(?:(?!-----)[A-Za-z0-9+/=\s\\,:-]){16,200000}+")
_CRYPT = re.compile(  # crypt(5): $id$parameters$salt$hash
    rb"\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|sha1|argon2i?d?)\$[./A-Za-z0-9=,-]{1,64}"
    rb"(?:\$[./A-Za-z0-9=,+-]{1,64}){0,2}\$[./A-Za-z0-9+]{16,256}"
)
_USERINFO = re.compile(rb"(://[^\s/:@'\"]{0,128}:)(?!\[redacted\]@)[^\s/@'\"]{1,256}(?=@)")
_AUTHORIZATION = re.compile(
    rb"(?i)(authorization[\"']?[ \t]{0,4}:[ \t]{0,4}[\"']?"
    rb"(?:basic|bearer|negotiate|token|apikey|(?P<digest>digest))[ \t]{1,4})"
    rb"(?(digest)[^\r\n\0]{1,4096}|[^\s'\"]{1,4096})"
)
_COOKIE = re.compile(rb"(?im)^[ \t<>]{0,8}(?P<set>set-)?cookie[ \t]{0,4}:[ \t]{1,4}[^\s=;]{1,128}=[^\r\n\0]{1,8192}")
_COOKIE_VALUE = re.compile(rb"(?<==)[^;\s,)]+")
# PRIVATE alone only in capitals: PrivateTmp= and similar keys of units are no secrets.
_NAME = rb"(?:(?i:SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|API_?KEY|PRIVATE_?KEY)|PRIVATE)[\w.-]{0,64}"
_QUOTED = re.compile(
    _NAME
    + rb"""(?:(?P<key>\\?["'])\s{0,8}\]?\s{0,8}(?:=(?!=)|:|(?P<comma>,))"""
    + rb"""|(?:[ \t]{0,8}:[ \t]{0,8}[\w.]{1,40})?[ \t]{0,8}=(?!=)|[ \t]{0,8}:)"""
    + rb"""\s{0,8}[rbfuRBFU]{0,2}(?P<quote>"{3}|'{3}|\\?["'])"""
    + rb"""(?P<value>(?:(?!(?P=quote))(?:\\.|[^\\\r\n\0])){1,4096})"""
)
_CALL = re.compile(rb"\(\s*[\"'][\w.-]*\Z")
_PLAIN = re.compile(
    _NAME + rb"(?P<sep>[ \t]{0,8}=[ \t]{0,8})(?=[^\s'\"=\0])(?!\\[\"'])(?=(?P<value>[^\r\n\0]{1,4096}))"
)
_WORD = re.compile(rb"[^\s'\"\0,;()\[\]{}<>&|]+")
_CODE = re.compile(rb"(?:[A-Za-z_][\w.]*[ \t]*)?[(\[{](?:.*[)\]}(\[{,])?\Z")
_LINE_START = re.compile(rb"(?:export[ \t]+)?[\w.-]*\Z")
_PREFIX = re.compile(rb"[\w.-]*\Z")


class Redactor:
    """Removes the given secrets, and text that looks like one."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        mark = MARK.decode()
        given = {form for one in secrets if is_secret(one) for form in (one, json.dumps(one)[1:-1])}  # inside JSON, too
        kept = {one for one in given if one not in mark}
        self._secrets = [one.encode() for one in sorted(kept, key=len, reverse=True)]

    def data(self, data: bytes) -> bytes:
        """Bytes from a command or a server, redacted."""
        if not data:
            return data
        data = _PEM.sub(rb"\1" + MARK, data)
        data = _USERINFO.sub(rb"\1" + MARK, _CRYPT.sub(MARK, data))
        data = _AUTHORIZATION.sub(rb"\1" + MARK, data)
        data = _COOKIE.sub(lambda found: _COOKIE_VALUE.sub(MARK, found[0], 1 if found["set"] else 0), data)
        data = _assignments(_QUOTED.sub(_quoted, data))
        return self._given(data)

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
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.json(one) for one in value]
        if isinstance(value, dict):
            return {self.text(str(name)): self.json(one) for name, one in value.items()}
        return value

    def _given(self, data: bytes) -> bytes:
        """Remove the given secrets, again where removing one joined its neighbours to another."""
        for _ in range(8):
            before = data
            for secret in self._secrets:
                data = data.replace(secret, MARK)
            if data == before:
                break
        return data


def _through(redact: Callable[[bytes], bytes], text: str) -> str:
    """Text as bytes and back: with the surrogates that stand for a name's bytes (PEP 383), or any others."""
    for errors in ("surrogateescape", "surrogatepass"):
        try:
            return redact(text.encode("utf-8", errors)).decode("utf-8", errors)
        except UnicodeError:
            continue
    return redact(text.encode("utf-8", "backslashreplace")).decode("utf-8", "replace")


def is_secret(password: str) -> bool:
    """Whether a given password differs enough from ordinary output to be removed.

    A student's password is often the user's own name: removing that would falsify owners and paths.
    """
    if password.isalpha():
        return len(password) >= LONG_WORD
    return len(password) >= SHORTEST


def _quoted(found: re.Match[bytes]) -> bytes:
    """`NAME = "value"`, `"NAME": "value"`, `get("NAME", "value")`; an open quote ends with its line."""
    begin, end = found.start(), found.start("value")
    if found["comma"] and not _CALL.search(found.string, max(0, begin - 200), begin):
        return found[0]  # two words in a list
    if not found["key"] and _opener(found.string, begin) == found["quote"]:
        return found[0]  # "NAME=" before this string
    return found[0][: end - begin] + MARK


def _assignments(data: bytes) -> bytes:
    """`NAME=value` with an unquoted value."""
    parts, position = [], 0
    for found in _PLAIN.finditer(data):
        start = found.start("value")
        size = 0 if start < position else _size(data, found)
        if size:
            parts += [data[position:start], MARK]
            position = start + size
    parts.append(data[position:])
    return b"".join(parts)


def _size(data: bytes, found: re.Match[bytes]) -> int:
    """How many bytes after `NAME=` are its value: depends on the context."""
    value, begin = found["value"], found.start()
    if value.startswith(MARK):
        return 0
    back = max(0, begin - 4096)
    before = data[max([back, *(data.rfind(end, back, begin) + 1 for end in (b"\n", b"\r", b"\0"))]) : begin]
    quote = _opener(data, begin)
    if quote in (b'"', b"'") and quote in value:  # "NAME=value", as in units
        return value.index(quote)
    if before.startswith(b"Environment="):
        return len(value.split(maxsplit=1)[0])
    stripped = value.rstrip()
    if found["sep"] == b"=" and _LINE_START.match(before) and not _CODE.match(stripped):
        return len(stripped)  # a line of an environment
    return _word(value, found["sep"])


def _opener(data: bytes, begin: int) -> bytes:
    """The character before the name that contains the keyword at `begin`."""
    before = data[max(0, begin - 200) : begin]
    prefix = _PREFIX.search(before)
    return before[: prefix.start()][-1:] if prefix else b""


def _word(value: bytes, separator: bytes) -> int:
    """One word, unless code follows it."""
    found = _WORD.match(value)
    if found is None:
        return 0
    rest = value[found.end() :].strip()
    if separator != b"=" and rest not in (b"", b","):
        return 0  # an expression of several words: no secret is written like that
    return 0 if rest[:1] in (b"(", b"[") else found.end()
