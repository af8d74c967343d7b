"""Files that others may have made are read by perito.support.reading alone: nothing is endless, nothing waits."""

from __future__ import annotations

import ast
import errno
import os
import threading
import zlib
from pathlib import Path

import pytest

from perito.support import reading

PERITO = Path(__file__).resolve().parents[2] / "perito"
METHODS = {"read_text", "read_bytes"}
# Files that come with Perito, are its own, or lie on the server (the probes' questions run there).
OURS = {
    "report/class_script.py", "report/printing.py", "support/languages.py",
    "support/figures.py", "support/browser.py", "support/file_lock.py", "support/atomic_write.py", "support/reading.py",
    "transport/link.py", "transport/agent.py", "transport/forked.py", "transport/local.py", "grading/collecting.py",
    "grading/soundness.py", "classroom/files.py", "evidence/ordinary.py", "evidence/worth.py",
    "practice/new.py",
}  # fmt: skip
ELSEWHERE = ("lab/", "probes/")


def test_nobody_else_reads() -> None:
    found = set()
    for path in PERITO.rglob("*.py"):
        name = path.relative_to(PERITO).as_posix()
        if name in OURS or name.startswith(ELSEWHERE):
            continue
        found |= {(name, node.lineno) for node in _calls(path) if _reads(node)}
    assert not found


def _calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def _reads(node: ast.Call) -> bool:
    if isinstance(node.func, ast.Name):
        return node.func.id == "open"
    if not isinstance(node.func, ast.Attribute):
        return False
    mode = [one.value for one in node.args if isinstance(one, ast.Constant)]
    return node.func.attr in METHODS or (node.func.attr == "open" and bool({"r", "rb"} & set(map(str, mode))))


def test_what_is_a_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"a" * 200_000)
    assert reading.content(plain) == b"a" * 200_000
    assert reading.start(plain, 10) == b"a" * 10
    assert reading.content(Path(os.devnull)) == b""
    with pytest.raises(OSError, match="large") as too_large:
        reading.content(plain, 199_999)
    assert too_large.value.errno == errno.EFBIG
    (tmp_path / "loop").symlink_to("loop")
    for wrong in (tmp_path, tmp_path / "loop", tmp_path / "nowhere", tmp_path / "nul\0"):
        with pytest.raises(OSError, match=r"."):
            reading.content(wrong)


def test_devices_are_no_files(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("needs root for a device")
    zero = tmp_path / "zero"
    os.mknod(zero, 0o600 | 0o020000, os.makedev(1, 5))
    with pytest.raises(OSError, match="device"):
        reading.content(zero)


def test_a_pipe_is_read_while_somebody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert reading.content(pipe) == b""  # nobody has it open
    read, write = os.pipe()

    def writes() -> None:
        os.write(write, b"later")
        os.close(write)

    late = threading.Timer(0.3, writes)
    late.start()
    assert reading.content(Path(f"/dev/fd/{read}")) == b"later"
    os.close(read)
    late.join()
    monkeypatch.setattr(reading, "PATIENCE", 0.2)
    read, write = os.pipe()
    with pytest.raises(OSError, match="nothing comes"):
        reading.content(Path(f"/dev/fd/{read}"))
    os.close(read)
    os.close(write)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        (b"[1,2,3]", 3),
        (b'{"a":[[],[]]}', 4),
        (b'["' + b"," * 100 + b'"]', 1),
        (b'["a\\",\\\\",1]', 2),
        (b'["' + b"[", 1),
    ],
)
def test_values_are_counted(text: bytes, least: int) -> None:
    assert least <= reading.values_in(text, 2) <= least + 1 or text.endswith(b"[")
    assert reading.values_in(text, 1000) >= least


def test_too_many_values(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    path.write_text("[" + "0," * 100 + "0]")
    assert reading.json_text(path, values=102) == path.read_text()
    with pytest.raises(OSError, match="large"):
        reading.json_text(path, values=99)
    path.write_text('["' + "[,{" * 1000 + '"]')  # within a text they are none
    assert reading.json_text(path, values=10)


def test_unpacking_goes_as_far_as_it_goes() -> None:
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(b"".join(b"%d " % (number * number) for number in range(20_000))) + packer.flush()
    made: list[bytes] = []
    with pytest.raises(zlib.error):
        made.extend(reading.unpacked(iter([packed[:-8], bytes(8)])))  # another sum
    assert b"".join(made).startswith(b"0 1 4 9 ")
    assert len(b"".join(made)) > 40_000
    with pytest.raises(EOFError):
        list(reading.unpacked(iter([packed[:-1]])))
