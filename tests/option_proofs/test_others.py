"""The options of the commands that need no server: explain, lint, demo, export, marks, --version."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from perito import __version__
from tests.option_proofs.proof import Proof, Table, prove
from tests.option_proofs.test_again import packed
from tests.option_proofs.world import STATIC

if TYPE_CHECKING:
    from pathlib import Path

    from tests.option_proofs.world import World

NO_BROWSER = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
NOWHERE = {"PATH": "/nowhere"}  # no program to boot a server with: the recorded ones are graded
FIRST = "2026-11-01T09:00:00+00:00"


def runs(w: World) -> tuple[Path, Path]:
    """Two runs of one class: the second one is worse."""
    one, two = w.class_run("one", ana="sound"), w.class_run("two", ana="stopped")
    run = one / "run.json"
    run.write_text(re.sub(r'"started": "[^"]*"', f'"started": "{FIRST}"', run.read_text(encoding="utf-8"), count=1))
    result = one / "ana" / "result.json"
    result.write_text(
        re.sub(r'"started": "[^"]*"', f'"started": "{FIRST}"', result.read_text(encoding="utf-8"), count=1)
    )
    return one, two


def worksheet(w: World, changeable: str = "Sí") -> Path:
    """Moodle's worksheet of the class."""
    from tests.report.gradebooks.sheets import Shape

    shape = Shape()
    people = [shape.row(1, "Ana", email="ana@example.org", changeable=changeable), shape.row(2, "Eva")]
    return w.file("notas.csv", shape.text(people))


def kept(w: World) -> Path:
    """A directory of runs with one in it."""
    place = w.place / "kept"
    shutil.copytree(w.class_run() / "eva", place / "20261123-120000-eva")
    return place


def best(w: World) -> Path:
    """The practice with another rule for attempts."""
    place = w.lighter
    rubric = place / "rubric.yaml"
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(f"{text}\nattempts: {{policy: best}}\n", encoding="utf-8")
    return place


def group(w: World) -> Path:
    """A run of the whole assignment."""
    from tests.classroom.recorded_class import class_run

    place = w.place / "group"
    return place if place.exists() else class_run(place, {"ana": "sound"}, whole=True)


def renamed(w: World) -> Path:
    """The practice, some of whose tests pytest does not find."""
    place = w.lighter
    (place / "checks" / "test_03_env.py").rename(place / "checks" / "env.py")
    return place


