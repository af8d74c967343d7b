"""From a line of a server's file to the repository's: by content, and to the file where the content does not tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.documents.result import CheckResult, Outcome
from perito.grading.sources import Source, line_of, mentioned, places
from perito.support import i18n

SITE = """    location / {
        include proxy_params;
    }
}
"""
SERVED = f"server {{\n    listen 80;\n    server_name a www.a;\n{SITE}"
TEMPLATE = f"# Filled in\nserver {{\n  listen 80;\n  server_name @SITE@ www.@SITE@;\n{SITE}"
SCRIPT = f"#!/bin/sh\nset -eu\ncat > /etc/nginx/site <<'EOF'\n{SERVED}EOF\nchmod 644 /etc/nginx/site\n"


def source(text: str, place: str = "/etc/nginx/site") -> Source:
    return Source(place, "deploy/file", text)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (SERVED, 3, 3),
        (TEMPLATE, 2, 3),
        (TEMPLATE, 3, 4),  # filled in: the line between two that are the same
        (TEMPLATE, 5, 6),
        (SCRIPT, 3, 6),  # a here-document
        (SERVED.replace("    listen 80;\n", ""), 2, 0),  # the server has a line that the repository lacks
        ("something\nelse\n", 3, 0),
        ("", 3, 0),
        (SERVED, 99, 0),
    ],
)
def test_a_line_is_found_by_content(text: str, number: int, expected: int) -> None:
    assert line_of(SERVED, number, source(text)) == expected


def test_what_the_server_does_not_show_is_at_the_file() -> None:
    assert line_of("", 3, source(SERVED)) == 0


LINES = st.lists(st.text("abc {};", max_size=6), max_size=12)


@given(LINES, LINES, st.integers(1, 14))
def test_a_line_that_is_found_exists_and_is_the_same_or_stands_for_it(
    served: list[str], there: list[str], number: int
) -> None:
    found = line_of("\n".join(served), number, source("\n".join(there)))
    assert 0 <= found <= len("\n".join(there).splitlines())
    if found and number <= len(served) and served == there:
        assert found == number


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        (
            "mkdir /var/www/a\nchmod 755 /var/www/a\nchmod 600 /var/www/ab\n",
            "755",
            2,
        ),  # it says so
        ("mkdir /var/www/ab\nchmod 755 /var/www/a\n", "700", 2),  # the only one that names it
        ("mkdir /var/www/a\nchmod 755 /var/www/a\n", "700", 0),
        ("mkdir /var/www/a/b\n", "700", 0),
        ("", "", 0),
    ],
)
def test_a_script_says_a_path_in_one_line_or_in_none(text: str, actual: str, expected: int) -> None:
    assert mentioned("/var/www/a", actual, source(text), deployed=False) == expected
    assert mentioned("/var/www/a", actual, source(text), deployed=True) == 0


@pytest.mark.parametrize(
    ("language", "says", "first"),
    [
        ("es", "/etc/x/app.service, línea 6: User=root.", ("/etc/x/app.service", 6)),
        ("en", "/etc/x/app.service, line 6: User=root.", ("/etc/x/app.service", 6)),
        ("en", "In /var/www/a the group lacks it; see /etc/b:12", ("/etc/b", 12)),
        ("en", "In /var/www/a the group lacks it.", ("/var/www/a", 0)),
        ("en", "The service app.service is stopped.", ("app.service", 0)),
    ],
)
def test_the_places_of_a_finding(language: str, says: str, first: tuple[str, int]) -> None:
    before = i18n.language()
    i18n.use(language)
    try:
        check = CheckResult(id="x", step="x", title="x", outcome=Outcome.FAILED, says=says)
        assert next(places(check)) == first
    finally:
        i18n.use(before)
