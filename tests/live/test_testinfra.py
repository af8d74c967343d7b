"""Plain testinfra on a live server: every module works, what is not there fails, and is asked ahead the next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import testinfra.modules

from tests.cli.running import Ended, document, perito, reach

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.server import Server

# By module of testinfra's: what holds on a server of the lab, and what does not, and fails.
THERE = {
    "addr": 'assert host.addr("localhost").is_resolvable',
    "command": 'assert host.run("id -u").rc == 0 and host.exists("nginx") and host.check_output("echo hi") == "hi"',
    "environment": 'assert host.environment()["PATH"]',
    "file": 'file = host.file("/etc/passwd")\n    assert file.is_file and file.mode == 0o644 and file.user == "root"'
    ' and file.contains("usuario") and file.size and "www-data" in file.content_string and file.sha256sum',
    "group": 'assert host.group("www-data").exists and host.group("www-data").gid == 33',
    "interface": 'assert host.interface("lo").exists and "127.0.0.1" in host.interface("lo").addresses',
    "mount_point": 'assert host.mount_point("/").exists and host.mount_point("/proc").filesystem == "proc"',
    "package": 'assert host.package("nginx").is_installed and host.package("nginx").version',
    "pip": 'assert host.pip("no-such-package").is_installed is False',
    "process": 'assert host.process.get(pid=1).user == "root" and host.process.filter(comm="nginx")',
    "service": 'nginx = host.service("nginx")\n    assert nginx.is_running and nginx.is_enabled',
    "socket": 'assert host.socket("tcp://0.0.0.0:80").is_listening and host.socket.get_listening_sockets()',
    "sudo": 'with host.sudo():\n        assert host.user().name == "root"\n    assert host.user().name == "usuario"',
    "sysctl": 'assert host.sysctl("kernel.ostype") == "Linux"',
    "system_info": 'assert host.system_info.distribution == "debian" and host.system_info.arch',
    "user": 'user = host.user("usuario")\n    assert user.exists and user.uid == 1000 and user.shell and user.home',
}
ABSENT = {
    "addr": 'assert host.addr("nowhere.invalid").is_resolvable',
    "block_device": 'assert host.block_device("/dev/nowhere").size',
    "command": 'assert host.exists("no-such-command")',
    "docker": 'assert host.docker("web").is_running',
    "environment": 'assert host.environment().get("NO_SUCH_VARIABLE") == "1"',
    "file": 'assert host.file("/nowhere").mode == 0o644',
    "group": 'assert host.group("nobody-at-all").gid == 1',
    "interface": 'assert host.interface("eth99").addresses == ["192.0.2.1"]',
    "mount_point": 'assert host.mount_point("/nowhere").device',
    "package": 'assert host.package("no-such-package").version',
    "pip": 'assert host.pip("no-such-package").version',
    "podman": 'assert host.podman("web").is_running',
    "process": 'assert host.process.get(comm="no-such-process").pid',
    "service": 'assert host.service("no-such-service").is_running',
    "socket": 'assert host.socket("tcp://0.0.0.0:9").is_listening',
    "sudo": 'with host.sudo("www-data"):\n        assert host.file("/nowhere").user == "root"',
    "supervisor": 'assert host.supervisor("web").is_running',
    "sysctl": 'assert host.sysctl("no.such.key") == 1',
    "user": 'assert host.user("nobody-at-all").uid == 1',
}
# About other machines' management; and a firewall that the lab's servers have no tool of.
ASIDE = {"ansible", "facter", "puppet_resource", "salt", "iptables", "system_info"}
RUBRIC = """\
schema: perito/rubric/1
practice: plain
model: none
title: {en: Plain, es: Simple}
steps:
  plain:
    title: {en: Plain, es: Simple}
    checks:
