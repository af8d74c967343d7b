"""Every field of a roster: one class, in which each is there for one student and left away for another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import PERITO
from tests.option_proofs.proof import run
from tests.option_proofs.test_check import through
from tests.option_proofs.world import PW, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.lab.server import Server

pytestmark = pytest.mark.lab
Line = dict[str, Any]


class Graded:
    """What became of one student: the line of the class document, and the result."""

    def __init__(self, directory: Path, line: Line) -> None:
        self.line = line
        self.result: Line = {}
        if line.get("result"):
            self.result = json.loads((directory / line["result"]).read_text(encoding="utf-8"))

    @property
    def names(self) -> Line:
        """The names of the first deployment."""
        found: Line = self.result["deployments"][0]
        return found

    def outcome(self, check: str) -> str:
        """How a check ended."""
        return next(str(one["outcome"]) for one in self.result["checks"] if one["id"] == check)


def plain(w: World) -> Line:
    """How the busy server is reached."""
    server = w.busy
    return {
        "host": server.address, "user": server.user, "identity": str(server.key), "app": "mi_aplicacion",
        "known_hosts": str(server.known_hosts), "sudo_password_env": "PW",
    }  # fmt: skip


def got_in(one: Graded) -> bool:
    """Whether there is a result."""
    return bool(one.result)


# For each field: what else the line has or lacks (None), what the field says, and what that shows.
FIELDS: dict[str, tuple[Callable[[World], Line], Callable[[World], Any], Callable[[Graded], bool]]] = {
    "roster name": (lambda _w: {}, lambda _w: "Ana Pérez", lambda g: g.line["name"] == "Ana Pérez"),
    "roster email": (lambda _w: {}, lambda _w: "ana@example.org", lambda g: g.line["email"] == "ana@example.org"),
    "roster port": (lambda _w: {}, lambda _w: 1, lambda g: g.line["status"] == "refused"),
    "roster user": (lambda _w: {}, lambda w: w.busy.user, got_in),
    "roster identity": (lambda _w: {}, lambda w: str(w.busy.key), got_in),
    "roster known_hosts": (lambda _w: {}, lambda w: str(w.busy.known_hosts), got_in),
    "roster host_key": (
        lambda _w: {"known_hosts": None},
        lambda w: " ".join(w.busy.known_hosts.read_text(encoding="utf-8").split()[1:3]),
        got_in,
    ),
    "roster password_env": (lambda _w: {"identity": None}, lambda _w: "PW", got_in),
    "roster sudo_password_env": (lambda _w: {}, lambda _w: "PW", lambda g: bool(g.line["complete"])),
    "roster jump": (
        lambda w: {"host": "127.0.0.1", "known_hosts": str(through(w))},
        lambda w: f"{w.busy.user}@{w.busy.address}",
        got_in,
    ),
    "roster url_base": (
        lambda _w: {}, lambda _w: "http://127.0.0.1:1", lambda g: g.outcome("access.reachable") != "passed"
    ),
    "roster app": (lambda _w: {}, lambda _w: "otra", lambda g: g.names["app"] == "otra"),
    "roster exercise": (
        lambda _w: {"app": "mi_aplicacion"}, lambda _w: "otra",
        lambda g: [one["label"] for one in g.result["deployments"] if one["app"] == "otra"] == ["exercise"],
    ),
    "roster service": (lambda _w: {}, lambda _w: "otra.service", lambda g: g.names["service"] == "otra.service"),
    "roster site": (lambda _w: {}, lambda _w: "otra", lambda g: g.names["site"].endswith("/otra")),
    "roster server_name": (
        lambda _w: {}, lambda _w: "tienda.test",
        lambda g: g.result["judged_by"]["names"]["poc"]["server_name"] == "tienda.test",
    ),
    # Without these two there is no class: see test_nobody_is_without.
    "roster id": (lambda _w: {}, lambda _w: "", lambda g: True),
    "roster host": (lambda _w: {}, lambda _w: "", lambda g: True),
}  # fmt: skip
NEEDED = ("roster id", "roster host")


def entry(w: World, field: str, *, there: bool) -> Line:
    """One student's line, with the field or without."""
    more, value, _shows = FIELDS[field]
    name = field.split()[1]
    line = {**plain(w), **more(w), name: value(w)}
    if not there:
        line.pop(name)
    who = f"{name.replace('_', '-')}-{'with' if there else 'without'}"
    return {"id": who, **{key: one for key, one in line.items() if one is not None}}


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest, busy: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graded]:
    """Everybody who is asked about in one class."""
    place = tmp_path_factory.mktemp("roster")
    w = World(place / "world", {"busy": busy}.__getitem__)
    tests = [one for one in request.session.items if isinstance(one, pytest.Function)]
    asked = {
        str(one.callspec.params["field"]) for one in tests if one.path == request.path and hasattr(one, "callspec")
    }
    students = [entry(w, field, there=there) for field in sorted(asked - {*NEEDED}) for there in (True, False)]
    roster = w.file("roster.yaml", json.dumps({"students": students}))
    seen = run((*PERITO, "grade", roster, "--run", "run", "-j", 4), place, PW, 300)
    assert seen.there("run/class.json"), seen.err
    lines = seen.document("run/class.json")["students"]
    return {one["id"]: Graded(place / "run", one) for one in lines}


@pytest.mark.parametrize("field", [one for one in FIELDS if one not in NEEDED])
def test_it_changes_something(field: str, graded: dict[str, Graded]) -> None:
    shows, name = FIELDS[field][2], field.split()[1].replace("_", "-")
    assert shows(graded[f"{name}-with"]), graded[f"{name}-with"].line
    without = graded[f"{name}-without"]
    try:
        shown = shows(without)
    except (KeyError, IndexError, StopIteration):  # there is no result in which it could show
        shown = False
    assert not shown, without.line


@pytest.mark.parametrize("field", NEEDED)
def test_nobody_is_without(field: str, world: World, tmp_path: Path) -> None:
    """Whose line it is and where their server is: without there is no class, and with another there is another one."""
    name = field.split()[1]
    for value in ("127.0.0.1", "127.0.0.2", None):
        line = {"id": "ana", "host": "127.0.0.1", "port": 1, name: value}
        roster = world.file("roster.yaml", json.dumps({"students": [{k: v for k, v in line.items() if v is not None}]}))
        seen = run((*PERITO, "grade", roster, "--run", f"run-{value}"), tmp_path, {}, 60)
        if value is None:
            assert seen.status == 2
            assert name in seen.err
        else:
            (student,) = seen.document(f"run-{value}/class.json")["students"]
            assert value in (student["id"] if name == "id" else student["reason"])
