"""Every kind of path that a file can be asked to be written to, and what must be so afterwards."""

from __future__ import annotations

import os
import socket
import stat
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NULL, FULL, LOOP = os.makedev(1, 3), os.makedev(1, 7), os.makedev(7, 250)
OLD = b"what was there before, longer than what comes: " + b"x" * 400_000


@dataclass
class Place:
    """A path to write to. `refused`: the words it is refused with; `after`: asserts what is so once it was written."""

    path: Path
    after: Callable[[bytes], None]
    refused: str = ""
    got: bytearray = field(default_factory=bytearray)
    reader: threading.Thread | None = None
    writing: int | None = None

    def check(self, content: bytes) -> None:
        """What must be so after `content` was written there, or was not because that is refused."""
        if self.writing is not None:
            os.close(self.writing)
        if self.reader is not None:
            self.reader.join(20)
            assert not self.reader.is_alive(), "nobody wrote to the pipe"
        self.after(content)


def new(directory: Path) -> Place:
    """Nothing is there yet, nor are the directories above it."""
    path = directory / "a" / "b" / "new"
    return Place(path, lambda content: _private(path, content))


def plain(directory: Path) -> Place:
    """A plain file that everybody may read."""
    path = directory / "plain"
    path.write_bytes(OLD)
    path.chmod(0o644)
    return Place(path, lambda content: _private(path, content))


def link(directory: Path) -> Place:
    """A link, by way of another one, to a plain file elsewhere."""
    place = plain(directory)
    (directory / "elsewhere").mkdir()
    (directory / "elsewhere" / "middle").symlink_to("../plain")
    return _behind(directory, "elsewhere/middle", place)


def dangling(directory: Path) -> Place:
    """A link to what is not there yet."""
    return _behind(directory, "a/b/new", new(directory))


def device(directory: Path) -> Place:
    """A null device."""
    path = directory / "null"
    os.mknod(path, 0o666 | stat.S_IFCHR, NULL)
    mode = path.stat().st_mode
    return Place(path, lambda _content: _same(path, mode))


def link_to_device(directory: Path) -> Place:
    """A link to a null device."""
    return _behind(directory, "null", device(directory))


def full(directory: Path) -> Place:
    """A device that takes nothing."""
    path = directory / "full"
    os.mknod(path, 0o666 | stat.S_IFCHR, FULL)
    mode = path.stat().st_mode
    return Place(path, lambda _content: _same(path, mode), "no queda espacio en el disco")


def pipe(directory: Path) -> Place:
    """A named pipe that somebody reads."""
    place = pipe_without_reader(directory)
    place.refused = ""
    place.reader = threading.Thread(target=lambda: place.got.extend(place.path.read_bytes()), daemon=True)
    place.reader.start()
    return place


def pipe_without_reader(directory: Path) -> Place:
    """A named pipe that nobody reads."""
    path = directory / "pipe"
    os.mkfifo(path, 0o600)

    def after(content: bytes) -> None:
        assert stat.S_ISFIFO(path.lstat().st_mode)
        assert place.got == (b"" if place.refused else content)

    place = Place(path, after, "nadie lee de esta tubería")
    return place


def descriptor(directory: Path) -> Place:
    """A descriptor of this process, as a shell's `>(jq .)` is."""
    reading, writing = os.pipe()
    place = Place(Path(f"/dev/fd/{writing}"), lambda content: _equal(place.got, content))

    def read() -> None:
        with os.fdopen(reading, "rb") as stream:
            while data := stream.read1():
                place.got.extend(data)

    place.reader = threading.Thread(target=read, daemon=True)
    place.reader.start()
    place.writing = writing
    return place


def a_directory(directory: Path) -> Place:
    """A directory with something in it."""
    path = directory / "directory"
    path.mkdir()
    (path / "kept").touch()
    return Place(path, lambda _content: _equal([one.name for one in path.iterdir()], ["kept"]), "es un directorio")


def block_device(directory: Path) -> Place:
    """A disk."""
    path = directory / "disk"
    os.mknod(path, 0o600 | stat.S_IFBLK, LOOP)
    mode = path.stat().st_mode
    return Place(path, lambda _content: _same(path, mode), "es un dispositivo de bloques")


def a_socket(directory: Path) -> Place:
    """What a server listens on."""
    path = directory / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    mode = path.stat().st_mode
    return Place(path, lambda _content: _same(path, mode), "es un socket")


def _behind(directory: Path, target: str, place: Place) -> Place:
    """A link to a place."""
    path = directory / "link"
    path.symlink_to(target)

    def after(content: bytes) -> None:
        assert str(path.readlink()) == target
        place.after(content)

    return Place(path, after)


def _private(path: Path, content: bytes) -> None:
    assert stat.S_ISREG(path.lstat().st_mode)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert path.read_bytes() == content
    assert not list(path.parent.glob(".*"))


def _same(path: Path, mode: int) -> None:
    assert path.lstat().st_mode == mode


def _equal(found: object, expected: object) -> None:
    assert found == expected


KINDS: tuple[Callable[[Path], Place], ...] = (
    new,
    plain,
    link,
    dangling,
    device,
    link_to_device,
    full,
    pipe,
    pipe_without_reader,
    descriptor,
    a_directory,
    block_device,
    a_socket,
)
