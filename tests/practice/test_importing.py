"""`perito import`: what other programs' tests become, and what is listed; the practice is graded on a lab server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from perito.practice.importing import goss, goss_matchers, goss_resources
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
    mode: {match-regexp: "^06[04]0$"}
  /etc/group:
    exists: true
    contents: {and: [{contain-element: {have-prefix: "usuario:"}}, {not: {contain-element: toor}}]}
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
  lo0:
    name: lo
    mtu: {ge: 16384}
addr:
  tcp://127.0.0.1:22: {reachable: true}
dns:
  localhost: {resolvable: true, addrs: {consist-of: ["127.0.0.1", "::1"]}}
  there:
    resolve: localhost
    addrs: {or: [{contain-element: "127.0.0.1"}, {contain-element: {have-prefix: "::"}}]}
  MX:example.org: {resolvable: true, server: 192.0.2.53}
http:
  http://localhost:
    status: {and: [{gt: 199}, {lt: 500}]}
    request-headers: ["Host: nobody.test"]
    headers: ["/^Server: nginx/", "!X-Powered-By"]
    body: {not: {contain-substring: nobody-wrote-this}}
  http://localhost/upload: {status: 200, method: POST}
matching:
  one: {content: 1, matches: 1}
"""
LEFT = [
    "package: openssl: versions",
    "dns: MX:example.org: resolvable",
    "dns: MX:example.org: server",
    "http: http://localhost/upload: status",
    "http: http://localhost/upload: method",
    "matching: one",
]
# As curl would, which the lab's servers do not have: -D and -w are what the translated checks ask with.
CURL = """#!/usr/bin/python3
import sys, urllib.error, urllib.request
request = urllib.request.Request(sys.argv[-1])
for name, value in zip(sys.argv, sys.argv[1:]):
    if name == "-H":
        request.add_header(*value.split(": ", 1))
try:
    answer = urllib.request.urlopen(request, timeout=5)
except urllib.error.HTTPError as error:
    answer = error
if "-w" in sys.argv:
    print(answer.status, end="")
elif "-D" in sys.argv:
    print(f"HTTP/1.1 {answer.status}\\r\\n{answer.headers}", end="")
else:
    print(answer.read().decode())
"""
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
    """Where the server has no curl, a page is not seen: nobody fails for that."""
    (tmp_path / "goss.yaml").write_text(GOSS, encoding="utf-8")
    ended = perito("import", "goss", "goss.yaml", "--output", "mine", "--lang", "en", cwd=tmp_path)
    assert ended.status == 1
    found = listed(ended.out)
    assert [text for _line, text in found] == LEFT
    lines = GOSS.splitlines()
    assert all(text.split(": ")[-1] in lines[line - 1] for line, text in found)
    said = graded(lab_server, tmp_path / "mine", tmp_path)
    assert "21 passed · 1 not seen" in said, said
    assert "? http http://localhost" in said
    lab_server.run(f"cat > /usr/local/bin/curl <<'END'\n{CURL}END\nchmod 755 /usr/local/bin/curl")
    said = graded(lab_server, tmp_path / "mine", tmp_path)
    assert "22 passed" in said, said


@pytest.mark.parametrize(
    "damage", ["rm /etc/mtab", "chmod 600 /etc/passwd", "systemctl disable --now nginx", "deluser usuario sudo"]
)
def test_a_translated_check_can_fail(damage: str, lab_server: Server, tmp_path: Path) -> None:
    (tmp_path / "goss.yaml").write_text(GOSS, encoding="utf-8")
    perito("import", "goss", "goss.yaml", "--output", "mine", "--lang", "en", cwd=tmp_path)
    lab_server.run(damage)
    assert re.search(r"passed · \d+ failed", graded(lab_server, tmp_path / "mine", tmp_path))


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
        ("http:\n  http://localhost: {status: 200, proxy: a}\n", ""),
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
        ("file", "mode", {"match-regexp": "06("}),
        ("file", "size", {"gt": "many"}),
        ("file", "size", {"gt": 1, "lt": 5}),
        ("file", "contents", {"gjson": {"a": "b"}}),
        ("package", "versions", {"semver-constraint": ">1.0.0"}),
        ("user", "groups", {"contain-elements": ["sudo", "sudo"]}),
        ("user", "exists", {"gt": 0}),
        ("dns", "addrs", {"consist-of": [{"have-prefix": "1"}]}),
        ("file", "contents", ["/[/"]),
        ("file", "sha512", "00"),
        ("port", "listening", "yes"),
        ("command", "exit-status", True),
    ],
)
def test_matchers_and_what_testinfra_lacks_are_left(kind: str, key: str, value: object) -> None:
    assert goss_resources.KINDS[kind].lines("tcp:22", key, value) is None


