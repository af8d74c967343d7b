"""nginx's word of its files and of itself, against the files as we read them and its processes in the kernel."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.evidence.redaction import MARK
from perito.probes.nginx import files
from perito.server.sources import Contradiction, Source
from perito.support.i18n import _
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perito.probes.nginx.config import NginxConfig
    from perito.probes.nginx.files import NginxTest
    from perito.probes.nginx.raw import Process, RawNginx
    from perito.server.integrity.reading import Asked
    from perito.server.server import Server

NOBODYS_WORD: Final = {
    Unseen.NO_RIGHTS, Unseen.NO_ROOT, Unseen.NO_SUDO, Unseen.SUDO_PASSWORD, Unseen.TOOL_ABSENT, Unseen.LOST,
}  # fmt: skip
CHECKS: Final = ("integrity.nginx",)
MAIN: Final = "/etc/nginx/nginx.conf"
HIDDEN: Final = MARK.decode()
WEB: Final = 80
GONE: Final = " (deleted)"
# Braces and semicolons are the same in every version of nginx; of a directive's arguments crossplane knows less.
GRAMMAR: Final = re.compile(r'unexpected "}"|unexpected end of file|not terminated by ";"')
LOADED: Final = {"LD_PRELOAD", "LD_AUDIT"}
# Where packages put what a program runs; what was built by hand has its own beside it.
USUAL: Final = ("/usr/", "/lib/", "/lib64/", "/memfd:", "/dev/zero")
BRINGS: Final = re.compile(r"\b(?:include|load_module)\b")


def nginx(asked: Asked, server: Server) -> Iterator[Contradiction]:
    """What nginx says of its configuration against the very text that it read, and the nginx that was asked against the
    one that runs."""
    try:
        test, number = asked.told(files.test())
    except CannotLook as why:
        if why.reason not in NOBODYS_WORD:
            raise
        return  # nobody believes what nobody said
    if test.ok and test.main in {"", MAIN}:
        dumps = (files.TEST, files.EARLIER_DUMP)
        asked_now = any(server.session.number(Command(one, Role.ROOT)) is not None for one in dumps)
        yield from texts(test, server.nginx_files.texts, server.nginx_config, number, printed=asked_now)
    found, other = asked.told(server.nginx_raw_probe())
    yield from programs(found, test, server.nginx_unit.main_pid, (number, other))


def texts(
    test: NginxTest, read: dict[str, str], config: NginxConfig, number: int, *, printed: bool = True
) -> Iterator[Contradiction]:
    """nginx's verdict and what it has read against the files as we read them. `printed`: it was asked for the files."""
    for error in config.errors:
        cut = len(read.get(error.file, "").encode()) >= files.PART  # we may have read its beginning only
        if GRAMMAR.search(error.text) and not cut:
            yield Contradiction(
                finding="integrity.nginx/accepts-error", about=f"{error.file}:{error.line}",
                first=Source("nginx -t", _("syntax is ok")), second=Source(error.file, error.text),
                evidence=(number,), programs=("nginx",),
            )  # fmt: skip
    if not printed:
        return
    large = sum(map(len, read.values())) >= files.WHOLE  # then of the last ones nothing was read
    told = {posixpath.normpath(path): text for path, text in files.dumped(test.dump, read).items()}
    for path in config.files:
        if path not in told:
            yield _unlike(
                finding="integrity.nginx/not-read", about=path, first=_("it does not read it"),
                second=_("nginx.conf includes it"), number=number,
            )  # fmt: skip
        elif ((told[path] and read[path]) or not large) and (at := _differs(told[path], read[path])) is not None:
            yield _unlike(finding="integrity.nginx/other-text", about=path, first=at[0], second=at[1], number=number)
    for path in told:
        if path in read and path not in config.files:
            yield _unlike(
                finding="integrity.nginx/read-besides", about=path, first=_("it reads it"),
                second=_("nothing includes it"), number=number,
            )  # fmt: skip


def _unlike(*, finding: str, about: str, first: str, second: str, number: int) -> Contradiction:
    return Contradiction(
        finding=finding, about=about, first=Source("nginx -T", first), second=Source(about, second),
        evidence=(number,), programs=("nginx",), moving=True,
    )  # fmt: skip


def _differs(told: str, text: str) -> tuple[str, str] | None:
    """The first line in which two readings of a file differ; what was taken out of either is not compared, and of long
    files what both have."""
    if "\1" in text:
        return None
    one, other = told.rstrip("\n").split("\n"), text.rstrip("\n").split("\n")
    if max(len(told.encode()), len(text.encode())) >= files.PART:  # either may end within a line
        both = min(len(one), len(other)) - 1
        one, other = one[:both], other[:both]
    if one == [""] or other == [""]:
        return None if one == other else (one[0], other[0])
    for said, written in zip(one, other, strict=False):
        if said != written and HIDDEN not in said + written:
            return said.strip()[:120] or "—", written.strip()[:120] or "—"
    return None if len(one) == len(other) or HIDDEN in told + text else (
        _("{count} lines").format(count=len(one)), _("{count} lines").format(count=len(other)),
    )  # fmt: skip


def programs(found: RawNginx, test: NginxTest, main_pid: int, numbers: tuple[int, ...]) -> Iterator[Contradiction]:
    """The nginx that runs, as the kernel has it, against the one that was asked."""
    known = {one.at: one.real for one in found.programs if one.at}
    serving = [one for one in found.processes if WEB in one.ports or one.pid == main_pid]
    for one in serving:
        calls = one.argv.startswith("nginx:") or one.name.startswith("nginx") or one.pid == main_pid
        if calls and known and one.at and one.at not in known and not one.exe.endswith(GONE):
            yield _process(
                finding="integrity.nginx/other-program", about=one, first=", ".join(known.values()), second=one.exe,
                numbers=numbers,
            )  # fmt: skip
    for one in [one for one in serving if one.is_master]:
        yield from _master(one, test, numbers)


def _master(one: Process, test: NginxTest, numbers: tuple[int, ...]) -> Iterator[Contradiction]:
    chosen, more = one.option("c"), one.option("g")
    other = chosen if chosen.startswith("/") and test.main and chosen != test.main else ""
    if other or BRINGS.search(more):
        yield _process(
            finding="integrity.nginx/other-configuration", about=one, first=test.main or MAIN,
            second=f"-c {other}" if other else f"-g {more}"[:200], numbers=numbers,
        )  # fmt: skip
    loads = [word for word in one.loads if word.partition("=")[0] in LOADED and word.partition("=")[2]]
    beside = f"{posixpath.dirname(posixpath.dirname(one.exe)).rstrip('/')}/"
    foreign = [path for path in one.code if not path.startswith(USUAL) and (beside == "/" or beside not in path)]
    for path in (*foreign, *loads):
        yield _process(
            finding="integrity.nginx/foreign-code", about=one, first=_("what its package brings"), second=path[:200],
            numbers=numbers,
        )  # fmt: skip


def _process(*, finding: str, about: Process, first: str, second: str, numbers: tuple[int, ...]) -> Contradiction:
    return Contradiction(
        finding=finding, about=f"PID {about.pid}", first=Source("nginx -t", first),
        second=Source(f"/proc/{about.pid}", second), evidence=numbers, programs=("nginx",), moving=True,
    )  # fmt: skip
