"""Names by a real name server: every way of answering, judged by a real `perito check … --nameserver`."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from perito.evidence.session import Session
from perito.lab import dns
from tests.cli.running import PERITO, check, comparable, document, outcomes, run
from tests.live.grading import graded, of_session, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.documents.result import Result
    from perito.lab import Lab
    from perito.lab.fixtures import ServerFactory
    from perito.lab.server import Server

ELSEWHERE = "192.0.2.9"
OWN_SIX = "2001:db8::80"
OTHER_SIX = "2001:db8::81"
NOBODY = "198.18.115.254"
CHECKS = ("names.hosts-file", "names.client", "names.server-name", "names.www")
BOTH = ("mi_aplicacion", "www.mi_aplicacion")

# One letter for each of CHECKS: passed, failed, blocked, error, not applicable.
LETTERS = {"passed": "p", "failed": "f", "blocked": "b", "error": "e", "not_applicable": "n"}


@dataclass(frozen=True)
class Case:
    """Records in a domain of its own, what the four checks come to, and what is said about it."""

    records: tuple[str, ...]
    outcomes: str
    says: tuple[str, ...] = ()
    ttl: int = dns.SHORT


def both(*records: str) -> tuple[str, ...]:
    """The same records for both names."""
    return tuple(f"{name} {record}" for name in BOTH for record in records)


def cases(address: str) -> dict[str, Case]:
    """The domains by name; `address` is the server's."""
    here = f"A {address}"
    return {
        "right": Case(both(here), "nppp"),
        "wrong": Case(both(f"A {ELSEWHERE}"), "npfb", (f"mi_aplicacion.wrong.test: A {ELSEWHERE}", "TTL 300 s")),
        "long": Case(both(f"A {ELSEWHERE}"), "npfb", ("TTL 604800 s", "7 days"), ttl=604800),
        "some": Case(both(here, f"A {ELSEWHERE}"), "npfb", (ELSEWHERE,)),
        "many": Case(both(*(f"A 192.0.2.{n}" for n in range(1, 61))), "npfb", ("192.0.2.60",)),
        "six": Case(both(f"AAAA {OWN_SIX}"), "nppp"),
        "dual": Case(both(here, f"AAAA {OWN_SIX}"), "nppp"),
        "other-six": Case(both(here, f"AAAA {OTHER_SIX}"), "npfb", (OTHER_SIX,)),
        "alias": Case((*both("CNAME uno"), "uno CNAME dos", "dos CNAME tres", f"tres {here}"), "nppp"),
        "nowhere": Case(both("CNAME nada"), "nfbb", ("→ nada.nowhere.test: NXDOMAIN",)),
        "circle": Case((*both("CNAME uno"), "uno CNAME dos", "dos CNAME uno"), "nfbb", ("CNAME", "circle")),
        "outside": Case(both("CNAME fuera.example."), "neee", ("fuera.example: REFUSED",)),
        "nobody": Case((f"otra {here}",), "nfbb", ("mi_aplicacion.nobody.test: NXDOMAIN",)),
        "nodata": Case(both('TXT "hola"'), "nfbb", ("mi_aplicacion.nodata.test: the name is there",)),
        "broken": Case(("@ SOA what is this",), "neee", ("mi_aplicacion.broken.test: SERVFAIL",)),
        "wildcard": Case((f"* {here}",), "nppp"),
        "bare": Case((f"mi_aplicacion {here}",), "nppf", ("www.mi_aplicacion.bare.test: NXDOMAIN",)),
    }


@dataclass(frozen=True)
class World:
    """A server that is graded, and the name server of its visitors."""

    server: Server
    nameserver: Server
    cases: dict[str, Case]


@pytest.fixture(scope="module")
def world(lab: Lab) -> Iterator[World]:
    """Two servers for the whole file; nothing in it changes them."""
    with lab.up() as server, lab.up(role="dns") as nameserver:
        server.run(f"ip address add {OWN_SIX}/64 dev eth0")
        known = cases(server.address)
        dns.serve(nameserver, {f"{name}.test": dns.zone(*case.records, ttl=case.ttl) for name, case in known.items()})
        yield World(server, nameserver, known)


def letters(found: dict[str, str]) -> str:
    """The four outcomes as Case has them."""
    return "".join(LETTERS[found[name]] for name in CHECKS)


def checked(server: Server, place: Path, *words: object) -> tuple[int, dict[str, Any]]:
    """The exit status and the result document of `perito check --only names`."""
    result = place / "result.json"
    fixed = ("--only", "names", "--app", "mi_aplicacion", "--lang", "en", "--json", result)
    ended = check(server, *fixed, *words, cwd=place)
    assert result.exists(), ended.err
    return ended.status, document(result)


def said(result: dict[str, Any]) -> str:
    """Everything the four checks say."""
    return " ".join(f"{one['detail']} {one['actual']}" for one in result["checks"] if one["id"] in CHECKS)


@pytest.mark.parametrize("name", sorted(cases("")))
def test_what_the_name_server_says_is_judged(name: str, world: World, tmp_path: Path) -> None:
    case = world.cases[name]
    options = ("--nameserver", world.nameserver.address, "--search", f"{name}.test")
    status, result = checked(world.server, tmp_path, *options)
    assert letters(outcomes(result)) == case.outcomes, said(result)
    assert status == (3 if "e" in case.outcomes else 1 if "f" in case.outcomes else 0)
    for words in case.says:
        assert words in said(result)
    assert len(result["root_causes"]) == case.outcomes.count("f")


