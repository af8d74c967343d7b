"""What is run of each peer on one server."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from bench.cost import Program
from bench.way import ALIAS
from perito.transport.base import Command, HttpRequest, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.way import Way
    from perito.evidence import recording

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE.parent / "questions.yaml"
PERITO, SEQUENTIAL, PARALLEL = "perito check", "script over ssh", "parallel script over ssh"
PRACTICE, PRACTICE_PARALLEL = "practice's commands over ssh", "practice's commands at once"
PARAMIKO, SSH, SERVERSPEC, ANSIBLE = "testinfra, paramiko", "testinfra, ssh", "Serverspec", "Ansible"


@dataclass(frozen=True)
class Known:
    """What the peers are given, which Perito finds out: all that was asked of the server, and the virtualenv's path.

    `user`: who logs in.
    """

    seen: recording.Evidence
    user: str
    virtualenv: str = ""

    def questions(self) -> list[dict[str, Any]]:
        """The list that testinfra, Serverspec and Ansible go through."""
        text = QUESTIONS.read_text(encoding="utf-8").replace("{virtualenv}", self.virtualenv)
        found: list[dict[str, Any]] = YAML(typ="safe").load(text)
        return found


def programs(known: Known, way: Way, scratch: Path) -> dict[str, Program]:
    """Every peer that can be run here, by name. `scratch` is theirs."""
    questions = scratch / "questions.json"
    questions.write_text(json.dumps(known.questions()))
    given = {"BENCH_QUESTIONS": str(questions), "BENCH_WEB": way.web}
    found = {
        PERITO: Program(perito(way)),
        SEQUENTIAL: script(known, way, together=False),
        PARALLEL: script(known, way, together=True),
        PRACTICE: practice(known, way, together=False),
        PRACTICE_PARALLEL: practice(known, way, together=True),
        PARAMIKO: Program([*testinfra(way), f"--hosts=paramiko://{ALIAS}"], env=given),
        SSH: Program([*testinfra(way), f"--hosts=ssh://{ALIAS}"], env=given),
    }
    if shutil.which("rspec"):
        environment = given | {"BENCH_HOST": ALIAS, "BENCH_SSH_CONFIG": str(way.config)}
        words = ["rspec", "--pattern", "*_spec.rb", "--format", "progress", str(HERE / "same_spec.rb")]
        found[SERVERSPEC] = Program(words, env=environment, cwd=scratch)
    if playbook := shutil.which("ansible-playbook"):
        found[ANSIBLE] = ansible(playbook, known, way, scratch)
    return found


def perito(way: Way) -> list[str]:
    """`perito check`, with all that it does."""
    words = [sys.executable, "-m", "perito", "check", ALIAS, "--ssh-config", str(way.config), "--app", "mi_aplicacion"]
    return [*words, "--url-base", f"http://{way.web}", "--no-report"]


def script(known: Known, way: Way, *, together: bool) -> Program:
    """Everything that Perito asked, as one shell script through one ssh and one sudo, and the pages with curl.

    `together`: all at the same time, which is the limit; else one after the other.
    """
    requests = (one.asked for one in known.seen.exchanges if isinstance(one.asked, HttpRequest))
    pages = [(one.host, one.path) for one in requests]
    return over_ssh("sudo -n sh -s", list(_commands(known)), pages, way, together=together)


def practice(known: Known, way: Way, *, together: bool) -> Program:
    """The practice's own commands, as a teacher would write them down: the list of the other peers as a shell script,
    run by the login user, with sudo where they need it."""
    asked = known.questions()
    pages = [(one["http"], "/") for one in asked if "http" in one]
    return over_ssh("sh -s", [_in_shell(one) for one in asked if "http" not in one], pages, way, together=together)


def over_ssh(shell: str, commands: list[str], pages: list[tuple[str, str]], way: Way, *, together: bool) -> Program:
    """A script of commands through one ssh, and pages, each a host and a path, with curl."""
    ending = ") >/dev/null 2>&1 &" if together else ") >/dev/null 2>&1"
    remote = "\n".join([*(f"( {one} {ending}" for one in commands), "wait"]) + "\n"
    visits = [
        f"curl -s -o /dev/null -H {shlex.quote(f'Host: {host}')} {shlex.quote(f'http://{way.web}{path}')}"
        for host, path in pages
    ]
    # In the background a shell takes standard input away: the script comes in by another descriptor.
    ssh = f"ssh -F {shlex.quote(str(way.config))} {ALIAS} {shell} <&3"
    local = [f"{ssh} &", *(f"{visit} &" for visit in visits), "wait"] if together else [f"{ssh} || exit", *visits]
    return Program(["sh", "-c", "exec 3<&0; " + "\n".join(local)], stdin=remote.encode())


def _in_shell(one: dict[str, Any]) -> str:
    """One question of the list as a line of shell."""
    if "command" in one:
        return f"sudo -n sh -c {shlex.quote(one['command'])}" if one.get("sudo") else str(one["command"])
    if "package" in one:
        return f"dpkg-query -W {one['package']}"
    if "service" in one:
        return f"systemctl is-{one['is']} {one['service']}"
    if "contains" in one:
        return shlex.join(["grep", "-qF", "--", one["contains"], one["file"]])
    return shlex.join(["stat", "-c", "%F %U %G %a", one["file"]])


def _commands(known: Known) -> Iterator[str]:
    for one in (exchange.asked for exchange in known.seen.exchanges):
        if isinstance(one, Command):
            who = "" if one.role is Role.ROOT else f"runuser -u {known.user} -- "
            yield f"{who}/bin/sh -c {shlex.quote(one.script)}"


def testinfra(way: Way) -> list[str]:
    """pytest on bench/peers/same_testinfra.py; nothing of Perito is loaded."""
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null"]
    return [
        *words,
        "--noconftest",
        "--rootdir",
        str(HERE),
        "-p",
        "no:xdist",
        f"--ssh-config={way.config}",
        str(HERE / "same_testinfra.py"),
    ]


def ansible(program: str, known: Known, way: Way, scratch: Path) -> Program:
    """`setup`, and a task for each question; each run has connections of its own."""
    inventory, playbook = scratch / "inventory", scratch / "playbook.yaml"
    inventory.write_text(f"{ALIAS} ansible_python_interpreter=/usr/bin/python3\n")
    tasks = [_task(number, one, way) for number, one in enumerate(known.questions())]
    playbook.write_text(json.dumps([{"hosts": "all", "gather_facts": True, "tasks": tasks}]))
    control = "-o ControlMaster=auto -o ControlPersist=2s"
    environment = {
        "ANSIBLE_SSH_ARGS": f"-F {way.config} {control}",
        "ANSIBLE_SSH_CONTROL_PATH_DIR": str(scratch / "cp"),
        "ANSIBLE_HOST_KEY_CHECKING": "True",
        "ANSIBLE_LOCALHOST_WARNING": "False",
        "ANSIBLE_HOME": str(scratch / "ansible"),
        "LC_ALL": "C.UTF-8",
    }
    return Program([program, "-i", str(inventory), str(playbook)], env=environment, cwd=scratch)


def _task(number: int, one: dict[str, Any], way: Way) -> dict[str, Any]:
    said = f"r{number}"
    task: dict[str, Any] = {"register": said, "changed_when": False}
    if "command" in one:
        wrong = f"{said}.rc != 0 or {json.dumps(one['contains'])} not in {said}.stdout"
        return task | {"ansible.builtin.shell": one["command"], "become": bool(one.get("sudo")), "failed_when": wrong}
    if "package" in one:
        return task | {"ansible.builtin.command": f"dpkg-query -W {one['package']}"}
    if "service" in one:
        return task | {"ansible.builtin.command": f"systemctl is-{one['is']} {one['service']}"}
    if "http" in one:
        asked = {"url": f"http://{way.web}/", "headers": {"Host": one["http"]}, "status_code": one["status"]}
        return task | {
            "ansible.builtin.uri": asked,
            "delegate_to": "localhost",
            "vars": {"ansible_connection": "local"},
        }
    if "contains" in one:
        words = ["grep", "-qF", "--", one["contains"], one["file"]]
        return task | {"ansible.builtin.command": {"argv": words}}
    return task | {"ansible.builtin.stat": {"path": one["file"]}, "failed_when": _stat_is_wrong(said, one)}


def _stat_is_wrong(said: str, one: dict[str, Any]) -> str:
    kinds = {"directory": "isdir", "symlink": "islnk", "file": "isreg"}
    wanted = {"owner": ("pw_name", one.get("owner")), "group": ("gr_name", one.get("group")),
              "mode": ("mode", f"0{one.get('mode')}")}  # fmt: skip
    if "kind" in one:
        return f"not {said}.stat.{kinds[one['kind']]}"
    name, value = next(wanted[key] for key in wanted if key in one)
    return f"{said}.stat.{name} != {json.dumps(value)}"
