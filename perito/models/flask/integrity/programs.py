"""What pip and pipenv say of themselves, against the packages that they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from perito.models.flask.integrity import rests
from perito.probes.python.entry_script import starts
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.probes.python.installed import Distribution, Program
    from perito.probes.python.tools import Tool

NUMBERS: Final = re.compile(r"(?:\d+:)?(\d+(?:\.\d+)*)")  # of a version; Debian's may have an epoch before them
ZIPPED: Final = 200_000  # bytes: of a program that carries its package in itself
RESTS: Final = {"pip": rests.PIP, "pipenv": rests.PIPENV}


def compared(package: str, tool: Tool, program: Program) -> Iterator[Contradiction]:
    """Where the program on the user's PATH is not its package's, or its package not what was installed."""
    if tool.path is None or (program.zipped and program.size > ZIPPED):
        return
    if tool.version is None and starts(program.text, package):
        return  # what it is to start is not there, or does not run: it says so itself
    real = [one for one in program.distributions if one.whole]
    told = Source(f"{tool.path} --version", tool.version) if tool.version else Source(tool.path, _("it is there"))
    if not real:
        said = _("no package {package} with code, wherever its user's Pythons look").format(package=package)
        yield Contradiction(
            finding="integrity.python/no-package",
            about=tool.path,
            first=told,
            second=Source("site-packages", said),
            checks=RESTS[package],
        )
        return
    versions = sorted({one.version for one in real})
    if tool.version and not any(same(tool.version, version) for version in versions):
        yield Contradiction(
            finding="integrity.python/other-version",
            about=tool.path,
            first=told,
            second=Source("METADATA", f"{package} {', '.join(versions)}"),
            checks=RESTS[package],
        )
    elif program.binary or not starts(program.text, package):
        yield Contradiction(
            finding="integrity.python/other-program",
            about=tool.path,
            first=told,
            second=Source(
                program.real, _("it does not start {package}: {line}").format(package=package, line=shown(program))
            ),
            checks=RESTS[package],
        )
    else:
        yield from _changed(package, program, real)


def _changed(package: str, program: Program, real: list[Distribution]) -> Iterator[Contradiction]:
    """Of the package that the program starts: only where there is no other that it could be."""
    for one in program.debian:
        if one.changed and one.owns:
            yield Contradiction(
                finding="integrity.python/changed",
                about=package,
                first=Source(f"dpkg ({one.name})", f"{one.name} {one.version}"),
                second=Source(one.changed[0], _("it is not the file that was installed")),
                checks=RESTS[package],
            )
            return
    if all(one.changed for one in real):
        yield Contradiction(
            finding="integrity.python/changed",
            about=package,
            first=Source("RECORD", f"{package} {real[0].version}"),
            second=Source(f"{real[0].site}/{real[0].changed[0]}", _("it is not the file that was installed")),
            checks=RESTS[package],
        )


def same(told: str, installed: str) -> bool:
    """Whether two versions are one: Debian's has more behind it (`2022.12.19+ds-1`)."""
    first, second = NUMBERS.match(told), NUMBERS.match(installed)
    return first is not None and second is not None and first[1] == second[1]


def shown(program: Program) -> str:
    """Its first line that is no comment."""
    if program.binary:
        return "ELF"
    lines = [line.strip() for line in program.text.splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "—")[:80]
