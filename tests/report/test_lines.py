"""Lines of a report: wrapped at blanks and behind slashes, figures at the edge, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from perito.report.columns import columns
from perito.report.lines import Figure, Heading, Line, labelled, logged, printed, wrapped

PATH = "/etc/nginx/sites-available/mi_aplicacion"


def plain(rows: list[Line | Heading], width: int) -> list[str]:
    return [one.plain for one in printed(rows, width)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("uno dos tres", 8, ["uno dos", "tres"]),
        (f"El enlace {PATH} no existe", 40, ["El enlace", PATH, "no existe"]),
        (f"apunta a {PATH}.", 30, ["apunta a /etc/nginx/", "sites-available/mi_aplicacion."]),
        ("sites-available y sites-enabled", 20, ["sites-available y", "sites-enabled"]),
        ("a" * 12, 5, ["aaaaa", "aaaaa", "aa"]),
        ("日本語の文字", 6, ["日本語", "の文字"]),
        ("uno\n\ndos", 20, ["uno", "", "dos"]),
        ("", 20, [""]),
        ("   uno dos", 8, ["   uno", "dos"]),
        ("   larga", 6, ["larga"]),
    ],
)
def test_breaks_at_blanks_else_behind_slashes_else_anywhere(text: str, width: int, lines: list[str]) -> None:
    assert [one.plain for one in wrapped(Text(text), width)] == lines


@given(st.text(alphabet="ab /-\n日é", max_size=120), st.integers(2, 40))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_nothing_too_wide(text: str, width: int) -> None:
    found = [one.plain for one in wrapped(Text(text), width)]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cell_len(one) <= width and one == one.rstrip() for one in found)


def test_styles_stay_with_their_words() -> None:
    lines = wrapped(Text.assemble("uno ", ("dos", "bold"), " tres"), 4)
    assert [one.markup for one in lines] == ["uno", "[bold]dos[/bold]", "tres"]


def test_text_hangs_beside_its_marker_and_figures_stand_at_the_edge() -> None:
    row = Line(Text("una línea bastante larga con muchas palabras"), Text("✗"), 2, (Figure(Text("+0,2"), 7),))
    assert plain([row], 40) == ["  ✗ una línea bastante larga con    +0,2", "    muchas palabras"]
    assert plain([row], 20) == ["  ✗", "    una línea", "    bastante larga", "    con muchas", "    palabras  +0,2"]


def test_labels_are_aligned_and_headings_ruled() -> None:
    rows = labelled([("Servidor", Text("a")), ("Nota", Text("b c"))])
    assert plain([Heading(Text("Pasos")), *rows], 50) == ["Pasos " + "─" * 44, "Servidor  a", "Nota      b c"]
    assert plain([Heading(Text("Un título que no cabe"))], 12) == ["Un título", "que no cabe"]


def test_a_log_has_every_line_whole() -> None:
    row = Line(Text("palabra " * 40 + "fin"), Text("✗"), 2, (Figure(Text("1/3"), 7), Figure(Text(""), 9)))
    (text,) = (one.plain for one in logged([row]))
    assert text == "  ✗ " + "palabra " * 40 + "fin  1/3"
    assert [one.plain for one in logged([Heading(Text("Pasos")), Line(Text("uno"))])] == ["Pasos", "uno"]


def test_columns_give_way_on_a_terminal_and_not_in_a_log() -> None:
    rows = [[Text("ana"), Text("8,5"), Text("una causa bastante larga " * 3)], [Text("b" * 30), Text("10"), Text("")]]
    found = [one.plain for one in columns(("Quién", "Nota", "Causa"), rows, 40, right={1})]
    assert [len(one) for one in found] == [29, 40, 22]
    assert found[1].startswith("ana ")
    assert found[1].endswith("  8,5  una causa basta…")
    assert found[2] == "bbbbbbbbbbbbbbb…    10"
    whole = [one.plain for one in columns(("Quién", "Nota", "Causa"), rows, None, right={1})]
    assert whole[1] == f"{'ana':30}  {'8,5':>4}  {'una causa bastante larga ' * 3}".rstrip()
