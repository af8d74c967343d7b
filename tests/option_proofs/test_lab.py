"""`perito lab up` and `perito lab verify`: each option with and without, on servers that are booted for it."""

from __future__ import annotations

import re
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from perito.lab import Lab
from tests.cli.running import PERITO
from tests.option_proofs.proof import Proof, Seen, Table, prove, run, surroundings
from tests.processes import children, said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from perito.lab.server import Server
    from tests.option_proofs.world import World

pytestmark = pytest.mark.lab
FAULT, VARIANT = "directory-mode-700", "two-deployments"
OWN = """# pins: directory.mode
# step: directory
# es: La carpeta es solo de su dueño.
# en: The directory is its owner's alone.
chmod 700 /var/www/mi_aplicacion
"""


def booted(seen: Seen) -> list[Server]:
    """The servers that it says it has booted."""
    names = re.findall(r"# (\S+?)(?:,| knows)", seen.out)
    return [one for one in Lab().list() if one.name in names]


def up_and_down(words: Sequence[object], place: Path, env: Mapping[str, str], late: float) -> Seen:
    """Run it; what it has booted is asked and taken down."""
    seen = run(words, place, env, late)
    servers = booted(seen)
    try:
        (place / "number").write_text(str(len(servers)))
        for one in servers[:1]:
            (place / "server").write_text(one.run(LOOK).stdout)
    finally:
        for one in servers:
            Lab().down(one.name)
    return seen


LOOK = """
. /etc/os-release; echo "suite=$VERSION_CODENAME"
for one in mi_aplicacion otra; do [ -d /var/www/$one ] && echo "deployed=$one"; done
echo "mode=$(stat -c %a /var/www/mi_aplicacion)"
su - usuario -c 'sudo -n true' >/dev/null 2>&1 || echo sudo=password
"""


def up(given: Sequence[object], shows: Callable[[Seen], bool]) -> Callable[[World], Proof]:
    """Of `lab up`."""
    return lambda _w: Proof((), given, shows, late=300)


def found(seen: Seen) -> list[str]:
    """What the server says of itself."""
    assert seen.there("server"), f"no server was booted: {seen.out}{seen.err}"
    return (seen.place / "server").read_text(encoding="utf-8").split()


def verify(
    given: Sequence[object] | Callable[[World], Sequence[object]],
    shows: Callable[[Seen], bool],
    name: str = FAULT,
) -> Callable[[World], Proof]:
    """Of `lab verify`, with one fault."""
    return lambda w: Proof((name,), given(w) if callable(given) else given, shows, late=300)


def library(w: World) -> Path:
    """A library of one fault."""
    return w.file("library/mine.sh", OWN).parent


def without_lab(w: World) -> Path:
    """A practice that has no lab."""
    w.file("alone/rubric.yaml", "model: none\n")
    return w.file("alone/checks/test_x.py", "").parent.parent


def nowhere(w: World) -> Path:
    """A directory without a practice."""
    return w.file("empty/nothing", "").parent


UP: Table = {
    "lab up --fault": up(("--fault", FAULT), lambda s: "mode=700" in found(s)),
    "lab up --variant": up(("--variant", VARIANT), lambda s: "deployed=otra" in found(s)),
    "lab up -n": up(("-n", "2"), lambda s: (s.place / "number").read_text() == "2"),
    "lab up --suite": up(("--suite", "trixie"), lambda s: "suite=trixie" in found(s)),
    "lab up --exercise": up(("--exercise",), lambda s: "--app exercise=" in s.out),
    "lab up --bare": up(("--bare",), lambda s: "deployed=mi_aplicacion" not in found(s)),
    "lab up --sudo-password": up(("--sudo-password",), lambda s: "sudo=password" in found(s)),
    "lab up --practice": lambda w: Proof(
        (), ("--practice", without_lab(w)), lambda s: s.status == 2 and "lab/" in s.err, late=300
    ),
    "lab up --role": up(("--role", "dns"), lambda s: s.out.startswith("--nameserver ")),
}
VERIFY: Table = {
    "lab faults --practice": lambda w: Proof(
        (), ("--practice", without_lab(w)), lambda s: s.status == 2 and "lab/" in s.err
    ),
    "lab verify --suite": verify(("--suite", "trixie"), lambda s: s.out.startswith("trixie: ")),
    "lab verify --practice": verify(lambda w: ("--practice", nowhere(w)), lambda s: s.status == 2),
    "lab verify --faults": verify(lambda w: ("--faults", library(w)), lambda s: "pinned 1/1" in s.out, name="mine"),
    "lab verify --json": verify(("--json", "r.json"), lambda s: s.there("r.json")),
    "lab verify --matrix": verify(("--matrix",), lambda s: len(s.out.splitlines()) > 2),
    "lab verify -j": verify(("-j", "1"), lambda _s: True),  # see test_so_many_servers_at_a_time
}
PROOFS: Table = UP | VERIFY


@pytest.mark.parametrize("name", UP)
def test_a_server_is_booted_so(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path, runner=up_and_down)


@pytest.mark.parametrize("name", [name for name in VERIFY if name != "lab verify -j"])
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)


def like(pid: int) -> int:
    """How many children of a process are forks of it."""
    own = said(pid, "cmdline")
    return sum(said(child, "cmdline") == own for child in children(pid))


def most(words: Sequence[object], place: Path) -> int:
    """The most forks of it that were at work at once."""
    with subprocess.Popen(
        list(map(str, words)), cwd=place, env=surroundings({}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        seen = 0
        while program.poll() is None:
            seen = max(seen, like(program.pid))
            time.sleep(0.02)
    assert program.returncode == 0
    return seen


def test_so_many_servers_at_a_time(tmp_path: Path) -> None:
    words = (*PERITO, "lab", "verify", FAULT, "application-500", "unit-group-own", "-j")
    assert [most((*words, width), tmp_path) for width in (1, 2)] == [1, 2]