def test_a_regrade_asks_nobody(world: World, tmp_path: Path) -> None:
    options = ("--nameserver", world.nameserver.address, "--search", "wrong.test", "--reports", "runs")
    _status, result = checked(world.server, tmp_path, *options)
    kept = next((tmp_path / "runs").rglob("evidence*")).parent
    again = tmp_path / "again.json"
    # In a network namespace of its own there is nobody to ask.
    ended = run("unshare", "--net", *PERITO, "regrade", kept, "--only", "names", "--lang", "en", "--json", again)
    assert ended.status == 1, ended.err
    assert comparable(document(again)) == comparable(result)


def test_nobody_pays_for_a_name_server_that_does_not_answer(world: World, tmp_path: Path) -> None:
    start = time.monotonic()
    status, result = checked(world.server, tmp_path, "--nameserver", NOBODY)
    assert letters(outcomes(result)) == "neee"
    assert status == 3
    assert f"{NOBODY} on mi_aplicacion: no answer" in said(result)
    assert time.monotonic() - start < 20


def test_the_next_name_server_is_asked(world: World, tmp_path: Path) -> None:
    both_servers = ("--nameserver", f"{NOBODY}:5353", "--nameserver", f"{world.nameserver.address}:53")
    _status, result = checked(world.server, tmp_path, *both_servers, "--search", "right.test")
    assert letters(outcomes(result)) == "nppp", said(result)


def test_the_hosts_file_comes_before_dns(world: World, tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_text(f"{world.server.address} mi_aplicacion\n")
    options = ("--hosts-file", file, "--nameserver", world.nameserver.address, "--search", "wrong.test")
    _status, result = checked(world.server, tmp_path, *options)
    assert letters(outcomes(result)) == "pppf", said(result)
    file.write_text(f"{ELSEWHERE} mi_aplicacion www.mi_aplicacion\n")
    _status, result = checked(world.server, tmp_path, *options[:-1], "right.test")
    assert letters(outcomes(result)) == "ppfb", said(result)
    assert f"hosts, line 1: {ELSEWHERE} mi_aplicacion" in said(result)
    assert str(tmp_path) not in result["target"].values()


def test_a_teachers_computer_knows_nothing_and_says_where_the_line_went(
    server_factory: ServerFactory, tmp_path: Path
) -> None:
    server = server_factory(faults=("names-on-the-server",))
    status, result = checked(server, tmp_path)
    assert letters(outcomes(result)) == "nnnn"
    assert status == 0
    assert "its own /etc/hosts, line" in said(result)
    status, result = checked(server, tmp_path, "--nameserver", "none")
    assert letters(outcomes(result)) == "nfbb"
    assert status == 1
    assert "its own /etc/hosts, line" in said(result)


def by_own_file(server: Server, file: Path, text: str) -> Result:
    """Graded from a computer whose own hosts file says this."""
    file.write_text(text)
    session = Session.live(replace(target_of(server), hosts_file=file))
    session.open()
    try:
        return of_session(session)
    finally:
        session.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1 localhost\n", "nnnn"),
        ("HERE mi_aplicacion www.mi_aplicacion\n", "pppp"),
        ("HERE mi_aplicacion\n", "pppn"),
        ("192.168.X.X mi_aplicacion www.mi_aplicacion\n", "fbbb"),
        ("192.0.2.9 mi_aplicacion www.mi_aplicacion\n", "ppfb"),
        ("HERE mi-aplicaion\n", "fbbb"),
        ("192.0.2.9 mi-aplicaion\n", "nnnn"),
        ("#192.0.2.9 mi_aplicacion\n", "nnnn"),
        ("HERE vm5\n", "nnnn"),
    ],
)
def test_ones_own_hosts_file_is_judged_where_it_is_about_this_server(
    text: str, expected: str, world: World, tmp_path: Path
) -> None:
    result = by_own_file(world.server, tmp_path / "hosts", text.replace("HERE", world.server.address))
    found = {one.id: str(one.outcome) for one in result.checks if one.step == "names"}
    assert letters(found) == expected


def test_an_address_that_may_be_outside_is_not_held_against_a_server_behind_nat(world: World, tmp_path: Path) -> None:
    """Reached through another machine, its public address cannot be known, unless --url-base says so."""
    file = tmp_path / "hosts"
    file.write_text("9.9.9.9 mi_aplicacion www.mi_aplicacion\n")
    session = Session.live(replace(target_of(world.server), hosts_file=file, hosts_given=True, nameservers=("none",)))
    session.open()
    of_session(session)
    evidence = session.evidence
    session.close()
    expected = {"direct": "ppfb", "jump": "ppee", "url_base": "pppp"}
    told: dict[str, dict[str, str]] = {"direct": {}, "jump": {"jump": "gate"}}
    told["url_base"] = {"jump": "gate", "url_base": "http://9.9.9.9"}
    for name, facts in told.items():
        evidence.target = {**evidence.target, **facts}
        result = of_session(Session.of(evidence))
        found = {one.id: str(one.outcome) for one in result.checks if one.step == "names"}
        assert letters(found) == expected[name], name


def test_the_reference_grading_asks_no_name_server(world: World) -> None:
    _result, seen = graded(world.server)
    asked = [str(one.asked) for one in seen if one.kind == "client"]
    assert not [key for key in asked if key.startswith(("dns ", "hosts file"))]
