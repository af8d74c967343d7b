"""Lies and unusual servers, each a shell file: `# fault:` what the server is broken by, `# lie:` how root hides it.

`# breaks:` is shell that breaks it where no fault of the lab does, `# named:` a regular expression that Perito's naming
of the lie must contain (`-` where Perito cannot meet the lie at all), `# library:` a C file, compiled here, that the
script finds as $LIES/library.so. `# packages:` are installed from Debian before, `# variant:` is one of the lab's.
"""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.lab.server import Server

HERE = Path(__file__).parent
LIARS = HERE / "liars"
UNUSUAL = HERE / "unusual"
PRELUDE = LIARS / "prelude.sh"
DISAGREE = re.compile(r"disagree|contradict")


@dataclass(frozen=True)
class Lie:
    """A broken server and the lie that hides it; of a sound unusual server `faults` is empty."""

    name: str
    words: str
    faults: tuple[str, ...]
    named: str
    script: str
    library: str = ""
    breaks: str = ""
    suite: str = "bookworm"
    packages: str = ""
    variants: tuple[str, ...] = ()

    def broken(self, server: Server) -> None:
        """What is wrong there, before anybody lies."""
        if self.breaks:
            done = server.run(server.with_names(self.breaks))
            assert done.returncode == 0, done.stderr

    def told_on(self, server: Server) -> None:
        """Run the script there. Raises AssertionError with what it says where it fails."""
        if self.packages:
            install(server, self.packages)
        script = self.script
        if self.library:
            code = base64.b64encode(compiled(self.library)).decode()
            script = f"base64 -d > $LIES/library.so <<'EOS'\n{code}\nEOS\nchmod 755 $LIES/library.so\n{script}"
        done = server.run(server.with_names(f"{PRELUDE.read_text()}\n{script}"), timeout=60)
        assert done.returncode == 0, f"{self.name} failed: {done.stdout[-1000:]} {done.stderr[-2000:]}"


@cache
def compiled(name: str) -> bytes:
    """A shared library that needs no other: made without a C library's headers."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place, "library.so")
        flags = ("-shared", "-fPIC", "-O1", "-nostdlib", "-fno-builtin", "-fno-stack-protector", "-w")
        subprocess.run(["cc", *flags, "-o", str(made), str(LIARS / name)], capture_output=True, check=True, timeout=60)
        return made.read_bytes()


def install(server: Server, packages: str) -> None:
    """Install packages of Debian in a server: with its files and processes, and this machine's network."""
    assert server.init is not None
    root = Path(f"/proc/{server.init.pid}/root")
    (root / "etc/resolv.conf").write_text(Path("/etc/resolv.conf").read_text())
    apt = "DEBIAN_FRONTEND=noninteractive apt-get -qq"
    script = f"{apt} update && {apt} install -y --no-install-recommends {packages}"
    words = [
        "nsenter",
        "--target",
        str(server.init.pid),
        "--mount",
        "--pid",
        "--uts",
        "--ipc",
        "--",
        "sh",
        "-c",
        script,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr[-1000:]


def catalogue(directory: Path) -> dict[str, Lie]:
    """Every lie of a directory by its name."""
    return {file.stem: _read(file) for file in sorted(directory.glob("*.sh")) if file != PRELUDE}


def _read(file: Path) -> Lie:
    script = file.read_text(encoding="utf-8")
    head = dict(re.findall(r"^# ([a-z]+): (.+)$", script, re.MULTILINE))
    faults = tuple(name.strip() for name in head.get("fault", "").split(",") if name.strip())
    return Lie(
        file.stem, head["lie"] if "lie" in head else head["server"], faults, head.get("named", ""), script,
        head.get("library", ""), head.get("breaks", ""), head.get("suite", "bookworm"),
        head.get("packages", ""), tuple(head.get("variant", "").split()),
    )  # fmt: skip


def points(result: Mapping[str, Any]) -> float:
    """The points of a result document that nobody can take away again: what could not be seen counts nothing."""
    return float(result["score"]["earned"])


def naming(result: Mapping[str, Any]) -> dict[str, str]:
    """What names a lie: failed checks of integrity, and errors that say that sources disagree."""
    named = {}
    for check in result["checks"]:
        told = " ".join(str(check.get(part) or "") for part in ("says", "expected", "actual", "detail", "finding"))
        integrity = check["id"].startswith("integrity.") or "/integrity." in check["id"]
        if (integrity and check["outcome"] == "failed") or (check["outcome"] == "error" and DISAGREE.search(told)):
            named[check["id"]] = told
    return named
