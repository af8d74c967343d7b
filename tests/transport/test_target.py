"""Addresses as people type them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.errors import UsageError
from perito.transport.target import HttpMode, Kind, Target, parse_app, parse_target


@pytest.mark.parametrize(
    ("text", "host", "port", "user"),
    [
        ("server", "server", None, None),
        ("  ana@server.example.org ", "server.example.org", None, "ana"),
        ("ana@192.0.2.1", "192.0.2.1", None, "ana"),
        ("ssh://server", "server", None, None),
        ("ssh://ana@server:2222", "server", 2222, "ana"),
        ("ssh://ana@server:2222/", "server", 2222, "ana"),
        ("ssh://ana@[2001:db8::1]:2222", "2001:db8::1", 2222, "ana"),
        ("ssh://[::1]", "::1", None, None),
        ("ana@2001:db8::1", "2001:db8::1", None, "ana"),
        ("ana@[2001:db8::1]", "2001:db8::1", None, "ana"),
        ("my_alias-1", "my_alias-1", None, None),
        ("ssh://a%2Bb@Server", "Server", None, "a+b"),
    ],
)
def test_addresses(text: str, host: str, port: int | None, user: str | None) -> None:
    target = parse_target(text)
    assert (target.kind, target.host, target.port, target.user) == (Kind.SSH, host, port, user)
    again = parse_target(target.address)
    assert (again.host, again.port, again.user) == (host, port, user)


def test_local() -> None:
    assert parse_target("local").kind is Kind.LOCAL
    assert parse_target("local").address == "local"
    assert parse_target("ssh://local").host == "local"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("@server", "no user"),
        ("ana@", "names no host"),
        ("server:22", "ssh://server:22"),
        ("ana@server:22", "ssh://ana@server:22"),
        ("http://server", "ssh://"),
        ("ssh://ana:secret@server", "--ask-pass"),
        ("ssh://server:99999", "no address"),
        ("ssh://server:0", "port"),
        ("ssh://server:22/path", "after the port"),
        ("ssh://[::1", "no address"),
        ("ssh://", "no host"),
        ("a b", "no host name"),
        ("-oProxyCommand=evil", "no host name"),
        ("-l@server", "no user name"),
        ("1:2:3", "IPv6"),
        ("[server]", "no host name"),
        ("ser$(id)ver", "no host name"),
    ],
)
def test_nonsense(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as error:
        parse_target(text)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


@given(st.text())
def test_anything_is_a_target_or_a_sentence(text: str) -> None:
    with suppress(UsageError):
        assert parse_target(text).host or text.strip() == "local"
    with suppress(UsageError):
        name = parse_app(text)[1]
        assert name.startswith("/") or "/" not in name
        assert ".." not in name.split("/")


def test_apps() -> None:
    assert parse_app("poc=my-app_1.0") == ("poc", "my-app_1.0")
    assert parse_app("my-app") == ("", "my-app")
    assert parse_app("exercise=/srv/www/my-app") == ("exercise", "/srv/www/my-app")
    for nonsense in (
        "/",
        "/opt/../etc",
        "/opt//a",
        "/opt/a b",
        "/..",
        "",
        "poc=",
        "a/b",
        "..",
        ".",
        "=x y",
        "P=x",
        "a b",
    ):
        with pytest.raises(UsageError):
            parse_app(nonsense)


def test_secrets_stay_inside() -> None:
    target = Target(Kind.SSH, "server", password="first!", sudo_password="second!", passphrase="third!")
    for text in (repr(target), str(target.public()), target.address):
        assert not any(secret in text for secret in ("first!", "second!", "third!"))
    assert set(target.secrets) == {"first!", "second!", "third!"}


def test_back_from_a_document() -> None:
    target = Target(
        Kind.SSH, "server", 2222, "ana", jump="a,b", http=HttpMode.TUNNEL, apps=(("poc", "x"), ("", "y")),
        service="x.service", server_name="x.test", url_base="http://127.0.0.1:8080",
    )  # fmt: skip
    assert Target.from_public(target.public()) == target
    assert Target.from_public(Target().public()) == Target()
    with pytest.raises(UsageError):
        Target.from_public({"address": "x"})
    with pytest.raises(UsageError):
        Target.from_public({"kind": "ssh", "apps": [1]})
