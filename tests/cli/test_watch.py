"""`perito watch` on real servers: what changes is seen, looking costs next to nothing, what is lost comes back."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import termios
import threading
import time
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.cli.commands.watch import pace_of
from perito.errors import UsageError
from tests.cli.running import APP, PERITO, ROOT, perito, reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.lab.fixtures import ServerFactory
    from perito.lab.lab import Lab
    from perito.lab.server import Server

SOON = 15.0
QUIET = 3.5  # seconds without a visit: longer than from one check to the next where each is a reason for another
GRADE = r"(?:Nota [\d,]+ / 10|no hay nota)"  # of a part of the practice there is none
DEAREST = 0.03  # of one core of the server, while nothing changes


class Watching:
    """The program, and what it has said so far."""

    def __init__(self, *words: object, terminal: bool = False) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTEST_"))}
        environment = {**inherited, "PYTHONPATH": str(ROOT), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        ours, theirs = pty.openpty() if terminal else os.pipe()
        if terminal:
            termios.tcsetwinsize(theirs, (40, 90))
        command = [*PERITO, "watch", *map(str, words)]
        self.program = subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, text=True, env=environment)
        os.close(theirs)
        self.said = ""
        self._reader = threading.Thread(target=self._read, args=(ours,))
        self._reader.start()

    def _read(self, stream: int) -> None:
        while True:
            try:
                data = os.read(stream, 65536)
            except OSError:  # a terminal whose other end is closed
                data = b""
            if not data:
                os.close(stream)
                return
            self.said += data.decode("utf-8", "replace")

    def waits_for(self, pattern: str, after: int = 0) -> int:
        """Until it has said so; gives how much it had said by then."""
        end = time.monotonic() + SOON
        while not (found := re.compile(pattern).search(self.said, after)):
            assert time.monotonic() < end, f"{pattern!r} is not in {self.said[after:]!r}"
            assert self.program.poll() is None, self.said
            time.sleep(0.05)
        return found.end()

    def ends(self) -> int:
        """Ctrl-C, as the terminal sends it."""
        self.program.send_signal(signal.SIGINT)
        return self.left()

    def left(self) -> int:
        """Its exit status."""
        _, self.complained = self.program.communicate(timeout=SOON)
        self._reader.join()
        assert "Traceback" not in self.complained, self.complained
        return self.program.returncode

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.left()


@pytest.fixture(scope="module")
def server(lab: Lab) -> Iterator[Server]:
    """One for all the tests of this file: each leaves it as it was."""
    with lab.up() as server:
        yield server


def watching(server: Server, *words: object, terminal: bool = False) -> Watching:
    named = () if "--app" in words else ("--app", APP)
    return Watching(*reach(server), *named, "--every", "0.5", *words, terminal=terminal)


def visits(server: Server) -> int:
    """Lines of nginx's access logs: every check leaves some."""
    return int(server.run("cat /var/log/nginx/*access.log | wc -l").stdout)


def seconds_used(server: Server) -> float:
    """Processor time of everything on it, children that have ended included."""
    assert server.init is not None
    space, ticks = Path(f"/proc/{server.init.pid}/ns/pid").readlink(), 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "ns/pid").readlink() == space:
                ticks += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def test_what_breaks_and_what_is_mended_is_told(server: Server) -> None:
    with watching(server) as watch:
        so_far = watch.waits_for(f"{GRADE}.*\n")
        server.run("systemctl stop flask_app")
        so_far = watch.waits_for(r"ahora en rojo: El servicio está activo.*\n", so_far)
        server.run("systemctl start flask_app")
        watch.waits_for(r"Nota 10,00 / 10.* ahora en verde: El servicio está activo.*\n", so_far)
        assert watch.ends() == 0
        assert re.search(r"Nota 10,00 / 10 [^\n]*\n\Z", watch.said)
        assert watch.complained == ""


def test_where_nothing_changes_nothing_is_checked_and_next_to_nothing_is_used(server: Server) -> None:
    earlier = visits(server)
    with watching(server, "--every", "2") as watch:
        watch.waits_for(f"{GRADE}.*\n")
        time.sleep(0.5)
        before = visits(server)
        shares = [share_used(server, 4.0) for _window in range(2)]  # in one of them a timer of the server's may come
        assert visits(server) == before > earlier
        assert 0 < min(shares) < DEAREST


