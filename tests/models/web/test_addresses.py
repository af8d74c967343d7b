"""Whether nginx comes to a program by the address that it asks at: not by the letters of the two."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from perito.models.chain import Name
from perito.models.web.chain import names, reaches, socket_name
from perito.probes.nginx.facts import Upstream


@pytest.mark.parametrize(
    ("asked", "address", "same"),
    [
        ("http://127.0.0.1:3000", "127.0.0.1:3000", True),
        ("http://127.0.0.1:3000/", "127.0.0.1:3000", True),
        ("http://localhost:3000", "[::1]:3000", True),
        ("http://localhost:3000/app", "0.0.0.0:3000", True),
        ("http://[::1]:3000", "[::]:3000", True),
        ("127.0.0.1:9000", "*:9000", True),
        ("http://127.0.0.1", "127.0.0.1:80", True),
        ("http://programa", "127.0.0.1:3000", True),
        ("http://127.0.0.1:3001", "127.0.0.1:3000", False),
        ("http://127.0.0.1", "127.0.0.1:3000", False),
        ("http://192.0.2.7:3000", "127.0.0.1:3000", False),
        ("http://unix:/run/a.sock", "127.0.0.1:3000", False),
        ("—", "127.0.0.1:3000", False),
    ],
)
def test_an_address_is_reached(asked: str, address: str, same: bool) -> None:
    assert reaches(asked, address) is same


def named(asked: str, address: str) -> Name:
    """How the chain shows a program without a Unix socket that nginx asks."""
    site = SimpleNamespace(proxied_sockets=[], proxy_pass=asked)
    service = SimpleNamespace(other_sockets=list, listeners=[])
    deployment: Any = SimpleNamespace(site=site, program=SimpleNamespace(sockets=[]), service=service)
    return socket_name(deployment, (address,))


def test_the_chain_shows_another_address_where_it_is_another_one() -> None:
    assert named("http://localhost:3000/", "[::1]:3000") == Name("[::1]:3000")
    assert named("http://127.0.0.1:3001", "127.0.0.1:3000") == Name("127.0.0.1:3000", "127.0.0.1:3001")


@pytest.mark.parametrize(
    ("gateway", "sockets", "shown"),
    [
        (Upstream("unix", path="/run/php/php8.2-fpm.sock", scheme="fastcgi"), [], Name("php8.2-fpm.sock")),
        (Upstream("tcp", host="127.0.0.1", port=9000, scheme="fastcgi"), [], Name("127.0.0.1:9000")),
        (Upstream("unix", path="/run/a.sock", scheme="uwsgi"), ["/run/b.sock"], Name("b.sock")),
        (None, [], Name("")),
    ],
)
def test_the_chain_names_what_nginx_asks_where_nobody_listens(
    gateway: Upstream | None, sockets: list[str], shown: Name
) -> None:
    site = SimpleNamespace(
        server_name="a.test", proxied_sockets=[], proxy_pass="—", passing=SimpleNamespace(gateway=gateway),
        link=SimpleNamespace(entry=None, unread_path=lambda: None),
    )  # fmt: skip
    deployment: Any = SimpleNamespace(
        site=site, program=SimpleNamespace(sockets=sockets), names=SimpleNamespace(site=None, service=None),
        service=SimpleNamespace(other_sockets=list, listeners=[]),
    )  # fmt: skip
    assert names(deployment)["socket"] == shown
