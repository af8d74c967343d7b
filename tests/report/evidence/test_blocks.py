"""Answers that are empty, long or coloured, as they are drawn."""

from __future__ import annotations

from perito.documents.shapes import FileText, Http, Journal, Said
from perito.report.evidence.blocks import block
from perito.report.evidence.drawn import FOLDED, ROWS
from perito.report.evidence.focus import Focus


def test_an_empty_file_is_said_to_be_empty() -> None:
    (row,) = block(FileText("/var/www/app/.env", ""), Focus()).shown
    assert row.plain == "El archivo está vacío."
    (row,) = block(FileText("/etc/systemd/system/**", ""), Focus()).shown
    assert row.plain == "No hay ningún archivo, o todos están vacíos."
    (line,) = block(FileText("/var/www/app/.env", "\n"), Focus()).shown
    assert (line.label, line.plain) == ("1", "")


def test_of_a_long_answer_over_http_nothing_is_left_away_unsaid() -> None:
    headers = tuple((f"X-{number}", "v") for number in range(ROWS + FOLDED + 5))
    drawn = block(Http("GET / HTTP/1.1", "[::1]:80", (), 302, headers, "<p>\n" * (ROWS + FOLDED + 7)), Focus())
    folded = [part for part in drawn.parts if part.folded]
    assert [(len(part.rows), part.left_out) for part in folded] == [(FOLDED, 5), (FOLDED, 7)]
    assert sum(part.count for part in drawn.parts) == 2 + len(headers) + ROWS + FOLDED + 7
    assert not any(part.folded for part in block(Http("GET / HTTP/1.1", "", (), 204), Focus()).parts)


def test_colours_of_a_log_are_not_shown_as_signs() -> None:
    said = Said(0, "\x1b[1;31mModuleNotFoundError\x1b[0m: \x1b[2Jdjango")
    (row,) = block(Journal("a.service", (said,)), Focus()).shown
    assert row.plain == r"ModuleNotFoundError: \x1b[2Jdjango"
