"""What a command's answer is, whichever way it went: local agent, SSH agent, SSH without python."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.errors import Unseen
from perito.transport import agent, forked, link
from perito.transport.base import Command, Role, Transport
from perito.transport.local import LocalTransport
from tests.processes import every

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.transport.conftest import Boot, Connect


@pytest.fixture(scope="session")
def without_python(boot: Boot) -> object:
    return boot(hidden=(str(Path("/usr/bin/python3").resolve()),))


@pytest.fixture(params=["local", "ssh", "plain"])
def way(request: pytest.FixtureRequest) -> Iterator[Transport]:
    """Each way to run commands, as a user who is root's friend."""
    if request.param == "local":
        local = LocalTransport(python=sys.executable)
        local.open()
        yield local
        local.close()
        return
    connect: Connect = request.getfixturevalue("connect")
    server = request.getfixturevalue("without_python") if request.param == "plain" else None
    yield connect("nopass", server)


def running(text: str) -> bool:
    """Whether a process runs with that text in its command line."""
    return any(text.encode() in command for pid, command in every("cmdline") if pid != os.getpid())


def ends(text: str, within: float = 10.0) -> bool:
    """Whether it ends soon."""
    until = time.monotonic() + within
    while running(text):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_streams_and_exit_code(way: Transport) -> None:
    [answer] = way.run([Command("printf 'out\\0\\377'; printf 'err' >&2; exit 7")])
    assert (answer.exit_code, answer.stdout, answer.stderr, answer.trouble) == (7, b"out\0\xff", b"err", None)
    assert 0 <= answer.seconds < 10


def test_environment_and_input(way: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'cat; echo "$LC_ALL $PYTHONDONTWRITEBYTECODE $HOME"; echo ":$PATH:"; locale 2>&1 | head -c 200'
    [answer] = way.run([Command(script)])
    lines = answer.stdout.decode().splitlines()
    assert lines[0].startswith("C.UTF-8 1 /")
    assert ":/usr/sbin:" in lines[1]
    assert answer.exit_code == 0


def test_killed_by_a_signal(way: Transport) -> None:
    [answer] = way.run([Command("kill -9 $$")])
    assert (answer.exit_code, answer.stderr, answer.trouble) == (137, b"", None)


def test_timeout_ends_the_whole_group(way: Transport) -> None:
    [answer] = way.run([Command("echo before; sleep 7771.5 & sleep 7771.5", timeout=0.4)])
    assert (answer.exit_code, answer.stdout, answer.trouble) == (None, b"before\n", Unseen.TIMEOUT)
    assert "0.4 s" in answer.detail
    assert ends("7771.5")


def test_a_grandchild_holds_nothing_up(way: Transport) -> None:
    began = time.monotonic()
    [answer] = way.run([Command("sleep 7772 & echo hi", timeout=30)])
    assert (answer.exit_code, answer.stdout) == (0, b"hi\n")
    assert time.monotonic() - began < 10
    subprocess.run(["pkill", "-xf", "sleep 7772"], check=False)  # the plain way leaves it to itself


def test_a_flood_is_cut(way: Transport) -> None:
    [out, err] = way.run([Command("yes", limit=5000), Command("yes >&2", limit=5000)])
    assert (out.exit_code, len(out.stdout), out.trouble) == (None, 5000, Unseen.TOO_LONG)
    assert (len(err.stderr), err.trouble) == (5000, Unseen.TOO_LONG)


def test_exactly_the_limit_is_not_too_long(way: Transport) -> None:
    [answer] = way.run([Command("printf 12345; printf 12345 >&2", limit=5)])
    assert (answer.exit_code, answer.stdout, answer.stderr, answer.trouble) == (0, b"12345", b"12345", None)


def test_both_streams_are_drained(way: Transport) -> None:
    script = "head -c 700000 /dev/zero >&2; head -c 700000 /dev/zero; head -c 300000 /dev/zero >&2"
    [answer] = way.run([Command(script)])
    assert (len(answer.stdout), len(answer.stderr), answer.exit_code) == (700000, 1000000, 0)


def test_many_in_their_order(way: Transport) -> None:
    answers = way.run([Command(f"echo {number}; cat /etc/passwd") for number in range(200)])
    assert [int(answer.stdout.splitlines()[0]) for answer in answers] == list(range(200))


def test_slow_commands_side_by_side(way: Transport) -> None:
    began = time.monotonic()
    answers = way.run([Command("sleep 1") for _ in range(4)])
    assert [answer.exit_code for answer in answers] == [0] * 4
    assert time.monotonic() - began < 3.5


def test_roles(way: Transport) -> None:
    login, root = way.run([Command("id -u"), Command("id -u; echo $HOME", Role.ROOT)])
    assert root.stdout == b"0\n/root\n"
    assert login.exit_code == 0


def test_non_ascii_scripts(way: Transport) -> None:
    [answer] = way.run([Command("printf '%s' 'ñandú \udcff'; echo \"it's\" \\\n fine")])
    assert answer.stdout == "ñandú ".encode() + b"\xffit's fine\n"


def test_nothing_to_do(way: Transport) -> None:
    assert way.run([]) == []


def test_a_script_too_long_for_the_kernel() -> None:
    with_local = LocalTransport(python=sys.executable)
    with_local.open()
    try:
        [long, short] = with_local.run([Command("#" * 3_000_000), Command("echo on")])
    finally:
        with_local.close()
    assert long.trouble is Unseen.NOT_ASKED
    assert "no shell takes" in long.detail
    assert short.stdout == b"on\n"


def test_a_killed_client_leaves_nothing_running() -> None:
    code = (
        "import sys\nfrom perito.transport.local import LocalTransport\n"
        "from perito.transport.base import Command\n"
        "t = LocalTransport(python=sys.executable); t.open(); print('up', flush=True)\n"
        "t.run([Command('sleep 7773.5 & sleep 7773.5', timeout=60)])\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        client.stdout.readline()
        until = time.monotonic() + 10
        while not running("sleep\0007773.5") and time.monotonic() < until:
            time.sleep(0.02)
        assert running("sleep\0007773.5")
        os.kill(client.pid, signal.SIGKILL)
    assert ends("sleep\0007773.5")


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    transport = LocalTransport(python=sys.executable)
    transport.open()
    transport.run([Command("python3 -c 'import json' || true"), Command("id", Role.ROOT)])
    transport.close()
    assert list(tmp_path.iterdir()) == []


def test_the_agent_needs_little() -> None:
    """Python 3.9 and the modules of Debian's python3-minimal, so that a bare server will do."""
    source = Path(forked.__file__).read_text() + Path(agent.__file__).read_text()
    ast.parse(source.replace(link.FUTURE, ""), feature_version=(3, 9))
    imported = {line.split()[1] for line in source.splitlines() if line.startswith("import ")}
    assert imported <= {"contextlib", "os", "selectors", "signal", "struct", "subprocess", "sys", "time"}
    assert len(source.splitlines()) <= 420


def test_counters() -> None:
    transport = LocalTransport(python=sys.executable)
    transport.open()
    transport.run([Command("echo"), Command("id", Role.ROOT)])
    transport.run([Command("head -c 10000 /dev/zero")])
    assert transport.round_trips == 2
    assert transport.bytes_in > 10000
    assert transport.bytes_out > 1000
    transport.close()
    transport.close()
    [answer] = transport.run([Command("true")])
    assert answer.trouble is Unseen.LOST