"""


def practice_of(directory: Path, there: dict[str, str], absent: dict[str, str]) -> Path:
    (directory / "checks").mkdir(parents=True)
    names = [*(f"there.{one}" for one in there), *(f"absent.{one}" for one in absent)]
    rows = "".join(f"      {one}: {{title: {{en: {one}, es: {one}}}}}\n" for one in names)
    (directory / "rubric.yaml").write_text(RUBRIC + rows)
    code = "from perito import check\n"
    for name, body in zip(names, [*there.values(), *absent.values()], strict=True):
        code += f'\n\n@check("{name}")\ndef test_{name.replace(".", "_")}(host):\n    {body}\n'
    (directory / "checks" / "test_01_plain.py").write_text(code)
    return directory


def grade(server: Server, practice: Path, result: Path, *words: object) -> Ended:
    env = {"PERITO_CACHE_DIR": str(practice / "cache")}
    given = ("--practice", practice, "--no-report", "--json", result, "--lang", "en", *words)
    ended = perito("check", *reach(server), *given, cwd=practice, env=env)
    assert ended.status in {0, 1, 3}, ended
    return ended


def outcomes(result: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: f"{one['outcome']} {one['detail']}" for one in result["checks"]}


def test_the_table_has_every_module() -> None:
    assert {*THERE, *ABSENT} | ASIDE == {*testinfra.modules.modules}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return practice_of(tmp_path / "plain", THERE, ABSENT)


def test_every_module_works_and_the_second_time_takes_four_round_trips(lab_server: Server, practice: Path) -> None:
    first, second, evidence = practice / "1.json", practice / "2.json", practice / "e.jsonl"
    grade(lab_server, practice, first)
    said = outcomes(document(first))
    wanted = {"there": "passed", "absent": "failed"}
    assert {name: one for name, one in said.items() if one.split()[0] != wanted[name.split(".")[0]]} == {}
    grade(lab_server, practice, second, "--evidence", evidence)
    assert outcomes(document(second)) == said
    trips = [document(one)["stats"]["round_trips"] for one in (first, second)]
    assert trips[0] > 20
    assert trips[1] <= 4, trips


def test_nothing_after_a_writing_is_asked_ahead_and_no_log_beside_a_request(lab_server: Server, tmp_path: Path) -> None:
    bodies = {
        "before": 'assert host.run("cat /etc/hostname").rc == 0',
        "request": 'assert host.run("curl -s http://localhost/ -o /dev/null; true").rc == 0',
        "log": 'assert host.run("tail -n 1 /var/log/nginx/access.log; true").rc == 0',
        "writes": 'assert host.run("python3 -c 1").rc == 0',
        "after": 'assert host.run("cat /etc/issue").rc == 0',
    }
    practice = practice_of(tmp_path / "plain", bodies, {})
    for number in range(2):
        grade(lab_server, practice, practice / "r.json", "--evidence", practice / f"{number}.jsonl")
    (kept,) = (practice / "cache" / "questions").iterdir()
    asked = json.loads(kept.read_text())
    assert [script for script, _role in asked["first"]] == [
        "cat /etc/hostname",
        "curl -s http://localhost/ -o /dev/null; true",
    ]
    scripts = [
        one["asked"]["script"]
        for one in map(json.loads, (practice / "1.jsonl").read_text().splitlines())
        if one.get("kind") == "command"
    ]
    assert scripts[-2:] == ["python3 -c 1", "cat /etc/issue"]


def test_a_secret_input_is_not_kept(lab_server: Server, tmp_path: Path) -> None:
    secret = "k7-Tejado-roto-3"
    bodies = {"a": 'assert host.run("cat /etc/issue").rc == 0', "b": "host.run(\"test -n '\" + inputs['key'] + \"'\")"}
    practice = practice_of(tmp_path / "plain", bodies, {})
    rubric, code = practice / "rubric.yaml", practice / "checks" / "test_01_plain.py"
    head = "inputs: {key: {title: {en: Key, es: Clave}, secret: true}}\nsteps:"
    rubric.write_text(rubric.read_text().replace("steps:", head))
    code.write_text(code.read_text().replace("test_there_b(host)", "test_there_b(host, inputs)"))
    env = {"PERITO_CACHE_DIR": str(practice / "cache"), "PERITO_INPUT_KEY": secret}
    given = ("--practice", practice, "--no-report", "--json", practice / "r.json", "--lang", "en")
    ended = perito("check", *reach(lab_server), *given, cwd=practice, env=env)
    assert ended.status == 0, ended
    (kept,) = (practice / "cache" / "questions").iterdir()
    assert "cat /etc/issue" in kept.read_text()
    assert secret not in kept.read_text()


def test_what_somebody_wrote_into_the_cache_is_not_run(lab_server: Server, tmp_path: Path) -> None:
    practice = practice_of(tmp_path / "plain", {"a": 'assert host.run("cat /etc/issue").rc == 0'}, {})
    grade(lab_server, practice, practice / "r.json")
    (kept,) = (practice / "cache" / "questions").iterdir()
    lies = {"schema": "perito/questions/1", "later": [], "first": [["touch /home/usuario/lie", "login"]]}
    for text in (json.dumps(lies), "{", "[]", "null", json.dumps({**lies, "first": [1]}), "\x00" * 99):
        kept.write_text(text)
        grade(lab_server, practice, practice / "r.json")
    assert lab_server.run("test -e /home/usuario/lie").returncode != 0
