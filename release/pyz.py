"""Builds perito.pyz: `./dev pyz [-o FILE]`. What is in it, and how it starts, says release/boot.py.

The packages' part is kept under .cache/ by what it is made of; Perito's own is made anew each time.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from release import interpreters
from release.packages import ROOT
from release.wheels import CACHE, LEFT_OUT, Target, pins, wheels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.13")  # of Debian 12 and 13
MACHINES = ("x86_64", "aarch64")
MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file in the archive: the earliest that a zip file can tell
NOT_NEEDED = (".pyi", ".c", ".h", ".pxd", ".pyx", "/RECORD", "/INSTALLER", "/REQUESTED", "/WHEEL", "/py.typed")
WITHOUT = ("lab/recipes", "shipped/lab")  # hundreds of files; it boots no servers
# Of the lexers pytest loads these; the others, two megabytes for each Python, colour what Perito never prints.
LEXERS = ("__init__", "_mapping", "diff", "python", "special")
# In a process of the Python that is meant: for each source its path, the path of the result, and the name in errors.
COMPILE = """
import json, py_compile, sys
for source, target, name in json.load(sys.stdin):
    py_compile.compile(source, target, name, True, 0, py_compile.PycInvalidationMode.UNCHECKED_HASH, 2)
"""


def build(file: Path, targets: Sequence[Target]) -> None:
    """Write the archive. Raises RuntimeError where a wheel cannot be had, subprocess.CalledProcessError."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        packages = _packages(targets)
        content = packages.read_bytes()
    with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        draft = Path(scratch) / file.name
        draft.write_bytes(content)
        with zipfile.ZipFile(draft, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            add(archive, "__main__.py", (HERE / "first.py").read_bytes())
            add(archive, "perito_boot.py", (HERE / "boot.py").read_bytes())
            own = Path(scratch) / "own"
            _unzip([_own_wheel(Path(scratch))], own)
            for name in WITHOUT:
                shutil.rmtree(own / "perito" / name)
            _add_tree(archive, own / "perito", "perito/")
            for python in _pythons(targets):
                _add_compiled(archive, own, python, Path(scratch) / python, "pyc")
        draft.replace(file)


def _packages(targets: Sequence[Target]) -> Path:
    """An archive of the packages for these targets; from the cache, where they are the same as before."""
    made_of = [sorted(map(str, targets)), pins(), LEFT_OUT, [interpreters.find(one) for one in _pythons(targets)]]
    made_of += [path.read_text(encoding="utf-8") for path in (Path(__file__), HERE / "wheels.py")]
    kept = CACHE / f"packages-{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:12]}.zip"
    if kept.exists():
        return kept
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        draft = Path(scratch) / kept.name
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            source = Path(scratch) / "src"
            _unzip(wheels(targets[0]), source)
            _add_tree(archive, source, "src/")
            for python in _pythons(targets):
                _add_compiled(archive, source, python, Path(scratch) / python, "py")
            _add_parts(archive, targets)
        draft.rename(kept)
    return kept


def _pythons(targets: Iterable[Target]) -> list[str]:
    return sorted({one.python for one in targets}, key=lambda one: [int(part) for part in one.split(".")])


def _own_wheel(scratch: Path) -> Path:
    """Perito's own wheel."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(scratch), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = scratch.glob("*.whl")
    return built


def _unzip(archives: Iterable[Path], place: Path) -> None:
    """Everything in these wheels but compiled parts and what only a compiler or pip needs."""
    for path in archives:
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if _wanted(name):
                    wheel.extract(name, place)


def _wanted(name: str) -> bool:
    if name.startswith("pygments/lexers/"):
        return Path(name).stem in LEXERS
    return not name.endswith((".so", *NOT_NEEDED)) and ".data/" not in name


def _add_tree(archive: zipfile.ZipFile, tree: Path, under: str) -> None:
    for path in sorted(tree.rglob("*")):
        below = path.relative_to(tree)
        name = (under if ".dist-info" not in below.parts[0] else "") + below.as_posix()
        if path.is_dir():
            add(archive, f"{name}/", b"")  # a package without __init__.py is found by it
        else:
            add(archive, name, path.read_bytes())


def _add_compiled(archive: zipfile.ZipFile, source: Path, python: str, scratch: Path, kind: str) -> None:
    """Add the sources compiled for a Python, if this machine has it: `py`, with the packages' data; `pyc`, alone."""
    interpreter = interpreters.find(python)
    if interpreter is None:
        print(f"no Python {python} here: on it perito.pyz will compile at every start", file=sys.stderr)
        return
    tag = python.replace(".", "")
    jobs = []
    for path in sorted(source.rglob("*.py")):
        below = path.relative_to(source)
        jobs.append((str(path), str(scratch / below.with_suffix(".pyc")), f"perito.pyz/{below.as_posix()}"))
    subprocess.run([interpreter, "-c", COMPILE], input=json.dumps(jobs), text=True, check=True)
    if kind == "py":
        for path in _data(source):
            target = scratch / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    _add_tree(archive, scratch, f"{kind}/cp{tag}/")


def _data(source: Path) -> Iterator[Path]:
    """Files that packages read beside their modules."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix != ".py" and ".dist-info" not in path.parts[len(source.parts)]:
            yield path


def _add_parts(archive: zipfile.ZipFile, targets: Sequence[Target]) -> None:
    """Add the compiled parts for each target; those of the stable interface once for a machine."""
    seen: set[str] = set()
    for target in targets:
        for path in wheels(target):
            with zipfile.ZipFile(path) as wheel:
                for name in wheel.namelist():
                    if not name.endswith(".so"):
                        continue
                    module, _dot, tag = name.removesuffix(".so").partition(".")
                    kind = "abi3" if tag.startswith("abi3") else f"cp{target.python.replace('.', '')}"
                    member = f"so/{kind}-{target.machine}/{module}.so"
                    if member not in seen:
                        add(archive, member, wheel.read(name))
                        seen.add(member)


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file, or a directory (a name with a slash at its end), without a time of its own."""
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.external_attr = (0o40755 << 16) | 0x10 if name.endswith("/") else 0o100644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def main(words: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./dev pyz", description="Builds perito.pyz, which needs nothing but Python.")
    parser.add_argument("-o", dest="file", type=Path, default=Path("perito.pyz"), help="the file (default: perito.pyz)")
    parser.add_argument("--python", action="append", help="for this Python; repeatable (default: Debian's)")
    parser.add_argument(
        "--machine",
        action="append",
        help="for this machine; repeatable (default: both)",
    )
    asked = parser.parse_args(words)
    targets = [Target(python, machine) for python in asked.python or PYTHONS for machine in asked.machine or MACHINES]
    build(asked.file, targets)
    print(f"{asked.file}: {asked.file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
