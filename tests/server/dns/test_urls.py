"""Where links lead, however they are written."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.evidence.redaction import Redactor
from perito.support.urls import Url, follow, parse
from tests.hostile.nasty import NASTY

BASE = "http://mi.test/a/b?x=1"
LINKS = (
    "/", "", "#x", "?y", "c", "../c", "/../c", "./", "//h/x", "https://H:443/p?q", "http://[::1]:80/", "http:x",
    "/a//b", "/;x", "a;b?c#d", "%", "http://h:/", "/[x", "/a:b", "a/b:c", "/x/./y/../z", "..", ".", "/%41?a=b&c", "http://u@h/x",
    "http://u:p@h:8/x",
)  # fmt: skip
NOWHERE = (
    "http://[::1", "http://[", "//[", "http://]", "http://[v1.x]/", "http://h:abc/", "http://h:99999/", "http://h:-1/",
    "http://h:٣/", "http://user:pw@", "http://", "http://a b/", "http://h%00/", "mailto:x", "javascript:0", "//",
    "http://h:" + "9" * 5000 + "/",
)  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_a_sound_link_leads_where_the_standard_library_says(link: str) -> None:
    wanted, found = urlsplit(urljoin(BASE, link)), follow(BASE, link)
    assert found is not None
    assert (found.scheme, found.host, found.port) == (wanted.scheme, wanted.hostname, wanted.port)
    assert (found.path, found.query) == (wanted.path, wanted.query)


@pytest.mark.parametrize("link", NOWHERE)
def test_a_malformed_link_leads_nowhere(link: str) -> None:
    assert follow(BASE, link) is None


@pytest.mark.parametrize("secret", ["pw", "p[w", "hunter22", "::1"])
def test_a_link_without_its_secret_leads_to_the_same_host(secret: str) -> None:
    link = f"http://user:{secret}@mi.test/x"
    redacted = Redactor().header("Location", link)
    assert secret not in redacted
    assert follow(BASE, redacted) == Url("http", "mi.test", None, "/x", "")


def test_a_given_secret_may_stand_anywhere() -> None:
    redact = Redactor(("hunter22",)).text
    assert parse(redact("http://www.hunter22.test:80/a?b")) == Url("http", "www.[redacted].test", 80, "/a", "b")
    assert parse(redact("http://hunter22/")) == Url("http", "[redacted]", None, "/", "")


def test_what_no_request_can_hold_is_encoded_as_browsers_do() -> None:
    as_header = "/mañana y más?ñ=\x00".encode().decode("latin-1")
    found = follow(BASE, as_header)
    assert found is not None
    assert found.target == "/ma%C3%B1ana%20y%20m%C3%A1s?%C3%B1=%00".removesuffix("%00")  # blanks at the end are cut


@given(st.one_of(st.text(), st.sampled_from(NASTY).map(lambda one: one.decode("latin-1"))))
def test_whatever_it_is_it_is_no_exception(link: str) -> None:
    for found in (follow(BASE, link), parse(link), follow(link, link)):
        assert found is None or (found.target.isascii() and found.target.isprintable() and " " not in found.target)
