"""Files are there whole or not at all, and what is no plain file is written through, never replaced."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from perito.support import atomic_write
from perito.support.system_errors import reason
from tests import places
from tests.cli.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.places import Place

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="device nodes are made by root")
CONTENT = b"one line\n" * 20_000  # more than a pipe holds


@pytest.fixture(autouse=True)
def everybody(monkeypatch: pytest.MonkeyPatch) -> object:
    """Nothing is kept from anybody by the umask; pipes that nobody reads are not waited for."""
    monkeypatch.setattr(atomic_write, "PATIENCE", 0.1)
    before = os.umask(0)
    yield
    os.umask(before)


@contextmanager
def refused(place: Place) -> Iterator[None]:
    """What is done within is refused, in the words that people read."""
    with pytest.raises(OSError, match=r".") as raised:
        yield
    assert reason(raised.value) == place.refused


def test_it_writes_and_makes_the_directories(tmp_path: Path) -> None:
    path = tmp_path / "a/b/file.json"
    atomic_write.write(path, b"one")
    atomic_write.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]
    assert {oct(one.stat().st_mode & 0o777) for one in (tmp_path / "a", tmp_path / "a/b")} == {"0o700"}


@as_root
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
def test_whatever_is_there_stays_what_it_is(kind: Callable[[Path], Place], tmp_path: Path) -> None:
    place = kind(tmp_path)
    try:
        if place.refused:
            with refused(place):
                atomic_write.write(place.path, CONTENT)
        else:
            atomic_write.write(place.path, CONTENT)
    finally:
        place.check(CONTENT)


@as_root
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
def test_lines_are_added_to_whatever_is_there(kind: Callable[[Path], Place], tmp_path: Path) -> None:
    place = kind(tmp_path)
    plain = kind in (places.plain, places.link)
    mode = place.path.stat().st_mode if plain else 0
    if place.refused:
        with refused(place):
            atomic_write.append(place.path, CONTENT)
    else:
        atomic_write.append(place.path, CONTENT)
    if plain:
        assert place.path.read_bytes() == places.OLD + b"\n" + CONTENT
        assert place.path.stat().st_mode == mode
    else:
        place.check(CONTENT)


@as_root
@pytest.mark.parametrize("kind", places.KINDS, ids=lambda kind: kind.__name__)
def test_what_must_not_be_there_yet(kind: Callable[[Path], Place], tmp_path: Path) -> None:
    place = kind(tmp_path)
    if kind in (places.plain, places.link):
        with pytest.raises(FileExistsError):
            atomic_write.create(place.path, CONTENT)
        assert place.path.read_bytes() == places.OLD
        return
    if place.refused:
        with refused(place):
            atomic_write.create(place.path, CONTENT)
    else:
        atomic_write.create(place.path, CONTENT)
    place.check(CONTENT)


def test_a_file_that_cannot_be_made_is_not_left_behind_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", _disk_is_full)
    with pytest.raises(OSError, match="No space left"):
        atomic_write.create(tmp_path / "marks.yaml", b"marks")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("before", "mode"), [(None, 0o640), (0o644, 0o644), (0o600, 0o600)])
def test_what_is_nobodys_is_as_the_umask_or_the_file_before_has_it(
    tmp_path: Path, before: int | None, mode: int
) -> None:
    if before is not None:
        (tmp_path / "file").touch()
        (tmp_path / "file").chmod(before)
    os.umask(0o027)
    atomic_write.write(tmp_path / "file", b"x", private=False)
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


def test_the_owner_may_read_what_is_private_whatever_the_umask(tmp_path: Path) -> None:
    os.umask(0o777)
    atomic_write.write(tmp_path / "file", b"x")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    atomic_write.write(path, b"before")
    monkeypatch.setattr(os, "fsync", _disk_is_full)
    with pytest.raises(OSError, match="No space left"):
        atomic_write.write(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@as_root
def test_what_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    path.chmod(0o444)
    for one in (tmp_path, *tmp_path.parents[:2]):
        one.chmod(0o777)
    nobody = "import os, sys; os.setuid(65534); from pathlib import Path; from perito.support import atomic_write\n"
    nobody += "try: atomic_write.write(Path(sys.argv[1]), b'after')\nexcept OSError as error: print(error.strerror)"
    program = [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import perito.support.atomic_write\n{nobody}",
    ]
    done = subprocess.run([*program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "Permission denied\n"
    assert path.read_bytes() == b"before"


def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    with pytest.raises(OSError, match="Too many levels of symbolic links"):
        atomic_write.write(tmp_path / "one", b"x")


def test_a_descriptor_on_a_file_is_written_where_it_stands(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as stream:
        stream.write(b"before\n")
        stream.flush()
        atomic_write.write(Path(f"/dev/fd/{stream.fileno()}"), b"document\n")
        stream.write(b"after\n")
    assert (tmp_path / "log").read_bytes() == b"before\ndocument\nafter\n"


def test_a_descriptor_that_does_not_wait_loses_nothing() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    got = bytearray()

    def read() -> None:
        while len(got) < len(CONTENT):
            got.extend(os.read(reading, 1000))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    atomic_write.write(Path(f"/proc/self/fd/{writing}"), CONTENT)
    reader.join(20)
    os.close(reading)
    os.close(writing)
    assert got == CONTENT


def test_the_file_of_another_process_keeps_its_name(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as stream, subprocess.Popen(["sleep", "60"], stdout=stream) as other:
        try:
            before = (tmp_path / "log").stat().st_ino
            with pytest.raises(OSError, match="it is opened by another process"):
                atomic_write.write(Path(f"/proc/{other.pid}/fd/1"), b"document\n")
        finally:
            other.kill()
    assert (tmp_path / "log").stat().st_ino == before


def test_a_descriptor_that_is_none() -> None:
    with pytest.raises(OSError, match="Bad file descriptor"):
        atomic_write.write(Path("/dev/fd/999"), b"x")


def test_a_directory_is_claimed_by_one_alone(tmp_path: Path) -> None:
    claimed: list[Path] = []
    together = threading.Barrier(8)

    def claim() -> None:
        together.wait()
        claimed.append(atomic_write.claim(tmp_path / "reports" / "run"))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    names = sorted(path.name for path in claimed)
    assert names == sorted(["run", *(f"run-{number}" for number in range(2, 9))])
    assert {oct(path.stat().st_mode & 0o777) for path in claimed} == {"0o700"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("-", "-", True),
        ("-", "/dev/stdout", True),
        ("file", "file", True),
        ("file", "link", True),
        ("file", "other", False),
        ("/dev/null", "/dev/null", False),
        ("-", "file", False),
    ],
)
def test_two_documents_in_one_place(
    one: str, other: str, same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to("file")
    assert atomic_write.same(Path(one), Path(other)) is same


def _disk_is_full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_killed_writers_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    student = tmp_path / "ana"
    (student / ".0123456789abcdef.draft").mkdir(parents=True)
    (student / ".0123456789abcdef.draft" / "report.html").write_text("half")
    (tmp_path / ".fedcba9876543210.draft").write_text("half")
    kept = (".notes.draft", "class.draft", ".git", "0123456789abcdef.draft")
    for name in kept:
        (tmp_path / name).write_text("whole")
    atomic_write.clear(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*kept, "ana"}
    assert not list(student.iterdir())
