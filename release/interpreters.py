"""The versions of Python that Perito is for, and where this machine has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from release.packages import project

PREFIX = "Programming Language :: Python :: 3."
ASK = "import sys; print('%d.%d' % sys.version_info[:2])"


def versions() -> list[str]:
    """`3.11` and so on, from the classifiers in pyproject.toml."""
    found = [one.rpartition(" ")[2] for one in project()["classifiers"] if one.startswith(PREFIX)]
    return sorted(found, key=lambda one: [int(part) for part in one.split(".")])


def find(version: str) -> str | None:
    """The path of an interpreter of that version; None where there is none here."""
    if version == "{}.{}".format(*sys.version_info[:2]):
        return sys.executable
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"), reverse=True)
    for path in (shutil.which(f"python{version}"), f"/usr/bin/python{version}", *kept):
        if path and _is(str(path), version):
            return str(path)
    return None


def _is(path: str, version: str) -> bool:
    """Whether it starts and is of that version: a name on PATH may be an empty shim."""
    try:
        said = subprocess.run([path, "-c", ASK], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.strip() == version
