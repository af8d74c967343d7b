"""testinfra on a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from perito.errors import Unseen
from perito.evidence.session import CannotLook, Session
from perito.server.host import AS_ROOT, host_of
from perito.transport.base import Answer, Command, Role
from perito.transport.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def session() -> Iterator[Session]:
    with Session.live(Target()) as session:
        session.open()
        yield session


def scripts(session: Session) -> list[tuple[str, Role]]:
    return [(one.asked.script, one.asked.role) for one in session.evidence if isinstance(one.asked, Command)]


def test_run(session: Session) -> None:
    host: Any = host_of(session)
    result = host.run("printf %s; exit 3", "it's ñ")
    assert (result.rc, result.stdout, result.stderr) == (3, "it's ñ", "")
    assert host.check_output("echo hi") == "hi"
    host.run("echo hi")
    assert len(scripts(session)) == 2


def test_an_assertion_quotes_what_a_command_said(session: Session) -> None:
    host: Any = host_of(session)
    assert repr(host.run("echo first >&2; echo second >&2; exit 3")) == (
        "«echo first >&2; echo second >&2; exit 3» (3): first · second"
    )
    assert repr(host.run("true")) == "«true» (0)"
    assert repr(host.run("head -c 9999 /dev/zero | tr '\\0' x")).endswith(f"(0): {'x' * 300}…")


def test_bytes_that_are_no_text(session: Session) -> None:
    host: Any = host_of(session)
    out = host.run("printf '\\303\\377'").stdout
    assert out == "\udcc3\udcff"
    assert host.run("printf %s", out).stdout_bytes == b"\xc3\xff"
    assert all("locale" not in script for script, _ in scripts(session))


def test_modules(session: Session) -> None:
    host: Any = host_of(session)
    assert host.file("/etc").is_directory
    assert host.file("/etc/passwd").contains("root")
    assert host.user("root").uid == 0
    assert host.exists("sh")
    assert not host.file("/nowhere").exists


def test_sudo_is_the_root_agent(session: Session) -> None:
    host: Any = host_of(session)
    with host.sudo():
        host.run("id -u")
        with host.sudo("nobody"):
            host.run("id -un %s", "a b")
        host.file("/etc/passwd").size  # noqa: B018 - it asks
    with host.sudo("nobody"), host.sudo():
        host.run("echo innermost")
    host.run("true")
    found = scripts(session)
    assert found[0] == ("id -u", Role.ROOT)
    assert found[1] == ("runuser -u nobody -- /bin/sh -c 'id -un '\"'\"'a b'\"'\"''", Role.ROOT)
    assert found[2][1] is Role.ROOT
    assert found[-2] == ("echo innermost", Role.ROOT)
    assert found[-1] == ("true", Role.LOGIN)
    assert not any(AS_ROOT in script for script, _ in found)


@pytest.mark.parametrize("trouble", [Unseen.NO_SUDO, Unseen.TIMEOUT, Unseen.LOST, Unseen.NOT_RECORDED])
def test_trouble_is_no_failure(session: Session, trouble: Unseen) -> None:
    session.evidence.record(Command("id", Role.ROOT), Answer(None, trouble=trouble, detail="why"))
    host: Any = host_of(Session.of(session.evidence))
    with host.sudo(), pytest.raises(CannotLook) as error:
        host.run("id")
    assert (error.value.reason, error.value.detail) == (str(trouble), "why")


def test_replayed(session: Session) -> None:
    host: Any = host_of(session)
    live = (host.file("/etc/passwd").mode, host.user("root").shell)
    again: Any = host_of(Session.of(session.evidence))
    assert (again.file("/etc/passwd").mode, again.user("root").shell) == live
    with pytest.raises(CannotLook):
        again.run("something else")
