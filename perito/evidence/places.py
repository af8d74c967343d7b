"""Secrets by shape or place: keys, hashes, tokens, cookies, addresses with a password, options, credentials.

Works on bytes; every pattern starts at a literal or a line and is bounded, for the text is not trusted.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from perito.evidence import assigned
from perito.evidence.mark import MARK
from perito.evidence.worth import is_random

if TYPE_CHECKING:
    from perito.evidence.assigned import Seen

_PEM = re.compile(rb"(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)((?:(?!-----)[A-Za-z0-9+/=\s\\,:-]){16,200000}+)")
_PEM_LINE = re.compile(rb"[A-Za-z0-9+/=]{24,}")
_CRYPT = re.compile(  # crypt(5): $id$parameters$salt$hash
    rb"\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|sha1|argon2i?d?)\$[./A-Za-z0-9=,-]{1,64}"
    rb"(?:\$[./A-Za-z0-9=,+-]{1,64}){0,2}\$[./A-Za-z0-9+]{16,256}"
)
_LDAP_HASH = re.compile(rb"(\{S?SHA\d{0,3}\})([A-Za-z0-9+/]{20,200}={0,2})")  # as `htpasswd -s` writes it
_OLD_HASH = re.compile(rb"(?m)^([\w.@-]{1,64}:)([./A-Za-z0-9]{13})(?=\r?$|:)")  # crypt(3) of old: htpasswd -d
_WERKZEUG = re.compile(rb"((?:pbkdf2:sha\d{1,3}|scrypt):[\d:]{1,40}\$)([./A-Za-z0-9]{1,64}\$[0-9a-f]{32,256})")
_USERINFO = re.compile(rb"(://[^\s/:@'\"]{0,128}:)(?!\[redacted\]@)([^\s/@'\"]{1,256})(?=@)")
_USER_ALONE = re.compile(rb"(://)([A-Za-z0-9_-]{16,256})(?=@)")  # a token in place of a user: git, Sentry
_AUTHORIZATION = re.compile(
    rb"(?i)(authorization[\"']?[ \t]{0,4}(?:[:=,][ \t]{0,4}|[ \t])[\"']?"
    rb"(?:(?P<basic>basic)|bearer|negotiate|token|apikey|(?P<digest>digest))[ \t]{1,4})"
    rb"(?P<value>(?(digest)[^\r\n\0]{1,4096}|[^\s'\"\\;]{1,4096}))"
)
_COOKIE = re.compile(rb"(?im)^[ \t<>]{0,8}(?P<set>set-)?cookie[ \t]{0,4}:[ \t]{1,4}[^\s=;]{1,128}=[^\r\n\0]{1,8192}")
_COOKIE_VALUE = re.compile(rb"(?<==)[^;\s,)]+")
_CREDENTIAL = re.compile(rb"(SetCredential(?:Encrypted)?=[^\s:=]{1,128}:)(?!\[redacted\])([^\r\n\0]{1,4096})")
_OPTION = re.compile(
    rb"(?i)(--(?:[a-z0-9]{1,20}-){0,3}(?:password|passwd|passphrase|token|secret|secret-key|api-?key|clave)"
    rb"(?:[ \t]{1,4}|\0|\\u0000|[\"'],[ ]?[\"'])[\"']?)(?![-/\[])((?:(?!\\u0000)[^\s'\"\0]){1,512})"
)
_NETRC = re.compile(rb"(\blogin[ \t]+\S{1,128}[ \t]+password[ \t]+)(\S{1,256})")
_ENVIRONMENT = re.compile(
    rb"(?P<name>[A-Z][A-Z0-9_]{1,63})(?P<sep>[ \t]{0,8}=[ \t]{0,8})(?P<quote>\\?[\"'])?"
    rb"(?P<value>[A-Za-z0-9+/=_.~!@#$%^&*?-]{16,512})"
)
_ENVIRONMENT_BEFORE = re.compile(rb"(?:\\u0000|[^A-Za-z0-9_]|\A)\Z")
_NO_SECRETS = re.compile(  # names of random values that everybody may know
    rb"(?:ID|HASH|SHA\d*|MD5|DIGEST|[UG]UID|VERSION|COMMIT|REVISION|FINGERPRINT|PATH|HOME|DIR|FILE|UR[IL]|HOST|SOCK"
    rb"|SOCKET|STREAM|COLORS|ADDRESS|CONNECTION|CLIENT|PUBLIC_KEY|ARGS|OPTS|OPTIONS)\Z"
)

# Tokens that say by their beginning what they are: what must be there for the pattern to be tried, and the pattern.
TOKENS = tuple((literal, re.compile(rb"(?<![A-Za-z0-9_])(?:" + pattern + rb")")) for literal, pattern in (
    (b"k_live_", rb"[srp]k_live_[A-Za-z0-9]{10,256}"),  # Stripe
    (b"k_test_", rb"[sr]k_test_[A-Za-z0-9]{10,256}"),
    (b"whsec_", rb"whsec_[A-Za-z0-9+/=]{16,256}"),
    (b"gh", rb"gh[pousr]_[A-Za-z0-9]{20,256}"),  # GitHub
    (b"github_pat_", rb"github_pat_[A-Za-z0-9_]{20,256}"),
    (b"gl", rb"gl(?:pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_-]{16,256}"),  # GitLab
    (b"AKIA", rb"AKIA[A-Z0-9]{16}"),  # AWS
    (b"ASIA", rb"ASIA[A-Z0-9]{16}"),
    (b"xox", rb"xox[abeoprs]-[A-Za-z0-9-]{10,256}"),  # Slack
    (b"xapp-", rb"xapp-[A-Za-z0-9-]{10,256}"),
    (b"eyJ", rb"eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,1024}"),  # JSON Web Token
    (b"SG.", rb"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}"),  # SendGrid
    (b"AIza", rb"AIza[A-Za-z0-9_-]{35}"),  # Google
    (b"ya29.", rb"ya29\.[A-Za-z0-9_-]{20,1024}"),
    (b"npm_", rb"npm_[A-Za-z0-9]{30,64}"),
    (b"pypi-", rb"pypi-[A-Za-z0-9_-]{32,512}"),
    (b"hf_", rb"hf_[A-Za-z0-9]{30,64}"),
    (b"sk-", rb"sk-(?:[a-z]{2,8}-)?[A-Za-z0-9_-]{32,256}"),
    (b"HRKU-", rb"HRKU-[A-Za-z0-9_-]{16,128}"),  # Heroku
    (b"dop_v1_", rb"dop_v1_[a-f0-9]{32,128}"),
    (b"shpat_", rb"shpat_[a-f0-9]{32}"),
    (b":AA", rb"\d{8,10}:AA[A-Za-z0-9_-]{30,64}"),  # Telegram
))  # fmt: skip


def struck(data: bytes, seen: Seen) -> bytes:
    """The text without such secrets; `seen` is told each value, and whether a name says that it is one."""
    for literal, pattern, change in CHANGED:
        if literal in data:
            data = pattern.sub(partial(change, seen=seen), data)
    lower = data.lower()
    for literal, pattern, change in CHANGED_IN_ANY_CASE:
        if literal in lower:
            data = pattern.sub(partial(change, seen=seen), data)
    for literal, pattern in TOKENS:
        if literal in data:
            data = pattern.sub(partial(_whole, seen=seen), data)
    data = assigned.struck(data, seen)
    return _ENVIRONMENT.sub(partial(_variable, seen=seen), data) if b"=" in data else data


def _whole(found: re.Match[bytes], seen: Seen) -> bytes:
    seen(found[0], True)
    return MARK


def _after(found: re.Match[bytes], seen: Seen) -> bytes:
    """The first group stays, the second is the secret."""
    seen(found[2], True)
    return found[1] + MARK


def _after_if_random(found: re.Match[bytes], seen: Seen) -> bytes:
    return _after(found, seen) if is_random(found[2]) else found[0]


def _pem(found: re.Match[bytes], seen: Seen) -> bytes:
    """A line of a key stands for it: the first ones of many keys are alike."""
    for line in _PEM_LINE.findall(found[2].replace(b"\\n", b"\n").replace(b"\\r", b"\n"))[:200]:
        seen(line, False)
    return found[1] + MARK


def _authorization(found: re.Match[bytes], seen: Seen) -> bytes:
    value = found["value"]
    if not found["digest"]:
        seen(value, True)
    if found["basic"]:
        with suppress(ValueError):
            seen(base64.b64decode(value + b"=" * (-len(value) % 4)).partition(b":")[2], True)
    return found[1] + MARK


def _cookie(found: re.Match[bytes], seen: Seen) -> bytes:
    for value in _COOKIE_VALUE.findall(found[0])[: 1 if found["set"] else None]:
        seen(value, False)
    return _COOKIE_VALUE.sub(MARK, found[0], 1 if found["set"] else 0)


def _variable(found: re.Match[bytes], seen: Seen) -> bytes:
    """The random value of a variable whose name tells nothing."""
    value = found["value"]
    before = found.string[max(0, found.start() - 6) : found.start()]
    open_to_all = _NO_SECRETS.search(found["name"]) or (found["sep"] != b"=" and not found["quote"])
    address = b"://" in value or value.startswith((b"/", b"./", b"~"))
    if open_to_all or address or not _ENVIRONMENT_BEFORE.search(before) or not is_random(value):
        return found[0]
    seen(value, False)
    return found[0][: found.start("value") - found.start()] + MARK


CHANGED = (  # what must be there for the pattern to be tried, the pattern, what becomes of a match
    (b"PRIVATE KEY", _PEM, _pem),
    (b"$", _CRYPT, _whole),
    (b"$", _WERKZEUG, _after),
    (b"SHA", _LDAP_HASH, _after),
    (b":", _OLD_HASH, _after_if_random),
    (b"://", _USERINFO, _after),
    (b"://", _USER_ALONE, _after_if_random),
    (b"SetCredential", _CREDENTIAL, _after),
    (b"--", _OPTION, _after),
    (b"password", _NETRC, _after),
)
CHANGED_IN_ANY_CASE = ((b"authorization", _AUTHORIZATION, _authorization), (b"cookie", _COOKIE, _cookie))
