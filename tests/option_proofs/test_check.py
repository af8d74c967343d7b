"""`perito check`: each option with and without, on real servers of the lab."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from perito.evidence import recording
from perito.lab.extension import catalogue
from perito.lab.names_server import NamesServer
from perito.report import registry
from perito.transport.base import HttpRequest
from tests.cli.running import PERITO
from tests.option_proofs.proof import Proof, Seen, Table, prove
from tests.option_proofs.terminal import typed
from tests.option_proofs.world import PW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from perito.lab.platform import LabPlatform
    from perito.lab.server import Server
    from tests.option_proofs.world import World

pytestmark = pytest.mark.lab
KEPT = ("--no-report", "--json", "r.json")
APP = "port-fixed-later"
NO_DNS = ("--nameserver", "none")
Given = tuple[object, ...]


@pytest.fixture(scope="session")
def names() -> Iterator[NamesServer]:
    """A name server on loopback."""
    with NamesServer() as server:
        yield server


def got_in(seen: Seen) -> bool:
    """Whether the server was graded, provisionally or not."""
    return seen.there("r.json") and seen.document()["status"] == "graded"


def named(seen: Seen) -> bool:
    """Whether its names were found."""
    return seen.outcome("names.server-name") == "passed"


def enters(option: str, *more: str) -> Callable[[World], Proof]:
    """Without this option, or those, nobody gets in."""
    return lambda w: Proof((w.target(), *w.how(option, *more), *KEPT), _taken(w, option), got_in, env=PW)


def _taken(w: World, option: str) -> Given:
    words = list(w.how())
    place = words.index(option)
    return tuple(words[place : place + 2])


def live(
    given: Given | Callable[[World], Given],
    shows: Callable[[Seen], bool],
    base: Given | Callable[[World], Given] = (),
    without: tuple[str, ...] = (),
) -> Callable[[World], Proof]:
    """On the busy server."""

    def made(w: World) -> Proof:
        more = base(w) if callable(base) else base
        kept = tuple(word for word in KEPT if word not in without)
        words = (w.target(), *w.how(*without), *kept, *more)
        return Proof(words, given(w) if callable(given) else given, shows, env=PW)

    return made


def visited(w: World) -> Given:
    """By the second pair of names, as the visitor's hosts file has them."""
    return ("--hosts-file", w.hosts, *NO_DNS)


def ways(seen: Seen) -> set[str]:
    """How pages were asked for."""
    asked = (one.asked for one in recording.load(seen.place / "e.jsonl"))
    return {one.via for one in asked if isinstance(one, HttpRequest)}


def asks(w: World, *records: str) -> Given:
    """A name server that knows these names."""
    server: NamesServer = w.make("names")
    server.records |= dict.fromkeys(records, ("A", w.busy.address))
    return ("--nameserver", server.at)


def alias(w: World) -> Path:
    """An ssh_config that calls the server `alumno`."""
    server = w.busy
    lines = f"HostName {server.address}\nUser {server.user}\nIdentityFile {server.key}\n"
    return w.file("config", f"Host alumno\n{lines}UserKnownHostsFile {server.known_hosts}\n")


def through(w: World) -> Path:
    """The keys of the server, by its address and by the one it calls itself."""
    own = w.busy.known_hosts.read_text(encoding="utf-8")
    return w.file("known", own + own.replace(w.busy.address, "127.0.0.1"))


def silent(w: World) -> str:
    """A server that accepts and never says a word; it ends with the test."""
    listener: socket.socket = w.make("listener")
    return f"ssh://usuario@127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def extension(w: World, option: str) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The options of an application on the lab's platform: those that stay, and the one that a proof is of."""
    platform: LabPlatform = w.make("platform")
    words = [*catalogue()[APP].arrange(platform, w.place / "repository"), *platform.options()]
    if option == "--heroku":
        words = words[:2] + words[words.index("--nameserver") : words.index("--nameserver") + 2]
    if option == "--heroku-platform":
        words[1] = APP  # by its name, to which the platform's own domain is added
    place = words.index(option)
    return (*words[:place], *words[place + 2 :]), tuple(words[place : place + 2])


