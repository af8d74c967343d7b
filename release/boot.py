"""Starts Perito out of perito.pyz: nothing is installed, and nothing is left behind.

Of the archive, `src/` holds the packages that Perito needs and `py/cp311/` the same compiled for Python 3.11: they are
imported from where they are (zipimport). `so/cp311-x86_64/` holds their compiled parts, which are loaded from memory
(memfd_create(2)). `perito/`, whose checks pytest reads as files, is unpacked into a new directory for its owner alone
(mkdtemp(3)); a process that waits for the end of this one removes it, however that ended. Its modules are in
`pyc/cp311/`, compiled.
"""

from __future__ import annotations

import atexit
import importlib.util
import marshal
import os
import platform
import runpy
import shutil
import signal
import sys
import tempfile
import zipfile
from contextlib import suppress
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

USAGE, NOT_GRADED = 2, 3
ARCHIVE = os.path.abspath(os.path.dirname(__file__))
PYTHON = "cp{}{}".format(*sys.version_info[:2])
MACHINE = platform.machine()
ELSEWHERE = (
    "perito: perito.pyz lleva partes para {there}, y esto es {here}: instala Perito con pipx o pip (docs/install.md)"
    " · perito.pyz has parts for {there}, and this is {here}: install Perito with pipx or pip (docs/install.md)"
)
LAB = "perito: perito.pyz no lleva el laboratorio: instala Perito · perito.pyz is without the lab: install Perito"
HEADER = 16  # bytes before the code in a .pyc (PEP 552)


def run() -> None:
    """The program; with `-m perito.…` one of Perito's modules as a program, for its own use."""
    if next((word for word in sys.argv[1:] if not word.startswith("-")), "") in ("lab", "demo"):
        leave(LAB, USAGE)
    names = opened().namelist()
    parts = parts_of(names)
    try:
        place = private()
        unpack(opened(), names, place)
    except OSError as error:
        leave(f"perito: {error.filename or 'TMPDIR'}: {error.strerror}", NOT_GRADED)
    except KeyboardInterrupt:
        raise SystemExit(NOT_GRADED) from None
    sys.dont_write_bytecode = True
    own_code = {name[len(f"pyc/{PYTHON}/") : -4]: name for name in names if name.startswith(f"pyc/{PYTHON}/perito/")}
    sys.meta_path[:0] = [Compiled(parts, place), Own(own_code, place)]
    # What this machine has for its own programs would be other versions, or get in between.
    own = [one for one in sys.path[1:] if os.path.basename(one) not in ("dist-packages", "site-packages")]
    compiled = [f"{ARCHIVE}/py/{PYTHON}"] if any(name.startswith(f"py/{PYTHON}/") for name in names) else []
    # The archive itself for what packages say of themselves (importlib.metadata), which is looked for nowhere deeper.
    sys.path[:] = [place, *compiled, f"{ARCHIVE}/src", *own, ARCHIVE]
    from perito.support import program

    program.ARCHIVE = ARCHIVE
    if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2].startswith("perito."):
        del sys.argv[:2]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        from perito.__main__ import main

        main()


def opened() -> zipfile.ZipFile:
    """The archive, open as long as the program runs; a forked process reads on in a file of its own."""
    return _opened(os.getpid())


