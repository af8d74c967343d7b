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
from perito.support.i18n import _

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


class ProgramError(LabError):
    """A program ended with another status than 0: with which, and with what as the end of its standard error."""

    def __init__(self, program: str, status: int, said: str) -> None:
        text = _("{command} ended with {status}: {said}")
        super().__init__(text.format(command=program, status=status, said=said))
        self.status, self.said = status, said


def missing() -> list[str]:
    """One sentence for each missing requirement for booting servers here; empty where none is missing."""
    if sys.platform != "linux" or not Path("/etc/debian_version").exists():
        return [_("the lab boots its servers on Debian (or Ubuntu) only: this system has no /etc/debian_version")]
    lacks = [
        _("{tool} is not installed: apt install {package}").format(tool=tool, package=package)
        for tool, package in NEEDED.items()
        if shutil.which(tool) is None
    ]
    if os.geteuid() != 0:
        return [_("the lab must run as root: it mounts file systems and makes network links"), *lacks]
    return _missing_capabilities() + lacks


def _missing_capabilities() -> list[str]:
    status = Path("/proc/self/status").read_text()
    effective = int(status.partition("CapEff:")[2].split()[0], 16)
    said = _("root lacks {name} here, as in an unprivileged container: use a virtual machine, or --privileged")
    return [said.format(name=name) for bit, name in CAPABILITIES.items() if not effective >> bit & 1]


def stop(group: str) -> None:
    """End every process of a cgroup of the lab (a server's is its id) and remove it, if it is there."""
    call(["unshare", "--mount", "sh", RECIPES / "stop.sh", group])


def call(arguments: Sequence[str | Path], timeout: float = 60) -> str:
    """Run a program and return its output.

    `timeout` in seconds. Raises ProgramError where it fails, and LabError where it does not end.
    """
    words = [str(argument) for argument in arguments]
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as late:
        said = _("{command} did not end within {seconds:g} s")
        raise LabError(said.format(command=" ".join(words[:3]), seconds=timeout)) from late
    if done.returncode != 0:
        raise ProgramError(" ".join(words[:3]), done.returncode, done.stderr.strip()[-2000:])
    return done.stdout