def heroku(option: str, shows: Callable[[Seen], bool]) -> Callable[[World], Proof]:
    """With the extension, on the lab's platform."""

    def made(w: World) -> Proof:
        others, given = extension(w, option)
        return Proof((w.target(), *w.how(), *KEPT, *others), given, shows, env=PW)

    return made


def of_heroku(seen: Seen) -> dict[str, str]:
    """How the checks of the extension ended."""
    checks = seen.document()["checks"]
    return {one["id"]: one["outcome"] for one in checks if one["id"].startswith("heroku.")}


PROOFS: Table = {
    "check --app": live(("--app", "otra"), lambda s: [one["app"] for one in s.document()["deployments"]] == ["otra"],
                        without=("--app",)),
    "check --service": live(("--service", "otra.service"),
                            lambda s: s.document()["deployments"][0]["service"] == "otra.service"),
    "check --site": live(("--site", "otra"), lambda s: s.document()["deployments"][0]["site"].endswith("/otra")),
    "check --server-name": live(("--server-name", "tienda.test"),
                                lambda s: s.outcome("names.server-name") == "passed", visited),
    "check --identity": enters("--identity"),
    "check --known-hosts": enters("--known-hosts"),
    "check --sudo-password-env": live(("--sudo-password-env", "PW"), lambda s: bool(s.document()["complete"]),
                                      without=("--sudo-password-env",)),
    "check --password-env": live(("--password-env", "PW"), got_in, without=("--identity",)),
    "check --ssh-config": lambda w: Proof(
        ("alumno", *w.how("--identity", "--known-hosts"), *KEPT), ("--ssh-config", alias(w)), got_in, env=PW
    ),
    "check --accept-new": live(("--accept-new",), got_in, ("--known-hosts", "known"),
                               without=("--known-hosts",)),
    "check --jump": lambda w: Proof(
        (f"ssh://{w.busy.user}@127.0.0.1", *w.how("--known-hosts"), "--known-hosts", through(w), *KEPT),
        ("--jump", f"{w.busy.user}@{w.busy.address}"),
        lambda s: got_in(s) and s.document()["complete"] and s.outcome("service.active") == "passed",
        env=PW,
    ),
    "check --http": live(("--http", "tunnel"), lambda s: ways(s) == {"tunnel"}, ("--evidence", "e.jsonl")),
    "check --url-base": live(("--url-base", "http://127.0.0.1:1"), lambda s: s.outcome("access.reachable") != "passed"),
    "check --nameserver": live(lambda w: asks(w, "mi_aplicacion", "www.mi_aplicacion"),
                               lambda s: s.outcome("names.server-name") == "passed"),
    "check --search": live(("--search", "aula.test"), lambda s: s.outcome("names.server-name") == "passed",
                           lambda w: (*asks(w, "tienda.test.aula.test", "www.tienda.test.aula.test"),
                                      "--server-name", "tienda.test")),
    "check --hosts-file": live(lambda w: ("--hosts-file", w.hosts), named,
                               ("--server-name", "tienda.test", *NO_DNS)),
    "check --heroku": heroku("--heroku", lambda s: bool(of_heroku(s))),
    "check --heroku-repo": heroku("--heroku-repo", lambda s: of_heroku(s)["heroku.port"] == "failed"),
    "check --heroku-ca": heroku("--heroku-ca", lambda s: of_heroku(s)["heroku.https"] == "passed"),
    "check --heroku-platform": heroku("--heroku-platform",
                                      lambda s: got_in(s) and of_heroku(s)["heroku.name"] == "passed"),
    "check --practice": live(lambda w: ("--practice", w.practice), lambda s: "never" in s.out),
    "check --whole": live(("--whole",), lambda s: bool(s.document()["criteria"])),
    "check --marks": live(lambda w: ("--marks", w.marks("ana")), lambda s: s.document()["score"]["pending"] == 0,
                          ("--whole",)),
    "check --student": live(("--student", "ana"), got_in, lambda w: ("--marks", w.marks("ana", "eva"))),
    "check --only": live(("--only", "tools"), lambda s: s.document()["scope"] is not None),
    "check --lang": live(("--lang", "en"), lambda s: "Grade  " in s.out),
    "check --as": live(lambda w: ("--as", "teacher"), lambda s: "Consejo para el profesor" in s.out,
                       lambda w: ("--practice", w.practice, "--verbose")),
    "check --timeout": lambda w: Proof((silent(w), *KEPT), ("--timeout", "1"), lambda s: s.status == 3, late=8),
    "check --deadline": lambda w: Proof((silent(w), *KEPT), ("--deadline", "2"), lambda s: s.status == 3, late=8),
    "check --baseline": live(lambda w: ("--baseline", w.baseline), lambda s: s.document()["baseline"] is not None),
    "check --config": live(lambda w: ("--config", w.file("own.toml", 'lang = "en"\n')), lambda s: "Grade  " in s.out),
    "check --no-config": lambda w: Proof(
        ("nowhere.invalid",), ("--no-config",), lambda s: "--wait" not in s.err,
        env={"PERITO_CONFIG": str(w.file("own.toml", "wait = -1\n"))},
    ),
    "check --wait": lambda w: Proof(("ssh://usuario@127.0.0.1:1", *KEPT), ("--wait", "2"), lambda s: "2 s" in s.err),
    **{
        f"check --{kind}": live((f"--{kind}", f"out.{kind}"), lambda s, kind=kind: s.there(f"out.{kind}"),  # type: ignore[misc]
                                without=("--json", "r.json") if kind == "json" else ())
        for kind in (*registry.FORMATS, "evidence")
    },
    "check --github": live(("--github",), lambda s: "::notice title=Perito::" in s.out),
    "check --reports": live(("--reports", "kept"), lambda s: s.there("kept"), without=("--no-report",)),
    "check --no-report": live(("--no-report",), lambda s: not s.there("reports"), without=("--no-report",)),
    "check --fail-under": live(("--fail-under", "1"), lambda s: s.status == 0, visited),
    "check --input": live(("--input", "none=1"), lambda s: "--input none: " in s.err),
    "check --waivers": live(lambda w: ("--waivers", w.waivers("service.active")),
                            lambda s: s.outcome("service.active") == "waived"),
    "check --verbose": live(("--verbose",), lambda s: s.out.count("✓") > 40),
}  # fmt: skip
PROMPTS = {
    "check --ask-pass": ("--identity", "SSH password: "),
    "check --ask-sudo-pass": ("--sudo-password-env", "sudo password: "),
}


