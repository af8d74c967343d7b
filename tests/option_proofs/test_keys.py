"""`perito roster keyscan` and `accept`: each option with and without, on a server of the lab and on silent ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.option_proofs.proof import Proof, Table, prove
from tests.option_proofs.test_check import listener, silent
from tests.option_proofs.world import STATIC

if TYPE_CHECKING:
    from pathlib import Path

    from tests.option_proofs.world import World

__all__ = ["listener"]

pytestmark = pytest.mark.lab
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEKirVke6FB/jgOK27kjFT+DfzJU/PF0ivOnqVmjlFdj"


def roster(w: World) -> Path:
    """A class of one: the busy server, and nothing known of its key."""
    server = w.busy
    line = {"id": "ana", "host": server.address, "user": server.user, "identity": str(server.key)}
    return w.file("keys.yaml", json.dumps({"students": [line]}))


def quiet(w: World) -> Path:
    """A class of one server that says nothing."""
    address = silent(w).removeprefix("ssh://")
    return w.file("quiet.csv", f"id,name,host\nana,Ana,{address}\n")


def known(w: World, key: str = OTHER) -> Path:
    """A file in which the busy server has a key, by default another one."""
    return w.file("other_hosts", f"{w.busy.address} {key}\n")


def before(w: World) -> Path:
    """A directory of runs, in which one is of this roster."""
    run = {"schema": "perito/run/1", "roster": "keys.yaml", "started": "2026-11-20T09:00:00+00:00"}
    run["students"] = [{"id": "ana", "name": "", "email": "", "directory": "ana"}]  # type: ignore[assignment]
    w.file("runs/one/run.json", json.dumps(run))
    w.file("runs/one/ana/identity.json", json.dumps({"schema": "perito/identity/1", "facts": []}))
    return w.place / "files" / "runs"


PROOFS: Table = {
    "roster keyscan --roster-format": lambda w: Proof(
        (w.roster(),), ("--roster-format", "vagrant"), lambda s: s.status == 2
    ),
    "roster keyscan --column": lambda w: Proof((w.roster(),), ("--column", "id=name"), lambda s: "Ana  " in s.out),
    "roster keyscan --practice": lambda w: Proof(
        (w.with_input(),), ("--practice", STATIC), lambda s: "login" not in s.err
    ),
    "roster keyscan --known-hosts": lambda w: Proof(
        (roster(w),), ("--known-hosts", "keys"), lambda s: s.there("keys"), env={}
    ),
    "roster keyscan --timeout": lambda w: Proof(
        (quiet(w), "-q"), ("--timeout", "0.5"), lambda s: s.status == 3, late=8
    ),
    "roster keyscan --quiet": lambda w: Proof((quiet(w), "--timeout", "3"), ("--quiet",), lambda s: not s.err),
    "roster keyscan --lang": lambda w: Proof((w.roster(),), ("--lang", "en"), lambda s: "connection refused" in s.out),
    "roster accept --roster-format": lambda w: Proof(
        (w.roster(), "ana"), ("--roster-format", "vagrant"), lambda s: s.status == 2
    ),
    "roster accept --column": lambda w: Proof(
        (w.roster(), "Ana"), ("--column", "id=name"), lambda s: s.status == 3
    ),
    "roster accept --practice": lambda w: Proof(
        (w.with_input(), "ana"), ("--practice", STATIC), lambda s: "login" not in s.err
    ),
    "roster accept --known-hosts": lambda w: Proof(
        (roster(w), "ana"), ("--known-hosts", known(w)), lambda s: "no prueba nada" in s.out
    ),
    "roster accept --reports": lambda w: Proof(
        (roster(w), "ana", "--known-hosts", known(w), "--look"), ("--reports", before(w)),
        lambda s: "runs/one" in s.out,
    ),
    "roster accept --timeout": lambda w: Proof(
        (quiet(w), "ana"), ("--timeout", "0.5"), lambda s: s.status == 3, late=8
    ),
    "roster accept --look": lambda w: Proof(
        (roster(w), "ana", "--known-hosts", "new"), ("--look",), lambda s: not s.there("new")
    ),
    "roster accept --lang": lambda w: Proof((w.roster(), "ana"), ("--lang", "en"), lambda s: "refused" in s.err),
    # tests/classroom/test_first_contact.py counts how many are asked at once.
    "roster keyscan -j": lambda w: Proof((w.roster(),), ("-j", "1"), lambda _s: True),
}  # fmt: skip
ELSEWHERE = {"roster keyscan -j"}


@pytest.mark.parametrize("name", [name for name in PROOFS if name not in ELSEWHERE])
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)
