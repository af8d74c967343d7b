"""What the proofs are about: servers, practices, files and recorded runs, each made when it is first wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perito.lab.names import PASSWORD
from tests.classroom.recorded_class import class_run, practice_with
from tests.cli.running import ROOT
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from perito.lab.server import Server

STATIC = ROOT / "examples" / "static-site"
PW = {"PW": PASSWORD, "OTHER": "otra"}
FOUR = "mi_aplicacion www.mi_aplicacion tienda.test www.tienda.test"
MARKED = "    question: {level: partial}\n    document: 1.75\n"
OWN = "def test_never():\n    assert False, 'never'\n"
WEIGHT = "service.active:\n        points: "
ADVICE = """
      integrity.always:
        title: {es: "Consejo para el profesor", en: "Advice to the teacher"}
        why: {es: "Porque sí.", en: "Because."}
        hint: {es: "Nada.", en: "Nothing."}
"""
ADVISED = """
from perito.expect import check


@check("integrity.always")
def test_always():
    assert False, "always"
"""


@dataclass
class World:
    """`place`: a directory of this test; `make`: gives a fixture by its name."""

    place: Path
    make: Callable[[str], Any]

    # ── servers ──

    @property
    def busy(self) -> Server:
        """Sound; two deployments, four names, sudo with a password."""
        server: Server = self.make("busy")
        return server

    def target(self, server: Server | None = None) -> str:
        """Its address as one types it."""
        server = server or self.busy
        return f"ssh://{server.user}@{server.address}"

    def how(self, *without: str, server: Server | None = None) -> tuple[object, ...]:
        """How to get in and what to grade, without some of it."""
        server = server or self.busy
        words = {
            "--identity": server.key,
            "--known-hosts": server.known_hosts,
            "--sudo-password-env": "PW",
            "--app": "mi_aplicacion",
        }
        return tuple(word for name, value in words.items() if name not in without for word in (name, value))

    # ── files ──

    def file(self, name: str, text: str) -> Path:
        """A file with this text."""
        path = self.place / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def hosts(self) -> Path:
        """A visitor's hosts file that knows the second pair of names only."""
        return self.file("hosts", f"{self.busy.address} tienda.test www.tienda.test\n")

    def marks(self, *who: str) -> Path:
        """Marks of these students."""
        return self.file("marks.yaml", "students:\n" + "".join(f"  {one}:\n{MARKED}" for one in who))

    def waivers(self, check: str) -> Path:
        """A waiver of one check."""
        return self.file("waivers.yaml", f"- {{check: {check}, reason: Exento, expires: 2099-12-31}}\n")

    @property
    def baseline(self) -> Path:
        """An earlier result, of a sound server."""
        return self.class_run() / "ana" / "result.json"

    @property
    def practice(self) -> Path:
        """Another state of the practice: an own test that fails, and advice to the teacher."""
        return self._practice(
            "practice", lambda text: re.sub(r"(?<=\n  integrity:\n)(.*\n    checks:)\n", rf"\1{ADVICE}", text, count=1)
        )

    @property
    def other_practice(self) -> Path:
        """The same under another name."""
        return self._practice("other", lambda text: text.replace("practice: flask\n", "practice: otra\n", 1))

    @property
    def lighter(self) -> Path:
        """The same with another weight: nothing has to run again."""
        return self._practice("lighter", lambda text: text.replace(WEIGHT, f"{WEIGHT}1", 1))

    def _practice(self, name: str, changed: Callable[[str], str]) -> Path:
        place = self.place / name
        if not place.exists():
            place.mkdir(parents=True)
            practice_with(place)
            text = (place / "rubric.yaml").read_text(encoding="utf-8")
            assert changed(text) != text
            (place / "rubric.yaml").write_text(changed(text), encoding="utf-8")
            if name == "practice":
                (place / "checks" / "test_90_never.py").write_text(OWN)
                (place / "checks" / "test_80_integrity.py").write_text(ADVISED)
        return place

    # ── what was recorded ──

    def recorded(self, name: str) -> Path:
        """The evidence of a server of the demonstration."""
        return store.demo(name)

    def class_run(self, name: str = "run", **servers: str) -> Path:
        """The run of a class of recorded servers, in which the students' ids are these."""
        place = self.place / name
        return place if place.exists() else class_run(place, servers or {"ana": "sound", "eva": "stopped"})

    def with_input(self) -> Path:
        """A class with a column of what the practice `static-site` is given."""
        return self.file("given.csv", "id,host,port,login\nana,127.0.0.1,1,eva\n")

    def roster(self, *who: str, name: str = "roster.csv", host: str = "127.0.0.1", port: int = 1) -> Path:
        """A class whose servers refuse."""
        lines = [f"{one},{one.title()},{host},{port}\n" for one in who or ("ana",)]
        return self.file(name, "id,name,host,port\n" + "".join(lines))
