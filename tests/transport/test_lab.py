"""The same on servers of the lab: systemd, PAM and a firewall of their own, and no trace left behind."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.lab.fixtures import lab, lab_server, server_factory
from perito.transport.base import Command, HttpRequest, Role
from perito.transport.target import Kind, Target

if TYPE_CHECKING:
    from perito.lab import Server

__all__ = ["lab", "lab_server", "server_factory"]

pytestmark = pytest.mark.lab
# What any login leaves (sshd, PAM, sudo, journald), with Perito or without.
LOGS = ("/var/log/", "/run/", "/var/lib/systemd/", "/var/lib/sudo/", "/var/lib/private/")


def target(server: Server) -> Target:
    return Target(
        Kind.SSH, server.address, None, server.user, server.key, known_hosts=server.known_hosts,
        ssh_config=Path("/dev/null"), sudo_password=server.password, password=None,
    )  # fmt: skip


def changed(server: Server) -> dict[str, tuple[int, int, int]]:
    """Every path of the writable layer, with what shows a change."""
    found = {}
    for path in server.upper.rglob("*"):
        name = "/" + str(path.relative_to(server.upper))
        if not (name + "/").startswith(LOGS):
            status = path.lstat()
            found[name] = (status.st_mtime_ns, status.st_size, status.st_mode)
    return found


def settled(server: Server) -> dict[str, tuple[int, int, int]]:
    """The writable layer once the server's own boot writes no more (gunicorn makes its control socket late)."""
    seen: list[dict[str, tuple[int, int, int]]] = []
    for _ in range(60):
        seen.append(changed(server))
        if len(seen) > 4 and seen[-1] == seen[-2] == seen[-3] == seen[-4]:
            return seen[-1]
        time.sleep(0.5)
    pytest.fail("the server never comes to rest")


def test_a_grading_leaves_no_trace(lab_server: Server) -> None:
    before = settled(lab_server)
    session = Session.live(target(lab_server))
    session.open()
    with session:
        commands = [Command("id -un; python3 -c 'import json'", role) for role in Role]
        login, root = session.ask_all([*commands, Command("systemctl is-system-running", Role.ROOT)])[:2]
        assert login.stdout == lab_server.user.encode() + b"\n"
        assert root.stdout == b"root\n"
        reply = session.http(HttpRequest("/", lab_server.names["SERVER_NAME"], address=lab_server.address))
        tunnel = session.http(HttpRequest("/", lab_server.names["SERVER_NAME"], via="tunnel"))
        assert reply.status == tunnel.status != 0
        assert reply.body == tunnel.body
    assert changed(lab_server) == before


def test_password_login(lab_server: Server) -> None:
    from dataclasses import replace

    from perito.transport.ssh import SshTransport

    transport = SshTransport(replace(target(lab_server), identity=None, password=lab_server.password))
    transport.open()
    try:
        assert transport.run([Command("id -un")])[0].stdout == lab_server.user.encode() + b"\n"
    finally:
        transport.close()
