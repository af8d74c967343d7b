"""Questions about files, asked of this machine's own shell, and what their readers make of the answers."""

from __future__ import annotations

import os
import struct
import subprocess
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from perito.probes import files, logs
from perito.probes.framing import CAP
from perito.probes.nginx import files as nginx
from perito.transport.base import Answer

if TYPE_CHECKING:
    from perito.probes.base import Probe


T = TypeVar("T")


def ask(probe: Probe[T]) -> T:
    """The question as a server gets it, without root and without a server."""
    return probe.read(said(probe.command.script))


def said(script: str) -> Answer:
    """What a shell of this machine answers."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, env=environment, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with a file of each sort."""
    (tmp_path / "code.py").write_text("app = 1\n")
    (tmp_path / "code.py").chmod(0o640)
    (tmp_path / "windows.env").write_bytes(b"\xef\xbb\xbfA=1\r\n")
    (tmp_path / "empty").touch()
    (tmp_path / "link").symlink_to("code.py")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "sub" / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / ".git" / "objects").mkdir(parents=True)
    (tmp_path / "mine" / "bin").mkdir(parents=True)
    (tmp_path / "mine" / "pyvenv.cfg").touch()
    return tmp_path


def test_a_link_is_itself_unless_it_is_followed(place: Path) -> None:
    paths = [str(place / name) for name in ("link", "dangling", "code.py", "none", "code.py/x")]
    link, dangling, code, none, below = map(ask(files.stat_paths(paths)).get, paths)
    assert link is not None
    assert (link.kind, link.target, link.resolved) == ("symlink", "code.py", str(place / "code.py"))
    assert dangling is not None
    assert (dangling.kind, dangling.target, dangling.resolved) == ("symlink", "nowhere", None)
    assert code is not None
    assert (code.kind, code.mode, code.size, code.uid) == ("file", 0o640, 8, os.getuid())
    assert code.mtime == pytest.approx((place / "code.py").stat().st_mtime, abs=1e-5)
    assert (none, below) == (None, None)
    followed = ask(files.stat_paths(paths[:3], follow=True))
    assert [one.kind if one else None for one in map(followed.get, paths[:3])] == ["file", None, "file"]


def test_texts_as_they_are_written(place: Path) -> None:
    for name, size in (("full", CAP), ("long", CAP + 1)):
        (place / name).write_text("x" * size)
    names = ("link", "windows.env", "empty", "full", "long", "sub", "none")
    seen = ask(files.read_files([str(place / name) for name in names]))
    found = {name: seen[str(place / name)] for name in names}
    texts = {name: one.text for name, one in found.items() if one is not None}
    assert (texts["link"], texts["windows.env"], texts["empty"]) == ("app = 1\n", "A=1\r\n", "")
    assert {name: (one.bom, one.crlf) for name, one in found.items() if one is not None} == {
        name: (name == "windows.env", name == "windows.env") for name in texts
    }
    assert {name: (len(one.text), one.truncated) for name, one in found.items() if one and len(one.text) > 10} == {
        "full": (CAP, False),
        "long": (CAP, True),
    }
    assert (found["sub"], found["none"]) == (None, None)


def test_a_tree_is_as_deep_as_asked_and_enters_no_virtualenv(place: Path) -> None:
    def names(depth: int) -> set[str]:
        return {os.path.relpath(one.path, place) for one in ask(files.tree(str(place), depth))}

    top = {".", "code.py", "windows.env", "empty", "link", "dangling", "sub", ".git", "mine"}
    assert names(1) == top
    assert names(3) == top | {"sub/deep", "sub/deep/deeper"}
    found = {one.path: one for one in ask(files.tree(str(place), 1))}
    assert (found[str(place / "link")].target, found[str(place / "code.py")].target) == ("code.py", None)
    assert ask(files.tree(str(place / "none"))) == []


