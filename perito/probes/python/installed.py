"""Whether installed packages are what they say: files, hashes of RECORD, start-up code, and what hides them."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import PYTHON, complete, quoted
from perito.probes.python.beside import OF_DEBIAN, OPTIONAL
from perito.probes.python.installed_script import COMPILED as OF_CODE
from perito.probes.python.installed_script import HOOKS, LIBRARY, OF_ENVIRONMENT, OF_PROGRAMS
from perito.probes.python.pipfile import normalised
from perito.probes.python.released import RELEASED
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.transport.base import Answer

# Files that every release of it has, and that do its work.
CORES: Final[dict[str, list[str]]] = {
    "gunicorn": ["gunicorn/arbiter.py", "gunicorn/app/wsgiapp.py", "gunicorn/app/base.py", "gunicorn/workers/sync.py"],
    "flask": ["flask/app.py", "flask/__init__.py"],
    "pipenv": ["pipenv/__init__.py", "pipenv/project.py"],
    "pip": ["pip/__init__.py", "pip/_internal/__init__.py"],
}
# In bytes: less than half of the shortest release of the last ten years.
LEAST: Final[dict[str, dict[str, int]]] = {
    "gunicorn": {"gunicorn/arbiter.py": 8_000, "gunicorn/app/base.py": 2_000},
    "flask": {"flask/app.py": 25_000},
    "pipenv": {"pipenv/project.py": 12_000},
    "pip": {"pip/__init__.py": 1},
}
COMPILED: Final[dict[str, list[str]]] = {
    "gunicorn": CORES["gunicorn"],
    "flask": CORES["flask"][:1],
}
DEBIAN: Final[dict[str, list[str]]] = {"pipenv": ["pipenv", "python3-pipenv"], "pip": ["python3-pip"]}
ELF: Final = "7f454c46"
GIVEN: Final = f"\nCORES = {CORES!r}\nCOMPILED = {COMPILED!r}\n"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One *.dist-info or *.egg-info and what lies beside it.

    name: normalised (PEP 503). version: of METADATA; told: of the directory's name. record: there is a RECORD; listed,
    there: files of code in it, and those of them that exist (without a RECORD: files of code in its modules). absent,
    changed: paths of RECORD, the first few; hashed: how many were compared. core: sizes of the files that every release
    of it has. code: see `released`.
    """

    name: str
    version: str = ""
    site: str = ""
    record: bool = False
    listed: int = 0
    there: int = 0
    absent: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    hashed: int = 0
    editable: bool = False
    core: dict[str, int] = field(default_factory=dict)
    told: str = ""
    code: str = ""

    @property
    def hollow(self) -> bool:
        """Whether nothing of its code is there, though it is no link to code that lies elsewhere."""
        return not self.there and not self.editable

    @property
    def whole(self) -> bool:
        """Whether its code is there: of those known here, the files that do its work, as long as in a release."""
        least = LEAST.get(self.name, {})
        return not self.hollow and (
            self.editable or all(self.core.get(path, 0) >= size for path, size in least.items())
        )

    @property
    def rewritten(self) -> bool:
        """Whether its RECORD is not the one of the release that it says it is, of those that are known."""
        known = RELEASED.get(self.name, {}).get(self.version)
        of_debian = self.site.startswith("/usr/lib/")
        return self.record and bool(self.listed and known) and not of_debian and self.code != known


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment. python: where bin/python leads; elf: whether that is a program and no script; start: its
    first bytes, none where there is no such file; script: the text of bin/gunicorn, None where there is none.
    hooks: start-up code that no package's RECORD lists: the words of each file. shadows: what lies where Python looks
    before it looks for the package. compiled: strange names by path, see `installed_script.COMPILED`.
    needed: what gunicorn and Flask require, and what that requires; library: files of Debian's Python that are not its
    package's."""

    python: str = ""
    elf: bool = True
    start: str = ""
    script: str | None = None
    distributions: dict[str, Distribution] = field(default_factory=dict)
    hooks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shadows: tuple[str, ...] = ()
    compiled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    library: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DebianPackage:
    """A package that is installed, says dpkg's database. changed: files unlike its md5sums; owns: whether the program
    that was asked about is among its files."""

    name: str
    version: str = ""
    files: int = 0
    changed: tuple[str, ...] = ()
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A program that a package brings. real: where its path leads; size: in bytes, 0 where it is no file; text: its
    beginning; binary: ELF; zipped: a zip file behind a
    first line. distributions: those of its name wherever its user's
    Pythons look."""

    real: str
    size: int = 0
    text: str = ""
    binary: bool = False
    zipped: bool = False
    distributions: tuple[Distribution, ...] = ()
    debian: tuple[DebianPackage, ...] = ()


def environment(
    path: str,
    names: Sequence[str] = ("gunicorn", "flask"),
    first: Sequence[str] = (),
    *,
    compiled: str = "",
    role: Role = Role.ROOT,
) -> Probe[Environment]:
    """How to ask about the virtual environment at `path`. names: the distributions that are looked at whole; first: the
    directories that Python searches before it; compiled: where bytecode lies, PYTHONPYCACHEPREFIX."""
    asked = shlex.quote(LIBRARY + OF_CODE + OF_DEBIAN + HOOKS + OPTIONAL + GIVEN + OF_ENVIRONMENT)
    script = f"{PYTHON} {asked} {quoted([path, *names])} -- {quoted([compiled, *first])}"
    about = f"cd {shlex.quote(path)}/lib/python3*/site-packages; sha256sum -c …/RECORD"
    return Probe(Command(script, role, timeout=15.0, limit=2 << 20, about=about), read_environment)


def programs(wanted: Mapping[str, str], home: str, *, role: Role = Role.ROOT) -> Probe[dict[str, Program]]:
    """How to ask what programs are, for the user of this home: their paths, each with the distribution it is of."""
    groups = " ".join(f"-- {quoted([path, name, *DEBIAN.get(name, [])])}" for path, name in wanted.items())
    script = f"{PYTHON} {shlex.quote(LIBRARY + GIVEN + OF_PROGRAMS)} {shlex.quote(home)} {groups}"
    about = f"dpkg -S {quoted(wanted)}; head {quoted(wanted)}"
    return Probe(Command(script, role, timeout=15.0, limit=2 << 20, about=about), read_programs)


def read_environment(answer: Answer) -> Environment:
    """The answer to environment. CannotLook where there is none."""
    row = json.loads(_said(answer))
    found = [distribution(one) for one in row["distributions"]]
    return Environment(
        python=str(row["python"]),
        elf=str(row["start"]).startswith(ELF),
        start=text(bytes.fromhex(str(row["start"]))),
        script=None if row["script"] is None else str(row["script"]),
        distributions={one.name: one for one in reversed(found)},
        hooks={str(one["path"]): _words(one["words"]) for one in row["hooks"]},
        shadows=tuple(str(one) for one in row["shadows"]),
        compiled={str(path): tuple(str(one) for one in names) for path, names in row["compiled"].items()},
        needed=frozenset(str(one) for one in row["needed"]),
        library=_words(row["library"]),
    )


def read_programs(answer: Answer) -> dict[str, Program]:
    """The answer to programs. CannotLook where there is none."""
    rows = [json.loads(line) for line in _said(answer).splitlines()]
    return {str(row["program"]): _program(row) for row in rows}


def _program(row: Mapping[str, Any]) -> Program:
    return Program(
        real=str(row["real"]),
        size=int(row["size"]),
        text=str(row["text"]),
        binary=str(row["start"]).startswith(ELF),
        zipped=row["zipped"] is True,
        distributions=tuple(distribution(one) for one in row["distributions"]),
        debian=tuple(
            DebianPackage(
                str(one["package"]), str(one["version"]), int(one["files"]), _words(one["changed"]), one["owns"] is True
            )
            for one in row["debian"]
        ),
    )


def _said(answer: Answer) -> str:
    said = tool_of(complete(answer), "python3")
    if answer.exit_code != 0:
        raise CannotLook(Unseen.NO_ANSWER, text(said.stderr).strip()[-200:])
    return text(said.stdout)


def _words(found: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in found)


def distribution(row: Mapping[str, Any]) -> Distribution:
    """One row of the answers."""
    return Distribution(
        name=normalised(str(row["name"])),
        version=str(row["version"]),
        site=str(row["site"]),
        record=row["record"] is True,
        listed=int(row["listed"]),
        there=int(row["there"]),
        absent=_words(row["absent"]),
        changed=_words(row["changed"]),
        hashed=int(row["hashed"]),
        editable=row["editable"] is True,
        core={str(path): int(size) for path, size in row["core"].items()},
        told=str(row["told"]),
        code=str(row["code"]),
    )
