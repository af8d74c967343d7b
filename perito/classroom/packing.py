"""A run as one archive, and the directory it was again: a tar (pax, POSIX.1-2001) compressed by xz.

Recordings lie in it uncompressed, as `evidence.jsonl`: what servers of a class say is much alike, and xz sees that only
there. Unpacked they are compressed again, so every file says what it said.
"""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from perito.classroom import unpacking
from perito.classroom.run_directory import LOCK, RUN, RunDirectory
from perito.classroom.worker import EVIDENCE
from perito.errors import UsageError
from perito.support import atomic_write, reading
from perito.support.i18n import _
from perito.support.progress import Work
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIX = ".tar.xz"
PLAIN = EVIDENCE.removesuffix(".gz")
PRESET = 2  # of xz: a window of 2 MiB, which holds the files of the student before
DAMAGED = (OSError, EOFError, tarfile.TarError, lzma.LZMAError, ValueError)


def packed(run: RunDirectory) -> Iterator[bytes]:
    """The archive of a run in pieces. Raises UsageError for a file that cannot be read."""
    files = _files(run)
    sink = io.BytesIO()
    with Work(_("Packing"), len(files)) as work:
        with (
            lzma.open(sink, "wb", preset=PRESET) as compressed,
            tarfile.open(fileobj=compressed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
        ):
            for path in work.through(files):
                _add(archive, run.path, path)
                yield _taken(sink)
        yield _taken(sink)


def _files(run: RunDirectory) -> list[Path]:
    """The run's plain files, run.json first: its own, then each student's."""
    try:
        inside = sorted(one for one in run.path.iterdir() if not one.is_symlink())
        below = [path for one in inside if one.is_dir() for path in sorted(one.iterdir())]
    except OSError as error:
        raise UsageError(f"{error.filename}: {reason(error)}") from None
    left_out = {LOCK, RUN}
    files = [one for one in (*inside, *below) if one.is_file() and not one.is_symlink() and one.name not in left_out]
    return [run.file, *(one for one in files if not one.name.startswith("."))]


def _add(archive: tarfile.TarFile, run: Path, path: Path) -> None:
    try:
        content, name = reading.content(path, unpacking.LARGEST), path.relative_to(run).as_posix()
        changed = path.stat().st_mtime
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from None
    if path.name == EVIDENCE:
        with suppress(OSError, EOFError, zlib.error):  # one that is damaged or a bomb is kept as it is
            content, name = _plain(content), name.removesuffix(".gz")
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(changed), atomic_write.PRIVATE
    archive.addfile(member, io.BytesIO(content))


def _plain(content: bytes) -> bytes:
    """A recording unpacked. Raises zlib.error, EOFError, OSError where it is too large."""
    made, size = [], 0
    for piece in reading.unpacked(iter([content])):
        made.append(piece)
        size += len(piece)
        if size > unpacking.LARGEST:
            raise reading.too_large()
    return b"".join(made)


def _taken(sink: io.BytesIO) -> bytes:
    """All that was written since the last time."""
    held = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return held


def unpack(file: Path, to: Path) -> int:
    """Make the run's directory `to` from its archive; returns the number of files.

    Raises UsageError where `to` exists, and for what is no packed run: then nothing is made.
    """
    if to.exists() or to.is_symlink():
        raise UsageError(_("{place}: there is something there already").format(place=to))
    with _told(file), atomic_write.whole_directory(to) as draft, Work(_("Unpacking")) as work:
        names = {_one(name, content, draft) for name, content in work.through(unpacking.files(file))}
        if RUN not in names:
            raise UsageError(_("{file}: not a packed run: it has no run.json").format(file=file))
    return len(names)


def _one(name: str, content: bytes, draft: Path) -> str:
    """Write one file, and return its name in the archive."""
    if name.rpartition("/")[2] == PLAIN:
        content, name = gzip.compress(content, 6, mtime=0), f"{name}.gz"
    atomic_write.write(draft / name, content)
    return name


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Raises UsageError with the archive's name for what cannot be read or written."""
    try:
        yield
    except DAMAGED as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(_("{file}: not a packed run: {reason}").format(file=file, reason=said)) from None
