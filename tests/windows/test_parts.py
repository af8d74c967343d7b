"""What is different on Windows, piece by piece: agents, the user's shell, places of files, locks, consoles."""

from __future__ import annotations

import configparser
import errno
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from perito.grading import fingerprint
from perito.grading.grade import arguments
from perito.practice import locate, rubric
from perito.support import file_lock, nearest, standard_streams, threads
from perito.support.file_lock import HeldError, held
from perito.transport import agents, ssh_config, user_shell
from perito.transport.base import TransportError
from perito.transport.paramiko_import import paramiko
from perito.transport.target import parse_target
from tests.classroom.recorded_class import practice_with

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform's name; each module asks when it acts."""
    monkeypatch.setattr(sys, "platform", "win32")


class Agent:
    """An agent's end of a connection: it holds one key, or answers nothing."""

    def __init__(self, comment: str) -> None:
        self.comment, self.left, self.closed = comment, b"", False

    def send(self, _asked: bytes) -> None:
        key = paramiko.ECDSAKey.generate().asbytes()
        answer = paramiko.Message()
        answer.add_byte(b"\x0c")  # SSH_AGENT_IDENTITIES_ANSWER
        answer.add_int(1)
        answer.add_string(key)
        answer.add_string(self.comment)
        body = answer.asbytes()
        self.left = len(body).to_bytes(4, "big") + body

    def recv(self, most: int) -> bytes:
        data, self.left = self.left[:most], self.left[most:]
        return data

    def close(self) -> None:
        self.closed = True


class Silent(Agent):
    """Pageant, where its window went away."""

    def send(self, asked: bytes) -> None:
        """No answer."""


class Stub:
    """paramiko's module for one of Windows' agents."""

    def __init__(self, name: str, made: type[Agent] | None) -> None:
        self.connections: list[Agent] = []
        self._made, self._name = made, name
        self.PageantConnection = self.OpenSSHAgentConnection = self._connected

    def can_talk_to_agent(self) -> bool:
        return self._made is not None

    def _connected(self) -> Agent:
        assert self._made is not None
        self.connections.append(self._made(self._name))
        return self.connections[-1]


@pytest.mark.parametrize(
    ("pageant", "openssh", "keys", "problems"),
    [
        (Agent, Agent, ["pageant", "openssh"], 0),  # paramiko alone would ask the first
        (None, Agent, ["openssh"], 0),
        (Silent, Agent, ["openssh"], 1),
        (None, None, [], 0),
    ],
)
def test_keys_of_both_agents_of_windows(
    windows: None,
    monkeypatch: pytest.MonkeyPatch,
    pageant: type[Agent] | None,
    openssh: type[Agent] | None,
    keys: list[str],
    problems: int,
) -> None:
    stubs = {"win_pageant": Stub("pageant", pageant), "win_openssh": Stub("openssh", openssh)}
    for name, stub in stubs.items():
        monkeypatch.setitem(sys.modules, f"paramiko.{name}", stub)
        monkeypatch.setattr(paramiko, name, stub, raising=False)
    with agents.Agents() as found:
        assert [key.comment for key in found.keys] == keys
        assert len(found.problems) == problems
    assert all(one.closed or isinstance(one, Silent) for stub in stubs.values() for one in stub.connections)


def test_an_agent_that_went_away_is_told_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise paramiko.SSHException("lost ssh-agent")

    monkeypatch.setattr(paramiko, "Agent", gone)
    with agents.Agents() as found:
        assert found.keys == ()
        assert found.problems == ["un agente SSH no responde: lost ssh-agent"]


def test_the_shell_is_the_users(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMSPEC", r"C:\Windows\system32\cmd.exe")
    line = r'"C:\Windows\system32\cmd.exe" /d /s /c "nc -X "a b" %h"'
    assert user_shell.words('nc -X "a b" %h') == line


def test_a_command_is_on_a_socket_over_pipes() -> None:
    echo = [
        sys.executable,
        "-c",
        "import sys\nfor line in sys.stdin.buffer:\n sys.stdout.buffer.write(line.upper())\n break",
    ]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = user_shell._pumped(echo, theirs)
        theirs.close()
        ours.settimeout(30)
        ours.sendall(b"hello\n")
        assert ours.recv(100) == b"HELLO\n"
        assert ours.recv(100) == b""  # the program ended
        assert process.wait(30) == 0


def test_a_command_on_a_socket_ends_with_its_input() -> None:
    ours, theirs = socket.socketpair()
    process = user_shell._pumped([sys.executable, "-c", "import sys; sys.stdin.read()"], theirs)
    theirs.close()
    ours.close()
    assert process.wait(30) == 0


def test_files_of_the_system_on_windows(windows: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ssh").mkdir()
    (tmp_path / "ssh" / "ssh_config").write_bytes(b"Host vm\r\n  HostName 192.0.2.7\r\n  Include extra\r\n")
    (tmp_path / "ssh" / "extra").write_bytes(b"Host vm\r\n  User ana\r\n")
    hop = ssh_config.route(parse_target("vm"))[-1]
    assert (hop.host, hop.user) == ("192.0.2.7", "ana")
    assert tmp_path / "ssh" / "ssh_known_hosts" in hop.known_hosts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"C:\Users\ana\known_hosts ~/.ssh/b", [r"C:\Users\ana\known_hosts", "~/.ssh/b"]),
        (r'"C:\Users\Ana María\known_hosts" b', [r"C:\Users\Ana María\known_hosts", "b"]),
        (r"a\ b 'c d' \"e", ["a b", "c d", '"e']),
        ("", []),
    ],
)
def test_backslashes_of_paths_are_kept(text: str, words: list[str]) -> None:
    assert ssh_config.split(text) == words


