"""Writing files: a plain file completely or not at all; anything else is written through and never replaced.

A link is followed and stays a link. A device, a pipe, a terminal and a descriptor of this process (`/dev/stdout`,
`/dev/fd/3`, a shell's `>(jq .)`) receive the content; `-` is standard output. All functions raise OSError, with the
reason in `strerror`.
"""

from __future__ import annotations

import errno
import os
import select
import shutil
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final, TextIO

from perito.support.i18n import N_
from perito.support.standard_streams import reader_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STANDARD_OUTPUT = Path("-")
STDOUT = 1
PRIVATE, PRIVATE_DIRECTORY = 0o600, 0o700
BINARY = getattr(os, "O_BINARY", 0)  # Windows writes line ends of its own without it
AGAIN = (0.01, 0.03, 0.1, 0.3, 1.0)  # seconds; on Windows a virus scanner or an indexer may have a new file open
PATIENCE = 5.0  # seconds to wait for the reader of a named pipe: it is often started at the same moment
MOST_LINKS = 40  # as many as Linux follows (path_resolution(7))
REFUSED = {
    stat.S_IFDIR: (errno.EISDIR, N_("it is a directory")),
    stat.S_IFBLK: (errno.ENOTSUP, N_("it is a block device")),
    stat.S_IFSOCK: (errno.ENXIO, N_("it is a socket")),
}
DRAFTS: Final = f".{'[0-9a-f]' * 16}.draft"


def write(path: Path, content: bytes | Iterable[bytes], *, private: bool = True) -> None:
    """Write a file. A plain file is written under a temporary name and renamed once it is on the disk (fsync(2)).

    `content`: whole, or in pieces, of which no more than one is in memory where the file is plain.
    Missing directories are made. `private`: for its owner only, whatever its mode was before; otherwise the mode of the
    existing file, or the umask's. On an error a plain file keeps its previous content.
    """
    place = _place(path)
    if isinstance(place, int):
        _to_descriptor(place, content if isinstance(content, bytes) else b"".join(content))
    elif is_plain(path):
        _replace(place, [content] if isinstance(content, bytes) else content, _mode(place, private=private))
    else:
        _through(place, content if isinstance(content, bytes) else b"".join(content))


def create(path: Path, content: bytes) -> None:
    """Write a new file, for its owner only. Raises FileExistsError where a plain file exists."""
    place = _place(path)
    if isinstance(place, int) or not is_plain(path):
        write(path, content)
        return
    directory(place.parent)
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    try:
        _replace(place, [content], PRIVATE)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def append(path: Path, content: bytes) -> None:
    """Add lines to a file; a new file is for its owner only. An incomplete last line is ended first."""
    place = _place(path)
    if isinstance(place, int) or not is_plain(path):
        write(path, content)
        return
    directory(place.parent)
    descriptor = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT | BINARY, PRIVATE)
    with os.fdopen(descriptor, "ab+") as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            content = content if stream.read(1) == b"\n" else b"\n" + content
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)


def lines(path: Path) -> TextIO:
    """A text stream whose lines are added to a file, each at once; a new file is for its owner only."""
    place = _place(path)
    if isinstance(place, int):
        return os.fdopen(os.dup(place), "w", buffering=1, encoding="utf-8", newline="\n")
    if is_plain(path):
        directory(place.parent)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY
    return os.fdopen(os.open(place, flags, PRIVATE), "w", buffering=1, encoding="utf-8", newline="\n")


def remove(path: Path) -> None:
    """Remove a plain file, if it is there. Raises OSError."""
    path.unlink(missing_ok=True)


def rename(path: Path, to: Path) -> None:
    """Rename a plain file within its directory. Raises OSError."""
    _patiently(lambda: path.rename(to))


def directory(path: Path, *, private: bool = True) -> None:
    """Make a directory and its missing parents, each for its owner only; or, where it is not private, as the umask has
    it."""
    path = Path(os.path.realpath(path))  # the target of a dangling link is created
    if path.is_dir():
        return
    directory(path.parent, private=private)
    with suppress(FileExistsError):  # another process was quicker; a path that is no directory fails in the next step
        path.mkdir(PRIVATE_DIRECTORY if private else 0o777)


def claim(path: Path) -> Path:
    """Make a new directory: `path`, or `path` with -2, -3 and so on at its end. Returns the path made."""
    directory(path.parent)
    candidate, number = path, 1
    while True:
        try:
            candidate.mkdir(PRIVATE_DIRECTORY)
        except FileExistsError:
            number += 1
            candidate = path.with_name(f"{path.name}-{number}")
        else:
            return candidate


@contextmanager
def whole_directory(path: Path) -> Iterator[Path]:
    """A new directory under a temporary name, for its owner only: it gets its name at the end, or is removed."""
    directory(path.parent)
    draft = path.with_name(f".{token_hex(8)}.draft")
    draft.mkdir(PRIVATE_DIRECTORY)
    try:
        yield draft
        _patiently(lambda: draft.rename(path))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def clear(place: Path) -> None:
    """Remove what writers that were killed left half written, in a directory and in those right below it: for whoever
    holds its lock. What cannot be removed stays."""
    for draft in (*place.glob(DRAFTS), *place.glob(f"*/{DRAFTS}")):
        with suppress(OSError):
            if draft.is_dir() and not draft.is_symlink():
                shutil.rmtree(draft)
            else:
                draft.unlink()