GOSS = "package:\n  nginx: {installed: true}\nhttp:\n  http://localhost: {status: 200}\n"
TESTINFRA = "def test_users(host):\n    assert host.file('/etc/passwd').exists\n"
PROOFS: Table = {
    "--version": lambda _w: Proof((), ("--version",), lambda seen: seen.out == f"perito {__version__}\n"),
    "-v": lambda _w: Proof((), ("-v", "lint"), lambda seen: '"event": "begin"' in seen.err),
    "explain --practice": lambda w: Proof(
        ("integrity.always",), ("--practice", w.practice), lambda seen: "Consejo para el profesor" in seen.out
    ),
    "explain --lang": lambda _w: Proof(
        ("directory.mode",), ("--lang", "en"), lambda seen: "depends" in seen.out.lower() or "Why" in seen.out
    ),
    "explain --run": lambda w: Proof(("1",), ("--run", w.class_run() / "eva"), lambda seen: seen.status == 0),
    "explain --student": lambda w: Proof(
        ("service.active", "--run", w.class_run()), ("--student", "eva"), lambda seen: "=inactive" in seen.out
    ),
    "explain --reports": lambda w: Proof(("1",), ("--reports", kept(w)), lambda seen: seen.status == 0),
    "explain --all": lambda w: Proof(
        ("--reports", kept(w)), ("--all",), lambda seen: "directory.mode" in seen.out and seen.status == 0
    ),
    "open --reports": lambda w: Proof((), ("--reports", kept(w)), lambda seen: "file://" in seen.out),
    "open --lang": lambda w: Proof(
        ("--reports", kept(w)), ("--lang", "en"), lambda seen: "No browser" in seen.out, env=NO_BROWSER
    ),
    "lint --practice": lambda w: Proof(
        (), ("--practice", w.file("empty/nothing", "").parent), lambda seen: seen.status == 2
    ),
    "lint --waivers": lambda w: Proof(
        (),
        ("--waivers", w.file("w.yaml", "- {check: none, reason: x, expires: 2099-01-01}\n")),
        lambda seen: seen.status == 2,
    ),
    "lint --config": lambda w: Proof(
        (), ("--config", w.file("perito.toml", "none = 1\n")), lambda seen: seen.status == 2
    ),
    "practice list --lang": lambda _w: Proof((), ("--lang", "en"), lambda seen: "ships with Perito" in seen.out),
    "new practice --lang": lambda _w: Proof(("mine",), ("--lang", "en"), lambda seen: "Next: " in seen.out),
    "import goss --lang": lambda w: Proof(
        (w.file("goss.yaml", GOSS),), ("--lang", "en"), lambda seen: "not translated: " in seen.out
    ),
    "import goss --output": lambda w: Proof(
        (w.file("goss.yaml", GOSS),), ("--output", "there"), lambda seen: seen.there("there")
    ),
    "import testinfra --lang": lambda w: Proof(
        (w.file("test_t.py", TESTINFRA),), ("--lang", "en"), lambda seen: "1 checks" in seen.out
    ),
    "import testinfra --output": lambda w: Proof(
        (w.file("test_t.py", TESTINFRA),), ("--output", "there"), lambda seen: seen.there("there")
    ),
    "lint --schema": lambda _w: Proof((), ("--schema", "words"), lambda seen: "urn:perito:words:1" in seen.out),
    "lint --lang": lambda w: Proof(
        ("--practice", renamed(w)), ("--lang", "en"), lambda seen: "no test" in seen.err and seen.status == 2
    ),
    "demo --lang": lambda _w: Proof((), ("--lang", "en"), lambda seen: "Server" in seen.out, env=NOWHERE),
    "demo --reports": lambda _w: Proof(
        (), ("--reports", "elsewhere"), lambda seen: seen.there("elsewhere"), env=NOWHERE
    ),
    "run diff --json": lambda w: Proof(runs(w), ("--json", "d.json"), lambda seen: seen.there("d.json")),
    "run diff --student": lambda w: Proof(runs(w), ("--student", "nadie"), lambda seen: seen.status == 2),
    "run diff --lang": lambda w: Proof(runs(w), ("--lang", "en"), lambda seen: "unchanged" in seen.out),
    "run diff --verbose": lambda w: Proof(runs(w), ("--verbose",), lambda seen: "más se siguen" not in seen.out),
    "export --output": lambda w: Proof(
        ("csv", w.class_run()), ("--output", "out.csv"), lambda seen: seen.there("out.csv") and "ana" not in seen.out
    ),
    "export --marks": lambda w: Proof(
        ("csv", group(w)), ("--marks", w.marks("ana")), lambda seen: ",10,no,0," in seen.out
    ),
    "export --practice": lambda w: Proof(
        ("csv", *runs(w)),
        ("--practice", best(w)),
        lambda seen: "ana,Student ana,ana@example.org,graded,10.00" in seen.out,
    ),
    "export --worksheet": lambda w: Proof(
        ("moodle", w.class_run()), ("--worksheet", worksheet(w)), lambda seen: "Participante1,Ana,a01" in seen.out
    ),
    "export --feedback-zip": lambda w: Proof(
        ("moodle", w.class_run(), "--worksheet", worksheet(w)),
        ("--feedback-zip", "pages.zip"),
        lambda seen: seen.there("pages.zip"),
    ),
    "export --column": lambda w: Proof(
        ("moodle", w.class_run(), "--worksheet", worksheet(w)),
        ("--column", "feedback=Otra"),
        lambda seen: seen.status == 2 and "Otra" in seen.err,
    ),
    "export --partial": lambda w: Proof(
        ("moodle", w.class_run(), "--worksheet", worksheet(w, changeable="No")),
        ("--partial",),
        lambda seen: seen.status == 0 and "Participante1" in seen.out,
    ),
    "run pack --output": lambda w: Proof(
        (w.class_run(),), ("--output", "p.tar.xz"), lambda seen: seen.there("p.tar.xz") and "p.tar.xz" in seen.out
    ),
    "run unpack --run": lambda w: Proof(
        (packed(w),), ("--run", "again"), lambda seen: seen.there("again/ana/result.json")
    ),
    "marks new --output": lambda w: Proof(
        (w.roster(),), ("--output", "notas.csv"), lambda seen: seen.there("notas.csv") and not seen.there("marks.yaml")
    ),
    "marks new --roster-format": lambda w: Proof(
        (w.roster(),), ("--roster-format", "vagrant"), lambda seen: seen.status == 2
    ),
    "marks new --column": lambda w: Proof(
        (w.roster(),),
        ("--column", "id=name"),
        lambda seen: "Ana:" in (seen.place / "marks.yaml").read_text(encoding="utf-8"),
    ),
    "marks new --practice": lambda w: Proof(
        (w.roster(),), ("--practice", w.file("empty/nothing", "").parent), lambda seen: seen.status == 2
    ),
    "marks new --lang": lambda w: Proof(
        (w.roster(),),
        ("--lang", "en"),
        lambda seen: "Question 1" in (seen.place / "marks.yaml").read_text(encoding="utf-8"),
    ),
    "marks check --roster": lambda w: Proof(
        (w.marks("nadie"),), ("--roster", w.roster("ana")), lambda seen: seen.status == 2 and "nadie" in seen.err
    ),
    "marks check --roster-format": lambda w: Proof(
        (w.marks("ana"), "--roster", w.roster("ana")), ("--roster-format", "vagrant"), lambda seen: seen.status == 2
    ),
    "marks check --column": lambda w: Proof(
        (w.marks("ana"), "--roster", w.roster("ana")), ("--column", "id=name"), lambda seen: seen.status == 2
    ),
    "marks check --practice": lambda w: Proof(
        (w.marks("ana"),), ("--practice", w.file("empty/nothing", "").parent), lambda seen: seen.status == 2
    ),
    "marks check --lang": lambda w: Proof((w.marks("ana"),), ("--lang", "en"), lambda seen: "2 marks" in seen.out),
    "roster show --roster-format": lambda w: Proof(
        (w.roster(),), ("--roster-format", "vagrant"), lambda seen: seen.status == 2
    ),
    "roster show --column": lambda w: Proof((w.roster(),), ("--column", "id=name"), lambda seen: "\nAna " in seen.out),
    "roster show --practice": lambda w: Proof(
        (w.with_input(),), ("--practice", STATIC), lambda seen: "login" in seen.out and not seen.err
    ),
    "roster show --lang": lambda w: Proof((w.roster(),), ("--lang", "en"), lambda seen: "1 student" in seen.out),
}


@pytest.mark.parametrize("name", PROOFS)
def test_it_changes_something(name: str, world: World, tmp_path: Path) -> None:
    command, _, option = name.rpartition(" ")
    prove(command, option, PROOFS[name](world), tmp_path)
