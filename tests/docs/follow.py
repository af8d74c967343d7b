"""Follow a page of the docs to its end, on servers of the lab, as its reader would.

A page says above all else on which servers, each with its mistakes: `<!-- lab: 192.168.56.10 gunicorn-stopped; … -->`
(`-`: nobody answers there; `unknown`: its host key is not known; `sudo-password`: sudo asks; `bare`:
nothing is deployed; `new`: of the practice that `perito new practice` writes, and so are its mistakes). Then, in the
order of the page: a block with a title is a file; `$` is the reader's own shell, `usuario@debian:~$` one on the first
server; what follows a command is its answer, `…` lines that are left out.
Times, addresses and numbers of processes may differ.

`python -m tests.docs.follow PAGE…` follows them; with `--write` a line `[[1-9,-3]]` in a page becomes those lines of
the real answer (from 1; negative ones from the end).
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import termios
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from perito.lab.lab import Lab
from perito.lab.library import Library
from perito.practice import new
from tests.cli.running import ROOT
from tests.docs.blocks import PROMPT, Block, blocks, lab_of
from tests.live.test_infra_repo import cleared

if TYPE_CHECKING:
    from collections.abc import Collection

    from perito.lab.server import Server

WANTED = re.compile(r"^\[\[([-\d,]+)\]\]$")
LEFT_OUT = "…"
REPORTS = re.compile(r"(\w+=\S* )*(perito|pytest) ")  # what people read on a terminal
# Not mistakes: nobody there, host key not known, sudo asks, nothing deployed but the packages that pipenv would fetch.
WAYS = {"-", "unknown", "sudo-password", "bare", "new"}
# OpenSSH looks up its user's home, whatever HOME says: ssh(1).
SSH = """#!/bin/sh
exec /usr/bin/ssh -F "$HOME/.ssh/config" -o UserKnownHostsFile="$HOME/.ssh/known_hosts" "$@"
"""
COLUMNS = "80"
ALIKE = (
    (re.compile(r"\d?\d/\d\d/\d{4},? \d?\d:\d\d(:\d\d)?( \(?[A-Z]{2,5}([+-]\d+)?\)?)?"), "DATE"),
    (re.compile(r"\d?\d [A-Z][a-z]{2} \d{4}, \d?\d:\d\d(:\d\d)?( [A-Z]{2,5}([+-]\d+)?)?"), "DATE"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?"), "DATE"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DATE"),
    (re.compile(r"\d{8}-\d{6}"), "STAMP"),
    (re.compile(r"(?<![\d.,])\d+([.,]\d+)? (s|ms|min)\b"), "N s"),
    (re.compile(r"\bin \d+\.\d+s\b"), "in N s"),  # pytest's
    (re.compile(r"\b(PID|pid|\(pid) ?\d+"), "PID"),
    (re.compile(r"root@(server-\d+|debian)"), "root@debian"),
    (re.compile(r"SHA256:[\w+/]+"), "SHA256:…"),
    (re.compile(r"[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d"), "DATE"),
    (re.compile(r"/tmp/[\w./-]*?/(?=reports|home)"), ""),
)


@dataclass
class Reader:
    """Somebody who follows a page: a directory, a home, servers that have the page's addresses."""

    work: Path
    servers: dict[str, Server | None]
    status: int = 0
    seconds: float = 0.0
    mismatches: list[str] = field(default_factory=list)
    here: Path = field(init=False)

    def __post_init__(self) -> None:
        ssh = self.work / "home" / ".ssh"
        ssh.mkdir(parents=True)
        (ssh / "config").write_text("\n".join(map(self._host, self.servers)))
        (self.work / "home" / "perito").symlink_to(ROOT)
        shim = self.work / "bin" / "ssh"
        shim.parent.mkdir()
        shim.write_text(SSH)
        shim.chmod(0o755)
        self.here = self.work / "home"

    def _host(self, address: str) -> str:
        """How the page's address leads to a server: ssh_config(5). A port that nobody listens on stands for none."""
        server = self.servers[address]
        if server is None:
            return f"Host {address}\n  HostName 127.0.0.1\n  Port 9\n"
        names = address if address != next(iter(self.servers)) else f"{address} vm"
        keys = f"  HostKeyAlias {address}\n"
        return f"Host {names}\n  HostName {server.address}\n  IdentityFile {server.key}\n  User {server.user}\n{keys}"

    def know_keys(self, known: Collection[str]) -> None:
        """As after a first `ssh`: the servers' host keys are known by the page's addresses."""
        lines = []
        for address, server in self.servers.items():
            if server is not None and address in known:
                for line in server.known_hosts.read_text().splitlines():
                    lines.append(f"{address} {line.partition(' ')[2]}")
        (self.work / "home" / ".ssh" / "known_hosts").write_text("\n".join(lines) + "\n")

    def run(self, command: str) -> str:
        """What a command answers in the reader's shell: standard output, and Perito's complaints."""
        have = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GITHUB_", "PYTEST_", "PERITO_", "CI"))
        }
        home = self.work / "home"
        have |= {
            "HOME": str(home),
            "COLUMNS": COLUMNS,
            "PATH": f"{self.work / 'bin'}:{Path(sys.executable).parent}:{have['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
        }
        if command.startswith("ssh-keygen -R"):  # it looks up its user's home, not $HOME
            command += " -f ~/.ssh/known_hosts"
        begun = time.monotonic()
        if command.startswith("perito watch"):
            status, out, errors = until_told(command, have, self.here)
        else:
            script = f"(exit {self.status}); {command}\nended=$?; pwd > ~/.here; exit $ended"
            how = on_terminal if REPORTS.match(command) else in_pipe
            status, out, errors = how(script, have, self.here)
            self.here = Path((home / ".here").read_text().strip())
        self.seconds += time.monotonic() - begun
        assert "Traceback" not in errors, errors
        assert status != 127, errors
        self.status = status
        own = [line for line in errors.splitlines() if "perito " not in command or line.startswith(("perito: ", "  "))]
        return self.as_written(out + "".join(f"{line}\n" for line in own))

    def on_server(self, command: str) -> str:
        """What it answers on the first server, to the user who logs in."""
        server = next(iter(self.servers.values()))
        assert server is not None
        done = server.run(command, user=server.user)
        self.status = done.returncode
        return self.as_written(done.stdout + done.stderr)

    def as_written(self, text: str) -> str:
        """The answer with the addresses that the page has."""
        for address, server in self.servers.items():
            if server is not None:
                text = text.replace(server.address, address)
            else:  # in the sentences of both languages
                text = re.sub(r"127\.0\.0\.1, (port|puerto) 9\b", rf"{address}, \1 22", text)
        return text.replace(f"{self.work / 'home'}/", "").replace(str(ROOT), "~/perito")


