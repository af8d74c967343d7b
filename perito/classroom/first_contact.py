"""The host keys of a class: asked for in parallel, kept beside the roster, and never replaced unasked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from perito.support import threads
from perito.transport import hostkeys
from perito.transport.base import TransportError
from perito.transport.ssh import SshTransport
from perito.transport.ssh_config import route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from perito.classroom.roster import Student
    from perito.transport.target import Target

SUFFIX: Final = ".known_hosts"
NEW, KNOWN, CHANGED = "new", "known", "changed"


def known_hosts_of(roster: Path, given: Path | None = None) -> Path:
    """The file of a class's host keys: the given one, else the one beside the roster."""
    return given if given is not None else roster.with_name(roster.stem + SUFFIX)


def with_keys(target: Target, file: Path, *, accept_new: bool = False) -> Target:
    """A target whose host keys are looked up in a class's file, too, and with `accept_new` kept there.

    A file that the roster names stays the only one.
    """
    own = file if target.known_hosts is None and (accept_new or file.exists()) else None
    return replace(target, class_known_hosts=own, accept_new=target.accept_new or accept_new)


@dataclass(frozen=True)
class Key:
    """A host key that a server proved. `state`: NEW, KNOWN, or CHANGED, which is none of its known ones."""

    type: str
    blob: bytes
    state: str

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it."""
        return hostkeys.fingerprint(self.blob)


@dataclass(frozen=True)
class Scanned:
    """One student's server. `name`: in known_hosts; `known`: its keys of before; `trouble`: why it shows none."""

    student: Student
    name: str = ""
    keys: tuple[Key, ...] = ()
    known: tuple[hostkeys.KnownKey, ...] = field(default=(), repr=False)
    trouble: str = ""

    @property
    def changed(self) -> bool:
        """Whether it proves none of the keys that it is known by."""
        return any(key.state == CHANGED for key in self.keys)


def scan(student: Student, file: Path, timeout: float) -> Scanned:
    """The host keys of a student's server. Its errors become `trouble`."""
    target = replace(with_keys(student.target, file), timeout=timeout, class_known_hosts=file)
    try:
        hop = route(target)[-1]
        name = hostkeys.host_name(hop.key_host, hop.key_port)
        shown = SshTransport(target).scan()
    except TransportError as error:
        return Scanned(student, trouble=str(error))
    known = tuple(one for one in hostkeys.look_up(hop.known_hosts, name) if not one.revoked)
    return Scanned(student, name, states(shown, known, target.host_keys), known)


def states(shown: dict[str, bytes], known: Iterable[hostkeys.KnownKey], pinned: Sequence[str] = ()) -> tuple[Key, ...]:
    """The keys shown, against those known. A server that proves a known key is believed its other ones.

    `pinned`: as Target.host_keys; then only these count.
    """
    if pinned:
        right = {kind: blob for kind, blob in shown.items() if hostkeys.is_pinned(pinned, kind, blob)}
        return tuple(Key(kind, blob, KNOWN if right else CHANGED) for kind, blob in (right or shown).items())
    blobs = {one.blob for one in known}
    proved = not blobs or any(blob in blobs for blob in shown.values())

    def state(blob: bytes) -> str:
        return KNOWN if blob in blobs else NEW if proved else CHANGED

    return tuple(Key(kind, blob, state(blob)) for kind, blob in shown.items())


def scanned(students: Sequence[Student], file: Path, timeout: float, width: int) -> Iterator[Scanned]:
    """Everybody with an address, in their order, `width` at a time."""
    there = [one for one in students if not one.absent]
    pool = threads.ThreadPoolExecutor(max(1, min(width, len(there))))
    try:
        for future in [pool.submit(scan, one, file, timeout) for one in there]:
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def keep(found: Scanned, file: Path) -> int:
    """Add a server's new keys to the file; returns how many. Raises TransportError where it cannot be written."""
    place = found.student.target.known_hosts or file
    new = [key for key in found.keys if key.state == NEW]
    for key in new:
        hostkeys.add(place, found.name, key.type, key.blob, hashed=False)
    return len(new)


def accept(found: Scanned, file: Path) -> Path:
    """Replace a server's known keys by those that it shows; returns the file.

    Raises ValueError with the line of a pattern that is about other hosts, too; TransportError, OSError.
    """
    place = found.student.target.known_hosts or file
    hostkeys.forget(place, found.name, keep=[key.blob for key in found.keys])
    there = {one.blob for one in hostkeys.look_up([place], found.name)}
    for key in found.keys:
        if key.blob not in there:
            hostkeys.add(place, found.name, key.type, key.blob, hashed=False)
    return place
