"""The lab's requirements on its host, and its way of running programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import NOT_GRADED, USAGE, PeritoError

if TYPE_CHECKING:
    from collections.abc import Sequence

RECIPES = Path(str(resources.files("perito.lab"))) / "recipes"

NEEDED = {
    "mmdebstrap": "mmdebstrap",
    "systemd-nspawn": "systemd-container",
    "ip": "iproute2",
    "nsenter": "util-linux",
    "unshare": "util-linux",
    "setpriv": "util-linux",
    "ssh-keygen": "openssh-client",
}
CAPABILITIES = {12: "CAP_NET_ADMIN", 21: "CAP_SYS_ADMIN"}


class LabError(PeritoError):
    """The lab could not carry out a request. The message says why, for people."""

    exit_status = NOT_GRADED


class LibraryError(LabError):
    """What a practice's lab says cannot be carried out. The message names the file."""

    exit_status = USAGE


def missing() -> list[str]:
    """One sentence for each missing requirement for booting servers here; empty where none is missing."""
    if sys.platform != "linux" or not Path("/etc/debian_version").exists():
        return ["The lab boots its servers on Debian (or Ubuntu) only: this system has no /etc/debian_version."]
    lacks = [
        f"{tool} is not installed: apt install {package}."
        for tool, package in NEEDED.items()
        if shutil.which(tool) is None
    ]
    if os.geteuid() != 0:
        return ["The lab must run as root: it mounts file systems and makes network links.", *lacks]
    return _missing_capabilities() + lacks


def _missing_capabilities() -> list[str]:
    status = Path("/proc/self/status").read_text()
    effective = int(status.partition("CapEff:")[2].split()[0], 16)
    return [
        f"root lacks {name} here, as in an unprivileged container: use a virtual machine, or --privileged."
        for bit, name in CAPABILITIES.items()
        if not effective >> bit & 1
    ]


def stop(group: str) -> None:
    """End every process of a cgroup of the lab (a server's is its id) and remove it, if it is there."""
    call(["unshare", "--mount", "sh", RECIPES / "stop.sh", group])


def call(arguments: Sequence[str | Path], timeout: float = 60) -> str:
    """Run a program and return its output.

    `timeout` in seconds. Raises LabError with the end of its standard error where it fails.
    """
    words = [str(argument) for argument in arguments]
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as late:
        raise LabError(f"{' '.join(words[:3])} did not end within {timeout:g} s.") from late
    if done.returncode != 0:
        raise LabError(f"{' '.join(words[:3])} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout
