"""Characters in which two lines differ, and those that nobody sees."""

from __future__ import annotations

import pytest

from perito.report.evidence.characters import Difference, Piece, difference, pieces, remarks
from perito.report.evidence.modes import compared, letters, spelled
from perito.report.evidence.told import of_difference
from perito.support import i18n

PLAIN = "WorkingDirectory=/var/www/app"


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


def found(wanted: str, there: str) -> Difference:
    """The difference, which there is."""
    one = difference(wanted, there)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("there", "extra", "remark"),
    [
        ("WorkingDirectory=/var/www/\u0430pp", "\u0430", "column 27: U+0430 (CYRILLIC SMALL LETTER A), and not «a»"),
        ("WorkingDirectory=/var/www/\u200bapp", "\\u200b", "column 27: U+200B (ZERO WIDTH SPACE)"),
        ("WorkingDirectory=\xa0/var/www/app", "\\xa0", "column 18: U+00A0 (NO-BREAK SPACE)"),
        ("WorkingDirectory=/var/www/app ", "·", "too much: U+0020 (a blank)"),
        ("WorkingDirectory=/var/www/app\t", "→", "too much: U+0009 (a tab)"),
        ("WorkingDirectory=/var/www/app\r", "\\x0d", "too much: U+000D (a carriage return)"),
        ("WorkingDirectory=“/var/www/app", "“", 'column 18: U+201C (LEFT DOUBLE QUOTATION MARK), and not «"»'),
    ],
)
def test_a_character_that_is_not_what_it_looks_like_has_its_code_point(there: str, extra: str, remark: str) -> None:
    one = found(PLAIN, there)
    assert [piece.text for piece in one.found if piece.kind == "extra"] == [extra]
    assert remark in one.remarks


def test_the_differing_characters_alone_are_marked_and_have_carets() -> None:
    one = found("production", "produccion")
    assert one.wanted == (Piece("produc"), Piece("t", "missing"), Piece("ion"))
    assert one.found == (Piece("produc"), Piece("c", "extra"), Piece("ion"))
    wanted, there = of_difference(one)
    assert wanted.plain == "Expected production"
    assert there.carets == " " * len("Found    produc") + "^"


def test_a_look_alike_is_compared_with_itself_as_it_was_meant() -> None:
    one = found("a name such as mi_aplicacion", "mi_\u0430plicacion www")
    assert "".join(piece.text for piece in one.wanted) == "mi_aplicacion www"


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("an access_log", "access_log off"),  # a description
        ("200", "404"),
        ("User=usuario", "User=root"),
        ("one\nline", "one\nlime"),
        ("the same", "the same"),
        ("a socket that can be made", "/var/www/app/app.sock"),
        ("/etc/nginx/sites-enabled/… → /etc/nginx/app", "/etc/nginx/sites-enabled/app → /etc/nginx/ap"),
        ("x" * 301, "x" * 300 + "y"),
    ],
)
def test_what_is_not_alike_is_not_compared(wanted: str, there: str) -> None:
    assert difference(wanted, there) is None


def test_tabs_against_blanks() -> None:
    one = found("key: value", "key:\tvalue")
    assert [piece.text for piece in one.found if piece.kind == "extra"] == ["→"]
    assert one.remarks == ("too much: U+0009 (a tab)", "missing: U+0020 (a blank)")


def test_a_culprit_says_what_is_unseen_in_it() -> None:
    assert remarks("User=ana  \r") == (
        "the line ends in a carriage return, U+000D, as on Windows",
        "the line ends in 2 blanks",
    )
    assert remarks("\t    return x") == ("the line begins with tabs and blanks mixed",)
    assert remarks("User=ana") == ()
    assert pieces("a\u200bb ", 80, odd=True) == (Piece("a"), Piece("\\u200b", "odd"), Piece("b"), Piece("·", "odd"))


def test_a_line_is_cut_before_it_is_cleaned_and_holds_nothing_live() -> None:
    (piece,) = pieces("\x1b[31m\0\u202e" + "x" * 10**6, 20)
    assert piece.text == "\\x1b[31m␀\\u202e" + "x" * 13 + "…"


@pytest.mark.parametrize(
    ("wanted", "there", "said"),
    [
        ("775", "755", "the group lacks w"),
        ("775", "777", "others have w too much"),
        ("775", "664", "the owner lacks x; the group lacks x; others lack x"),
        ("600", "644", "the group has r too much; others have r too much"),
        ("www-data", "775", ""),
        ("80", "8080", ""),
    ],
)
def test_two_modes_are_compared_in_words(wanted: str, there: str, said: str) -> None:
    assert compared(wanted, there) == said


def test_a_mode_is_spelt_out() -> None:
    assert spelled(0o640, "file") == "rw-r-----: the owner may read and write; the group, read; others, nothing"
    assert letters(0o2775, "directory") == "drwxrwsr-x"
    assert letters(0o1644, "file") == "-rw-r--r-T"
    assert spelled(0o1777, "directory").endswith("read, write and enter (sticky)")
