"""From a directory to a server that answers."""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab import machine, network
from perito.lab.processes import Process, first_inside
from perito.lab.tools import RECIPES, LabError

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
        machine.wait_until(lambda: _has_own_network(pid), "No network namespace was made", BOOT_TIMEOUT)
        server.number = network.plug(pid, server.directory)
        _write_known_hosts(server)
        server.save()
        os.write(network_cable, f"{server.address}/{network.NETWORK.prefixlen}\n".encode())
    finally:
        os.close(network_cable)
    try:
        machine.wait_until(lambda: _found_init(server), "systemd did not start", BOOT_TIMEOUT)
        machine.wait_until(lambda: _settled(server), "systemd did not settle", BOOT_TIMEOUT)
        machine.wait_until(lambda: _accepts_ssh(server), "sshd did not answer", BOOT_TIMEOUT)
    except LabError as error:
        console = (server.directory / "console.log").read_text(errors="replace")[-2000:]
        raise LabError(f"{server.name} did not boot: {error}\n{console}") from error


def wait_until_ready(server: Server, script: str) -> None:
    """Return once a script succeeds as root. Raises LabError where it never does."""
    machine.wait_until(
        lambda: server.run(server.with_names(script), timeout=READY_TIMEOUT).returncode == 0,
        f"lab/ready.sh did not succeed on {server.name}",
        BOOT_TIMEOUT,
    )


def wait_for_application(server: Server) -> None:
    """Return once nginx serves every application. Raises LabError where it does not."""
    for names in server.deployments:
        late = f"{server.name} did not serve {names.app}"
        machine.wait_until(partial(_serves, server, names.server_name), late, BOOT_TIMEOUT)


def allow_sudo_without_password(server: Server) -> None:
    """Give the first user sudo without a password, as cloud images do. Raises LabError."""
    file = f"/etc/sudoers.d/{server.user}"
    _must(server, f"umask 0227 && echo '{server.user} ALL=(ALL) NOPASSWD: ALL' > {file}")


def deploy_services(server: Server, layer: Layer) -> None:
    """Carry out steps 17 to 22 of the practice, for the server's last deployment; `layer`, booted, then holds the
    result.

    The layer takes the place of the server's own writable one. Raises LabError where a command fails.
    """
    for part in ("upper", "work"):
        (server.directory / part).rmdir()
        (server.directory / part).symlink_to(layer.directory / part)
    boot(server, ":".join(str(below.files) for below in layer.lower))
    variables = "".join(f"export {name}={value}\n" for name, value in server.deployments[-1].variables().items())
    script = f"export PASSWORD={server.password}\n{variables}{(RECIPES / 'deploy-services.sh').read_text()}"
    _must(server, script, user=server.user, timeout=DEPLOY_TIMEOUT)
    wait_for_application(server)
    # An orderly shutdown, so that the layer holds no stale socket and no half-written file.
    with suppress(LabError):
        server.run("systemctl --no-block poweroff")
    machine.wait_until(lambda: not server.running, "The server did not switch off", BOOT_TIMEOUT)
    for journal in (layer.files / "var/log/journal").glob("*"):
        shutil.rmtree(journal)


def _must(server: Server, script: str, user: str = "root", timeout: float = 30) -> None:
    done = server.run(script, user=user, timeout=timeout)
    if done.returncode != 0:
        raise LabError(f"On {server.name}, as {user}: {(done.stdout + done.stderr).strip()[-2000:]}")


def _has_own_network(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/ns/net").stat().st_ino != Path("/proc/self/ns/net").stat().st_ino
    except FileNotFoundError:
        raise LabError("The boot script ended before it had a network.") from None


def _found_init(server: Server) -> bool:
    assert server.supervisor is not None
    if not server.supervisor.alive():
        raise LabError("systemd-nspawn ended.")
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


def _serves(server: Server, name: str) -> bool:
    connection = HTTPConnection(server.address, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _write_known_hosts(server: Server) -> None:
    keys = [file.read_text().split()[:2] for file in sorted(server.directory.glob("seed/etc/ssh/*.pub"))]
    server.known_hosts.write_text("".join(f"{server.address} {kind} {key}\n" for kind, key in keys))
