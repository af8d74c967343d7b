"""Facts that distinguish one machine from another, and one student's work from a copy of it: for comparing a class.

Asked only where a class is graded, after everything else: no check depends on it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes import mark
from perito.probes.base import Probe, text
from perito.probes.files import unique
from perito.probes.framing import complete, quoted
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perito.transport.base import Answer

ABOUT: Final = "identity"
TIMEOUT, LIMIT = 8.0, 256 << 10
MOST_FILES: Final = 60
IMAGE_FILES: Final = ("/etc/passwd", "/var/lib/dpkg/status")
# Made when a machine is installed or first booted, and when its keys are made.
INSTALLED_FILES: Final = ("/etc/machine-id", "/etc/ssh/ssh_host_ed25519_key.pub")
OF_PROJECT: Final = ("*.py", ".env", "Pipfile", "Pipfile.lock")
# What the kernel and programs make up; what is a card of a machine without hardware (a container) has another name.
NO_CARDS: Final = re.compile(
    r"lo$|docker|podman|veth|v[eb]-|br-|br\d+$|virbr|vnet|lxc|lxd|cni|flannel|cali|cilium|kube|weave|nodelocal"
    r"|tun|tap|wg|tailscale|zt|vboxnet|vmnet|dummy|ifb|bond|sit|gre|ip6|macv|ipv|vxlan|nlmon"
)
# Bridges that programs make for containers and machines of theirs: the same addresses on every server that has one.
INSIDE: Final = re.compile(r"docker|podman|veth|v[eb]-|br-|virbr|lxcbr|lxdbr|cni|flannel|cali|cilium|vboxnet|vmnet")
DOCKER: Final = "02:42"  # its cards have these and the address of the container, the same on every host
HEX: Final = re.compile(r"[0-9a-f]{64}")
# How many fields follow each tag; all of them end in NUL.
SIZES: Final = {"B": 1, "M": 2, "C": 2, "A": 1, "I": 2, "K": 1, "U": 1, "F": 3, "H": 2, "V": 1}
SCRIPT: Final = r"""
printf 'B\0%s\0' "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
for f in /sys/class/net/*/address; do
  [ -e "$f" ] || continue; d=${f%/address}; printf 'M\0%s\0%s\0' "${d##*/}" "$(cat "$f" 2>/dev/null)"
  for k in device bridge brport; do [ -e "$d/$k" ] && printf 'C\0%s\0%s\0' "${d##*/}" "$k"; done
done
for a in $(hostname -I 2>/dev/null); do printf 'A\0%s\0' "$a"; done
ip -o addr 2>/dev/null | while read -r n name of a rest; do printf 'I\0%s\0%s\0' "${name%%@*}" "${a%%/*}"; done
for f in /etc/ssh/ssh_host_*_key.pub; do
  [ -f "$f" ] && printf 'K\0%s\0' "$(head -c 4096 -- "$f" | cut -d ' ' -f 1,2)"
done
printf 'U\0%s\0' "$(cut -d : -f 1,3,4 /etc/passwd | sha256sum | cut -c 1-64)"
set -- PATHS
n=0
for p do
  [ -e "$p" ] || continue
  n=$((n + 1)); [ "$n" -le MOST ] || break
  stat -L --printf='F\0%n\0%.9Y\0%.9W\0' -- "$p" 2>/dev/null
  [ -f "$p" ] && [ -r "$p" ] && printf 'H\0%s\0%s\0' "$p" "$(head -c 1048576 -- "$p" | sha256sum | cut -c 1-64)"
done
for f in /var/log/nginx/*.log LOGS; do
  [ -f "$f" ] && [ -r "$f" ] || continue
  tail -c 1048576 -- "$f" | tr '\000' '\001' |
    sed -nE 's/^(([0-9a-fA-F.:]+) )?.*[?&]MARKED.*/\4 \2/p'
done | awk '!seen[$0]++' | tail -n 200 | while read -r line; do printf 'V\0%s\0' "$line"; done
"""
# Earlier versions asked for the mark as they had it: `?perito=…` and a dot.
EARLIER: Final = SCRIPT.replace("MARKED.*/\\4", r"perito=([0-9a-f]{32})\..*/\3")
MARKED: Final = rf"(perito|{'|'.join(mark.WORDS)})=([0-9a-f]{{32}})(\.|[0-9a-f]{{{mark.OWN}}}\b)"


@dataclass(frozen=True, slots=True)
class FileMark:
    """One file. `changed` and `born` in seconds since the epoch to the nanosecond, as text; `born` may be empty.

    `digest`: SHA-256 of its first MiB, empty for a directory or where it could not be read.
    """

    path: str
    changed: str = ""
    born: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of some grading that reached this server: its nonce and its sender's address."""

    nonce: str
    client: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """A machine's identifying facts; empty where unknown.

    host_keys: `type SHA256:…` of the keys on its disk. cards: MAC addresses of its network cards. addresses: its own IP
    addresses, loopback left out. accounts: a digest of names and ids in /etc/passwd.
    """

    boot_id: str = ""
    cards: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    host_keys: tuple[str, ...] = ()
    accounts: str = ""
    files: tuple[FileMark, ...] = ()
    visits: tuple[Visit, ...] = ()


