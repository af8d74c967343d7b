"""The spellings in which one value turns up: as it is, escaped for JSON, HTML, URLs, shells and units, and encoded."""

from __future__ import annotations

import base64
import html
import json
import re
import shlex
from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 7  # bytes of a spelling: what is shorter says little, and is not looked for
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|([0-3][0-7]{2})|([abfnrtv])|(.))", re.DOTALL)
_CONTROL = dict(zip(b"abfnrtv", b"\a\b\f\n\r\t\v", strict=True))
URL_SAFE = bytes.maketrans(b"+/", b"-_")


def spellings(value: bytes) -> set[bytes]:
    """Every spelling of a value that is long enough to be looked for."""
    found = {value, *_base64(value), *_bytewise(value)}
    with suppress(UnicodeError):  # surrogates of its own
        once = set(_as_text(value.decode("utf-8", "surrogateescape")))
        found |= {one.encode("utf-8", "surrogateescape") for one in {*once, *_again(once)}}
    return {one for one in found if len(one) >= SHORTEST}


def _as_text(text: str) -> Iterator[str]:
    yield text
    yield from (json.dumps(text, ensure_ascii=one)[1:-1] for one in (False, True))
    yield repr(text)[1:-1]
    yield text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"')
    for single, double in product(("&#x27;", "&#39;", "&apos;", "'"), ("&quot;", "&#34;", '"')):
        yield html.escape(text, quote=False).replace("'", single).replace('"', double)
    yield shlex.quote(text).removeprefix("'").removesuffix("'")
    yield "".join(one if one.isalnum() or one in "_-./:@%+=," else f"\\{one}" for one in text)
    yield from (text.replace("%", "%%"), text.replace("$", "$$"))  # units and compose files
    if "\n" in text:
        yield text.replace("\n", "\r\n")


def _again(spelt: set[str]) -> Iterator[str]:
    """Each of them inside JSON or HTML: a journal's message, what a debugger's page quotes."""
    for one in spelt:
        yield from (json.dumps(one, ensure_ascii=ascii_only)[1:-1] for ascii_only in (False, True))
        yield from (html.escape(one), html.escape(one).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"))


def _bytewise(value: bytes) -> Iterator[bytes]:
    for one in (quote(value, safe=""), quote(value), quote_plus(value)):
        yield one.encode()
        yield _lower_escapes(one).encode()
    yield "".join(chr(one) if chr(one).isalnum() or one in b"_.:" else f"\\x{one:02x}" for one in value).encode()
    printed = "".join(chr(one) if 32 <= one < 127 else f"\\x{one:02x}" for one in value)
    yield printed.encode()
    yield "".join(chr(one) if 32 <= one < 127 else f"\\{one:03o}" for one in value).encode()
    yield from (value.hex().encode(), value.hex().upper().encode())
    yield ",".join(map(str, value)).encode()  # a message with control characters in journalctl's JSON
    yield ", ".join(map(str, value)).encode()


def unescaped(value: bytes) -> bytes:
    """A value without the escapes of C, Python or systemd."""
    return _ESCAPE.sub(_unescaped, value)


def _unescaped(found: re.Match[bytes]) -> bytes:
    """One escape of C, Python or systemd as the byte that it means."""
    in_hex, octal, control, other = found.groups()
    if in_hex or octal:
        return bytes([int(in_hex, 16) if in_hex else int(octal, 8)])
    return bytes([_CONTROL[control[0]]]) if control else bytes(other)


def _lower_escapes(text: str) -> str:
    return "".join(f"%{one[:2].lower()}{one[2:]}" if at else one for at, one in enumerate(text.split("%")))


def _base64(value: bytes) -> Iterator[bytes]:
    """The characters that the value alone decides, at each of the three places where it may begin."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + value)
        first, bits = (before * 8 + 5) // 6, (before + len(value)) * 8
        core = coded[first : bits // 6]
        yield core
        yield core.translate(URL_SAFE)


def meanings(value: bytes) -> set[bytes]:
    """The value as it stands in a file, and what it may mean there: unescaped, decoded from an address."""
    found = {value}
    if b"\\" in value:
        for quoted in (value, value.replace(b"\\'", b"'")):
            try:
                found.add(json.loads(b'"' + quoted + b'"', strict=False).encode("utf-8", "surrogateescape"))
            except (ValueError, UnicodeError, RecursionError):
                continue
        found.add(value.replace(b"\\", b""))
        found.add(unescaped(value))
    if b"%" in value:
        found.add(unquote_to_bytes(value))
    return found
