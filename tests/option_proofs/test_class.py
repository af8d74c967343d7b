"""`perito grade`: each option with and without, on servers that refuse, on one that is silent, and on a real one."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from tests.classroom.dask_cluster import cluster
from tests.cli.running import PERITO
from tests.option_proofs.proof import Proof, Seen, Table, prove, run
from tests.option_proofs.test_again import most_workers
from tests.option_proofs.world import PW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.option_proofs.world import World

pytestmark = pytest.mark.lab
RUN = ("--run", "run")
Given = tuple[object, ...]


def real(w: World, **more: object) -> Path:
    """A class of one: the busy server; another unit than its own is taken for its own, so something fails."""
    server = w.busy
    line: dict[str, Any] = {
        "id": "ana", "host": server.address, "user": server.user, "identity": str(server.key), "app": "mi_aplicacion",
        "known_hosts": str(server.known_hosts), "sudo_password_env": "PW", "service": "otra.service", **more,
    }  # fmt: skip
    return w.file("real.yaml", json.dumps({"students": [line]}))


def line(seen: Seen) -> dict[str, Any]:
    """The only student's line."""
    found: dict[str, Any] = seen.document("run/class.json")["students"][0]
    return found


def graded(
    given: Given | Callable[[World], Given],
    shows: Callable[[Seen], bool],
    base: Given | Callable[[World], Given] = (),
) -> Callable[[World], Proof]:
    """On the busy server."""

    def made(w: World) -> Proof:
        more = base(w) if callable(base) else base
        return Proof((real(w), *RUN, *more), given(w) if callable(given) else given, shows, env=PW)

    return made


def refused(
    given: Given | Callable[[World], Given], shows: Callable[[Seen], bool], base: Given = RUN
) -> Callable[[World], Proof]:
    """On a server that refuses."""
    return lambda w: Proof((w.roster(), *base), given(w) if callable(given) else given, shows)


def page(seen: Seen) -> str:
    """The student's page."""
    return (seen.place / "run" / "ana" / "report.html").read_text(encoding="utf-8")


PROOFS: Table = {
    "grade --roster-format": refused(("--roster-format", "vagrant"), lambda s: s.status == 2),
    "grade --column": refused(("--column", "id=name"), lambda s: line(s)["id"] == "Ana"),
    "grade --known-hosts": lambda w: Proof(
        (real(w, known_hosts=None), *RUN), ("--known-hosts", w.busy.known_hosts),
        lambda s: line(s)["status"] == "graded", env=PW,
    ),
    "grade --accept-new": lambda w: Proof(
        (real(w, known_hosts=None), *RUN, "--known-hosts", "keys"), ("--accept-new",),
        lambda s: s.there("keys") and line(s)["status"] == "graded", env=PW,
    ),
    "grade --run": refused(("--run", "here"), lambda s: s.there("here/run.json"), ()),
    "grade --reports": refused(("--reports", "kept"), lambda s: s.there("kept"), ()),
    "grade --quiet": refused(("--quiet",), lambda s: "1/1" not in s.err),
    "grade --resume": lambda w: Proof(
        (w.roster(), *RUN), ("--resume",), lambda s: s.status == 3, first=("grade", w.roster(), *RUN)
    ),
    "grade --executor": refused(("--executor", "dask"), lambda s: "--scheduler" in s.err and s.status == 3),
    "grade --practice": refused(
        lambda w: ("--practice", w.other_practice), lambda s: s.document("run/class.json")["practice"] == "otra"
    ),
    "grade --whole": graded(("--whole",), lambda s: line(s)["score"]["pending"] == 3),
    "grade --marks": graded(lambda w: ("--marks", w.marks("ana")), lambda s: line(s)["score"]["pending"] == 0,
                           ("--whole",)),
    "grade --only": graded(("--only", "tools"), lambda s: bool(line(s)["partial"])),
    "grade --config": refused(
        lambda w: ("--config", w.file("own.toml", '[grade]\nlang = "en"\n')),
        lambda s: s.document("run/class.json")["language"] == "en",
    ),
    "grade --no-config": lambda w: Proof(
        (w.roster(), *RUN), ("--no-config",), lambda s: s.there("run/class.json"),
        env={"PERITO_CONFIG": "/nowhere.toml"},
    ),
    "grade --wait": refused(("--wait", "1"), lambda s: "(" in line(s)["reason"]),
    "grade --lang": refused(("--lang", "en"), lambda s: s.document("run/class.json")["language"] == "en"),
    "grade --as": graded(
        ("--as", "teacher"), lambda s: "Consejo para el profesor" in page(s), lambda w: ("--practice", w.practice)
    ),
    "grade --fail-under": graded(("--fail-under", "1"), lambda s: s.status == 0),
    "grade --input": graded(("--input", "none=1"), lambda s: "--input none: " in s.err),
    "grade --waivers": graded(
        lambda w: ("--waivers", w.waivers("service.environment")), lambda s: "hasta el 2099-12-31" in page(s)
    ),
    "grade --attempts": lambda w: Proof(
        (w.roster(), *RUN), ("--attempts", w.class_run("before", ana="sound")),
        lambda s: "attempt_grade" in (s.place / "run" / "gradebook.csv").read_text(),
    ),
    "grade --verbose": graded(("--verbose",), lambda s: "  1. " in s.out),
    # These have tests of their own, below.
    "grade -j": refused(("-j", "1"), lambda _s: True),
    "grade --scheduler": refused(("--scheduler", "ADDRESS"), lambda _s: True),
    "grade --deadline": refused(("--deadline", "1"), lambda _s: True),
    "grade --retries": refused(("--retries", "0"), lambda _s: True),
}  # fmt: skip
ELSEWHERE = {"grade -j", "grade --scheduler", "grade --deadline", "grade --retries"}


