"""Answers in the shapes of `perito.documents.shapes`, for whoever reads them: the probes know how to read their own.

A question is recognised by its `about`, its answer by its own form; where either is unknown, as with a teacher's own
checks, there is no shape, and the text is shown as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from perito.documents.shapes import Journal, Listing, Table
from perito.errors import CannotLook
from perito.probes.framing import MALFORMED
from perito.probes.shown import configuration, files, integrity, programs, services, web
from perito.transport.base import Answer, Command, HttpReply, HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.documents.shapes import Shape

    Reader = Callable[[Answer, str], list[Shape]]

MOST: Final = 1000  # parts of a shape, and shapes of an answer
LONGEST: Final = 2 << 20  # bytes of an answer that are read
# By the beginning of the question, the first that has a shape for its answer.
READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"stat ", files.statted),
        (r"stat ", files.aged),
        (r"cat /etc/systemd/system/\*\*", configuration.unit_files),
        (r"cat /proc/\d+/environ", programs.environ),
        (r"cat /etc/os-release;", programs.system),
        (r"cat /proc/net/unix", integrity.raw),
        (r"dpkg --verify", integrity.hashes),
        (r"md5sum ", integrity.again),
        (r"cat \S+\Z", files.plainly_read),
        (r"cat ", files.texts),
        (r"find ", files.tree),
        (r"ls -l .*\.wants", services.links),
        (r"systemctl show", services.properties),
        (r"journalctl ", services.journal),
        (r"systemd-analyze verify", configuration.verified),
        (r"nginx -t", configuration.tested),
        (r"tail ", web.logs),
        (r"curl ", web.through_socket),
        (r"(?:nsenter .* )?ss ", services.listeners),
        (r"ps ", services.processes),
        (r"getent ", programs.accounts),
        (r"nft ", programs.firewall),
        (r"id\Z", programs.who),
        (r"dpkg-query ", programs.packages),
        (r"df ", programs.disks),
        (r"ip ", programs.interfaces),
        (r"\S+ --version", programs.versions),
        (r"git ", programs.repository),
        (r".* --check-config\Z", programs.settings),
    )
)


def shown(asked: Command | HttpRequest | str, answer: Answer | HttpReply | object) -> tuple[Shape, ...]:
    """An exchange's answer as shapes; none where it has none of them."""
    try:
        if isinstance(asked, HttpRequest) and isinstance(answer, HttpReply):
            return (web.exchanged(asked, answer),)
        if isinstance(asked, Command) and isinstance(answer, Answer):
            part = replace(answer, stdout=answer.stdout[:LONGEST], stderr=answer.stderr[:LONGEST])
            return tuple(map(_bounded, _of_command(asked, part)[:MOST]))
        if isinstance(asked, str):
            return tuple(programs.of_client(asked, answer))
    except (CannotLook, *MALFORMED):
        pass
    return ()


def _bounded(shape: Shape) -> Shape:
    """A shape with no more parts than anybody reads; the answer is there as text, too."""
    if isinstance(shape, Listing):
        return replace(shape, entries=shape.entries[:MOST])
    if isinstance(shape, Table):
        return replace(shape, rows=shape.rows[:MOST])
    return replace(shape, entries=shape.entries[-MOST:]) if isinstance(shape, Journal) else shape


def _of_command(asked: Command, answer: Answer) -> list[Shape]:
    title = asked.about or asked.script
    for pattern, reader in READERS:
        if pattern.match(title):
            try:
                found = reader(answer, title)
            except (CannotLook, *MALFORMED):
                continue
            if found:
                return found
    return programs.objects(answer, title)
