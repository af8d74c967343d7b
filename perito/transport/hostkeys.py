"""Known host keys in OpenSSH's format: sshd(8), section SSH_KNOWN_HOSTS FILE FORMAT."""

from __future__ import annotations

import base64
import codecs
import fnmatch
import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.support import atomic_write, reading
from perito.support.i18n import _
from perito.support.system_errors import reason
from perito.transport.base import Reason, TransportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

RSA = ("rsa-sha2-512", "rsa-sha2-256")  # the algorithms that prove a key of type ssh-rsa (RFC 8332)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A line of a known_hosts file about the host in question."""

    file: Path
    line: int
    type: str
    blob: bytes
    revoked: bool = False
    authority: bool = False


class UnknownKeyError(TransportError):
    """Nobody knows the key that a host shows. `name`: the host's in known_hosts; `shown`: its type and fingerprint."""

    def __init__(self, message: str, name: str, key_type: str, shown: str) -> None:
        super().__init__(Reason.HOST_KEY_UNKNOWN, message)
        self.name, self.key_type, self.shown = name, key_type, shown

    @property
    def file(self) -> str:
        """The server's own file of the key (sshd_config(5), HostKey)."""
        kind = next((one for one in ("ed25519", "ecdsa", "rsa") if one in self.key_type), "*")
        return f"/etc/ssh/ssh_host_{kind}_key.pub"


def host_name(host: str, port: int) -> str:
    """A host's name in known_hosts: `host`, or `[host]:port` where the port is not 22."""
    return host if port == 22 else f"[{host}]:{port}"


def fingerprint(blob: bytes) -> str:
    """The fingerprint as `ssh-keygen -l` prints it: SHA256 and base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def look_up(files: Iterable[Path], name: str) -> list[KnownKey]:
    """All keys known for a name; missing files and invalid lines are skipped."""
    return [one for one in _lines_about(files, name) if not one.authority]


def _lines_about(files: Iterable[Path], name: str) -> list[KnownKey]:
    """The same with the authorities that may sign the host's keys (@cert-authority)."""
    found = []
    for file in files:
        try:
            text = reading.content(file).removeprefix(codecs.BOM_UTF8)
        except OSError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if known := _parse(file, number, line.decode("utf-8", "replace"), name):
                found.append(known)
    return found


def _parse(file: Path, number: int, line: str, name: str) -> KnownKey | None:
    words = line.split()
    if not words or words[0].startswith("#"):
        return None
    marker = words.pop(0) if words[0].startswith("@") else ""
    if len(words) < 3 or not _matches(words[0], name):
        return None
    try:
        blob = base64.b64decode(words[2], validate=True)
    except ValueError:  # binascii.Error, or letters that no base64 has
        return None
    return KnownKey(file, number, words[1], blob, marker == "@revoked", marker == "@cert-authority")


def _matches(patterns: str, name: str) -> bool:
    """Comma-separated patterns, `!` excludes; or one hashed name."""
    if patterns.startswith("|1|"):
        parts = patterns.split("|")
        try:
            salt, digest = (base64.b64decode(part) for part in parts[2:4])
        except ValueError:
            return False
        return hmac.compare_digest(hmac.digest(salt, name.encode(), "sha1"), digest)
    found = False
    for pattern in patterns.lower().split(","):
        # fnmatch has character sets, known_hosts does not: [host]:port is literal.
        glob = pattern.removeprefix("!").replace("[", "[[]")
        if fnmatch.fnmatchcase(name.lower(), glob):
            if pattern.startswith("!"):
                return False
            found = True
    return found


def key_type_of(algorithm: str) -> str:
    """The type of the key that an algorithm proves."""
    return "ssh-rsa" if algorithm in RSA else algorithm


def algorithms(known: Iterable[str], offered: Sequence[str]) -> list[str]:
    """Host key algorithms by preference: those of known keys first, or a second key looks like a changed one."""
    wanted: list[str] = []
    for one in known:
        wanted += [name for name in (RSA if one == "ssh-rsa" else (one,)) if name not in wanted]
    first = [name for name in wanted if name in offered]
    return first + [name for name in offered if name not in first]


def pinned_types(pinned: Iterable[str]) -> list[str]:
    """The types of the pinned keys, where they are known, as in known_hosts."""
    return [words[0] for one in pinned if len(words := one.split()) == 2]


def is_pinned(pinned: Iterable[str], key_type: str, blob: bytes) -> bool:
    """Whether a key is one of those pinned, as `SHA256:…` or `type SHA256:…`."""
    shown = fingerprint(blob)
    return any(one in {shown, f"{key_type} {shown}"} for one in pinned)


