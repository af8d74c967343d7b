"""Which Python a virtualenv's programs and packages are for, asked of directories made here."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from perito.probes.python.interpreter import Interpreter, interpreter
from perito.transport.base import Answer

if TYPE_CHECKING:
    from pathlib import Path


def made(place: Path, first_line: str, library: str = "python3.9") -> Path:
    """A virtualenv with a package and bin/gunicorn."""
    (place / "lib" / library / "site-packages" / "gunicorn-27.0.1.dist-info").mkdir(parents=True)
    (place / "lib" / "python3.10" / "site-packages").mkdir(parents=True)  # without packages
    (place / "bin").mkdir()
    (place / "bin" / "python").symlink_to(sys.executable)
    (place / "bin" / "gunicorn").write_bytes(first_line.encode())
    return place


def asked(place: Path) -> Interpreter:
    """What the probe finds there, run by this machine's own Python."""
    probe = interpreter(str(place))
    script = probe.command.script.replace("/usr/bin/python3", sys.executable)
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    return probe.read(Answer(done.returncode, done.stdout, done.stderr))


@pytest.mark.parametrize(
    ("first_line", "named", "leads", "carriage_return"),
    [
        ("#!{python}\nimport sys\n", "{python}", True, False),
        ("#!{python}\r\nimport sys\r\n", "{python}", False, True),
        ("#!/nowhere/bin/python\n", "/nowhere/bin/python", False, False),
        ("#!/bin/sh\n'''exec' {python} \"$0\" \"$@\"\n' '''\n", "{python}", True, False),
        ("#!/bin/sh\n'''exec' \"/no where/python\" \"$0\"\n", "/no", False, False),
        ("\x7fELF\n", "", False, False),
    ],
)
def test_the_first_line_of_its_programs(
    tmp_path: Path, first_line: str, named: str, leads: bool, carriage_return: bool
) -> None:
    python = str(tmp_path / "bin" / "python")
    found = asked(made(tmp_path, first_line.replace("{python}", python))).scripts["gunicorn"]
    assert found.interpreter == named.replace("{python}", python)
    assert (found.resolved is not None) == leads
    assert found.carriage_return == carriage_return


def test_packages_that_are_for_another_version(tmp_path: Path) -> None:
    found = asked(made(tmp_path, "#!/bin/sh\n"))
    assert found.libraries == ("3.9",)
    assert found.version in {"", f"{sys.version_info.major}.{sys.version_info.minor}"}
    assert "flask" not in found.scripts
