"""Nothing a server sends moves the cursor, hides text or reorders it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.report.safe import clean, excerpt, line
from perito.report.wrapping import breakable, wraps

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("a\rb", "a\\x0db"),
        ("one\r\ntwo", "one\ntwo"),
        ("nul\x00 c1\x9b del\x7f", "nul\\x00 c1\\x9b del\\x7f"),
        ("soft\u00adhyphen zero\u200bwidth", "soft\\xadhyphen zero\\u200bwidth"),
        ("lone \ud800, none \ufffe", "lone \\ud800, none \\ufffe"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("¿Qué tal, señor? «ñ» … → 日本", "¿Qué tal, señor? «ñ» … → 日本"),
    ],
)
def test_clean_spells_out_what_is_not_plain_text(sent: str, shown: str) -> None:
    assert clean(sent) == shown


@given(ANY_TEXT)
def test_clean_leaves_no_control_or_format_character(text: str) -> None:
    left = {unicodedata.category(one) for one in clean(text) if one not in "\n\t"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANY_TEXT, st.integers(10, 200))
def test_line_is_one_line_and_not_too_long(text: str, limit: int) -> None:
    found = line(text, limit)
    assert len(found) <= limit
    assert not set(found) & set("\n\t\r")


def test_excerpt_keeps_the_beginning_and_the_end() -> None:
    part = excerpt("\n".join(map(str, range(100))) + "\n", 9)
    assert part.head == ("0", "1", "2", "3", "4", "5")
    assert part.left_out == 91
    assert part.tail == ("97", "98", "99")
    assert excerpt("", 9).head == ()
    assert excerpt("a\n\nb\n", 9).head == ("a", "", "b")


def test_excerpt_shortens_a_flood_on_one_line() -> None:
    assert excerpt("x" * 10**6, 9, width=50).head == ("x" * 49 + "…",)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("uno dos", "uno dos"),
        ("Pasos (18–19) – dos", 'Pasos <span class="whole">(18–19)</span> <span class="whole">–</span> dos'),
        ("a–" + "b" * 40, "a–" + "b" * 40),
        ("<b>/a", "&lt;b&gt;/<wbr>a"),
        ("ve a /etc/sites-enabled/x.", 've a /<wbr>etc/<wbr><span class="whole">sites-enabled/</span><wbr>x.'),
        ("/a-" + "b" * 40, "/<wbr>a-" + "b" * 40),
        ('"-/><script>', '<span class="whole">&#34;-/</span><wbr>&gt;&lt;script&gt;'),
    ],
)
def test_a_path_breaks_behind_its_slashes_in_a_page(text: str, page: str) -> None:
    assert str(wraps(text)) == page


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("mi_app.sock", "mi_<wbr>app.<wbr>sock"),
        ("practica-3.5", "practica-<wbr>3.5"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("x..y", "x..<wbr>y"),
        ("<b>&.conf", "&lt;b&gt;&amp;.<wbr>conf"),
    ],
)
def test_a_name_breaks_behind_its_signs_and_not_within_a_number(name: str, page: str) -> None:
    assert str(breakable(name)) == page