def test_a_text_that_stands_alone_is_all_of_an_output() -> None:
    (line,) = goss_resources.KINDS["command"].lines("true", "stdout", "") or []
    assert line == """expect(host.run('true').stdout.rstrip("\\n")).to_equal('')"""


# What a fact gives, a matcher, a value that passes, and one that does not.
MATCHERS: list[tuple[Any, object, Any, Any]] = [
    ("number", {"gt": 1}, 2, 1), ("number", {"ge": 2}, 2, 1), ("number", {"lt": 2}, 1, 2), ("number", {"le": 1}, 1, 2),
    ("text", {"gt": 200}, "201", "128"), ("lines", {"gt": 1}, "2\n", "1\n"),
    ("text", "128", "128", "129"), ("number", {"have-prefix": "4"}, 42, 24),
    ("text", {"have-prefix": "a"}, "ab", "ba"), ("text", {"have-suffix": "a"}, "ba", "ab"),
    ("text", {"contain-substring": "b"}, "abc", "ac"), ("text", {"match-regexp": "^a.c$"}, "abc", "xabc"),
    ("list", {"contain-element": "a"}, ["b", "a"], ["ab"]), ("list", ["a", "b"], ["b", "c", "a"], ["a"]),
    ("list", {"contain-elements": ["a", {"have-prefix": "b"}]}, ["bc", "a"], ["a", "cb"]),
    ("list", {"consist-of": ["b", "a"]}, ["a", "b"], ["a", "b", "c"]), ("list", {"have-len": 2}, ["a", "b"], ["a"]),
    ("list", {"equal": ["a", "b"]}, ["a", "b"], ["b", "a"]), ("lines", {"contain-element": "a"}, "b\na\n", "ab\n"),
    ("lines", {"have-prefix": "a"}, "a\nb", "b\na"), ("text", {"not": {"have-prefix": "a"}}, "b", "a"),
    ("number", {"and": [{"gt": 1}, {"lt": 3}]}, 2, 3), ("number", {"or": [1, {"gt": 5}]}, 6, 2),
    ("flag", True, True, False),
    ("number", {"not": {"or": [{"lt": 1}, {"gt": 3}]}}, 2, 4),
]  # fmt: skip


@pytest.mark.parametrize(("gives", "matcher", "passes", "fails"), MATCHERS, ids=lambda one: str(one)[:40])
def test_a_matcher_holds_where_goss_s_does(gives: Any, matcher: object, passes: object, fails: object) -> None:
    code = goss_matchers.condition("found", gives, matcher)
    assert code is not None
    for value, holds in ((passes, True), (fails, False)):
        space: dict[str, Any] = {"found": value}
        assert bool(eval(code, {"re": re}, space)) is holds, code  # noqa: S307 - of this file alone


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "curl -s --max-time 5 -L"),
        ({"timeout": 500, "no-follow-redirects": True}, "curl -s --max-time 0.5"),
        ({"allow-insecure": True, "request-headers": ["A: it's"]}, "curl -s --max-time 5 -k -L -H 'A: it'\"'\"'s'"),
        ({"method": "HEAD"}, "curl -s --max-time 5 -L -I"),
    ],
)
def test_a_page_is_asked_for_as_goss_would(fields: dict[str, Any], words: str) -> None:
    read = goss_resources.KINDS["http"].reader({**fields, "status": 200})
    asked, *_guard, told = read("http://a.test/?b=c&d", "status", 200) or []
    command = f"{words} -o /dev/null -w '%{{http_code}}' 'http://a.test/?b=c&d'"
    assert (asked, told) == (f"page = host.run({command!r})", "expect(int(page.stdout or 0)).to_equal(200)")


@pytest.mark.parametrize("more", [{"method": "PUT"}, {"request-body": "a"}, {"password": "b"}, {"ca-file": "/c"}])
def test_what_writes_or_lies_elsewhere_is_not_asked(more: dict[str, Any]) -> None:
    read = goss_resources.KINDS["http"].reader({"status": 200, **more})
    assert [read("http://a.test", key, value) for key, value in (("status", 200), *more.items())] == [None, None]


def test_texts_stay_texts(tmp_path: Path) -> None:
    """Whatever a gossfile says is data in the check, never code."""
    hostile = "x') or __import__('os').system('id') or ('"
    (tmp_path / "goss.yaml").write_text(f'file:\n  "{hostile}":\n    exists: true\n', encoding="utf-8")
    (one,) = goss.translated(tmp_path / "goss.yaml").checks
    assert repr(hostile) in "\n".join(one.code)
    compile("\n".join(one.code), "check", "exec")