def check_pinned(host: str, port: int, key_type: str, blob: bytes, pinned: Sequence[str]) -> None:
    """Raises TransportError with HOST_KEY_CHANGED where a key is none of those pinned."""
    if not is_pinned(pinned, key_type, blob):
        sentence = _("the host key of {name} is not the one that the roster has: it shows {shown}, not {pinned}")
        shown = f"{key_type} {fingerprint(blob)}"
        text = sentence.format(name=host_name(host, port), shown=shown, pinned=", ".join(pinned))
        raise TransportError(Reason.HOST_KEY_CHANGED, text)


def check(
    host: str, port: int, key_type: str, blob: bytes, files: Sequence[Path], *, accept_new: bool, hashed: bool
) -> None:
    """Compare the server's key with the known ones; with `accept_new` add a key of an unknown host.

    Raises TransportError with HOST_KEY_UNKNOWN or HOST_KEY_CHANGED.
    """
    name = host_name(host, port)
    known = look_up(files, name)
    shown = f"{key_type} {fingerprint(blob)}"
    for one in known:
        if one.revoked and one.blob == blob:
            sentence = _("the host key of {name} ({shown}) is revoked in {file}, line {line}")
            raise TransportError(
                Reason.HOST_KEY_CHANGED, sentence.format(name=name, shown=shown, file=one.file, line=one.line)
            )
    plain = [] if known or port == 22 else look_up(files, host)
    if any(one.blob == blob and not one.revoked for one in [*known, *plain]):
        return
    others = [one for one in known if not one.revoked]
    if others:
        one = next((one for one in others if one.type == key_type), others[0])
        sentence = _(
            "the host key of {name} changed: it shows {shown}, but {file}, line {line}, has {known}; "
            "if the server was reinstalled, remove that line"
        )
        before = f"{one.type} {fingerprint(one.blob)}"
        raise TransportError(
            Reason.HOST_KEY_CHANGED,
            sentence.format(name=name, shown=shown, file=one.file, line=one.line, known=before),
        )
    authority = next((one for one in _lines_about(files, name) if one.authority), None)
    if not accept_new and authority is not None:
        sentence = _(
            "{file}, line {line}, trusts a certificate authority for {name} (@cert-authority), and Perito verifies no "
            "certificates: add the host's own key ({shown}) beside it, or use --accept-new"
        ).format(file=authority.file, line=authority.line, name=name, shown=shown)
        raise TransportError(Reason.HOST_KEY_UNKNOWN, sentence)
    if not accept_new:
        sentence = _(
            "the host key of {name} is not known: it shows {shown}; compare it with the server's own, "
            "then connect once with ssh or use --accept-new"
        )
        raise UnknownKeyError(sentence.format(name=name, shown=shown), name, key_type, shown)
    if files:
        add(files[0], name, key_type, blob, hashed=hashed)


def add(file: Path, name: str, key_type: str, blob: bytes, *, hashed: bool) -> None:
    """Append a line; creates the file for its owner only. Raises TransportError where it cannot."""
    if hashed:
        salt = os.urandom(20)
        digest = hmac.digest(salt, name.encode(), "sha1")
        name = f"|1|{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()}"
    line = f"{name} {key_type} {base64.b64encode(blob).decode()}\n".encode()
    try:
        atomic_write.append(file, line)
    except OSError as problem:
        sentence = _("the new host key cannot be written to {file}: {problem}")
        raise TransportError(Reason.ERROR, sentence.format(file=file, problem=reason(problem))) from problem


def forget(file: Path, name: str, *, keep: Iterable[bytes] = ()) -> int:
    """Take a host's keys, except those to `keep`, out of a file; returns how many. Its other lines and hosts stay.

    Raises ValueError with the line's number for a pattern that is about other hosts, too; OSError.
    """
    kept, gone, left = set(keep), 0, []
    lines = reading.content(file).splitlines(keepends=True) if file.exists() else []
    for number, line in enumerate(lines, 1):
        known = _parse(file, number, line.decode("utf-8", "replace"), name)
        if known is None or known.revoked or known.authority or known.blob in kept:
            left.append(line)
            continue
        gone += 1
        names = line.split()[0].decode("utf-8", "replace")
        if names.startswith("|1|") or names.lower() == name.lower():
            continue
        others = [one for one in names.split(",") if one.lower() != name.lower()]
        if _matches(",".join(others), name):
            raise ValueError(str(number))
        left.append(line.replace(names.encode(), ",".join(others).encode(), 1))
    if gone:
        atomic_write.write(file, b"".join(left))
    return gone
