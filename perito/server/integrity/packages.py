"""The programs that answer, against the packages they are from; and dpkg's word against its own files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from perito.probes.integrity.programs import PROGRAMS, SCRIPT, VARIED
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perito.probes.integrity.programs import FileHash, Hashes, Program
    from perito.server.integrity.reading import Asked

PROGRAM_CHECKS: Final = ("integrity.programs", "integrity.libraries", "integrity.interpreter")
PACKAGE_CHECKS: Final = ("integrity.packages",)
ALL: Final = frozenset({"sh", "sudo", "sshd", "python3"})  # what every answer of ours comes through
A_MINUTE: Final = 60.0  # dpkg writes both within a second, and copies of a disk have them close together
PLACES: Final = ("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/")


def programs(asked: Asked) -> Iterator[Contradiction]:
    """Programs, libraries and modules that are not what their packages installed."""
    found, number = asked.hashes
    if not any(one.listed for one in found.files.values()):
        return  # no Debian: nobody says how its files should be
    for program in found.programs:
        yield from _program(found, program)
    again, _number = asked.hashes_again
    yield from _shadows(found, (path for path, md5 in again.items() if md5 == SCRIPT))
    yield from _libraries(found)
    yield from _modules(found)
    yield from _read_twice(asked, found, number)


def _program(found: Hashes, program: Program) -> Iterator[Contradiction]:
    files = [(path, found.files[real]) for path, real in program.paths if real in found.files]
    if not files:
        return
    path, file = files[0]
    if not _as_installed(program.name, file):
        yield Contradiction(
            finding="integrity.programs/altered" if file.altered
            else "integrity.programs/nobodys" if not file.listed
            else "integrity.programs/script" if not file.elf
            else "integrity.programs/rewritten",
            about=path, first=_listed(file, program.name), second=_lies(file),
            programs=(program.name,), all=program.name in ALL,
        )  # fmt: skip


def _shadows(found: Hashes, scripts: Iterable[str]) -> Iterator[Contradiction]:
    """Scripts with the name of a system program that is there, too. It is the package's that answers us."""
    known = {program.name: found.files[program.paths[0][1]] for program in found.programs if program.paths}
    on_the_path = [path for program in found.programs for path, real in program.paths[1:] if _is_script(found, real)]
    for path in dict.fromkeys([*on_the_path, *scripts]):
        name = path.rpartition("/")[2]
        file = known.get(name)
        own = found.files.get(path)
        if file is None or not file.listed or not file.elf or name == "python3" or path.startswith(PLACES):
            continue
        yield Contradiction(
            finding="integrity.programs/shadowed", about=path, first=Source(file.path, file.package),
            second=_lies(own) if own else Source(path, _("a script")), advice=True,
        )  # fmt: skip


def _is_script(found: Hashes, real: str) -> bool:
    file = found.files.get(real)
    return file is not None and file.head.startswith(SCRIPT) and not file.listed


def _as_installed(name: str, file: FileHash) -> bool:
    """Whether a program is its package's, or may well be another's."""
    if not file.listed:
        return name in VARIED
    return not file.altered and file.elf and not _rewritten(file)


def _rewritten(file: FileHash) -> bool:
    """Whether a file changed after its package was installed, and the package's sums with it."""
    return bool(file.list) and min(file.changed, file.sums) - file.list > A_MINUTE


def _libraries(found: Hashes) -> Iterator[Contradiction]:
    if found.preload.strip():
        yield Contradiction(
            finding="integrity.libraries/preload", about="/etc/ld.so.preload",
            first=Source("Debian", _("there is no such file")),
            second=Source("/etc/ld.so.preload", found.preload.strip()[:200]), all=True,
        )  # fmt: skip
    for path, pid in found.loads:
        file = found.files.get(path)
        if file is not None and (file.altered or not file.listed):
            yield Contradiction(
                finding="integrity.libraries/preload-of", about=path, first=_listed(file),
                second=Source(f"/proc/{pid}/environ", "LD_PRELOAD, LD_AUDIT"), all=True,
            )  # fmt: skip
    for path in found.libraries:
        file = found.files.get(path)
        if file is not None and (file.replaced or not file.listed or _rewritten(file)):
            yield Contradiction(
                finding="integrity.libraries/altered" if file.listed else "integrity.libraries/nobodys", about=path,
                first=_listed(file), second=_lies(file), all=True,
            )  # fmt: skip


