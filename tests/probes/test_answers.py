"""Answers that no server of the lab gave: cut short, damaged, or of a state seldom met."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from perito.errors import CannotLook
from perito.probes import accounts, files, names, packages, sandbox, unix_http
from perito.probes.base import ToolAbsent, tool_of
from perito.probes.diagnosis import telling
from perito.probes.framing import SIZES
from perito.probes.python import gunicorn_check, tools
from perito.probes.systemd import journal
from perito.transport.base import Answer

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("read", "tool"),
    [
        (accounts.read_accounts, "getent"),
        (files.read_tree, "find"),
        (journal.read_journal, "journalctl"),
        (names.read_interfaces, "ip"),
        (lambda answer: packages.read_packages(answer, ["nginx"]), "dpkg-query"),
    ],
)
def test_a_program_that_is_not_there_is_no_empty_answer(read: Callable[[Answer], object], tool: str) -> None:
    with pytest.raises(ToolAbsent) as caught:
        read(Answer(127, stderr=f"sh: 1: {tool}: not found\n".encode()))
    assert (caught.value.tool, caught.value.detail) == (tool, f"sh: 1: {tool}: not found")


def test_a_program_that_is_there_but_does_not_run_is_no_absent_one() -> None:
    answer = Answer(126)
    assert tool_of(answer, "ip") is answer


def test_records_of_every_size_stand_side_by_side() -> None:
    stat = ["P", "/x", "81a4", "0", "0", "root", "root", "1", "1.5"]
    fields = [*stat, "A", "/x", "L", "/x", "target", "R", "/x", "/y", "T", "/x", "text", "N", "/z", "why"]
    assert len(fields) == sum(SIZES.values()) + len(SIZES)
    infos, missing, texts = files.gathered("\0".join([*fields, ""]).encode())
    (info,) = infos.values()
    assert (info.acl, info.target, info.resolved) == (True, "target", "/y")
    assert (missing, texts) == ({"/z": "why"}, {"/x": "text"})


def test_more_of_a_path_that_stat_did_not_tell_is_nothing() -> None:
    assert files.gathered(b"R\0/x\0/y\0L\0/x\0/y\0A\0/x\0") == ({}, {}, {})


def test_a_damaged_line_hides_no_other() -> None:
    good = {"MESSAGE": "Listening", "_PID": "7", "__REALTIME_TIMESTAMP": "1500000"}
    (found,) = journal.read_journal(Answer(0, b"nonsense\n[]\n" + json.dumps(good).encode() + b"\n"))
    assert (found.message, found.pid, found.time, found.priority) == ("Listening", 7, 1.5, 6)


def test_of_a_field_that_is_there_twice_the_first_counts() -> None:
    assert journal.plain(["one", "two"]) == "one"
    assert journal.plain(list(b"\xc3\xa1")) == "á"
    assert journal.plain([[1], "two"]) == ""


@pytest.mark.parametrize("said", ["", "5", "[1]", '[{"addr_info": 3}]', '[{"addr_info": [{"local": "x"}]}]'])
def test_addresses_that_cannot_be_read(said: str) -> None:
    with pytest.raises(CannotLook) as caught:
        names.read_interfaces(Answer(0, said.encode()))
    assert caught.value.reason == "unreadable"


def test_a_package_removed_but_for_its_configuration_is_not_installed() -> None:
    said = b"nginx\tconfig-files\t1.22\npipenv\tinstalled\t2022.12\nother\tinstalled\t1\nbroken\tunpacked\t1\n"
    found = packages.read_packages(Answer(1, said), ["nginx", "pipenv", "broken", "gunicorn"])
    assert found == {"nginx": None, "pipenv": "2022.12", "broken": None, "gunicorn": None}


def test_a_check_that_ends_badly_without_a_word_of_why_is_not_a_good_one() -> None:
    said = "bind = ['unix:/x.sock']\nsomething strange\nworkers = 3\n\n"
    found = gunicorn_check.read_check(Answer(1, said.encode()))
    assert (found.ok, found.certain, found.kind, found.message) == (False, True, "other", "something strange")
    assert found.settings == {"bind": "['unix:/x.sock']", "workers": "3"}
    hanging = gunicorn_check.read_check(Answer(124, said.encode()))
    assert (hanging.ok, hanging.kind, hanging.message, hanging.exit_code) == (False, "hangs", "something strange", 124)


def test_what_our_own_way_of_asking_may_have_caused_is_uncertain() -> None:
    said = "OSError: [Errno 30] Read-only file system: '/srv/x'\n"
    assert gunicorn_check.read_check(Answer(1, said.encode())).certain
    assert not gunicorn_check.read_check(Answer(1, f"{sandbox.MARK}\n{said}".encode())).certain


def test_headers_have_no_capitals() -> None:
    reply = unix_http.SocketReply(200, (("Server", "gunicorn"), ("Location", "/a"), ("LOCATION", "/b")))
    assert (reply.header("location"), reply.header("server"), reply.header("date")) == ("/a", "gunicorn", "")


def test_a_name_in_capitals_is_no_step_of_systemds() -> None:
    found = telling("ImportError: cannot import name 'USER' from 'settings'")
    assert found is not None
    assert (found.kind, found.details) == ("import_error", {"name": "USER", "module": "settings"})


def box(mode: str, *rows: tuple[str, str, str, str], path: str = "/usr/bin") -> str:
    return "\0".join(["", tools.MARK, mode, path, *(field for row in rows for field in row), tools.MARK, ""])


PIP = ("pip3", "/usr/bin/pip3", "0", "pip 23.0.1 from /usr/lib/python3 (python 3.11)")


def toolbox(*said: str) -> dict[str, Any]:
    found = tools.read_toolbox(Answer(0, "".join(said).encode()))
    return {name: (tool.path, tool.version, tool.interactive_only) for name, tool in found.tools.items()}


@pytest.mark.parametrize("noise", ["", "hola\0", "a\0b\0", "a\0b\0c\0"])
def test_what_only_an_interactive_shell_finds(noise: str) -> None:
    """What a profile prints before the marks does not matter, however long."""
    login = box("login", PIP, ("pipenv", "", "127", ""))
    own = ("pip3", "/home/ana/bin/pip3", "0", "pip 99.1")
    interactive = box("interactive", own, ("pipenv", "/home/ana/bin/pipenv", "0", "pipenv, version 2022.12.19"))
    assert toolbox(noise, login, "\0at\0/opt/x/pipenv\0", interactive) == {
        "pip3": ("/usr/bin/pip3", "23.0.1", False),
        "pipenv": ("/home/ana/bin/pipenv", "2022.12.19", True),
    }


def test_what_dpkg_vouches_for_was_not_started() -> None:
    said = box("login", ("pipenv", "/usr/bin/pipenv", "dpkg", "pipenv 2022.12.19+ds-1"))
    assert tools.read_toolbox(Answer(0, said.encode())).tools["pipenv"] == tools.Tool(
        "pipenv", "/usr/bin/pipenv", "2022.12.19+ds-1", elsewhere=()
    )


def test_copies_to_which_no_path_leads() -> None:
    said = box("login", PIP, ("pipenv", "", "127", "")) + "\0at\0/opt/x/pipenv\0\0at\0/usr/bin/pip3\0"
    found = tools.read_toolbox(Answer(0, said.encode())).tools
    assert (found["pip3"].elsewhere, found["pipenv"].elsewhere) == ((), ("/opt/x/pipenv",))


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_row_cut_short_is_left_out(left: int) -> None:
    said = "\0".join(["", tools.MARK, "login", "/usr/bin", *PIP, *PIP[:left]])
    assert list(toolbox(said)) == ["pip3"]


def test_a_program_that_fails_has_no_version_and_its_last_line_says_why() -> None:
    said = "Traceback (most recent call last):\n  version 3.11.2\nNo module named 'distutils'\n"
    found = tools.tool_of_output("pipenv", "/usr/bin/pipenv", "1", said)
    assert (found.version, found.exit_code, found.missing_module) == (None, 1, "distutils")
    assert found.message == "No module named 'distutils'"
    assert tools.tool_of_output("pipenv", "/usr/bin/pipenv", "1", "pipenv, version 2022.12.19").version is None
