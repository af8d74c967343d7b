"""From a directory to a server that answers."""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab import machine, network
from perito.lab.images import ended
from perito.lab.library import BOOTED, READY
from perito.lab.processes import Process, first_inside
from perito.lab.tools import RECIPES, LabError, LibraryError
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.lab.layers import Layer
    from perito.lab.server import Server

BOOT_TIMEOUT = 60.0
DEPLOY_TIMEOUT = 120.0
READY_TIMEOUT = 20.0


def boot(server: Server, lower: str, *, seeded: bool = False) -> None:
    """Boot a registered server on the layers `lower`; returns once systemd has settled and sshd accepts.

    `seeded`: it has its machine id, name and host keys already. Raises LabError, with the end of the console, where
    that takes more than BOOT_TIMEOUT seconds.
    """
    if not seeded:
        machine.seed(server.directory, server.name, server.identity)
    pid, network_cable = machine.start(server.directory, lower, server.name, server.identity)
    try:
        server.supervisor = Process.of(pid)
        server.save()
        machine.wait_until(lambda: _has_own_network(pid), _("no network namespace was made"), BOOT_TIMEOUT)
        server.number = network.plug(pid, server.directory)
        _write_known_hosts(server)
        server.save()
        os.write(network_cable, f"{server.address}/{network.NETWORK.prefixlen}\n".encode())
    finally:
        os.close(network_cable)
    try:
        machine.wait_until(lambda: _found_init(server), _("systemd did not start"), BOOT_TIMEOUT)
        machine.wait_until(lambda: _settled(server), _("systemd did not settle"), BOOT_TIMEOUT)
        machine.wait_until(lambda: _accepts_ssh(server), _("sshd did not answer"), BOOT_TIMEOUT)
    except LabError as error:
        console = (server.directory / "console.log").read_text(errors="replace")[-2000:]
        said = _("{name} did not boot: {error}").format(name=server.name, error=error)
        raise LabError(f"{said}\n{console}") from error


def wait_until_ready(server: Server) -> None:
    """Return once the ready.sh of everything deployed succeeds as root. Raises LabError where one never does."""
    for label in ("", *server.further):
        if script := server.library.script(READY, label):
            machine.wait_until(
                partial(_succeeds, server, server.with_names(script, label)),
                _("{file} did not succeed on {name}").format(file=server.library.file(READY, label), name=server.name),
                BOOT_TIMEOUT,
            )


def allow_sudo_without_password(server: Server) -> None:
    """Give the first user sudo without a password, as cloud images do. Raises LabError."""
    file = f"/etc/sudoers.d/{server.user}"
    _must(server, f"umask 0227 && echo '{server.user} ALL=(ALL) NOPASSWD: ALL' > {file}")


def carry_out(server: Server, layer: Layer, script: str, label: str = "") -> None:
    """Carry out a deployment's booted.sh; `layer`, booted, then holds the result.

    The layer takes the place of the server's own writable one. Raises LibraryError where a command fails.
    """
    for part in ("upper", "work"):
        (server.directory / part).rmdir()
        (server.directory / part).symlink_to(layer.directory / part)
    boot(server, ":".join(str(below.files) for below in layer.lower))
    prelude = (RECIPES / "prelude.sh").read_text()
    done = server.run(f"{server.exported(label)}{prelude}\n{script}", timeout=DEPLOY_TIMEOUT)
    if done.returncode != 0:
        raise LibraryError(ended(server.library.file(BOOTED, label), done.returncode, done.stderr))
    wait_until_ready(server)
    # An orderly shutdown, so that the layer holds no stale socket and no half-written file.
    with suppress(LabError):
        server.run("systemctl --no-block poweroff")
    machine.wait_until(lambda: not server.running, _("the server did not switch off"), BOOT_TIMEOUT)
    for journal in (layer.files / "var/log/journal").glob("*"):
        shutil.rmtree(journal)


def _succeeds(server: Server, script: str) -> bool:
    return server.run(script, timeout=READY_TIMEOUT).returncode == 0


def _must(server: Server, script: str, user: str = "root", timeout: float = 30) -> None:
    done = server.run(script, user=user, timeout=timeout)
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise LabError(_("on {name}, as {user}: {said}").format(name=server.name, user=user, said=said))


def _has_own_network(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/ns/net").stat().st_ino != Path("/proc/self/ns/net").stat().st_ino
    except FileNotFoundError:
        raise LabError(_("the boot script ended before it had a network")) from None


def _found_init(server: Server) -> bool:
    assert server.supervisor is not None
    if not server.supervisor.alive():
        raise LabError(_("systemd-nspawn ended"))
    pid = first_inside(server.supervisor.pid)
    if pid is None:
        return False
    server.init = Process.of(pid)
    server.save()
    return server.init is not None


def _settled(server: Server) -> bool:
    # Until systemd listens, systemctl fails at once with this message.
    said = server.run("systemctl is-system-running --wait", timeout=BOOT_TIMEOUT).stdout.strip()
    return said in {"running", "degraded"}


def _accepts_ssh(server: Server) -> bool:
    try:
        with socket.create_connection((server.address, 22), timeout=5) as connection:
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


def _write_known_hosts(server: Server) -> None:
    keys = [file.read_text().split()[:2] for file in sorted(server.directory.glob("seed/etc/ssh/*.pub"))]
    server.known_hosts.write_text("".join(f"{server.address} {kind} {key}\n" for kind, key in keys))
