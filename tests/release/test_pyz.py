"""perito.pyz: one file that needs nothing but Python, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.support.version import __version__
from release import boot
from tests.cli.running import APP, document, outcomes, reach, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.lab.fixtures import ServerFactory

LOCAL = f"check local --app {APP} --no-report --json"
WITHOUT_MEMORY = """
import os, runpy, sys
def refused(*words): raise PermissionError(1, "not permitted")
os.memfd_create = refused
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.lab
@pytest.mark.parametrize("suite", ["bookworm", "trixie"])
def test_it_grades_the_server_it_lies_on_and_others(
    archive: Path, server_factory: ServerFactory, tmp_path: Path, suite: str
) -> None:
    server = server_factory(suite=suite)
    copy = ["scp", "-q", "-i", str(server.key), "-o", f"UserKnownHostsFile={server.known_hosts}", str(archive)]
    subprocess.run([*copy, f"{server.user}@{server.address}:perito.pyz"], check=True)
    state = "ls -A ~ /tmp /var/tmp /dev/shm; ps -eo user,args | grep -c '[p]ython3 .*perito'"
    before = server.run(state, user=server.user).stdout
    # As the user, with sudo; as root, without anything that is installed for Python (-S).
    as_user = server.run(f"cd && python3 perito.pyz {LOCAL} -", user=server.user, timeout=60)
    as_root = server.run(f"cd / && python3 -S /home/{server.user}/perito.pyz {LOCAL} /root/r.json", timeout=60)
    assert (as_user.returncode, as_root.returncode) == (0, 0), (as_user, as_root)
    (tmp_path / "user.json").write_text(as_user.stdout)
    seen = document(tmp_path / "user.json")
    assert (seen["complete"], seen["score"]["grade"], seen["perito"]) == (True, 10, __version__)
    assert outcomes(document(server.upper / "root" / "r.json")) == outcomes(seen)
    assert server.run(state, user=server.user).stdout == before
    ended = run(
        sys.executable, archive, "check", *reach(server), "--app", APP, "--no-report", "--json", "r.json", cwd=tmp_path
    )
    assert ended.status == 0, ended
    assert document(tmp_path / "r.json")["score"]["grade"] == 10


@contextmanager
def waiting(archive: Path, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program while it waits for a server that accepts and never says a word, unpacked under `place`."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        target = f"ssh://nobody@127.0.0.1:{silent.getsockname()[1]}"
        command = [sys.executable, str(archive), "check", target, "--no-report"]
        environment = {**os.environ, "TMPDIR": str(place)}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
        accepted, _peer = silent.accept()
        with accepted:
            yield process


def test_a_killed_one_leaves_nothing_and_nobody_else_may_look(archive: Path, tmp_path: Path) -> None:
    with waiting(archive, tmp_path) as process:
        (place,) = tmp_path.iterdir()
        assert (place.stat().st_mode & 0o777, place.stat().st_uid) == (0o700, os.getuid())
        process.kill()
        process.communicate(timeout=20)  # whoever reads what it says does not wait for who cleans up
    for _turn in range(400):
        if not place.exists():
            break
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_one_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    with waiting(archive, tmp_path) as process:
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
        _out, said = process.communicate(timeout=20)
    assert (process.returncode, said.count(b"perito: ")) == (3, 1)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_is_loaded_from_memory_a_private_file_does(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    environment = {"TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": ""}
    ended = run(sys.executable, "-c", WITHOUT_MEMORY, archive, "lint", "--lang", "en", env=environment)
    assert (ended.status, ended.err) == (0, "")
    assert "checks in" in ended.out  # read by another process of the same file
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("words", [("lab", "up"), ("demo",)], ids=" ".join)
def test_it_is_without_the_lab(archive: Path, words: tuple[str, ...]) -> None:
    ended = run(sys.executable, archive, *words)
    assert (ended.status, len(ended.said)) == (2, 1)


def test_no_room_for_it_is_a_line(archive: Path, tmp_path: Path) -> None:
    broken = "import tempfile, runpy, sys\ndef none(**_how): raise OSError(28, 'No space left on device')\n"
    broken += "tempfile.mkdtemp = none\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    ended = run(sys.executable, "-c", broken, archive, "--version", cwd=tmp_path)
    assert (ended.status, ended.said) == (3, ["TMPDIR: No space left on device"])


def test_a_python_that_is_too_old_is_told_which_is_needed() -> None:
    source = (Path(boot.__file__).parent / "first.py").read_text()
    program = f"import sys; sys.version_info = (3, 9, 2); exec({source!r})"
    ended = run(sys.executable, "-c", program)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "3.11 o posterior, y este es 3.9" in ended.err


@pytest.mark.parametrize(("python", "machine"), [("cp310", "x86_64"), ("cp315", "aarch64"), ("cp311", "armv7l")])
def test_where_it_has_no_parts_for_it_says_for_what_it_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], python: str, machine: str
) -> None:
    names = ["so/cp311-x86_64/m.so", "so/abi3-x86_64/n.so", "so/cp313-aarch64/m.so", "src/m.py"]
    monkeypatch.setattr(boot, "PYTHON", python)
    monkeypatch.setattr(boot, "MACHINE", machine)
    with pytest.raises(SystemExit) as ended:
        boot.parts_of(names)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.count("\n") == 1
    assert "Python 3.11 (x86_64), Python 3.13 (aarch64)" in said
    assert machine in said


def test_licences_are_in_it_and_nothing_of_this_machine(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        metadata = {name.split("/")[0] for name in names if ".dist-info/METADATA" in name}
        licensed = {name.split("/")[0] for name in names if ".dist-info" in name and "LICEN" in name.upper()}
        assert len(metadata) > 25
        assert len(metadata - licensed) <= 3, metadata - licensed
        compiled = next(name for name in names if name.startswith("py/cp311/typer/main.pyc"))
        assert str(Path.home()).encode() not in opened.read(compiled)
    assert len(names) == len(set(names))