@cache
def _opened(_process: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(ARCHIVE)


def parts_of(names: Sequence[str]) -> dict[str, str]:
    """The compiled modules for this Python and machine, by name, and what holds each. Ends where there are none."""
    here = (f"so/{PYTHON}-{MACHINE}/", f"so/abi3-{MACHINE}/")
    if sys.platform != "linux" or not any(name.startswith(here[0]) for name in names):
        sets = sorted({name.split("/")[1] for name in names if name.startswith("so/cp")})
        there = ", ".join(f"Python 3.{one.partition('-')[0][3:]} ({one.partition('-')[2]})" for one in sets)
        kind = f"{platform.system()}, " if sys.platform != "linux" else ""
        leave(ELSEWHERE.format(there=there, here=f"{kind}Python 3.{sys.version_info[1]} ({MACHINE})"), USAGE)
    return {name.split("/", 2)[2][:-3].replace("/", "."): name for name in names if name.startswith(here)}


def leave(said: str, status: int) -> NoReturn:
    """End with a line on standard error."""
    print(said, file=sys.stderr)
    raise SystemExit(status)


def private() -> str:
    """A new directory of mode 0700, removed when this process has ended. Raises OSError."""
    place = tempfile.mkdtemp(prefix="perito-")
    waits, lives = os.pipe()
    child = os.fork()
    if not child:
        os.close(lives)
        _remove_afterwards(place, waits)
    os.close(waits)
    atexit.register(_wait_for, child, lives)
    return place


def _remove_afterwards(place: str, waits: int) -> NoReturn:
    """In a process of its own: wait until nobody holds the other end of the pipe, and remove the directory."""
    try:
        os.setsid()  # a signal from the terminal is not for this one
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        os.chdir("/")
        os.closerange(0, waits)  # who reads our output waits for all that hold it
        os.closerange(waits + 1, os.sysconf("SC_OPEN_MAX"))
        os.read(waits, 1)
        shutil.rmtree(place, ignore_errors=True)
    finally:
        os._exit(0)


def _wait_for(child: int, lives: int) -> None:
    os.close(lives)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def unpack(archive: zipfile.ZipFile, names: Sequence[str], place: str) -> None:
    """Write `perito/`. Raises OSError."""
    made: set[str] = set()
    for name in names:
        if name.endswith("/") or not name.startswith("perito/"):
            continue
        target = os.path.join(place, name)
        directory = os.path.dirname(target)
        if directory not in made:
            os.makedirs(directory, 0o700, exist_ok=True)
            made.add(directory)
        with open(target, "wb") as file:
            file.write(archive.read(name))


class Compiled(MetaPathFinder):
    """Finds the compiled modules of the archive."""

    def __init__(self, parts: dict[str, str], place: str) -> None:
        self.parts, self.place = parts, place

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As importlib's."""
        member = self.parts.get(fullname)
        if member is None:
            return None
        loader = InMemory(fullname, member, self.place)
        return importlib.util.spec_from_file_location(fullname, f"{ARCHIVE}/{member}", loader=loader)


class Own(MetaPathFinder):
    """Finds Perito's modules: compiled in the archive, with the place of the file that was unpacked."""

    def __init__(self, code: dict[str, str], place: str) -> None:
        self.code, self.place = code, place

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As importlib's."""
        below = fullname.replace(".", "/")
        for name, places in ((f"{below}/__init__", [os.path.join(self.place, below)]), (below, None)):
            member = self.code.get(name)
            if member is not None:
                file = os.path.join(self.place, f"{name}.py")
                loader = FromArchive(fullname, file, member)
                return importlib.util.spec_from_file_location(
                    fullname, file, loader=loader, submodule_search_locations=places
                )
        return None


class FromArchive(SourceFileLoader):
    """Loads a module whose source lies in a file from its compiled form in the archive."""

    def __init__(self, fullname: str, path: str, member: str) -> None:
        super().__init__(fullname, path)
        self.member = member

    def get_code(self, fullname: str) -> CodeType:
        """As importlib's."""
        code: CodeType = marshal.loads(opened().read(self.member)[HEADER:])  # noqa: S302 - as zipimport does
        return code


class InMemory(ExtensionFileLoader):
    """Loads a compiled module without a file; where the kernel allows none in memory, from the private directory."""

    def __init__(self, name: str, member: str, place: str) -> None:
        super().__init__(name, f"{ARCHIVE}/{member}")
        self.member, self.place = member, place

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """As importlib's. Raises ImportError."""
        content = opened().read(self.member)
        try:
            return self._from(spec, self._memory(content))
        except (ImportError, OSError):
            return self._from(spec, self._file(content))

    def _from(self, spec: ModuleSpec, path: str) -> ModuleType:
        self.path = spec.origin = path
        return super().create_module(spec)

    def _memory(self, content: bytes) -> str:
        # It stays open: the loader takes two libraries of one path for the same.
        number = os.memfd_create(self.member, os.MFD_CLOEXEC)
        with open(number, "wb", closefd=False) as file:
            file.write(content)
        return f"/proc/self/fd/{number}"

    def _file(self, content: bytes) -> str:
        path = os.path.join(self.place, self.member.replace("/", "."))
        with open(path, "wb") as file:
            file.write(content)
        return path