def identity(
    files: Sequence[str], projects: Sequence[str] = (), logs: Sequence[str] = (), *, role: Role = Role.ROOT
) -> Probe[Marks]:
    """All of it in one command. `files`: of the deployments; `projects`: their directories; `logs`: access logs."""
    words = [quoted([one]) for one in unique([*files, *IMAGE_FILES, *INSTALLED_FILES])]
    words += [f"{quoted([one])}/{pattern}" for one in unique(projects) for pattern in OF_PROJECT]
    filled = {"PATHS": " ".join(words), "LOGS": quoted(unique(logs)), "MOST": str(MOST_FILES)}
    filled["MARKED"] = MARKED
    script, earlier = (
        re.sub("PATHS|LOGS|MOST|MARKED", lambda found: filled[found[0]], one) for one in (SCRIPT, EARLIER)
    )
    return Probe(Command(script, role, timeout=TIMEOUT, limit=LIMIT, about=ABOUT, formerly=(earlier,)), read_identity)


def read_identity(answer: Answer) -> Marks:
    """The answer to identity, without invalid parts."""
    found: dict[str, list[list[str]]] = {tag: [] for tag in SIZES}
    for tag, fields in _records(complete(answer).stdout):
        found[tag].append(fields)
    inside = {address for name, address in found["I"] if INSIDE.match(name)}
    addresses = tuple(dict.fromkeys(value for (value,) in found["A"] if _is_own_address(value) and value not in inside))
    digests = {path: value for path, value in found["H"] if HEX.fullmatch(value)}
    return Marks(
        boot_id=next((value.strip() for (value,) in found["B"]), ""),
        cards=_cards(found["M"], found["C"], addresses),
        addresses=addresses,
        host_keys=tuple(sorted(filter(None, (_fingerprint(value) for (value,) in found["K"])))),
        accounts=next((value for (value,) in found["U"] if HEX.fullmatch(value)), ""),
        files=tuple(FileMark(path, _time(one), _time(two), digests.get(path, "")) for path, one, two in found["F"]),
        visits=tuple(_visit(value) for (value,) in found["V"]),
    )


def _records(data: bytes) -> Iterator[tuple[str, list[str]]]:
    fields = [text(part) for part in data.split(b"\0")]
    place = 0
    while place < len(fields) and (size := SIZES.get(fields[place])) and place + size < len(fields):
        yield fields[place], fields[place + 1 : place + 1 + size]
        place += 1 + size


def _cards(macs: list[list[str]], kinds: list[list[str]], addresses: Sequence[str]) -> tuple[str, ...]:
    """The addresses of a machine's own network cards.

    sysfs(5): a card has a `device`. Where nothing has one, as in a container, its cards are what is no bridge, no port
    of a bridge (the host's end of another container's veth(4)), and has no name that programs make up. A recording made
    before `kinds` was asked has names alone.
    """
    kind_of: dict[str, set[str]] = {}
    for name, kind in kinds:
        kind_of.setdefault(name, set()).add(kind)
    real = {name for name, known in kind_of.items() if "device" in known}
    own = (
        mac.lower()
        for name, mac in macs
        if _is_card(mac) and (name in real if real else name not in kind_of and not NO_CARDS.match(name))
    )
    return tuple(sorted({mac for mac in own if mac not in _of_docker(addresses)}))


def _of_docker(addresses: Sequence[str]) -> set[str]:
    """The card's address that Docker gives a container with one of these addresses."""
    found = (ipaddress.ip_address(one) for one in addresses)
    return {":".join([DOCKER, *(f"{byte:02x}" for byte in one.packed)]) for one in found if one.version == 4}


def _is_card(mac: str) -> bool:
    return re.fullmatch(r"([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}", mac) is not None and set(mac) != {"0", ":"}


def _is_own_address(word: str) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local)


def _fingerprint(key: str) -> str:
    """`type SHA256:…` of a public key's line, as `ssh-keygen -l` has it; empty where it is none."""
    kind, _blank, blob = key.partition(" ")
    try:
        raw = base64.b64decode(blob.strip(), validate=True)
    except (binascii.Error, ValueError):
        return ""
    digest = base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
    return f"{kind[:40]} SHA256:{digest}" if raw else ""


def _time(word: str) -> str:
    """Seconds with nine decimals; empty where the file system does not keep that time."""
    return word if re.fullmatch(r"\d{1,11}\.\d{9}", word) and not word.startswith("0.") else ""


def _visit(line: str) -> Visit:
    nonce, _blank, client = line.partition(" ")
    return Visit(nonce[:32], client.strip()[:64])
