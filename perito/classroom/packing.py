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
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.classroom.run_directory import LOCK, RUN, RunDirectory
from perito.classroom.worker import EVIDENCE
from perito.errors import UsageError
from perito.support import atomic_write
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
        content, name = path.read_bytes(), path.relative_to(run).as_posix()
        changed = path.stat().st_mtime
    except OSError as error:
        raise UsageError(f"{path}: {reason(error)}") from None
    if path.name == EVIDENCE:
        with suppress(OSError, EOFError, zlib.error):  # a damaged recording is kept as it is
            content, name = gzip.decompress(content), name.removesuffix(".gz")
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(changed), atomic_write.PRIVATE
    archive.addfile(member, io.BytesIO(content))


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
    with (
        _told(file),
        file.open("rb") as stream,
        lzma.open(stream) as data,
        tarfile.open(fileobj=data, mode="r|") as archive,
        atomic_write.whole_directory(to) as draft,
        Work(_("Unpacking")) as work,
    ):
        names = {_one(archive, member, draft) for member in work.through(archive)}
        if RUN not in names:
            raise UsageError(_("{file}: not a packed run: it has no run.json").format(file=file))
    return len(names)


def _one(archive: tarfile.TarFile, member: tarfile.TarInfo, draft: Path) -> str:
    """Write one member, and return its name. Raises ValueError for anything but files of the run or of a student."""
    parts = PurePosixPath(member.name).parts
    content = archive.extractfile(member) if member.isreg() else None
    if content is None or not 1 <= len(parts) <= 2 or any(one.startswith(("/", ".")) or "\0" in one for one in parts):
        raise ValueError(_("{name} is no file of a run").format(name=repr(member.name)))
    data, name = content.read(), "/".join(parts)
    if parts[-1] == PLAIN:
        data, name = gzip.compress(data, 6, mtime=0), f"{name}.gz"
    atomic_write.write(draft / name, data)
    return name


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Raises UsageError with the archive's name for what cannot be read or written."""
    try:
        yield
    except DAMAGED as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(_("{file}: not a packed run: {reason}").format(file=file, reason=said)) from None
