"""The report on paper: at most four pages, nothing lost on them, by whichever program is here."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from perito.classroom.worker import RESULT
from perito.documents.result import Outcome, Result
from perito.errors import UsageError
from perito.evidence.session import Session
from perito.report import html, printing
from perito.report.outputs import Outputs
from tests.live.grading import of_session
from tests.recorded import store

from . import samples

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PAGES = 4
MANY = 10
A4 = (595, 842)  # points


def with_ten_causes() -> Result:
    """Both deployments broken in ten ways, each told at length; all else is blocked."""
    result = samples.broken()
    lost = [one for one in result.checks if one.possible][:MANY]
    sentence = "En /var/www/mi_aplicacion, línea {n}: " + "se pide una cosa y hay otra muy distinta; " * 4
    causes = tuple(
        result.root_causes[0].model_copy(
            update={
                "check": one.id, "deployment": one.deployment, "step": one.step,
                "text": sentence.format(n=number), "proof": f"{number}: " + "palabras del servidor " * 8,
                "next_step": "¿Qué dice la práctica de esto, letra a letra? " * 3, "evidence": (), "together": (),
            }
        )
        for number, one in enumerate(lost, start=1)
    )  # fmt: skip
    keys = {one.key for one in lost}
    checks = tuple(
        one.model_copy(update={"outcome": Outcome.FAILED if one.key in keys else Outcome.BLOCKED, "earned": 0.0})
        for one in result.checks
    )
    return result.model_copy(update={"checks": checks, "root_causes": causes})


def read(pdf: bytes) -> tuple[int, str]:
    """The number of pages, all of A4, and their text without blanks."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert all(abs(float(one.mediabox.width) - A4[0]) < 2 for one in pages)
    assert all(abs(float(one.mediabox.height) - A4[1]) < 2 for one in pages)
    return len(pages), "".join("".join(one.extract_text().split()) for one in pages)


def by_browser(page: str) -> bytes:
    found = printing.browser()
    if found is None:
        pytest.skip("chromium is not installed here")
    return printing.by_browser(found, page)


def by_weasyprint(page: str) -> bytes:
    found = printing.weasyprint()
    if found is None:
        pytest.skip("weasyprint is not installed here")
    return printing.by_weasyprint(found, page)


@pytest.mark.parametrize("printed", [by_browser, by_weasyprint])
def test_ten_causes_are_on_four_pages_and_each_is_there(printed: Callable[[str], bytes]) -> None:
    result = with_ten_causes()
    count, text = read(printed(html.render(result, samples.EVIDENCE, on_paper=True)))
    assert count <= MOST_PAGES
    assert text.count("sepideunacosayhayotramuydistinta;") == 4 * MANY
    for number, _cause in enumerate(result.root_causes, start=1):
        assert f"línea{number}:" in text
    assert f"1/{count}" in text
    assert f"{count}/{count}" in text


def test_what_paper_cannot_unfold_is_not_on_it() -> None:
    page = html.render(samples.broken(), samples.EVIDENCE, on_paper=True)
    assert 'id="evidence"' not in page
    assert '<details class="line"' not in page
    assert len(page) < len(html.render(samples.broken(), samples.EVIDENCE)) * 0.8


def test_pages_of_the_screen_are_printed_short_too() -> None:
    """Whoever prints from the browser gets no more pages than --pdf."""
    count, text = read(by_browser(html.render(with_ten_causes(), samples.EVIDENCE)))
    assert count <= MOST_PAGES
    assert "línea10:" in text


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    by_browser("<!doctype html><title>x</title><p>x")
    assert list(tmp_path.iterdir()) == []


def test_without_any_program_one_sentence_says_so_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "browser", lambda: None)
    monkeypatch.setattr(printing, "weasyprint", lambda: None)
    with pytest.raises(UsageError, match="Chromium, Chrome o Edge, o WeasyPrint"):
        Outputs({"pdf": Path("report.pdf")}).ready()
    Outputs({"html": Path("report.html"), "json": Path(RESULT)}).ready()


def program(place: Path, script: str) -> Path:
    """A browser that does what the script says."""
    made = place / "chromium"
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_browser_that_fails_gives_way_to_the_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = program(tmp_path, "echo 'no usable sandbox!' >&2; exit 1")
    monkeypatch.setattr(printing, "browser", lambda: broken)
    monkeypatch.setattr(printing, "weasyprint", lambda: None)
    with pytest.raises(UsageError, match="no usable sandbox!"):
        printing.printed("<p>x")
    monkeypatch.setattr(printing, "weasyprint", object)
    monkeypatch.setattr(printing, "by_weasyprint", lambda _found, page: page.encode())
    assert printing.printed("<p>x") == b"<p>x"


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_browser_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(printing, "TIMEOUT", 0.3)
    hanging = program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(UsageError, match="no ha imprimido"):
        printing.by_browser(hanging, "<p>x")
    child = int((tmp_path / "child").read_text())
    limit = time.monotonic() + 5  # the signal was sent, and takes as long as the machine is busy
    while _runs(child) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"


def test_browsers_are_found_where_each_system_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    edge = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    chrome = tmp_path / "Applications" / "Google Chrome.app" / "Contents" / "MacOS" / "Google Chrome"
    for path in (edge, chrome):
        path.parent.mkdir(parents=True)
        path.touch()
    monkeypatch.setattr(printing, "SYSTEM", "win32")
    monkeypatch.setattr(printing, "ON_WINDOWS", tuple(one.replace("\\", "/") for one in printing.ON_WINDOWS))
    assert list(printing.browsers({"PROGRAMFILES(X86)": str(tmp_path)})) == [edge]
    monkeypatch.setattr(printing, "SYSTEM", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert chrome in list(printing.browsers({}))


@pytest.mark.parametrize("name", ["exercise-cloned-only", "exercise-never-deployed"])
def test_the_longest_of_the_recorded_servers_is_on_four_pages(name: str, tmp_path: Path) -> None:
    """Eight causes and 77 lost checks; and 84 of them."""
    path = tmp_path / f"{name}{store.SUFFIX}"
    path.write_bytes(store.library()[name])
    session = Session.replay(path)
    result = of_session(session)
    count, text = read(by_browser(html.render(result, session.evidence, on_paper=True)))
    assert count <= MOST_PAGES
    for root in result.root_causes:
        assert "".join(root.text.split()) in text