def is_plain(path: Path) -> bool:
    """Whether the path, links followed, is a plain file or does not exist. Raises OSError for kinds that are never
    written to."""
    if path == STANDARD_OUTPUT:
        return False
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return not isinstance(_place(path), int)
    if stat.S_IFMT(mode) in REFUSED:
        raise OSError(*REFUSED[stat.S_IFMT(mode)])
    if isinstance(place := _place(path), int) or not stat.S_ISREG(mode):
        return False
    if place.parent.match("/proc/*/fd"):
        raise OSError(errno.ENOTSUP, N_("it is opened by another process"))
    return True


def to_standard_output(path: Path) -> bool:
    """Whether the path, under any of its names, is standard output."""
    with suppress(OSError):
        return _place(path) == STDOUT
    return False


def same(one: Path, other: Path) -> bool:
    """Whether two paths are the same plain file or both standard output: the second write would undo or mix with the
    first."""
    with suppress(OSError):
        return _place(one) == _place(other) and (to_standard_output(one) or is_plain(one))
    return False


def _place(path: Path) -> int | Path:
    """The path with all links resolved, or the number of a descriptor of this process."""
    if path == STANDARD_OUTPUT:
        return STDOUT
    if str(path) == os.devnull:  # with a directory before it, it may be a file's name to Windows
        return path
    own = {"/dev/fd", *(os.path.realpath(one) for one in ("/proc/self/fd", "/proc/thread-self/fd"))}
    for _link in range(MOST_LINKS):
        parent = os.path.realpath(path.parent)
        if parent in own and path.name.isdecimal():
            return int(path.name)
        path = Path(parent, path.name)
        if parent.startswith("/proc/") or not path.is_symlink():  # links there are no paths: proc(5)
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _mode(place: Path, *, private: bool) -> int | None:
    if private:
        return PRIVATE
    with suppress(FileNotFoundError):
        return stat.S_IMODE(place.stat().st_mode)
    return None


def _replace(place: Path, content: Iterable[bytes], mode: int | None) -> None:
    """Replace a plain file. `mode`: None for 0666 less the umask."""
    directory(place.parent)
    if place.exists() and not os.access(place, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    draft = place.with_name(f".{token_hex(8)}.draft")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else PRIVATE)
        with os.fdopen(descriptor, "wb") as stream:
            if mode is not None:
                draft.chmod(mode)  # also where the umask takes more away
            stream.writelines(content)
            stream.flush()
            os.fsync(stream.fileno())
        _patiently(lambda: draft.replace(place))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync(place.parent)


def _patiently(do: Callable[[], object]) -> None:
    """Rename or replace; on Windows tried again for a moment where somebody else has the file open."""
    for pause in AGAIN if sys.platform == "win32" else ():
        try:
            do()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    do()


def _sync(path: Path) -> None:
    """Write a directory's entries to the disk (fsync), where the system supports it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems do not support it
            raise
    finally:
        os.close(descriptor)


def _through(place: Path, content: bytes) -> None:
    """Write to something that exists and is no plain file."""
    descriptor = _opened(place)
    try:
        _all(descriptor, content)
    finally:
        os.close(descriptor)


def _opened(place: Path) -> int:
    """A device or a pipe, open for writing. Waits for the reader of a pipe up to PATIENCE seconds."""
    until = time.monotonic() + PATIENCE
    flags = os.O_WRONLY | BINARY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
    while True:
        try:
            return os.open(place, flags)
        except OSError as error:
            if error.errno != errno.ENXIO or not stat.S_ISFIFO(place.stat().st_mode):
                raise
            if time.monotonic() > until:
                raise OSError(errno.ENXIO, N_("nobody reads from this pipe")) from None
        time.sleep(0.05)


def _to_descriptor(number: int, content: bytes) -> None:
    """Write to a descriptor that this process was given, after the content of Python's own buffer."""
    if number == STDOUT:
        if sys.__stdout__ is None:  # closed at the start: its number may belong to another file by now
            raise OSError(errno.EBADF, N_("standard output is closed"))
        sys.__stdout__.flush()
    kind = stat.S_IFMT(os.fstat(number).st_mode)
    if kind in (stat.S_IFDIR, stat.S_IFBLK):
        raise OSError(*REFUSED[kind])
    try:
        _all(number, content)
    except OSError as error:
        if number == STDOUT and reader_left(error):
            return  # it has read what it wanted (`| head`)
        raise
    if kind == stat.S_IFREG:
        os.fsync(number)


def _all(descriptor: int, content: bytes) -> None:
    """Write all bytes, also to a full pipe in non-blocking mode."""
    left = memoryview(content)
    while left:
        try:
            left = left[os.write(descriptor, left) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
