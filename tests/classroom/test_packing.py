"""A run as one archive: everything comes back, what a hostile archive names stays within, nothing is half made."""

from __future__ import annotations

import io
import lzma
import tarfile
from typing import TYPE_CHECKING

import pytest

from perito.classroom import packing
from perito.classroom.run_directory import RunDirectory
from perito.cli.commands import pack
from perito.errors import UsageError
from perito.evidence import recording
from tests.classroom.recorded_class import class_run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Two servers, one of them with a result of before."""
    made = class_run(tmp_path / "run", {"ana": "sound", "eva": "stopped"})
    for name in ("ana", "eva"):
        recorded = made / name / "evidence.jsonl.gz"
        recorded.write_bytes(recording.load(recorded).packed())
    (made / "ana" / "result.json.1").write_text("{}")
    return made


def files(directory: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(directory)): one.read_bytes()
        for one in directory.rglob("*")
        if one.is_file() and one.name != "run.lock"
    }


def tar(members: Mapping[str, bytes | bytes], *, link: str = "") -> bytes:
    """An archive of members; `link`: and a symbolic link to this."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:xz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        if link:
            member = tarfile.TarInfo("ana")
            member.type, member.linkname = tarfile.SYMTYPE, link
            archive.addfile(member)
    return data.getvalue()


def test_everything_comes_back(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(run)
    assert pack.pack(run, None) == 0
    packed = tmp_path / "run.tar.xz"
    assert files(run) == before
    assert packed.stat().st_mode & 0o777 == 0o600
    assert packed.stat().st_size < sum(map(len, before.values())) / 8
    assert pack.unpack(packed, tmp_path / "again") == 0
    assert files(tmp_path / "again") == before
    assert {one.stat().st_mode & 0o777 for one in (tmp_path / "again").rglob("*")} == {0o600, 0o700}
    assert str(tmp_path / "again") in capsys.readouterr().out


def test_a_damaged_recording_is_kept_as_it_is_and_a_link_is_not_followed(run: Path, tmp_path: Path) -> None:
    (run / "ana" / "evidence.jsonl.gz").write_bytes(b"\x1f\x8bno")
    (tmp_path / "secret").write_text("secret")
    (run / "eva" / "link").symlink_to(tmp_path / "secret")
    (run / "elsewhere").symlink_to(tmp_path)
    pack.pack(run, tmp_path / "p.tar.xz")
    pack.unpack(tmp_path / "p.tar.xz", tmp_path / "again")
    assert (tmp_path / "again" / "ana" / "evidence.jsonl.gz").read_bytes() == b"\x1f\x8bno"
    assert not (tmp_path / "again" / "eva" / "link").exists()
    assert not (tmp_path / "again" / "elsewhere").exists()


BAD = {
    "above": tar({"run.json": b"{}", "../out": b""}),
    "from the root": tar({"run.json": b"{}", "/tmp/out": b""}),
    "hidden": tar({"run.json": b"{}", "ana/.ssh": b""}),
    "too deep": tar({"run.json": b"{}", "a/b/c": b""}),
    "a link": tar({"run.json": b"{}"}, link="/etc"),
    "no run": tar({"ana/result.json": b"{}"}),
    "nothing in it": tar({}),
    "no tar": lzma.compress(b"x" * 5000),
    "no xz": b"x" * 5000,
    "empty": b"",
    "cut": tar({"run.json": b"{}", "ana/report.html": bytes(range(256)) * 400})[:-300],
    "a file where a directory is": tar({"run.json": b"{}", "ana": b"", "ana/report.html": b""}),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_packed_run_is_told_and_nothing_is_made(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "in" / "p.tar.xz"
    file.parent.mkdir()
    file.write_bytes(BAD[kind])
    with pytest.raises(UsageError, match=r"p\.tar\.xz: "):
        pack.unpack(file, None)
    assert list(tmp_path.iterdir()) == [file.parent]
    assert list(file.parent.iterdir()) == [file]


def test_what_is_there_is_not_written_over(run: Path, tmp_path: Path) -> None:
    pack.pack(run, None)
    with pytest.raises(UsageError, match="run: "):
        pack.unpack(tmp_path / "run.tar.xz", None)
    with pytest.raises(UsageError, match=r"run/p\.tar\.xz"):
        pack.pack(run, run / "p.tar.xz")
    with pytest.raises(UsageError, match=r"run\.json"):
        pack.pack(run / "ana", None)
    with RunDirectory(run).held(), pytest.raises(UsageError, match="PID"):
        pack.pack(run, None)


def test_memory_does_not_grow_with_the_run(run: Path) -> None:
    pieces = list(packing.packed(RunDirectory(run)))
    assert len(pieces) == len(files(run)) + 1
    assert max(map(len, pieces)) < 200_000
