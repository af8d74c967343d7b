"""Characters that are not what they look like, by code point; and those that are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.support.lookalikes import plain, strange_in


@pytest.mark.parametrize(
    ("text", "code", "column", "meant"),
    [
        ("ExecStart=/g \u2013-bind unix:/x", "U+2013", 14, "-"),
        ("/g \u2014workers 3", "U+2014", 4, "--"),
        ("www\u2011data", "U+2011", 4, "-"),
        ("proxy_pass\u00a0http://unix:/x", "U+00A0", 11, " "),
        ("wsgi\uff1aapp", "U+FF1A", 5, ":"),
        ("usu\u0430rio", "U+0430", 4, "a"),
        ("\u0391pp", "U+0391", 1, "A"),
        ("\u201cPATH=/x\u201d", "U+201C", 1, '"'),
        ("/var/www/x\u200b", "U+200B", 11, ""),
        ("\ufeff[Unit]", "U+FEFF", 1, ""),
        ("cafe\u0301", "U+0301", 5, ""),
        ("a\u2044b", "U+2044", 2, "/"),
    ],
)
def test_what_is_not_what_it_looks_like(text: str, code: str, column: int, meant: str) -> None:
    found = strange_in(text)[0]
    assert (found.code, found.column, found.meant) == (code, column, meant)
    assert found.name


@pytest.mark.parametrize("text", ["aplicación", "¿Qué tal, año?", "1ª 2º €", "Привет", "Ω", "日本語", "naïve"])
def test_accents_and_scripts_of_their_own_are_what_they_are(text: str) -> None:
    assert strange_in(text) == []
    assert plain(text) == text


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    found = strange_in("uno\r\ndos \u2013\r\ntres\u200b")
    assert [(one.line, one.column) for one in found] == [(2, 5), (3, 5)]


def test_as_it_was_meant() -> None:
    assert plain("\u2013\u2013bind\u00a0unix:/x wsgi\uff1aapp \u2014workers") == "--bind unix:/x wsgi:app --workers"


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_is_left_alone(text: str) -> None:
    assert strange_in(text) == []
    assert plain(text) == text