@pytest.mark.parametrize("name", [name for name in PROOFS if name not in ELSEWHERE])
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)


@contextmanager
def port(*, hangs_up: bool) -> Iterator[tuple[int, list[socket.socket]]]:
    """A port that says nothing, or greets and hangs up; who came to it."""
    came: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    came.append(server.accept()[0])
                    if hangs_up:
                        came[-1].close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for one in came:
            one.close()


def test_so_many_at_a_time(world: World, tmp_path: Path) -> None:
    """`-j`: of four silent servers so many are asked at once."""
    most = {}
    for width in (1, 4):
        with port(hangs_up=False) as (number, _came):
            roster = world.roster("ana", "eva", "luis", "zoe", port=number)
            words = ("grade", roster, "--run", tmp_path / f"run{width}", "--deadline", 2, "--retries", 0, "-j", width)
            most[width] = most_workers(words, tmp_path)
    assert most[4] - most[1] == 3


def test_a_server_has_so_long(world: World, tmp_path: Path) -> None:
    """`--deadline`: without, a silent server is waited for, for minutes."""
    with port(hangs_up=False) as (number, _came):
        base = (world.roster(port=number), *RUN, "--retries", "0")
        prove("grade", "--deadline", Proof(base, ("--deadline", "1"), lambda s: s.status == 3, late=8), tmp_path)


def test_a_lost_connection_is_tried_again_so_often(world: World, tmp_path: Path) -> None:
    """`--retries`: as often as it was lost, and once more."""
    tried = {}
    for name, words in (("without", ()), ("none", ("--retries", "0")), ("three", ("--retries", "3"))):
        with port(hangs_up=True) as (number, came):
            run((*PERITO, "grade", world.roster(port=number), "--run", tmp_path / name, *words), tmp_path, {}, 60)
            time.sleep(0.1)
            tried[name] = len(came)
    assert tried == {"none": 1, "without": 2, "three": 4}


def test_a_scheduler_is_asked(world: World, tmp_path: Path) -> None:
    """`--scheduler`: the work is done by the cluster that it names."""
    base = (world.roster(), *RUN, "--executor", "dask")
    with cluster({}, 1) as (address, _workers):
        proof = Proof(
            base,
            ("--scheduler", address),
            lambda s: s.there("run/class.json") and line(s)["status"] == "refused" and "--scheduler" not in s.err,
        )
        prove("grade", "--scheduler", proof, tmp_path)