def _modules(found: Hashes) -> Iterator[Contradiction]:
    python = found.files.get(found.python)
    if python is not None and not python.listed:
        yield Contradiction(
            finding="integrity.interpreter/nobodys", about="/usr/bin/python3", first=_listed(python, "python3"),
            second=_lies(python), all=True,
        )  # fmt: skip
        return  # its modules are its own
    for path in found.modules:
        file = found.files.get(path)
        if file is not None and (file.replaced or not file.listed):
            yield Contradiction(
                finding="integrity.interpreter/module", about=path, first=_listed(file), second=_lies(file), all=True
            )
    yield from _sums_of_modules(found)
    for name, path, kept in found.stale:
        yield Contradiction(
            finding="integrity.interpreter/bytecode", about=kept,
            first=Source(path, _("the text of the module {name}").format(name=name)),
            second=Source(kept, _("bytecode that was not made from it")), all=True,
        )  # fmt: skip


def _sums_of_modules(found: Hashes) -> Iterator[Contradiction]:
    for path, file in found.files.items():
        if path.endswith(".py") and file.listed and not file.altered and _rewritten(file):
            yield Contradiction(
                finding="integrity.interpreter/rewritten", about=path, first=_listed(file), second=_lies(file), all=True
            )


def _read_twice(asked: Asked, found: Hashes, number: int) -> Iterator[Contradiction]:
    again, other = asked.hashes_again
    for path, md5 in again.items():
        file = found.files.get(path)
        if file is not None and md5 not in {file.md5, SCRIPT}:
            yield Contradiction(
                finding="integrity.interpreter/read-twice", about=path, first=Source("Python", f"MD5 {file.md5}"),
                second=Source("md5sum", f"MD5 {md5}"), evidence=(number, other), all=True,
            )  # fmt: skip


def _listed(file: FileHash, name: str = "") -> Source:
    if not file.listed:
        package = PROGRAMS.get(name, "")
        said = _("no package has this file ({package} should)") if package else _("no package has this file")
        return Source("dpkg", said.format(package=package))
    return Source(f"dpkg ({file.package})", f"MD5 {file.listed}")


def _lies(file: FileHash) -> Source:
    said = f"MD5 {file.md5}"
    if file.head:
        said += f", {file.head[:80]}"
    return Source(file.path, said)


def installed(asked: Asked) -> Iterator[Contradiction]:
    """dpkg-query's word against dpkg's own files, and those against what lies on the disk."""
    told, number = asked.packages
    found, other = asked.raw
    for name, version in told.items():
        own = found.packages.get(name)
        there = own is not None and own.status.endswith(" ok installed")  # wanted or held
        if (version or None) != (own.version if own is not None and there else None):
            yield Contradiction(
                finding="integrity.packages/told-otherwise", about=name,
                first=Source("dpkg-query", version or _("not installed")),
                second=Source("/var/lib/dpkg/status", f"{own.status} {own.version}" if own else _("not installed")),
                evidence=(number, other), programs=("dpkg-query",),
            )  # fmt: skip
        elif own is not None and there and (own.lists < 2 or own.gone):
            gone = _("of its files {paths} are not there").format(paths=", ".join(own.gone))
            yield Contradiction(
                finding="integrity.packages/not-there", about=name,
                first=Source("/var/lib/dpkg/status", f"{own.status} {own.version}"),
                second=Source("/var/lib/dpkg/info", _("it has no list of files") if own.lists < 2 else gone),
                evidence=(number,), programs=("dpkg-query",),
            )  # fmt: skip
