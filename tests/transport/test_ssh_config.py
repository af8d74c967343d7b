"""ssh_config(5) and the command line together."""

from __future__ import annotations

import getpass
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perito.transport.base import Reason, TransportError
from perito.transport.ssh_config import Hop, route
from perito.transport.target import Kind, Target


@pytest.fixture
def hops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()

    def find(text: str, host: str = "server", **fields: Any) -> list[Hop]:
        file = tmp_path / ".ssh" / "config"
        file.write_text(text)
        return route(replace(Target(Kind.SSH, host, ssh_config=file), **fields))

    return find


def test_nothing_said(hops: Any, tmp_path: Path) -> None:
    [hop] = hops("")
    assert (hop.host, hop.port, hop.user, hop.identities) == ("server", 22, getpass.getuser(), ())
    assert hop.known_hosts[0] == tmp_path / ".ssh" / "known_hosts"
    assert hop.default_identities[0] == tmp_path / ".ssh" / "id_ed25519"
    assert not hop.accept_new
    assert hop.use_agent


def test_options(hops: Any, tmp_path: Path) -> None:
    [hop] = hops(
        "Host server\n  HostName=192.0.2.1\n  Port 2222\n  User eve\n  IdentityFile ~/.ssh/one\n"
        '  UserKnownHostsFile "~/.ssh/a" ~/.ssh/b\n  StrictHostKeyChecking accept-new\n  HostKeyAlias alias\n'
        "  IdentitiesOnly yes\n  HashKnownHosts yes\nHost *\n  User other\n  IdentityFile ~/.ssh/two\n"
    )
    assert (hop.name, hop.host, hop.port, hop.user) == ("server", "192.0.2.1", 2222, "eve")
    assert hop.identities == (tmp_path / ".ssh/one", tmp_path / ".ssh/two")
    assert hop.known_hosts[:2] == (tmp_path / ".ssh/a", tmp_path / ".ssh/b")
    assert (hop.accept_new, hop.key_host, hop.key_port, hop.use_agent) == (True, "alias", 22, False)
    assert hop.hash_names


def test_conditions_that_are_commands(hops: Any) -> None:
    [hop] = hops('Match exec "test %h = server"\n  Port 2222\nMatch exec "false"\n  Port 23\n  User eve\n')
    assert (hop.port, hop.user) == (2222, getpass.getuser())


def test_the_command_line_wins(hops: Any, tmp_path: Path) -> None:
    [hop] = hops(
        "Host server\n  Port 2222\n  User eve\n  IdentityFile /one\n  ProxyCommand nc %h %p as %r\n",
        port=23, user="bob", identity=Path("~/mine"), known_hosts=Path("/known"), accept_new=True,
    )  # fmt: skip
    assert (hop.port, hop.user, hop.identities) == (23, "bob", (tmp_path / "mine", Path("/one")))
    assert (hop.known_hosts, hop.accept_new) == ((Path("/known"),), True)
    assert hop.proxy_command == "nc server 23 as bob"


def test_jumps(hops: Any) -> None:
    text = (
        "Host server\n  ProxyJump a.test,bob@b:2022\n  ProxyCommand ignored\n"
        "Host b\n  HostName b.test\n  ProxyJump c\nHost a.test\n  ProxyCommand relay %h\n"
    )
    found = hops(text)
    assert [(hop.host, hop.port) for hop in found] == [("a.test", 22), ("b.test", 2022), ("server", 22)]
    assert found[1].user == "bob"
    assert [hop.proxy_command for hop in found] == ["relay a.test", None, None]
    found = hops(text, jump="ssh://eve@[2001:db8::1]:2022,[2001:db8::2]:23")
    assert [(hop.host, hop.port) for hop in found] == [
        ("2001:db8::1", 2022), ("2001:db8::2", 23), ("server", 22),
    ]  # fmt: skip
    assert [hop.host for hop in hops("Host *\n  ProxyJump none\n  ProxyCommand none\n")] == ["server"]


def test_includes(hops: Any, tmp_path: Path) -> None:
    (tmp_path / ".ssh" / "conf.d").mkdir()
    (tmp_path / ".ssh" / "conf.d" / "one").write_text("Host server\n  Port 2222\n")
    [hop] = hops("Include conf.d/*\nUser everybody\nHost server\n  HostName 192.0.2.9\n")
    assert (hop.port, hop.user, hop.host) == (2222, "everybody", "192.0.2.9")
    with pytest.raises(TransportError, match="includes itself"):
        hops("Include config\n")


@pytest.mark.parametrize("text", ["Match\n", "Host 'a\n", "???", "Port x\n", "ProxyJump a b c\n"])
def test_nonsense(hops: Any, text: str) -> None:
    with pytest.raises(TransportError, match="SSH configuration") as error:
        hops(text)
    assert error.value.reason is Reason.ERROR


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(TransportError, match="SSH configuration"):
        route(Target(Kind.SSH, "x", ssh_config=tmp_path / "none"))
