"""The browser of whoever sits here, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KERNEL = Path("/proc/sys/kernel/osrelease")  # has Microsoft's name in it under WSL


def there(environment: Mapping[str, str], kernel: str) -> str:
    """Which kind: `wsl` (Windows' browser, from within Linux), `own`, or none. A browser in the terminal is none."""
    if environment.get("BROWSER"):
        return "own"
    if sys.platform in {"win32", "darwin"}:
        return "own"
    if "microsoft" in kernel.lower():
        return "wsl"
    return "own" if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") else ""


def show(address: str, file: Path) -> bool:
    """Open a file's address; False where that cannot be done. What the browser prints goes nowhere."""
    kind = there(os.environ, _kernel())
    if not kind:
        return False
    if kind == "wsl":
        return _through_windows(address, file)
    import webbrowser

    quiet = os.open(os.devnull, os.O_WRONLY)
    spoken = {number: os.dup(number) for number in (1, 2)}
    try:
        for number in spoken:
            os.dup2(quiet, number)
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
    finally:
        for number, kept in spoken.items():
            os.dup2(kept, number)
            os.close(kept)
        os.close(quiet)


def _kernel() -> str:
    try:
        return KERNEL.read_text(encoding="utf-8")
    except OSError:
        return ""


def _through_windows(address: str, file: Path) -> bool:
    """wslview (of wslu) takes an address; explorer.exe a path as Windows has it. Its status says nothing."""
    if wslview := shutil.which("wslview"):
        return _called([wslview, address]) == 0
    explorer, wslpath = shutil.which("explorer.exe"), shutil.which("wslpath")
    if explorer is None or wslpath is None:
        return False
    try:
        done = subprocess.run([wslpath, "-w", str(file)], capture_output=True, text=True, check=True, timeout=5)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return False
    return _called([explorer, done.stdout.strip()]) is not None


def _called(words: list[str]) -> int | None:
    """The status of a program, none where it could not be run."""
    try:
        return subprocess.run(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return None