def test_a_path_with_blanks_in_quotation_marks_is_one(tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_bytes(b'Host vm\r\n  UserKnownHostsFile "/home/Ana Mar\xc3\xada/known"\r\n  User ana\r\n')
    hop = ssh_config.route(replace(parse_target("vm"), ssh_config=file))[-1]
    assert str(hop.known_hosts[0]) == "/home/Ana María/known"


def test_who_logs_in_must_be_told_by_somebody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nobody() -> str:
        raise ModuleNotFoundError("No module named 'pwd'")

    monkeypatch.setattr("getpass.getuser", nobody)
    file = tmp_path / "config"
    file.touch()
    target = parse_target("192.0.2.1")
    with pytest.raises(TransportError, match="escribe usuario@"):
        ssh_config.route(replace(target, ssh_config=file))
    assert ssh_config.route(replace(target, user="ana", ssh_config=file))[-1].user == "ana"


class Msvcrt:
    """msvcrt.locking: a byte of a file is locked once."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.locked: list[tuple[int, int]] = []

    def locking(self, file: int, _mode: int, size: int) -> None:
        where = (os.fstat(file).st_ino, os.lseek(file, 0, os.SEEK_CUR))
        if where in self.locked:
            raise PermissionError
        self.locked.append(where)
        assert size == 1


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_a_lock_is_held_once_and_says_by_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt())
    monkeypatch.setattr(sys, "platform", system)
    with held(tmp_path / "run.lock", "here, PID 7\n"):
        with pytest.raises(HeldError, match="here, PID 7"), held(tmp_path / "run.lock", "there\n"):
            pass
        assert (tmp_path / "run.lock").read_bytes() == b"here, PID 7\n"
    assert file_lock.BEHIND > file_lock.LONGEST


TEXT = "✓ ✗ ⊘ ✎ ≈ – − — → … «ñ» · ─ │ ┌ ⠋ ≥ “x” € ü 漢 ﬁ"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "+ × ø m ~ – - — » … «ñ» · - | + * >= “x” € ü ? fi"),
        ("cp850", '+ × ø m ~ - - - » ... «ñ» · ─ │ ┌ * >= "x" EUR ü ? fi'),
        ("ascii", '+ x o m ~ - - - > ... "n" - - | + * >= "x" EUR u ? fi'),
        ("utf-8", TEXT),
    ],
)
def test_a_character_that_a_console_lacks_is_the_nearest(encoding: str, said: str) -> None:
    assert TEXT.encode(encoding, nearest.NEAREST).decode(encoding) == said


def test_standard_streams_never_break_off(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp850", newline="\n"))
    standard_streams.speakable()
    print("✓ Nota −0,3")
    sys.stdout.flush()
    assert raw.getvalue().decode("cp850") == "+ Nota -0,3\n"


def test_threads_of_a_pump_are_daemons() -> None:
    ours, theirs = socket.socketpair()
    before = set(threading.enumerate())
    process = user_shell._pumped([sys.executable, "-c", ""], theirs)
    assert all(one.daemon for one in set(threading.enumerate()) - before)
    process.wait(30)
    ours.close()
    theirs.close()


def test_a_command_of_match_exec_has_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/sh")
    assert user_shell.succeeds("exit 0")
    assert not user_shell.succeeds("exit 3")


WAITS = """
import ctypes, sys, threading
from perito.support import signals
sys.platform = "win32"
signals.install()
libc, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(64)
libc.pthread_mutex_lock(mutex)
threading.Timer(0.3, print, ["waits"], {"flush": True}).start()
libc.pthread_mutex_lock(mutex)  # for ever, and no signal is heard: as a lock of Windows
"""


def test_a_second_ctrl_c_ends_also_what_hears_none() -> None:
    command, pipe = [sys.executable, "-c", WAITS], subprocess.PIPE
    with subprocess.Popen(command, text=True, stdout=pipe, stderr=pipe) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "waits\n"
        program.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert program.poll() is None
        program.send_signal(signal.SIGINT)
        _said, errors = program.communicate(timeout=10)
    assert program.returncode == 3
    assert errors.startswith("perito: interrumpido otra vez")


def test_the_same_practice_has_the_same_digest_on_windows(tmp_path: Path) -> None:
    digests = set()
    for end in ("\n", "\r\n"):
        practice = practice_with(tmp_path / f"practice {len(end)}")
        for path in practice.rglob("*.*"):
            path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
        found = locate.find(practice)
        digests.add(fingerprint.used(found, rubric.load(found.rubric)).digest)
    assert len(digests) == 1


def test_a_thread_is_waited_for_in_steps() -> None:
    thread = threads.daemon(lambda: time.sleep(0.3))
    thread.start()
    threads.joined(thread)
    assert not thread.is_alive()


def test_pytest_is_given_a_path_that_pathlib_keeps(windows: None) -> None:
    words = arguments(locate.find())
    settings = words[words.index("-c") + 1]
    assert str(PureWindowsPath("C:/x") / settings).endswith("no-settings.ini")
    assert str(PureWindowsPath(r"\\.\nul")) != r"\\.\nul"  # so what os.path.abspath makes of it is lost
    assert configparser.ConfigParser().read(settings, encoding="utf-8") == [settings]


def test_a_reader_that_left_is_told_otherwise_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not standard_streams.reader_left(OSError(errno.EINVAL, "Invalid argument"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert standard_streams.reader_left(OSError(errno.EINVAL, "Invalid argument"))
    assert not standard_streams.reader_left(OSError(errno.ENOSPC, "No space left on device"))