def test_of_many_files_some_are_named_and_other_sites_whole(tmp_path: Path) -> None:
    for site, count in (("many", files.MOST + 50), ("few", 3)):
        (tmp_path / site / "media").mkdir(parents=True)
        for number in range(count):
            (tmp_path / site / "media" / f"{number}.jpg").touch()
    counts = Counter(Path(one.path).parent for one in ask(files.tree(str(tmp_path))))
    assert counts[tmp_path / "many" / "media"] == files.MOST
    assert counts[tmp_path / "few" / "media"] == 3
    assert counts[tmp_path / "many"] == counts[tmp_path / "few"] == 1
    shell = subprocess.run(
        ["sh", "-c", files.tree(str(tmp_path)).command.formerly[-1]], capture_output=True, check=True
    )
    assert len(files.read_tree(Answer(0, shell.stdout))) == files.MOST + 58


def test_the_end_of_a_log_and_the_lines_of_ours(tmp_path: Path) -> None:
    line = "2026/11/23 00:50:2{} [error] 387#387: *1 connect() to unix:/x.sock failed (2: No such file or directory)"
    (tmp_path / "error.log").write_text("".join(line.format(second) + "\n" for second in range(4)))
    (tmp_path / "access.log").write_text('"GET /?perito=a HTTP/1.1" 200\n"GET /?perito=b HTTP/1.1" 200\n')
    paths = [str(tmp_path / name) for name in ("error.log", "access.log", "none.log")]
    errors, none_of_that_format, absent = map(ask(logs.error_log(paths, 3)).get, paths)
    assert errors is not None
    assert [one.errno for one in errors] == [2, 2, 2]
    assert errors[-1].time - errors[0].time == 2
    assert (none_of_that_format, absent) == ([], None)
    found = ask(logs.find_in_access_logs(paths[1:], "perito=b"))
    assert dict(found) == {
        paths[1]: ['"GET /?perito=b HTTP/1.1" 200'],
        paths[2]: None,
    }


def test_a_server_without_python_tells_the_same(place: Path) -> None:
    """The shell's form of each question, which is asked there, has the same answer."""
    names = (
        "code.py",
        "windows.env",
        "link",
        "dangling",
        "sub",
        "sub/deep",
        "none",
        "code.py/x",
        "fifo",
        "old",
        "x" * 300,
    )
    os.mkfifo(place / "fifo")
    (place / "old").write_bytes(b"a\0b" * CAP)
    os.utime(place / "old", ns=(0, -1_500_000_000))
    entries = ((1, 6, 0xFFFFFFFF), (2, 6, 4000), (4, 4, 0xFFFFFFFF), (16, 6, 0xFFFFFFFF), (32, 0, 0xFFFFFFFF))
    with suppress(OSError):  # acl(5), as the kernel takes it; not every file system does
        rights = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
        os.setxattr(place / "code.py", "system.posix_acl_access", rights)
    paths = [str(place / name) for name in names]
    for probe in (files.stat_paths(paths), files.stat_paths(paths, follow=True), files.read_files(paths)):
        assert probe.read(said(probe.command.script)) == probe.read(said(probe.command.formerly[0]))


def test_nginxs_files_are_found_alike_with_and_without_python(place: Path) -> None:
    """What is private or never included is left out, depth and links are bounded."""
    for name in (
        "conf.d/koi-utf",
        "conf.d/site.key",
        "conf.d/own.conf",
        "a/b/c/d/e",
        "a/b/c/x",
        ".htpasswd2",
        "win-utf",
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name)
    (place / "conf.d" / "loop").symlink_to("..")
    (place / "conf.d" / "sub").symlink_to(place / "sub")
    probe = nginx.config_tree(str(place / "mine"), "/nowhere")
    here = str(place)
    python = probe.read(said(probe.command.script.replace("/etc/nginx", here)))
    shell = probe.read(said(probe.command.formerly[0].replace("/etc/nginx", here)))
    assert python == shell
    assert f"{here}/conf.d/own.conf" in python.texts
    assert f"{here}/conf.d/sub/deep/deeper" in python.entries
    assert not {f"{here}/conf.d/site.key", f"{here}/a/b/c/d/e", f"{here}/conf.d/loop/conf.d"} & python.entries.keys()
