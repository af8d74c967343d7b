"""From a recording to its server's identifying facts. Pure: an incomplete recording gives facts without the missing
ones."""

from __future__ import annotations

import hashlib
import ipaddress
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.classroom.identity.model import Fact, Facts, Onward, Seen
from perito.errors import CannotLook
from perito.probes import system
from perito.probes.identity import ABOUT, IMAGE_FILES, INSTALLED_FILES, FileMark, Marks, read_identity
from perito.probes.nginx import config as nginx_config
from perito.probes.nginx import files as nginx
from perito.transport.base import Answer, Command
from perito.transport.unreadable import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.evidence.recording import Evidence
    from perito.probes.base import Probe
    from perito.probes.nginx.facts import NginxConfig

T = TypeVar("T")

HOST_KEY = "host key"
IMAGE = "image"
# Their kernel's boot id is the host's, which several share; nspawn gives each its own.
SHARED_BOOT = frozenset({"lxc", "lxc-libvirt", "docker", "podman", "openvz", "wsl", "proot", "container-other"})


def facts_of(evidence: Evidence) -> Facts:
    """The identifying facts of a recorded server."""
    machine, at_system = _known(evidence, system.system())
    marks, at_marks = _marks(evidence)
    facts = [*_of_target(evidence), *_of_marks(marks, at_marks, machine)]
    if machine is not None and machine.machine_id:
        facts.append(Fact(kind="machine-id", value=_digest(machine.machine_id), evidence=at_system))
    return Facts(
        nonce=evidence.nonce,
        facts=tuple(dict.fromkeys(facts)),
        hosts=tuple(dict.fromkeys([*_peer(evidence)[:1], *marks.addresses])),
        seen=tuple(Seen(nonce=one.nonce, client=one.client, evidence=at_marks) for one in marks.visits),
        onward=tuple(_onward(evidence)),
    )


def _of_target(evidence: Evidence) -> Iterator[Fact]:
    if evidence.nonce:
        yield Fact(kind="nonce", value=evidence.nonce)
    peer = _peer(evidence)
    if peer:
        jump = str(evidence.target.get("jump") or "")
        yield Fact(kind="address", value=" ".join(filter(None, [":".join(peer), jump])))
    key, number = _client_fact(evidence, HOST_KEY)
    if key:
        yield Fact(kind="host-key", value=str(key), evidence=number)


def _of_marks(marks: Marks, number: int | None, machine: system.SystemInfo | None) -> Iterator[Fact]:
    for key in marks.host_keys:
        yield Fact(kind="host-key", value=key, evidence=number)
    if marks.boot_id and machine is not None and machine.virtualization not in SHARED_BOOT:
        yield Fact(kind="boot-id", value=marks.boot_id, evidence=number)
    for card in marks.cards:
        yield Fact(kind="mac", value=card, evidence=number)
    if marks.accounts:
        yield Fact(kind="accounts", value=marks.accounts[:16], evidence=number)
    for file in marks.files:
        yield from _of_file(file, number)


def _of_file(file: FileMark, number: int | None) -> Iterator[Fact]:
    """A file as a fact: a time without a fraction comes from an archive and identifies nobody."""
    if file.path in INSTALLED_FILES:
        if file.changed:
            yield Fact(kind="installed", value=file.born or file.changed, shown=file.path, evidence=number)
        return
    role = role_of(file.path)
    times = [("image-time", file.changed)] if role == IMAGE else [("changed", file.changed), ("born", file.born)]
    for kind, value in times:
        if value and not value.endswith(".000000000"):
            yield Fact(kind=kind, value=value, role=role, shown=file.path, evidence=number)
    if file.digest and role != IMAGE:
        yield Fact(kind="content", value=file.digest[:16], role=role, shown=file.path, evidence=number)


def role_of(path: str) -> str:
    """A file's role, whatever its name: `unit`, `site`, `virtualenv`, `image`, else its name."""
    if path in IMAGE_FILES:
        return IMAGE
    if path.startswith(("/etc/systemd/", "/lib/systemd/", "/usr/lib/systemd/")):
        return "unit"
    if path.startswith("/etc/nginx/"):
        return "site"
    return "virtualenv" if path.endswith("/pyvenv.cfg") else PurePosixPath(path).name


def _onward(evidence: Evidence) -> Iterator[Onward]:
    """Where nginx passes requests, other than to sockets and to the machine itself."""
    files, number = _known(evidence, nginx.config_tree())
    if files is None:
        return
    with suppress(CannotLook), reading("where nginx passes requests"):
        for host, file in dict.fromkeys(_hosts_passed_to(nginx_config.parse(files.texts))):
            yield Onward(host=host, file=file, evidence=number)


def _hosts_passed_to(config: NginxConfig) -> Iterator[tuple[str, str]]:
    for server in config.servers:
        for location in server.locations:
            first = location.upstream
            for one in (first, *first.extra) if first is not None else ():
                if one.kind == "tcp" and not _is_here(one.host):
                    yield one.host, location.file


def _is_here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host in {"", "localhost"}
    return address.is_loopback or address.is_unspecified


def _peer(evidence: Evidence) -> list[str]:
    """Host and port reached, aliases resolved; empty where there was no connection."""
    peer, _number = _client_fact(evidence, "peer")
    if not isinstance(peer, dict) or not peer.get("host"):
        return []
    return [str(peer["host"]), str(peer.get("port") or "")]


def _marks(evidence: Evidence) -> tuple[Marks, int | None]:
    """The answer to the probe `identity`, for any list of files."""
    for one in reversed(evidence.exchanges):
        if isinstance(one.asked, Command) and one.asked.about == ABOUT and isinstance(one.answer, Answer):
            if one.answer.trouble is not None:
                break
            with suppress(CannotLook), reading("what the server is told by"):
                return read_identity(one.answer), one.number
    return Marks(), None


def _known(evidence: Evidence, probe: Probe[T]) -> tuple[T, int] | tuple[None, None]:
    """A probe's facts, where it was asked, and its number."""
    for one in reversed(evidence.exchanges):
        asked, answer = one.asked, one.answer
        if isinstance(asked, Command) and isinstance(answer, Answer) and asked.script == probe.command.script:
            with suppress(CannotLook):
                return probe.read(answer), one.number
    return None, None


def _client_fact(evidence: Evidence, key: str) -> tuple[object, int | None]:
    found = next((one for one in evidence.exchanges if one.asked == key), None)
    return (found.answer, found.number) if found is not None else (None, None)


def _digest(word: str) -> str:
    """machine-id(5) is confidential: only a digest is compared and shown."""
    return hashlib.sha256(f"perito machine-id {word}".encode()).hexdigest()[:16]