def in_pipe(script: str, environment: dict[str, str], directory: Path) -> tuple[int, str, str]:
    """A script's status, and its output, its errors, as another program would get them."""
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout, done.stderr


def on_terminal(script: str, environment: dict[str, str], directory: Path) -> tuple[int, str, str]:
    """The same with a terminal as standard output, one without colours: pty(7)."""
    leader, follower = os.openpty()
    attributes = termios.tcgetattr(follower)
    attributes[1] &= ~termios.OPOST  # line ends stay as they are: termios(3)
    termios.tcsetattr(follower, termios.TCSANOW, attributes)
    with (
        os.fdopen(leader, "rb", buffering=0) as shown,
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            ["bash", "-c", script],
            cwd=directory,
            env=environment | {"TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            stdout=follower,
            stderr=errors,
        ) as started,
    ):
        os.close(follower)
        limit = threading.Timer(120, started.kill)
        limit.start()
        out = b""
        with suppress(OSError):  # EIO: nobody has the terminal open any more
            while some := shown.read(65536):
                out += some
        started.wait()
        limit.cancel()
        errors.seek(0)
        return started.returncode, out.decode(), errors.read()


def until_told(command: str, environment: dict[str, str], directory: Path) -> tuple[int, str, str]:
    """What keeps running, until it has said something; then Ctrl-C. Its status, what it said, its errors."""
    words = shlex.split(command, comments=True)
    with subprocess.Popen(
        words, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout
        first = started.stdout.readline()
        started.send_signal(signal.SIGINT)
        out, errors = started.communicate(timeout=60)
    return started.returncode, first + out, errors


def alike(text: str) -> list[str]:
    """The lines without what differs from run to run."""
    for pattern, instead in ALIKE:
        text = pattern.sub(instead, text)
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]


