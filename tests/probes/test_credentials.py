"""Credentials as a unit gives them, found and read as systemd does it, by the very program that runs there."""

from __future__ import annotations

import getpass
import shlex
import socket
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from perito.probes.framing import PYTHON, quoted
from perito.probes.systemd.credentials import MAKE, of, placing
from perito.probes.systemd.surroundings import Surroundings, becoming, writing
from perito.probes.systemd.unit_file import parse_unit

if TYPE_CHECKING:
    from pathlib import Path


def made(unit: str, place: Path) -> dict[str, bytes]:
    """What the process of a unit with these lines would find."""
    file = place / "x.service"
    file.write_text(f"[Service]\n{unit}\n")
    wanted = of(parse_unit(file.read_text()), "x.service", [str(file)])
    asked = [" ".join(filter(None, one)) for one in wanted.asked]
    words = [str(place / "made"), getpass.getuser(), *wanted.files, "", *asked]
    subprocess.run(["/bin/sh", "-c", f"{PYTHON} {shlex.quote(MAKE)} {quoted(words)}"], check=True)
    return {one.name: one.read_bytes() for one in (place / "made").iterdir()}


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("LoadCredential=a:{}/file", {"a": b"of the file\n"}),
        ("LoadCredential=a:{}/none", {}),
        ("LoadCredential=a:{}/none\nSetCredential=a:otherwise", {"a": b"otherwise"}),
        ("SetCredential=a:otherwise\nLoadCredential=a:{}/file", {"a": b"of the file\n"}),
        ("SetCredential=a:one: two\\n\\x41", {"a": b"one: two\nA"}),
        ("SetCredential=a:one \\\n  two", {"a": b"one    two"}),
        ("SetCredential=a:1\nSetCredential=b:2", {"a": b"1", "b": b"2"}),
        ("LoadCredential=d:{}/directory", {"d_one": b"1", "d_two": b"2"}),
        ("LoadCredential=a:{}/file\nLoadCredential=", {}),
        ("SetCredential=../a:1", {}),
    ],
)
def test_what_the_process_finds(unit: str, found: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("of the file\n")
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory" / "one").write_text("1")
    (tmp_path / "directory" / "two").write_text("2")
    assert made(unit.replace("{}", str(tmp_path)), tmp_path) == found
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o500
    assert {one.stat().st_mode & 0o777 for one in (tmp_path / "made").iterdir()} <= {0o400}


def test_one_that_a_socket_gives(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()

        def give() -> None:
            peer, _address = server.accept()
            with peer:
                peer.sendall(b"given")

        giver = threading.Thread(target=give)
        giver.start()
        assert made(f"LoadCredential=a:{tmp_path}/s", tmp_path) == {"a": b"given"}
        giver.join()


def test_their_values_stand_in_no_command_line(tmp_path: Path) -> None:
    text = parse_unit("[Service]\nSetCredential=clave:0123456789\n")
    wanted = of(text, "x.service", ["/etc/systemd/system/x.service"])
    around = Surroundings(credentials=wanted)
    assert "clave" in placing(wanted, "ana")
    assert "0123456789" not in placing(wanted, "ana") + writing({}, around) + becoming(["gunicorn"])


def test_the_process_is_told_where_they_are() -> None:
    around = Surroundings(credentials=of(parse_unit("[Service]\nSetCredential=a:1\n"), "x.service", []))
    variables = {"KEY": "/run/credentials/x.service/a"}
    script = f"export PERITO_CREDENTIALS=/mnt/c; {writing(variables, around)} | {becoming(['/usr/bin/env', '-0'])}"
    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True, text=True).stdout
    found = dict(pair.split("=", 1) for pair in said.split("\0") if pair)
    assert found == {"KEY": "/mnt/c/a", "CREDENTIALS_DIRECTORY": "/mnt/c"}
