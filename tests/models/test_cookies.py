"""The cookies that a browser gives back, and those that it keeps to itself."""

from __future__ import annotations

import pytest

from perito.models.web.cookies import given_back, names, set_by
from perito.support import urls
from perito.transport.base import HttpReply


def reply(*cookies: str) -> HttpReply:
    """A reply that sets these."""
    return HttpReply(302, tuple(("Set-Cookie", one) for one in cookies))


@pytest.mark.parametrize(
    ("before", "cookie", "page", "header"),
    [
        ("", "visita=1; Path=/", "http://mi-app/", "visita=1"),
        ("", "visita=1; HttpOnly; SameSite=Lax", "http://mi-app/x", "visita=1"),
        ("", "visita=1; Secure", "http://mi-app/", ""),
        ("", "visita=1; Secure", "https://mi-app/", "visita=1"),
        ("", "visita=1; Domain=example.org", "http://mi-app/", ""),
        ("", "visita=1; Domain=.example.org", "http://www.example.org/", "visita=1"),
        ("", "visita=1; Path=/admin", "http://mi-app/", ""),
        ("", "visita=1; Path=/admin", "http://mi-app/admin/x", "visita=1"),
        ("", "visita=1; Path=/admin", "http://mi-app/administra", ""),
        ("a=1; visita=1", "visita=; Max-Age=0", "http://mi-app/", "a=1"),
        ("a=1", "b=2", "http://mi-app/", "a=1; b=2"),
        ("a=1", "not a cookie", "http://mi-app/", "a=1"),
    ],
)
def test_what_comes_back(before: str, cookie: str, page: str, header: str) -> None:
    wanted = urls.parse(page)
    assert wanted is not None
    assert given_back(before, reply(cookie), wanted) == header


def test_names_without_values() -> None:
    assert names("b=2; a=secret") == "a b"
    assert names("") == ""


def test_a_reply_may_set_many() -> None:
    assert len(set_by(reply(*(f"c{number}=1" for number in range(100))))) == 20
