"""What a server might say to hurt whoever reads it, and where in a recording it could stand.

A `Change` puts one such thing in one place; `changed` makes the recording of a server that says it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from perito.transport.base import Answer, HttpReply

if TYPE_CHECKING:
    from perito.evidence.exchange import Exchange
    from perito.evidence.recording import Evidence

DIGITS = "9" * 5000  # int() refuses more than 4300 of them
URLS = (
    "http://[::1", "http://[", "//[", "http://]", "http://[::1]]/", "http://[v1.x]/", "http://[[redacted]]/",
    "http://user:pw@", "http://user:secret@[::1", "//user:password@sound.test/", "http://user:pass@mi-aplicacion.test/",
    "http://a:b:c@d:e/", "http://h:99999/", "http://h:-1/", "http://h:٣/", "http://h:abc/", "http://\u2100.test/",
    "http://x\uff0fy/", "http://xn--\udcff/", "http://" + "a" * 300 + ".test/", "http://.../", "http:///", "://", "?",
    "#", "\\\\x\\y", "javascript:0", "http://h/\r\nX: y", "http://\x00/", "/\u202e/", "/%", "/%zz", "/ x", "/é",
    "mi_aplicacion.test/[redacted]", "http://[redacted]/", "http://[redacted]:[redacted]@[redacted]/", "data:,", "..",
)  # fmt: skip
NUMBERS = (
    "-1", "-0", "0", "00", "٣", "²", "1e999", "-1e999", "1e-999", "nan", "inf", "-inf", "0x", "0x1", "1_0", "1.", ".1",
    "1.2.3", "4294967296", "18446744073709551616", DIGITS, "-" + DIGITS, DIGITS + "." + DIGITS, "1" + "0" * 400,
    "999999", "8", "08", "+1", " 1 ", "1,5", "2147483648",
)  # fmt: skip
DATES = (
    "0000-00-00 00:00:00", "0000/00/00 00:00:00", "9999-12-31 23:59:59", "9999/12/31 23:59:60", "2024-02-30 00:00:00",
    "2024/02/30 25:61:61", "Thu 0001-01-01 00:00:00 UTC", "Fri 9999-12-31 23:59:59 UTC", "Mon 2024-13-01 00:00:00 CEST",
    "Thu, 01 Jan 0000 00:00:00 GMT", "n/a", "@0", "@-99999999999999", "@99999999999999999999", "10000-01-01 00:00:00",
    "253402300800", "-62135596801",
)  # fmt: skip
TEXTS = (
    "", "\0", "\x1b[2J\x1b]0;x\x07", "\u202eabc\u202c", "\u2028", "\x85", "\r", "\n", "\r\n\r\n", "\t", "\x0b",
    "\x1c", "\x1d", "\x7f", "\x9b", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\u0131", "\u0130", "ß", "\ufb03",
    "é", "a\u0300" * 40, "%s%n", "{0}", "{x!r}", "{", "}", "%(x)s", "$HOME", "`id`", "'", '"', "\\", "\\x", "\\u",
    "\\N{", "$'\\xff'", "<!--", "<![", "<!x[", "&#x110000;", "&#" + DIGITS + ";", "]]>", "<script>alert(1)</script>",
    "[redacted]", "[", "[[", "[x", "(", "(?", "*", "**", "+", "x" * 70000, "(" * 3000, "[" * 3000, "{" * 3000,
    "-" * 3000 + "1", "a.b" * 2000, "/" * 5000, "@", "@:", ":", "::", ":80", "%", "%%", "%i", "unix:", "unix:/",
    "unix:" + "a" * 200, "fd://", "fd://x", "tcp://[", "../..", "/", "//", ".", "~", "~x", "-", "--", "-c", "=", "==",
    ";", "#", "!", "None", "null", "true", "idna\u3002test", "xn--a", "xn--" + "9" * 70, "a" * 64 + ".test", ".test",
    "a..b", "charset=x", "text/html; charset=nope", "text/html; charset=\0", "gzip", "chunked",
    "a=b; Expires=Thu, 01 Jan 9999", "Sep", "ñ" * 100, "SECRET_KEY=abcdefgh", "password: hunter22",
    "proxy_pass http://[::1", "listen [::", "include *;",
)  # fmt: skip
BYTES = (
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xed\xb3\xbf", b"\xf4\x90\x80\x80", b"\xff\xfe\x00", b"\xef\xbb\xbf",
    b"\x80" * 50, b"\0" * 50, b"\x1f\x8b\x08", bytes(range(256)),
)  # fmt: skip
NESTED = "[" * 100_000
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, -(10**30), 1e308, [], {}, [[]], [None], {"": None}, "", "\0", "\ud800",
    "\udcff", "x", ["a", 1, None], {"line": None}, "http://[", "\x1b[0m", [["x"]], "-", "1", 10**400,
)  # fmt: skip
RAW_VALUES = (DIGITS, "1e999", "-1e999", "NaN", "Infinity", "-Infinity", NESTED, '"\\ud800"', '"\\udcff"', '"\\u0000"')
HEADERS = (
    "Location", "Content-Type", "Content-Length", "Set-Cookie", "Date", "Last-Modified", "Refresh", "Server", "Via",
    "Transfer-Encoding", "Content-Encoding", "Authorization", "", "\0", "é", "Strict-Transport-Security",
)  # fmt: skip
STATUSES = (
    -1,
    0,
    1,
    99,
    100,
    101,
    103,
    200,
    204,
    206,
    301,
    302,
    303,
    304,
    307,
    308,
    399,
    400,
    404,
    500,
    502,
    503,
    600,
    999,
)
CODES = (None, -(2**31), -9, -1, 0, 1, 2, 126, 127, 128, 137, 255, 256, 2**31)
MANY = st.integers(0, 1 << 20)

NASTY: tuple[bytes, ...] = (
    *(one.encode("utf-8", "surrogatepass") for one in (*URLS, *NUMBERS, *DATES, *TEXTS)),
    *BYTES,
)
WAYS = ("token", "whole", "insert", "cut", "line", "field", "json", "twice", "none")
TOKEN = re.compile(rb"[^\s\0\x01\"',;=(){}]+")
FIELD = re.compile(rb"[^\0\n\t\x01\x1f]+")
NUMBER = re.compile(rb"\d+")


@dataclass(frozen=True)
class Change:
    """In the answer of exchange `which`, at `place`, in the way `way`, something nasty: all counted round."""

    which: int
    place: int
    way: str
    at: int
    nasty: bytes
    value: str


def words() -> st.SearchStrategy[bytes]:
    """What to say: from the list, or whatever comes."""
    anything = st.text(max_size=60).map(lambda one: one.encode("utf-8", "surrogatepass"))
    return st.one_of(st.sampled_from(NASTY), st.sampled_from(NASTY), anything, st.binary(max_size=40))


def values() -> st.SearchStrategy[str]:
    """A value of JSON, as written, sound or not."""
    return st.one_of(st.sampled_from([json.dumps(one) for one in VALUES]), st.sampled_from(RAW_VALUES))


CHANGES = st.builds(Change, MANY, MANY, st.sampled_from(WAYS), MANY, words(), values())


def changed(seen: Evidence, changes: list[Change]) -> Evidence:
    """The recording of a server that says all that."""
    exchanges = list(seen.exchanges)
    for one in changes:
        which = one.which % len(exchanges)
        exchanges[which] = replace(exchanges[which], answer=_answer(exchanges[which], one))
    return replace(seen, exchanges=exchanges)


def _answer(exchange: Exchange, change: Change) -> Any:
    answer = exchange.answer
    if isinstance(answer, Answer):
        return _of_command(answer, change)
    if isinstance(answer, HttpReply):
        return _of_page(answer, change)
    return _told(answer, change)


def _of_command(answer: Answer, change: Change) -> Answer:
    if change.place % 8 == 0:
        return replace(answer, exit_code=CODES[change.at % len(CODES)])
    if change.place % 8 == 1:
        return replace(answer, stderr=data_with(answer.stderr, change))
    return replace(answer, stdout=data_with(answer.stdout, change))


def _of_page(reply: HttpReply, change: Change) -> HttpReply:
    said = change.nasty.decode("latin-1").replace("\r", "").replace("\n", "")
    kind = change.place % 5
    if kind == 0:
        status = STATUSES[change.at % len(STATUSES)]
        return replace(reply, status=status, headers=(*reply.headers, ("Location", said)))
    if kind == 1 and reply.headers:
        at = change.at % len(reply.headers)
        headers = [(name, said) if place == at else (name, value) for place, (name, value) in enumerate(reply.headers)]
        return replace(reply, headers=tuple(headers))
    if kind == 2:
        name = HEADERS[change.at % len(HEADERS)]
        return replace(
            reply, headers=((name, said), *reply.headers), status=301 if name == "Location" else reply.status
        )
    if kind == 3:
        page = b'<form method=post action="%b"><img src="%b"><link rel=stylesheet href="%b"><title>%b'
        return replace(reply, body=page % ((change.nasty,) * 4) + reply.body)
    return replace(reply, body=data_with(reply.body, change))


def data_with(data: bytes, change: Change) -> bytes:
    """A command's output, changed."""
    way, nasty = change.way, change.nasty
    if way == "json":
        return _json(data, change)
    if way == "cut":
        return data[: change.at % (len(data) + 1)]
    if way == "whole":
        return nasty
    if way == "none":
        return b""
    if way == "twice":
        return data + data
    if way == "insert":
        at = change.at % (len(data) + 1)
        return data[:at] + nasty + data[at:]
    if way == "line":
        lines = data.split(b"\n")
        lines.insert(change.at % (len(lines) + 1), nasty)
        return b"\n".join(lines)
    pattern = FIELD if way == "field" else (NUMBER if change.place % 2 else TOKEN)
    spans = [found.span() for found in pattern.finditer(data)]
    if not spans:
        return nasty
    start, end = spans[change.at % len(spans)]
    return data[:start] + nasty + data[end:]


