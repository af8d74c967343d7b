"""The proof of recorded mistakes: which answer decides, in which shape it is drawn, and what is marked in it."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from perito.report import html
from perito.report.answer import quoted
from perito.report.evidence import by_number, proofs
from perito.report.evidence.blocks import block
from perito.report.view import View
from perito.support import i18n
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.documents.result import Result
    from perito.evidence.recording import Evidence
    from perito.report.evidence.drawn import Drawn

SITE = "/etc/nginx/sites-available/mi_aplicacion"
UNIT = "/etc/systemd/system/flask_app.service"
# The recording, the kind and title of what is drawn, and its marked row: label and text, or a part of it.
PROOFS = [
    ("site-listen-loopback", "file", SITE, "2", "listen 127.0.0.1:80;"),
    ("site-access-log-off", "file", SITE, "5", "access_log off;"),  # without a line: by what was found
    ("site-proxy-pass-path", "file", SITE, "10", "proxy_pass"),  # by what its own command looks for
    ("unit-enviroment", "file", UNIT, "8", "Enviroment="),
    ("application-500", "file", "/var/www/mi_aplicacion/application.py", "8", "return pagina"),
    ("env-flask-env-misspelt", "file", "/var/www/mi_aplicacion/.env", "2", "FLAK_ENV=production"),
    ("gunicorn-stopped", "table", "flask_app.service", "ActiveState", "inactive"),
    ("pending-drop-in-not-loaded", "table", "flask_app.service", "NeedDaemonReload", "yes"),
    ("unit-without-user", "table", "flask_app.service", "User", ""),
    ("directory-mode-755", "table", "", "/var/www/mi_aplicacion", "drwxr-xr-x usuario:www-data"),
    ("directory-owner-root", "table", "", "Dueño", "root"),
    ("site-link-dangling", "table", "", "/etc/nginx/sites-enabled/mi_aplicacion", "→ /etc/nginx/sites-available/mi_"),
    ("nginx-port-taken", "table", "", "0.0.0.0:80", "python3 (PID"),
    ("virtualenv-script-of-windows", "table", "", "lines gunicorn", "/bin/python"),  # the one with a carriage return
    ("names-misspelt", "table", "client-hosts", "2", "mi-aplicaion www.mi-aplicaion"),
    ("access-blocked-outside", "http", "198.18.112.8:80", "Sin respuesta", "unreachable: no connection"),
    ("site-redirects-to-itself", "http", "198.18.112.3:80", "Respuesta", "HTTP/1.1 301"),
    (
        "gunicorn-address-taken",
        "log",
        "flask_app.service · 23/11/2026 (UTC)",
        "1:33:",
        "[Errno 98] Address already in use",
    ),
]


@cache
def library() -> dict[str, bytes]:
    """The archive."""
    return store.library()


def graded(name: str, place: Path) -> tuple[Result, Evidence]:
    """A recorded server, graded in Spanish, and its evidence."""
    i18n.use("es")
    path = place / f"{name}{store.SUFFIX}"
    path.write_bytes(library()[name])
    session = Session.replay(path)
    return of_session(session), session.evidence


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("name", "kind", "title", "label", "text"), PROOFS, ids=[one[0] for one in PROOFS])
def test_what_decides_is_shown_first_and_marked(
    name: str, kind: str, title: str, label: str, text: str, tmp_path: Path
) -> None:
    result, evidence = graded(name, tmp_path)
    view = View(result)
    check = view.causes[0].check
    assert check is not None
    first, *_others = proofs.proof_of(check, view, by_number(evidence))
    block = proofs.shown(first, proofs.focus(check, view)).blocks[0]
    assert (block.kind, block.title) == (kind, title)
    marked = [row for row in block.shown if row.marked]
    assert any(row.label.startswith(label) and text in row.plain for row in marked), marked
    assert len(marked) <= 3


def test_a_file_shows_four_lines_on_either_side_and_folds_the_rest(tmp_path: Path) -> None:
    result, evidence = graded("unit-enviroment", tmp_path)
    view = View(result)
    check = view.causes[0].check
    assert check is not None
    (item, *_rest) = proofs.proof_of(check, view, by_number(evidence))
    before, shown, after = proofs.shown(item, proofs.focus(check, view)).blocks[0].parts
    assert [row.label for row in shown.rows] == [str(number) for number in range(4, 13)]
    assert before.folded
    assert [row.label for row in before.rows] == ["1", "2", "3"]
    assert after.folded
    assert after.count == 1


def test_a_mode_is_spelt_out_with_what_it_lacks(tmp_path: Path) -> None:
    result, evidence = graded("directory-mode-755", tmp_path)
    view = View(result)
    check = view.causes[0].check
    assert check is not None
    text = "\n".join(quoted(check, view, by_number(evidence)))
    assert "755 · rwxr-xr-x: el dueño puede leer, escribir y entrar; el grupo, leer y entrar; los demás, leer y" in text
    assert "al grupo le falta w" in text


def test_the_keys_of_a_unit_say_which_file_has_them(tmp_path: Path) -> None:
    result, evidence = graded("drop-in", tmp_path)
    view = View(result)
    (item,) = [one for one in by_number(evidence).values() if one.item.title == "cat /etc/systemd/system/**"]
    check = next(one for one in view.checks if item.number in one.evidence)
    rows: list[Drawn] = []
    for shape in item.shapes:
        if type(shape).__name__ == "Table":
            rows += block(shape, proofs.focus(check, view)).shown
    sources = {row.label: row.aside for row in rows}
    assert sources["[Service] User"] == f"{UNIT}:6"
    assert any(re.search(r"flask_app\.service\.d/[\w.-]+:\d+\Z", source) for source in sources.values()), sources


def test_the_page_has_the_proof_open_in_the_first_cause_and_no_script(tmp_path: Path) -> None:
    result, evidence = graded("site-server-name-cyrillic", tmp_path)
    page = html.render(result, evidence)
    card = page[page.index('id="k-1"') : page.index("</li>\n", page.index('class="blocks"'))]
    assert '<details class="proof" open>' in card
    assert '<li class="it"><span class="sr">aquí: </span>    server_name mi_<mark>\u0430</mark>plicacion' in card
    assert "columna 20: U+0430 (CYRILLIC SMALL LETTER A), y no «a»" in card
    assert "\\x00" not in page
    assert "\0" not in page
    assert "<script" not in page


def test_texts_as_they_came_are_behind_a_fold(tmp_path: Path) -> None:
    result, evidence = graded("gunicorn-stopped", tmp_path)
    page = html.render(result, evidence)
    block = page[page.index('id="e-6"') :]
    assert block.index("El texto tal como llegó") < block.index("<pre ")
    assert block.index('class="seen table"') < block.index("<pre ")
