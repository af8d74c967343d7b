"""Every question: a script that a POSIX shell takes, with a deadline and a size limit."""

from __future__ import annotations

import inspect
import subprocess

import pytest

from perito.probes import unix_http
from perito.probes.python import gunicorn_check
from perito.transport.base import Role
from tests.probes.table import PROBES

KIB, MIB = 1 << 10, 1 << 20


@pytest.mark.parametrize("name", PROBES)
def test_a_question_is_shell_and_ends(name: str) -> None:
    command = PROBES[name].command
    said = subprocess.run(["/bin/sh", "-n", "-c", command.script], capture_output=True, check=False)
    assert (said.returncode, said.stderr) == (0, b"")
    assert 5 <= command.timeout <= 120
    assert 256 * KIB <= command.limit <= 16 * MIB
    assert command.about or "\n" not in command.script  # what people read of it


def test_whoever_waits_on_the_server_waits_less_than_we_do() -> None:
    """A program that is given so many seconds there must be able to say that they ran out."""
    seconds = inspect.signature(unix_http.ask).parameters["seconds"].default
    assert PROBES["socket"].command.timeout > 2 * seconds
    assert PROBES["check"].command.timeout > gunicorn_check.DEADLINE + 1


def test_what_is_asked_as_somebody_else_needs_root() -> None:
    """And only that: the login user's own question is asked as the login user."""
    needs = {name: PROBES[name].command.role is Role.ROOT for name in ("check", "tools", "socket")}
    own = {name: PROBES[name].command.role is Role.LOGIN for name in ("check as we are", "tools as we are", "port")}
    assert all({**needs, **own}.values())
    drops = {"check": "setpriv --reuid=", "tools": "setpriv --reuid=", "socket": "os.setresuid("}
    for name, words in drops.items():
        assert words in PROBES[name].command.script
    for name in own:
        assert not any(words in PROBES[name].command.script for words in drops.values())


def test_the_students_code_runs_without_a_network_and_where_nothing_stays() -> None:
    assert "unshare --mount --propagation private --net " in PROBES["check"].command.script
    assert "unshare" not in PROBES["check as we are"].command.script
    assert "--net" not in PROBES["nginx -t"].command.script  # nginx binds its ports only where there are addresses


def test_a_group_is_looked_for_only_where_one_is_given() -> None:
    assert "getent group www-data" in PROBES["check"].command.script
    assert "getent group" not in PROBES["check without group"].command.script
    assert 'regid="$(id -g ana)"' in PROBES["check without group"].command.script


def test_whose_question_it_is_stands_in_the_evidence() -> None:
    assert PROBES["socket"].command.about.endswith("  # www-data")
    assert "#" not in PROBES["port"].command.about


def test_a_login_shell_is_asked_and_an_interactive_one_after_it() -> None:
    script = PROBES["tools as we are"].command.script
    assert script.index("sh login") < script.index("sh interactive")
    assert "LOGIN" not in script
