"""`perito watch`: each option with and without, by the first thing it says; then it is stopped with Ctrl-C."""

from __future__ import annotations

import re
import select
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import PERITO
from tests.option_proofs.proof import Proof, Seen, Table, prove, surroundings
from tests.option_proofs.terminal import typed
from tests.option_proofs.test_check import alias, asks, listener, names, silent, through, visited
from tests.option_proofs.world import PW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.option_proofs.world import World

__all__ = ["listener", "names"]
pytestmark = pytest.mark.lab
NO_DNS = ("--nameserver", "none")
CAUSE = "Empieza por"
Given = tuple[object, ...]


class Watching:
    """The program; what it says, a line at a time."""

    def __init__(self, words: Sequence[object], place: Path, env: Mapping[str, str]) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self.program = subprocess.Popen(
            [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=place, bufsize=0,
            env=surroundings(env), stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def line(self, late: float) -> str:
        """The next line; empty where it has ended, or says nothing for so many seconds."""
        assert self.program.stdout is not None
        ready, _, _ = select.select([self.program.stdout], [], [], late)
        return self.program.stdout.readline().decode() if ready else ""

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.communicate()


def look(words: Sequence[object], place: Path, env: Mapping[str, str], late: float) -> Seen:
    """Until it has said something; its status is the one after Ctrl-C, or None where it had nothing to say."""
    started = time.monotonic()
    with Watching(words, place, env) as watch:
        first = watch.line(min(late, 60))
        ended = watch.program.poll() is not None or not first
        if ended and watch.program.poll() is None:
            try:
                watch.program.wait(1)
            except subprocess.TimeoutExpired:
                return Seen(None, first, "", place, time.monotonic() - started)
        if watch.program.poll() is None:
            watch.program.send_signal(signal.SIGINT)
        _out, err = watch.program.communicate(timeout=30)
    return Seen(watch.program.returncode, first, err.decode(), place, time.monotonic() - started)


def got_in(seen: Seen) -> bool:
    """Whether the server was graded."""
    return "superada" in seen.out


def count(seen: Seen, word: str) -> int:
    """How many checks ended so."""
    found = re.search(rf"(\d+) {word}", seen.out)
    return int(found[1]) if found else 0


def live(
    given: Given | Callable[[World], Given],
    shows: Callable[[Seen], bool],
    base: Given | Callable[[World], Given] = (),
    without: tuple[str, ...] = (),
) -> Callable[[World], Proof]:
    """On the busy server."""

    def made(w: World) -> Proof:
        more = base(w) if callable(base) else base
        words = (w.target(), *w.how(*without), *more)
        return Proof(words, given(w) if callable(given) else given, shows, env=PW)

    return made


def enters(option: str) -> Callable[[World], Proof]:
    """Without this option nobody gets in."""

    def made(w: World) -> Proof:
        words = list(w.how())
        place = words.index(option)
        return Proof((w.target(), *w.how(option)), words[place : place + 2], got_in, env=PW)

    return made


PROOFS: Table = {
    "watch --app": live(("--app", "otra"), lambda s: 0 < count(s, "superadas") < 100, without=("--app",)),
    "watch --service": live(("--service", "otra.service"), lambda s: CAUSE in s.out),
    "watch --site": live(("--site", "otra"), lambda s: CAUSE in s.out),
    "watch --server-name": live(("--server-name", "tienda.test"), lambda s: got_in(s) and CAUSE not in s.out, visited),
    "watch --identity": enters("--identity"),
    "watch --known-hosts": enters("--known-hosts"),
    "watch --sudo-password-env": live(("--sudo-password-env", "PW"), lambda s: "provisional" not in s.out,
                                      without=("--sudo-password-env",)),
    "watch --password-env": live(("--password-env", "PW"), got_in, without=("--identity",)),
    "watch --ssh-config": lambda w: Proof(
        ("alumno", *w.how("--identity", "--known-hosts")), ("--ssh-config", alias(w)), got_in, env=PW
    ),
    "watch --accept-new": live(("--accept-new",), got_in, ("--known-hosts", "known"), without=("--known-hosts",)),
    "watch --jump": lambda w: Proof(
        (f"ssh://{w.busy.user}@127.0.0.1", *w.how("--known-hosts"), "--known-hosts", through(w)),
        ("--jump", f"{w.busy.user}@{w.busy.address}"), got_in, env=PW,
    ),
    "watch --http": lambda w: Proof(
        (w.target(w.make("shut")), *w.how(server=w.make("shut"))), ("--http", "tunnel"),
        lambda s: got_in(s) and CAUSE not in s.out, env=PW,
    ),
    "watch --url-base": live(("--url-base", "http://127.0.0.1:1"), lambda s: CAUSE in s.out),
    "watch --nameserver": live(lambda w: asks(w, "mi_aplicacion", "www.mi_aplicacion"),
                               lambda s: got_in(s) and count(s, "no se aplica") <= 2),
    "watch --search": live(("--search", "aula.test"), lambda s: got_in(s) and CAUSE not in s.out,
                           lambda w: (*asks(w, "tienda.test.aula.test", "www.tienda.test.aula.test"),
                                      "--server-name", "tienda.test")),
    "watch --hosts-file": live(lambda w: ("--hosts-file", w.hosts), lambda s: got_in(s) and CAUSE not in s.out,
                               ("--server-name", "tienda.test", *NO_DNS)),
    "watch --practice": live(lambda w: ("--practice", w.practice), lambda s: "no superada" in s.out),
    "watch --whole": live(("--whole",), lambda s: "para el profesor" in s.out),
    "watch --only": live(("--only", "tools"), lambda s: "Solo se ha comprobado una parte" in s.out),
    "watch --lang": live(("--lang", "en"), lambda s: "Grade" in s.out),
    "watch --as": live(
        ("--as", "teacher"), lambda s: count(s, "no superadas") == 2, lambda w: ("--practice", w.practice)
    ),
    "watch --config": live(lambda w: ("--config", w.file("own.toml", '[watch]\nlang = "en"\n')),
                           lambda s: "Grade" in s.out),
    "watch --no-config": lambda w: Proof(
        (silent(w), "--timeout", "1"), ("--no-config",), lambda s: "--every" not in s.err, late=8,
        env={"PERITO_CONFIG": str(w.file("own.toml", "[watch]\nevery = -1.0\n"))},
    ),
    "watch --timeout": lambda w: Proof((silent(w),), ("--timeout", "1"), lambda s: s.status == 3, late=8),
    "watch --deadline": lambda w: Proof((silent(w),), ("--deadline", "2"), lambda s: s.status == 3, late=8),
    "watch --fail-under": live(("--fail-under", "1"), lambda s: s.status == 0, visited),
    "watch --input": live(("--input", "none=1"), lambda s: "--input none: " in s.err),
    "watch --waivers": live(lambda w: ("--waivers", w.waivers("service.active")),
                            lambda s: "1 sin tener en cuenta" in s.out),
}  # fmt: skip
PROMPTS = {
    "watch --ask-pass": ("--identity", "SSH password: "),
    "watch --ask-sudo-pass": ("--sudo-password-env", "sudo password: "),
}
TIMES = ("watch --every", "watch --full")


@pytest.mark.parametrize("name", PROOFS)
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path, runner=look)


@pytest.mark.parametrize("name", PROMPTS)
def test_a_secret_is_asked_for(name: str, world: World, tmp_path: Path) -> None:
    left_out, prompt = PROMPTS[name]
    words = (*PERITO, "watch", world.target(), *world.how(left_out))
    option = name.split()[-1]
    said = "superadas" if option == "--ask-pass" else "Nota "
    status, shown = typed((*words, option), tmp_path / "with", {prompt: world.busy.password}, PW, until="superadas")
    assert status is None, shown
    assert said in shown
    assert "provisional" not in shown
    status, shown = typed(words, tmp_path / "without", {}, PW, until="provisional")
    assert prompt not in shown
    assert status == 3 if option == "--ask-pass" else status is None


def again(
    words: Given, world: World, place: Path, after: Callable[[], AbstractContextManager[object]], late: float
) -> str:
    """What it says, after its first line, to what is done on the server."""
    command = (*PERITO, "watch", world.target(), *world.how(), *words)
    with Watching(command, place, PW) as watch:
        assert "superadas" in watch.line(60)
        with after():
            return watch.line(late)


def test_every_so_often_it_looks_whether_something_changed(world: World, tmp_path: Path) -> None:
    """What is broken is told within seconds, or with `--every 60` not yet."""
    from contextlib import contextmanager

    @contextmanager
    def broken() -> Iterator[None]:
        directory = "/var/www/mi_aplicacion"
        world.busy.run(f"chmod 700 {directory}")
        try:
            yield
        finally:
            world.busy.run(f"chmod 775 {directory}")

    assert again((), world, tmp_path / "without", broken, 20)
    assert not again(("--every", "60"), world, tmp_path / "with", broken, 12)


def test_after_so_long_it_checks_again_whether_or_not_something_changed(world: World, tmp_path: Path) -> None:
    """Every check leaves lines in the access log of nginx."""

    def visits() -> int:
        return int(world.busy.run("cat /var/log/nginx/*access.log | wc -l").stdout)

    found = {}
    for name, words in (("without", ()), ("with", ("--full", "2"))):
        with Watching(
            (*PERITO, "watch", world.target(), *world.how(), "--every", "1", *words), tmp_path / name, PW
        ) as watch:
            assert "superadas" in watch.line(60)
            time.sleep(1)
            before = visits()
            time.sleep(10)
            found[name] = visits() - before
    assert found["without"] == 0
    assert found["with"] > 0