def share_used(server: Server, seconds: float) -> float:
    """The share of one processor that all of the server's processes use meanwhile."""
    used, began = seconds_used(server), time.monotonic()
    time.sleep(seconds)
    return (seconds_used(server) - used) / (time.monotonic() - began)


COUNTING = """\
cp -p {file} /root/kept
sed -i 's|^\\( *\\)return .*|\\1with open("{directory}/visits.txt", "a") as visits: visits.write("x")\\n&|' {file}
systemctl restart flask_app
"""


def test_an_application_that_writes_at_every_visit_is_not_checked_for_ever(server: Server) -> None:
    directory = f"/var/www/{APP}"
    file = f"{directory}/application.py"
    server.run(COUNTING.format(directory=directory, file=file))
    try:
        with watching(server) as watch:
            watch.waits_for(f"{GRADE}.*\n")
            assert server.run(f"wc -c < {directory}/visits.txt").stdout.strip() > "0"
            end, seen, since = time.monotonic() + SOON, visits(server), time.monotonic()
            while time.monotonic() - since < QUIET:
                assert time.monotonic() < end
                time.sleep(0.1)
                if (now := visits(server)) != seen:
                    seen, since = now, time.monotonic()
    finally:
        server.run(f"cp -p /root/kept {file}; rm -f {directory}/visits.txt; systemctl restart flask_app")


def test_a_lost_connection_comes_back_and_the_server_is_checked_anew(server: Server) -> None:
    with watching(server, "--only", "service") as watch:
        so_far = watch.waits_for(f"{GRADE}.*\n")
        server.run("systemctl stop ssh; pkill -f 'sshd: usuario'")
        so_far = watch.waits_for("se ha perdido la conexión", so_far)
        server.run("systemctl stop flask_app; systemctl start ssh")
        try:
            so_far = watch.waits_for("conectado de nuevo\n", so_far)
            watch.waits_for("ahora en rojo: El servicio está activo", so_far)
            assert watch.ends() == 1
        finally:
            server.run("systemctl start flask_app ssh")


def test_a_terminal_shows_the_steps_and_what_was_just_done(server: Server) -> None:
    server.run("systemctl stop flask_app")
    with watching(server, terminal=True) as watch:
        so_far = watch.waits_for("✗.*Servicio de systemd", watch.waits_for("Preguntando al servidor"))
        server.run("systemctl start flask_app")
        so_far = watch.waits_for("¡hecho!", so_far)
        watch.waits_for("Ctrl-C termina", so_far)
        assert watch.ends() == 0
    assert watch.said.rstrip().splitlines()[-1].endswith("no se aplican")
    assert watch.said.rfind("\x1b[?25h") > watch.said.rfind("\x1b[?25l")  # the cursor is there again


def test_another_server_at_the_same_address_is_not_graded(server_factory: ServerFactory) -> None:
    """Its host key is another one: whoever answers there is not who was watched."""
    server = server_factory()
    with watching(server, "--only", "service") as watch:
        watch.waits_for(f"{GRADE}.*\n")
        server.run(
            "rm /etc/ssh/ssh_host_*; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key;"
            " systemctl restart ssh; pkill -f 'sshd: usuario'"
        )
        assert watch.left() == 3
        assert "es otro" in watch.complained


def test_what_is_not_there_yet_is_waited_for(server: Server) -> None:
    with watching(server, "--app", "otra", "--only", "directory") as watch:
        so_far = watch.waits_for(r"  --app otra: .*nada .*\n")
        server.run("mkdir /var/www/otra")
        try:
            watch.waits_for(f"{GRADE}.*\n", so_far)
            assert watch.ends() == 1
        finally:
            server.run("rmdir /var/www/otra")


@pytest.mark.parametrize(("every", "full"), [(0, 60), (nan, 60), (inf, inf), (5, 4), (2, nan)])
def test_times_that_make_no_sense_are_refused(every: float, full: float) -> None:
    with pytest.raises(UsageError, match=r"--(every|full) "):
        pace_of(every, full)


def test_a_server_that_is_not_there_ends_as_a_check_does() -> None:
    ended = perito("watch", "ssh://usuario@127.0.0.1:1", "--every", "1")
    assert ended.status == 3
    assert len(ended.said) == 1
