"""From what a server says to what it is told by, whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perito.classroom.identity.facts import HOST_KEY, facts_of, role_of
from perito.classroom.identity.model import Facts
from perito.errors import Unseen
from perito.evidence.recording import Evidence
from perito.probes import system
from perito.probes.identity import Marks, identity, read_identity
from perito.probes.nginx import files
from perito.transport.base import Answer, Command
from perito.transport.ssh import SshTransport
from perito.transport.target import Target

if TYPE_CHECKING:
    from perito.classroom.identity.model import Fact

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEc8V0Tqv1m1dR6oD5Ua5l3oZkB0tH1o2WqCq8bq1m2X"
NONCE = "0123456789abcdef" * 2
SAID = (
    b"B\0" + b"6f1d0b6e-1111-4222-8333-444455556666\0"
    b"M\0lo\00000:00:00:00:00:00\0M\0enp0s3\00008:00:27:AA:bb:01\0M\0docker0\00002:42:00:00:00:01\0M\0eth1\0junk\0"
    b"A\000192.0.2.7\0A\000127.0.0.1\0A\0fe80::1\0A\0not an address\0"
    b"K\0" + KEY.encode() + b"\0K\0nonsense\0"
    b"U\0" + b"a" * 64 + b"\0"
    b"F\0/etc/passwd\0001700000000.123456789\000-\0"
    b"F\0/var/www/x/wsgi.py\0001700000100.123456789\0001700000099.000000000\0"
    b"H\0/var/www/x/wsgi.py\0" + b"b" * 64 + b"\0"
    b"F\0/var/www/x/app.py\0001700000100.000000000\0000.000000000\0"
    b"V\0" + NONCE.encode() + b" 192.0.2.9\0V\0" + NONCE.encode() + b" \0"
)
ASKED = identity(["/etc/nginx/sites-available/x"], ["/var/www/x"], ["/var/log/nginx/x.log"]).command
OS = b"ID=debian\nperito_now=1700000500.1\nperito_machine=%s\nperito_virtualization=%s\n"


def evidence(said: bytes = SAID, virtualization: bytes = b"oracle", **more: object) -> Evidence:
    found = Evidence({"address": "u@h"}, NONCE, started=datetime(2026, 1, 1, tzinfo=UTC))
    found.record("peer", {"host": "192.0.2.7", "port": 2222, "user": "u"})
    found.record(system.system().command, Answer(0, OS % (b"c0ffee" * 5, virtualization)))
    found.record(HOST_KEY, "ssh-ed25519 SHA256:abc")
    found.record(ASKED, Answer(0, said, **more))  # type: ignore[arg-type]
    return found


def of_kind(facts: Facts, kind: str) -> list[Fact]:
    return [fact for fact in facts.facts if fact.kind == kind]


def test_everything_a_server_says_is_read() -> None:
    facts = facts_of(evidence())
    assert facts.nonce == NONCE
    assert facts.hosts == ("192.0.2.7",)
    assert [(one.nonce, one.client, one.evidence) for one in facts.seen] == [
        (NONCE, "192.0.2.9", 4), (NONCE, "", 4),
    ]  # fmt: skip
    values = {kind: [fact.value for fact in of_kind(facts, kind)] for kind in ("mac", "boot-id", "address", "changed")}
    assert values == {
        "mac": ["08:00:27:aa:bb:01"],
        "boot-id": ["6f1d0b6e-1111-4222-8333-444455556666"],
        "address": ["192.0.2.7:2222"],
        "changed": ["1700000100.123456789"],
    }
    assert [fact.role for fact in of_kind(facts, "image-time")] == ["image"]
    assert of_kind(facts, "born") == []  # without a fraction: out of an archive, or not kept
    assert [fact.role for fact in of_kind(facts, "content")] == ["wsgi.py"]
    keys = of_kind(facts, "host-key")
    assert [fact.evidence for fact in keys] == [3, 4]
    assert keys[1].value.startswith("ssh-ed25519 SHA256:")
    assert len(keys[1].value) == len("ssh-ed25519 SHA256:") + 43


HOST = "08:00:27:aa:bb:01"
GUEST = "00:16:3e:12:34:56"


def cards(macs: dict[str, str], kinds: dict[str, str], addresses: dict[str, str] | None = None) -> Marks:
    """A machine with these cards, what sysfs says of them, and an address for some."""
    said = "".join(f"M\0{name}\0{mac}\0" for name, mac in macs.items())
    said += "".join(f"C\0{name}\0{kind}\0" for name, kind in kinds.items())
    said += "".join(f"A\0{one}\0I\0{name}\0{one}\0" for name, one in (addresses or {}).items())
    return read_identity(Answer(0, said.encode()))


@pytest.mark.parametrize("name", ["docker0", "br-5f2b3c4d5e6f", "veth12ab", "ve-lab", "vnet0", "cni0", "inet0", "k8s"])
def test_what_a_host_has_for_its_containers_is_no_card(name: str) -> None:
    """Whatever it is called: a card has a device."""
    macs = {"enp0s3": HOST, name: "4e:00:00:00:00:01"}
    assert cards(macs, {"enp0s3": "device"}).cards == (HOST,)


def test_a_container_has_a_card_and_those_of_its_own_containers_are_none() -> None:
    macs = {"eth0": GUEST, "net1": "4e:00:00:00:00:01", "c1": "4e:00:00:00:00:02", "lxcbr0": "4e:00:00:00:00:03"}
    assert cards(macs, {"net1": "bridge", "c1": "brport"}).cards == (GUEST,)
    assert cards({"host0": GUEST, "ve-x": "4e:00:00:00:00:01"}, {}).cards == (GUEST,)


def test_the_card_that_docker_makes_of_an_address_tells_nobody() -> None:
    assert cards({"eth0": "02:42:ac:11:00:02"}, {}, {"eth0": "172.17.0.2"}).cards == ()
    assert cards({"eth0": "02:42:ac:11:00:02"}, {}, {"eth0": "192.0.2.7"}).cards == ("02:42:ac:11:00:02",)


def test_addresses_within_a_host_are_not_where_others_reach_it() -> None:
    own = {"enp0s3": "192.0.2.7", "docker0": "172.17.0.1", "br-5f2b3c4d5e6f": "172.18.0.1", "br0": "192.0.2.8"}
    assert cards({}, {}, own).addresses == ("192.0.2.7", "192.0.2.8")


def test_the_machine_id_itself_is_not_kept() -> None:
    facts = facts_of(evidence())
    (fact,) = of_kind(facts, "machine-id")
    assert "c0ffee" not in facts.to_json()
    assert len(fact.value) == 16
    assert Facts.model_validate_json(facts.to_json()) == facts


@pytest.mark.parametrize(
    ("virtualization", "told"),
    [(b"oracle", True), (b"none", True), (b"systemd-nspawn", True), (b"lxc", False), (b"docker", False)],
)
def test_containers_share_the_boot_id_of_the_machine_below(virtualization: bytes, told: bool) -> None:
    assert bool(of_kind(facts_of(evidence(virtualization=virtualization)), "boot-id")) is told


def test_an_old_recording_is_unknown_and_no_error() -> None:
    old = evidence()
    old.exchanges = old.exchanges[:2]
    assert {fact.kind for fact in facts_of(old).facts} == {"nonce", "address", "machine-id"}
    assert facts_of(Evidence()).facts == ()


def test_who_would_not_say_is_unknown() -> None:
    silent = facts_of(evidence(b"", trouble=Unseen.TIMEOUT))
    assert {fact.kind for fact in silent.facts} == {"nonce", "address", "machine-id", "host-key"}


@pytest.mark.parametrize(
    ("target", "onward"),
    [
        ("http://192.0.2.8", ["192.0.2.8"]),
        ("http://classmate:8000/x", ["classmate"]),
        ("http://unix:/var/www/x/x.sock", []),
        ("http://127.0.0.1:8000", []),
        ("http://localhost:8000", []),
        ("http://[::1]:8000", []),
    ],
)
def test_where_nginx_passes_requests(target: str, onward: list[str]) -> None:
    site = "/etc/nginx/sites-enabled/x"
    texts = {"/etc/nginx/nginx.conf": f"events {{}} http {{ include {site}; }}\n"}
    texts[site] = f"server {{ listen 80; location / {{ proxy_pass {target}; }} }}\n"
    stream = b""
    for path, content in texts.items():
        stream += b"\0".join(
            [b"P", path.encode(), b"81a4", b"0", b"0", b"root", b"root", str(len(content)).encode(), b"1.0", b"T"]
        )
        stream += b"\0" + path.encode() + b"\0" + content.encode() + b"\0"
    found = evidence()
    probe = files.config_tree()
    found.record(probe.command, Answer(0, stream))
    assert site in probe.read(Answer(0, stream)).texts
    assert [one.host for one in facts_of(found).onward] == onward


def test_names_in_a_command_are_quoted() -> None:
    asked = identity(["/etc/x; rm -rf /", "/MOST/PATHS/LOGS"], ["/var/www/a b$(id)"], ["/log 'x'"]).command.script
    assert "'/etc/x; rm -rf /'" in asked
    assert "'/var/www/a b$(id)'/*.py" in asked
    assert "/MOST/PATHS/LOGS" in asked


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/etc/systemd/system/x.service", "unit"),
        ("/etc/nginx/sites-available/x", "site"),
        ("/home/u/.local/share/virtualenvs/x-abc/pyvenv.cfg", "virtualenv"),
        ("/var/lib/dpkg/status", "image"),
        ("/var/www/x/wsgi.py", "wsgi.py"),
    ],
)
def test_roles(path: str, role: str) -> None:
    assert role_of(path) == role


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_a_server_says_is_read_or_left_out(said: bytes) -> None:
    assert isinstance(read_identity(Answer(0, said)), Marks)
    cut = SAID[: len(said)] + said
    facts = facts_of(evidence(cut))
    assert Facts.model_validate_json(facts.to_json()) == facts


def test_a_connection_that_is_gone_has_no_host_key() -> None:
    """The deadline may hang up at any moment."""
    assert SshTransport(Target()).host_key() == ""


def test_the_command_only_looks() -> None:
    assert isinstance(ASKED, Command)
    assert not any(word in ASKED.script for word in (" > /", ">>", "touch", "mktemp"))
