"""The files in a run's archive, one at a time: a tar compressed by xz that anybody may have made.

What it unpacks to is bounded before it is there: the window of xz, the headers of tar, each file, all of them.
"""

from __future__ import annotations

import io
import lzma
import tarfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.support import reading
from perito.support.i18n import _
from perito.support.reading import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WINDOW = 64 * MIB  # that xz may take; ours takes 4
LARGEST = 64 * MIB  # of a file
MOST = 60_000  # files; a class of ten thousand has four each
FREE, DENSEST = 512 * MIB, 200  # all files together: so much, and so many times what the archive has
HEADER = 1 * MIB  # of a header that tar reads whole
READ_WHOLE = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
              tarfile.GNUTYPE_LONGLINK)  # fmt: skip
ODD = ("/", ".")


def files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each file's name, `run.json` or `student/name`, and content.

    Raises ValueError for anything else and beyond the limits, lzma.LZMAError, tarfile.TarError, EOFError, OSError.
    """
    stream = _Unpacked(path)
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member, bufsize=reading.PIECE) as archive:
        names: set[str] = set()
        for member in archive:
            name = _name(member)
            if name in names:
                raise ValueError(_("{name} is there twice").format(name=repr(name[:200])))
            names.add(name)
            if len(names) > MOST:
                raise ValueError(_("more than {count} files").format(count=MOST))
            yield name, _content(archive, member)
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all


def _name(member: tarfile.TarInfo) -> str:
    parts = PurePosixPath(member.name).parts
    odd = any(one.startswith(ODD) or set(one) & set("\0\\:") for one in parts)
    if not member.isreg() or member.issparse() or not 1 <= len(parts) <= 2 or odd:
        raise ValueError(_("{name} is no file of a run").format(name=repr(member.name[:200])))
    return "/".join(parts)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if not 0 <= member.size <= LARGEST:
        text = _("{name} is larger than {size} MiB")
        raise ValueError(text.format(name=repr(member.name[:200]), size=LARGEST // MIB))
    found = archive.extractfile(member)
    return found.read() if found is not None else b""


class _Member(tarfile.TarInfo):
    """A member whose headers are short."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in READ_WHOLE and not 0 <= self.size <= HEADER:
            raise tarfile.ReadError(_("a header of more than {size} MiB").format(size=HEADER // MIB))
        made: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return made


class _Unpacked(io.RawIOBase):
    """What xz has packed, as a stream."""

    def __init__(self, path: Path) -> None:
        self._pieces = reading.pieces(path)
        self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=WINDOW)
        self._read = self._made = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes more; empty at the end."""
        while not self._unpacker.eof:
            given = b""
            if self._unpacker.needs_input:
                given = next(self._pieces, b"")
                if not given:
                    raise EOFError(_("the compressed data breaks off"))
                self._read += len(given)
            made = self._unpacker.decompress(given, size if size > 0 else reading.PIECE)
            self._made += len(made)
            if self._made > FREE + DENSEST * self._read:
                raise ValueError(_("it unpacks to more than {size} MiB").format(size=self._made // MIB))
            if made:
                return made
        return b""