def _json(data: bytes, change: Change) -> bytes:
    """One value of a line of JSON replaced by another; a word, where the output has none."""
    lines = data.split(b"\n")
    places = [number for number, line in enumerate(lines) if line[:1] in b"[{" and line]
    if not places:
        return data_with(data, replace(change, way="token"))
    at = places[change.at % len(places)]
    try:
        value = json.loads(lines[at])
    except (ValueError, RecursionError):
        return data_with(data, replace(change, way="token"))
    marker = "perito-nasty-value"
    lines[at] = json.dumps(_put(value, change.place, marker)).replace(f'"{marker}"', change.value).encode()
    return b"\n".join(lines)


def _put(value: Any, at: int, new: Any) -> Any:
    """The value with one of its parts, or itself, replaced."""
    if isinstance(value, dict) and value and at % 7:
        key = sorted(value)[at % len(value)]
        return {**value, key: _put(value[key], at // len(value), new)}
    if isinstance(value, list) and value and at % 7:
        place = at % len(value)
        return [_put(one, at // len(value), new) if number == place else one for number, one in enumerate(value)]
    return new


def _told(value: Any, change: Change) -> Any:
    """What the client found out itself has its shape: only names and words in it come from elsewhere."""
    if isinstance(value, dict) and value:
        key = sorted(value)[change.at % len(value)]
        return {**value, key: _told(value[key], replace(change, at=change.at // len(value)))}
    if isinstance(value, list) and value:
        place = change.at % len(value)
        inner = replace(change, at=change.at // len(value))
        return [_told(one, inner) if number == place else one for number, one in enumerate(value)]
    return (
        data_with(value.encode(), replace(change, way="token")).decode("latin-1") if isinstance(value, str) else value
    )