@pytest.mark.parametrize("name", PROOFS)
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)


@pytest.mark.parametrize("name", PROMPTS)
def test_a_secret_is_asked_for_and_not_shown(name: str, world: World, tmp_path: Path) -> None:
    """Without the option nobody is asked; with a wrong answer nobody is let in."""
    left_out, prompt = PROMPTS[name]
    words = (*PERITO, "check", world.target(), *world.how(left_out), *KEPT)
    option = name.split()[-1]
    password = world.busy.password
    for answer in (password, "otra"):
        status, shown = typed((*words, option), tmp_path / answer, {prompt: answer}, PW)
        asked, _, rest = shown.partition(prompt)
        assert answer not in asked
        assert not rest.lstrip("\r\n").startswith(answer), shown
        assert (status in {0, 1}) is (answer == password), shown
    status, shown = typed(words, tmp_path / "without", {}, PW)
    assert status == 3
    assert prompt not in shown


def test_a_jump_host_is_a_server_of_its_own(world: World, shut: Server, tmp_path: Path) -> None:
    """From one server of the lab to another: what is graded is the second one."""
    gate, known = world.busy, world.file("both", world.busy.known_hosts.read_text() + shut.known_hosts.read_text())
    words = (
        "check",
        world.target(shut),
        "--identity",
        shut.key,
        "--known-hosts",
        known,
        "--app",
        "mi_aplicacion",
        *KEPT,
    )
    proof = Proof(
        words[1:], ("--jump", f"{gate.user}@{gate.address}"), lambda s: bool(s.document()["target"].get("jump"))
    )
    before = len(gate.log("ssh"))
    prove("check", "--jump", proof, tmp_path)
    assert len(gate.log("ssh")) > before
    assert any(f"from {gate.address}" in line for line in shut.log("ssh"))