def said(expected: str, actual: str) -> bool:
    """Whether the answer is the one on the page, but for lines left out."""
    parts: list[list[str]] = [[]]
    for line in alike(expected):
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    lines = alike(actual.strip("\n"))
    at = 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        starts = [len(lines) - len(part)] if last else range(at, len(lines) - len(part) + 1) if number else [0]
        place = next((start for start in starts if start >= at and lines[start : start + len(part)] == part), None)
        if place is None:
            return False
        at = place + len(part)
    return len(parts) > 1 or at == len(lines)


def chosen(wanted: str, answer: str) -> list[str]:
    """The lines of an answer that `[[1-9,-3]]` asks for, with … where some are left out."""
    lines = [line.rstrip() for line in answer.strip("\n").splitlines()]
    numbers: list[int] = []
    for one in wanted.split(","):
        match = re.fullmatch(r"(-?\d+)(?:-(-?\d+))?", one)
        assert match, wanted
        start, end = (int(one or match[1]) for one in match.groups())
        start, end = (one if one > 0 else len(lines) + one + 1 for one in (start, end))
        numbers += range(max(start, 1), min(end, len(lines)) + 1)
    told: list[str] = []
    before = 0
    for number in numbers:
        if number != before + 1:
            told.append(LEFT_OUT)
        told.append(lines[number - 1])
        before = number
    return [*told, LEFT_OUT] if before < len(lines) else told


def steps(block: Block) -> list[tuple[str, str, list[str]]]:
    """The block's commands: where each runs, its words, the lines below it."""
    found: list[tuple[str, str, list[str]]] = []
    for line in block.body.splitlines():
        match = PROMPT.match(line)
        if match:
            found.append((match["where"], match["words"], []))
        elif found and found[-1][1].endswith("\\") and not found[-1][2]:
            where, words, _none = found.pop()
            found.append((where, f"{words.removesuffix(chr(92)).rstrip()} {line.strip()}", []))
        elif found:
            found[-1][2].append(line)
    return found if block.prompted else [("$", command, [LEFT_OUT]) for command in block.commands()]


def follow(page: Path, lab: Lab, work: Path, write: bool = False) -> Reader:
    """Follow it; the reader's `mismatches` say where the page is not what was seen."""
    wanted = lab_of(page) or []
    with ExitStack() as ending:
        servers: dict[str, Server | None] = {}
        for address, *how in wanted:
            faults = [one for one in how if one not in WAYS]
            asks, bare = "sudo-password" in how, "bare" in how
            library = written(work / "written", page) if "new" in how else None
            up = None if "-" in how else lab.up(faults=faults, sudo_password=asks, library=library)
            servers[address] = up and ending.enter_context(up)
            if up and bare:
                cleared(up)
        reader = Reader(work, servers)
        reader.know_keys({address for address, *how in wanted if "unknown" not in how})
        for block in blocks(page):
            if block.not_run or block.run_by:
                continue
            if block.title:
                path = work / "home" / block.title
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.body + "\n", encoding="utf-8")
            elif block.shell:
                _block(reader, block, write)
    return reader


def written(place: Path, page: Path) -> Library:
    """The lab of the practice that `perito new practice` writes, in the page's language."""
    if not place.exists():
        new.write(place, "es" if page.name.endswith(".es.md") else "en")
    return Library(place)


def _block(reader: Reader, block: Block, write: bool) -> None:
    for where, command, expected in steps(block):
        actual = reader.run(command) if where == "$" else reader.on_server(command)
        marks = [line for line in expected if WANTED.match(line)]
        if marks and write:
            match = WANTED.match(marks[0])
            assert match
            text = block.page.read_text(encoding="utf-8")
            block.page.write_text(text.replace(marks[0], "\n".join(chosen(match[1], actual)), 1), encoding="utf-8")
        elif where == "$" and not block.prompted and reader.status not in {0, 1}:
            reader.mismatches.append(f"{block.place}: {command}\n--- status {reader.status}\n{actual}")
        elif not said("\n".join(expected).strip("\n"), actual):
            reader.mismatches.append(
                f"{block.place}: {command}\n--- page\n{chr(10).join(expected)}\n--- seen\n{actual}"
            )


def main(arguments: list[str]) -> int:
    write = "--write" in arguments
    wrong = 0
    for name in arguments:
        if name != "--write":
            with tempfile.TemporaryDirectory() as work:
                reader = follow(Path(name).resolve(), Lab(keep=False), Path(work), write)
            print(f"{name}: {reader.seconds:.1f} s of commands, {len(reader.mismatches)} not as written")
            print("\n".join(reader.mismatches))
            wrong += len(reader.mismatches)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
