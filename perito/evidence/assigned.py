"""Values that a name beside them calls a secret: `NAME=value`, `"NAME": "value"`, `get("NAME", "value")` and the like.

Pure, on bytes, in time linear in the text, which is not trusted. Names, structure and line numbers stay:
`SECRET_KEY=[redacted]` still shows that the key is set, and a Python source still parses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from perito.evidence.mark import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator


class Seen(Protocol):
    """Takes a value, whether a name says that it is secret, and the name where a unit gives it to a process."""

    def __call__(self, value: bytes, named: bool, variable: bytes = b"", /) -> None: ...


ANYWHERE = (  # in a name, in any case
    b"secret", b"password", b"passwd", b"passphrase", b"token", b"api_key", b"apikey", b"private_key", b"privatekey",
    b"access_key", b"accesskey", b"clave", b"llave", b"contrasena", b"contrase\xc3\xb1a", b"contrase\xc3\x91a",
    b"contrasen\xcc\x83a", b"contrasenya", b"contrasinal", b"pasahitz",
    b"senha", b"passwort", b"kennwort", b"mot_de_passe", b"motdepasse", b"wachtwoord", b"geheim", b"parola",
)  # fmt: skip
ESCAPED = (b"contrase\\u00f1a", b"contrase\\u00d1a")  # in JSON; their last letter stands for them
IN_CAPITALS = (b"PRIVATE", b"CREDENTIAL", b"CREDENCIAL", b"STRIPE")  # PrivateTmp= and LoadCredential= are no secrets
AT_END = (b"_pass", b"_pwd", b"_pw", b"_psw", b"_pswd", b"_sk", b"_pat")
ALONE = (b"pass", b"pw", b"psw", b"pswd")
NO_SECRETS = re.compile(rb"(?i)(?:proxy|[cs]gi|grpc|memcached)\Z")  # nginx: proxy_pass, fastcgi_pass

_IN_NAME = rb"[\w.\x80-\xff-]"
_QUOTED = re.compile(
    _IN_NAME + rb"{1,80}"
    rb"""(?:(?P<key>\\?["'])\s{0,8}\]?\s{0,8}(?:=(?!=)|:|(?P<comma>,))"""
    rb"""|(?:[ \t]{0,8}:[ \t]{0,8}[\w.]{1,40})?[ \t]{0,8}=(?!=)|[ \t]{0,8}:)"""
    rb"""\s{0,8}[rbfuRBFU]{0,2}(?P<quote>"{3}|'{3}|\\?["'])"""
    rb"""(?P<value>(?:(?!(?P=quote))(?:\\.|[^\\\r\n\0])){1,4096})"""
)
_CALL = re.compile(rb"\(\s*[\"'][\w.-]*\Z")
_PLAIN = re.compile(
    _IN_NAME + rb"{1,80}(?P<sep>[ \t]{0,8}=[ \t]{0,8})(?=[^\s'\"=\0])(?!\\[\"'])(?=(?P<value>[^\r\n\0]{1,4096}))"
)
_WORD = re.compile(rb"(?:(?!\\u0000)[^\s'\"\0,;()\[\]{}<>&|])+")  # in JSON, too, an argument ends with its zero
_PROGRAM = re.compile(rb"Exec\w+=")
_ARGUMENT = re.compile(rb"(?:(?:^|[\s'\"\0]|\\u0000)(?:-e|--env|--[\w-]*)(?:[ =\0]|\\u0000)?['\"]?[\w.]*\Z)")
_CODE = re.compile(rb"(?:[A-Za-z_][\w.]*[ \t]*)?[(\[{](?:.*[)\]}(\[{,])?\Z")
_LINE_START = re.compile(rb"(?:export[ \t]+)?[\w.\x80-\xff-]*\Z")
_NAME = bytes(one for one in range(256) if one > 0x7F or chr(one).isalnum() or one in b"_.-")
_NEAR = 300  # bytes before a name, in which an option that it is the value of begins
# A file that holds a secret is none, and the program needs its name.
_IS_PATH = re.compile(
    rb"(?:%[a-zA-Z]|/(?:etc|run|var|home|srv|opt|usr|root|tmp|mnt)(?=/))(?:/[\w.@+-]{1,64}){1,12}/?\s{0,8}\Z"
)
_NAMED_ON = re.compile(_IN_NAME)


def struck(data: bytes, seen: Seen) -> bytes:
    """The text without the values that have such names; `seen` is told each."""
    return _plain(_quoted(data, seen), seen)


def _places(data: bytes) -> Iterator[int]:
    """Where a name begins to say that it is a secret's, in order."""
    lower = data.lower()
    found: set[int] = set()
    for word in ANYWHERE:
        found.update(_found(lower, word.lower()))
    for word in ESCAPED:
        found.update(at + len(word) - 1 for at in _found(lower, word))
    for word in IN_CAPITALS:
        found.update(_found(data, word))
    for word in AT_END:
        found.update(at for at in _found(lower, word) if _ends(data, at + len(word)) and _is_secret(data, at))
    for word in ALONE:
        found.update(at for at in _found(lower, word) if _ends(data, at + len(word)) and _begins(data, at))
    yield from sorted(found)


def _found(data: bytes, word: bytes) -> Iterator[int]:
    at = data.find(word)
    while at >= 0:
        yield at
        at = data.find(word, at + len(word))


def _ends(data: bytes, end: int) -> bool:
    return not _NAMED_ON.match(data, end)


def _begins(data: bytes, at: int) -> bool:
    return at == 0 or not _NAMED_ON.match(data, at - 1)


def _is_secret(data: bytes, at: int) -> bool:
    return at > 0 and _NAMED_ON.match(data, at - 1) is not None and not NO_SECRETS.search(data[max(0, at - 12) : at])


def _quoted(data: bytes, seen: Seen) -> bytes:
    """An open quote ends with its line."""
    parts, position = [], 0
    for place in _places(data):
        found = _QUOTED.match(data, place) if place >= position else None
        if found is None or _is_text(found):
            continue
        seen(found["value"], True)
        parts += [data[position : found.start("value")], MARK]
        position = found.end()
    parts.append(data[position:])
    return b"".join(parts)


def _is_text(found: re.Match[bytes]) -> bool:
    """Whether the match is no assignment: two words in a list, or `NAME=` before another string."""
    begin = found.start()
    if found["comma"] and not _CALL.search(found.string, max(0, begin - 200), begin):
        return True
    return not found["key"] and _opener(found.string, begin) == found["quote"]


def _plain(data: bytes, seen: Seen) -> bytes:
    parts, position = [], 0
    for place in _places(data):
        found = _PLAIN.match(data, place)
        start = found.start("value") if found is not None else -1
        if found is None or start < position:
            continue
        size, sure, variable = _size(data, found)
        if size and not _IS_PATH.match(data, start, start + size):
            seen(data[start : start + size], sure, variable)
            parts += [data[position:start], MARK]
            position = start + size
    parts.append(data[position:])
    return b"".join(parts)


def _size(data: bytes, found: re.Match[bytes]) -> tuple[int, bool, bytes]:
    """How many bytes after `NAME=` are its value, which depends on the context; whether it is no piece of code; the
    variable, where it is one of a unit's."""
    value, begin = found["value"], found.start()
    if value.startswith(MARK):
        return 0, False, b""
    back = max(0, begin - 4096)
    before = data[max([back, *(data.rfind(end, back, begin) + 1 for end in (b"\n", b"\r", b"\0"))]) : begin]
    variable = _variable(before, found) if before.startswith(b"Environment=") else b""
    quote = _opener(data, begin)
    if quote in (b'"', b"'") and quote in value:  # "NAME=value", as in units
        return value.index(quote), True, variable
    if variable:
        return len(value.split(maxsplit=1)[0]), True, variable
    stripped = value.rstrip()
    if found["sep"] == b"=" and _LINE_START.match(before) and not _CODE.match(stripped):
        return len(stripped), True, b""  # a line of an environment
    return _word(value, found["sep"]), found["sep"] == b"=" and _is_argument(before), b""


def _is_argument(before: bytes) -> bool:
    """Whether the line up to a name is a command line's: of a unit, or an option right before it."""
    near = before if len(before) <= _NEAR else b"x" + before[-_NEAR:]
    option = (b"--" in near or b"-e" in near) and _ARGUMENT.search(near) is not None
    return option or _PROGRAM.match(before) is not None


def _variable(before: bytes, found: re.Match[bytes]) -> bytes:
    """The whole name that the match is the end of."""
    return before[len(before.rstrip(_NAME)) :] + found[0][: found.start("sep") - found.start()]


def _opener(data: bytes, begin: int) -> bytes:
    """The character before the name that contains the keyword at `begin`."""
    return data[max(0, begin - 200) : begin].rstrip(_NAME)[-1:]


def _word(value: bytes, separator: bytes) -> int:
    """One word, unless code follows it."""
    found = _WORD.match(value)
    if found is None:
        return 0
    rest = value[found.end() :].strip()
    if separator != b"=" and rest not in (b"", b","):
        return 0  # an expression of several words: no secret is written like that
    return 0 if rest[:1] in (b"(", b"[") else found.end()
