"""Perito as Windows would run it: a child process whose Python lacks what Windows' lacks."""

from __future__ import annotations

import codecs
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import ROOT
from tests.windows import absent

SHIM = Path(__file__).parent / "shim"
BUG = 4


def as_windows_writes(content: bytes) -> bytes:
    """The same text from an editor of Windows."""
    return codecs.BOM_UTF8 + content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@dataclass
class Windows:
    """A user's computer: `home` is %USERPROFILE%, `place` the current directory, `encoding` that of redirected output.

    `code` is the Perito that runs.
    """

    root: Path
    encoding: str = "cp1252"
    system: str = absent.WIN32
    code: Path = field(default_factory=lambda: Path(os.environ.get("PERITO_TEST_CODE", ROOT)))
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home, self.place = self.root / "Ana Núñez", self.root / "Mis prácticas (1)"
        self.home.mkdir()
        self.place.mkdir()
        self._missing = self.root / "missing.json"
        named = {name: sorted(absent.names(name, self.system)) for name in absent.ASKED}
        names = {name: found for name, found in named.items() if found}
        missing = {"system": self.system, "modules": sorted(absent.modules(self.system)), "names": names}
        self._missing.write_text(json.dumps(missing), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """The child's variables: few of ours."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR"}}
        return {
            **kept,
            "PERITO_TEST_WINDOWS": str(self._missing),
            "PYTHONPATH": os.pathsep.join([str(SHIM), str(self.code)]),
            "PYTHONIOENCODING": self.encoding,
            "PERITO_DEBUG": "1",
            "HOME": str(self.home),
            "USERNAME": "ana",
            **self.more,
        }

    def start(self, *words: object, module: str = "perito") -> subprocess.Popen[bytes]:
        """The program, running, in the directory with blanks."""
        command = [sys.executable, "-m", module, *map(str, words)]
        return subprocess.Popen(
            command,
            cwd=self.place,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for all programs of a terminal
        )

    def run(self, *words: object, status: int = 0, module: str = "perito") -> str:
        """Run it to its end: its standard output, as text of the console's encoding with plain line ends."""
        program = self.start(*words, module=module)
        return self.ended(program, status)

    def ended(self, program: subprocess.Popen[bytes], status: int = 0) -> str:
        """What a program said that is about to end; all of it is in the encoding, and nothing is a bug."""
        try:
            said = program.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            said = program.communicate()
        raw, errors = (stream.decode(self.encoding) for stream in said)
        assert "Traceback" not in errors, errors
        assert program.returncode == status, (program.returncode, raw, errors)
        return raw.replace("\r\n", "\n")

    def file(self, name: str, text: str) -> Path:
        """A text file as an editor of Windows writes it: with a byte order mark, lines end in CR LF."""
        path = self.place / name
        path.write_bytes(as_windows_writes(text.encode()))
        return path
