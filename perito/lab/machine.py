"""Starts and ends a server's container; see recipes/boot.sh and recipes/stop.sh."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from perito.lab.tools import RECIPES, LabError, call
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.lab.processes import Process

END_TIMEOUT = 30.0
ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def seed(directory: Path, name: str, identity: str) -> None:
    """Put into `directory`/seed everything unique to a server: machine id, name, SSH host keys."""
    etc = directory / "seed/etc"
    (etc / "ssh").mkdir(parents=True)
    (etc / "machine-id").write_text(f"{identity}\n")
    (etc / "machine-id").chmod(0o444)
    (etc / "hostname").write_text(f"{name}\n")
    (etc / "hosts").write_text(
        f"127.0.0.1\tlocalhost\n127.0.1.1\t{name}\n\n::1\tlocalhost ip6-localhost ip6-loopback\n"
    )
    # No RSA key: it takes a second to make, and every client prefers these.
    for kind in ("ed25519", "ecdsa"):
        key = etc / f"ssh/ssh_host_{kind}_key"
        call(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", f"root@{name}", "-f", key])


def start(directory: Path, lower: str, name: str, identity: str) -> tuple[int, int]:
    """Start boot.sh, which then waits for its network; gives its process id and the pipe it reads from.

    The process becomes systemd-nspawn and outlives this one.
    """
    reading, writing = os.pipe()
    console = os.open(directory / "console.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    boot = [
        "unshare",
        "--mount",
        "--net",
        "sh",
        str(RECIPES / "boot.sh"),
        str(directory),
        lower,
        name,
        identity,
    ]
    try:
        pid = os.posix_spawnp(
            boot[0],
            boot,
            # The host has one cgroup hierarchy, arranged by boot.sh; nspawn must not look further.
            {**ENVIRONMENT, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, reading, 0),
                (os.POSIX_SPAWN_DUP2, console, 1),
                (os.POSIX_SPAWN_DUP2, console, 2),
            ],
            setsid=True,
        )
    finally:
        os.close(reading)
        os.close(console)
    return pid, writing


def reap(process: Process) -> None:
    """End the process that start() made, or the container's first one, and its running children (a shell's mkdir).

    Both lead a process group of their own. It is reaped if it is a child of this process.
    """
    with suppress(ProcessLookupError):
        if process.alive():
            os.killpg(process.pid, signal.SIGKILL)
    wait_until(lambda: not process.alive(), _("process {pid} did not end").format(pid=process.pid), END_TIMEOUT)
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)


def inside(init: int, user: str, script: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run `script` in the container whose first process is `init`, as `user` after a login, without PAM.

    `timeout` in seconds. Raises LabError where it does not end in time.
    """
    shell = ["/bin/sh", "-c", script] if user == "root" else ["/bin/bash", "--login", "-c", script]
    become = [
        "setpriv",
        f"--reuid={user}",
        f"--regid={user}",
        "--init-groups",
        "--reset-env",
        "env",
        "LANG=C.UTF-8",
        *shell,
    ]
    words = ["nsenter", "--target", str(init), "--all", "--", *become]
    try:
        return subprocess.run(
            words,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
            env=ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as late:
        said = _("a script on the server did not end within {seconds:g} s: {script!r}")
        raise LabError(said.format(seconds=timeout, script=script[:80])) from late


def remove(directory: Path) -> None:
    """Remove a server's directory."""
    shutil.rmtree(directory, ignore_errors=True)
    if directory.exists():
        shutil.rmtree(directory)


def wait_until(ready: Callable[[], bool], what: str, timeout: float) -> None:
    """Ask every 20 ms until `ready` is true. `timeout` in seconds. Raises LabError naming `what`."""
    deadline = time.monotonic() + timeout
    while not ready():
        if time.monotonic() > deadline:
            raise LabError(_("{what} within {seconds:g} s").format(what=what, seconds=timeout))
        time.sleep(0.02)
