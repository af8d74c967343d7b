"""`perito import`: what other programs' tests become, and what is listed; the practice is graded on a lab server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from perito.practice.importing import goss, goss_resources
from tests.cli.running import check, perito

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab import Server

GOSS = r"""package:
  nginx:
    installed: true
  telnetd:
    installed: false
  openssl:
    installed: true
    versions: [a, b]
service:
  nginx:
    enabled: true
    running: true
file:
  /etc/passwd:
    exists: true
    mode: "0644"
    owner: root
    group: root
    filetype: file
    contents: ["usuario:", "!nobody-here", "/^root:.*:0:0:/", "!/^toor/"]
  /etc/mtab:
    exists: true
    filetype: symlink
    linked-to: ../proc/self/mounts
  the page:
    path: /var/www/html
    filetype: directory
  /etc/shadow:
    exists: true
    size: {gt: 1}
user:
  usuario:
    exists: true
    groups: [sudo]
    home: /home/usuario
    shell: /bin/bash
group:
  www-data: {exists: true, gid: 33}
port:
  tcp:22:
    listening: true
    ip: [0.0.0.0]
process:
  nginx: {running: true}
command:
  'cat /etc/hostname':
    exit-status: 0
    stdout: ["/^server/"]
    stderr: []
    timeout: 1000
kernel-param:
  kernel.ostype: {value: Linux}
mount:
  /:
    exists: true
    opts: [rw]
interface:
  lo: {exists: true, addrs: [127.0.0.1/8]}
addr:
  tcp://127.0.0.1:22: {reachable: true}
http:
  http://localhost: {status: 200}
matching:
  one: {content: 1, matches: 1}
"""
LEFT = ["openssl: versions", "/etc/shadow: size", "http: http://localhost", "matching: one"]
TESTINFRA = '''"""Tests of a server."""

from __future__ import annotations

import pytest

testinfra_hosts = ["ansible://all"]


@pytest.fixture
def passwd(host):
    return host.file("/etc/passwd")


def test_passwd(passwd):
    """Everybody may read the users."""
    assert passwd.mode == 0o644


@pytest.mark.parametrize("name", ["nginx", "ssh"])
def test_service_runs(host, name):
    assert host.service(name).is_running


def test_shadow_is_open(host):
    assert host.file("/etc/shadow").mode == 0o644


def test_other(cluster):
    assert cluster


def test_variables(host):
    assert host.ansible("setup")


class TestMore:
    def test_it(self, host):
        assert host
'''


def listed(out: str) -> list[tuple[int, str]]:
    """Lines and texts of what was not translated."""
    return [(int(found[1]), found[2]) for found in re.finditer(r":(\d+): not translated: (.*)", out)]


def graded(server: Server, practice: Path, cwd: Path) -> str:
    """What a check of the server by it says."""
    linted = perito("lint", "--practice", practice, "--lang", "en")
    assert linted.status == 0, linted.err
    return check(server, "--practice", practice, "--lang", "en", "--no-report", "-v", cwd=cwd).out


def test_a_gossfile_is_graded_on_a_sound_server(lab_server: Server, tmp_path: Path) -> None:
    (tmp_path / "goss.yaml").write_text(GOSS, encoding="utf-8")
    ended = perito("import", "goss", "goss.yaml", "--output", "mine", "--lang", "en", cwd=tmp_path)
    assert ended.status == 1
    found = listed(ended.out)
    assert [text for _line, text in found] == [
        f"package: {LEFT[0]}", f"file: {LEFT[1]}", LEFT[2], LEFT[3]]  # fmt: skip
    lines = GOSS.splitlines()
    assert all(text.split(": ")[-1] in lines[line - 1] for line, text in found)
    said = graded(lab_server, tmp_path / "mine", tmp_path)
    assert "17 passed" in said, said
    assert "failed" not in said.partition("Grade")[2]


@pytest.mark.parametrize(
    "damage", ["rm /etc/mtab", "chmod 600 /etc/passwd", "systemctl disable --now nginx", "deluser usuario sudo"]
)
def test_a_translated_check_can_fail(damage: str, lab_server: Server, tmp_path: Path) -> None:
    (tmp_path / "goss.yaml").write_text(GOSS, encoding="utf-8")
    perito("import", "goss", "goss.yaml", "--output", "mine", "--lang", "en", cwd=tmp_path)
    lab_server.run(damage)
    assert " failed" in graded(lab_server, tmp_path / "mine", tmp_path).partition("Grade")[2]


def test_testinfra_s_tests_are_taken_over(lab_server: Server, tmp_path: Path) -> None:
    (tmp_path / "test_server.py").write_text(TESTINFRA, encoding="utf-8")
    ended = perito("import", "testinfra", "test_server.py", "--output", "mine", "--lang", "en", cwd=tmp_path)
    assert ended.status == 1
    assert [line for line, _text in listed(ended.out)] == [7, 29, 34]
    said = graded(lab_server, tmp_path / "mine", tmp_path)
    assert "Everybody may read the users" in said
    assert "1 failed" in said
    assert "shadow is open" in said


def test_all_of_it_is_status_0(tmp_path: Path) -> None:
    (tmp_path / "goss.yaml").write_text("package:\n  nginx:\n    installed: true\n", encoding="utf-8")
    ended = perito("import", "goss", "goss.yaml", "--output", "mine", cwd=tmp_path)
    assert (ended.status, ended.out.count("\n")) == (0, 1)
    assert perito("import", "goss", "goss.yaml", "--output", "mine", cwd=tmp_path).status == 2  # it is there


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("package:\n  {{.Vars.name}}:\n    installed: true\n", ":2:3: "),
        ("- a\n", ":1:1: "),
        ("package: [nginx]\n", ":1:1: "),
        ("package: {nginx\n", ":"),
        ("http:\n  http://localhost: {status: 200}\n", ""),
    ],
)
def test_what_is_no_gossfile_is_one_line(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "goss.yaml").write_text(text, encoding="utf-8")
    ended = perito("import", "goss", "goss.yaml", "--output", "mine", cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1)
    assert ended.said[0].startswith(f"goss.yaml{place}")
    assert not (tmp_path / "mine").exists()


def test_what_is_no_python_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_a(:\n", encoding="utf-8")
    ended = perito("import", "testinfra", "test_a.py", cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1)
    assert ended.said[0].startswith("test_a.py:1:")


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("file", "mode", {"match-regexp": "06.."}),
        ("file", "contents", ["/[/"]),
        ("file", "sha512", "00"),
        ("port", "listening", "yes"),
        ("user", "uid", {"gt": 999}),
        ("command", "exit-status", True),
    ],
)
def test_matchers_and_what_testinfra_lacks_are_left(kind: str, key: str, value: object) -> None:
    assert goss_resources.KINDS[kind].lines("tcp:22", key, value) is None


def test_texts_stay_texts(tmp_path: Path) -> None:
    """Whatever a gossfile says is data in the check, never code."""
    hostile = "x') or __import__('os').system('id') or ('"
    (tmp_path / "goss.yaml").write_text(f'file:\n  "{hostile}":\n    exists: true\n', encoding="utf-8")
    (one,) = goss.translated(tmp_path / "goss.yaml").checks
    assert repr(hostile) in "\n".join(one.code)
    compile("\n".join(one.code), "check", "exec")
