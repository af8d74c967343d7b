"""Every kind of page by the rules of HTML, as html-validate reads them. It is installed once for this machine.

Which rules are set otherwise, and why, in html-validate.json: a list may be named (ARIA 1.2, 5.2.8.5), a title may be
as long as an address and a student's name, ids may hold dots (HTML, 3.2.6), and a style attribute may hold the figure
that the style sheet makes a length of.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from perito.classroom.worker import PAGE
from perito.report import class_page, formats
from perito.support import i18n
from tests.browser import big_class
from tests.classroom.recorded_class import graded
from tests.report import samples

VERSION = "9.7.1"  # the last for the node of Debian 12
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "perito-tests"
RULES = Path(__file__).with_name("html-validate.json")
QUIETLY = ("--silent", "--no-save", "--no-package-lock", "--no-audit", "--no-fund")


@pytest.fixture(scope="module")
def html_validate() -> Path:
    """The program."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed here")
    place = CACHE / f"html-validate-{VERSION}"
    program = place / "node_modules" / ".bin" / "html-validate"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", *QUIETLY, "--prefix", str(place), f"html-validate@{VERSION}"]
        subprocess.run(install, check=True, timeout=300)
    return program


def pages(directory: Path) -> None:
    """Every kind of page: of servers, of a class and its views, of a class in one file, of a large one."""
    big_class.write(directory, 40, attempts=True)
    found, sheet = big_class.made(40)
    whole = class_page.render(found, {}, big_class.told(found), sheet)
    (directory / "one-file.html").write_text(whole, encoding="utf-8")
    makers = {"sound": samples.sound, "broken": samples.broken, "provisional": samples.provisional}
    for name, make in makers.items():
        text = formats.render("html", make(), samples.EVIDENCE, "teacher")
        (directory / f"server-{name}.html").write_text(text, encoding="utf-8")
    for name in ("dangling-link", "stopped"):
        (directory / f"recorded-{name}.html").write_bytes(graded(name)[1][PAGE])
    hostile = formats.render("html", samples.hostile(), samples.hostile_evidence(), "teacher")
    (directory / "server-hostile.html").write_text(hostile, encoding="utf-8")
    (directory / "large").mkdir()
    big_class.write(directory / "large", 310)


def test_no_page_has_an_error(html_validate: Path, tmp_path: Path) -> None:
    i18n.use("es")
    pages(tmp_path)
    report = tmp_path / "report.json"  # a pipe would get the beginning of it
    ended = subprocess.run(
        [str(html_validate), "-c", str(RULES), "-f", f"json={report}", str(tmp_path / "**" / "*.html")], timeout=300
    )
    found = [
        f"{Path(file['filePath']).name}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for one in file["messages"]
    ]
    assert found[:20] == []
    assert ended.returncode == 0


def test_an_error_is_found(html_validate: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html>\n<html lang="es"><head><title>x</title></head><body><p><div></div></p></body></html>\n'
    )
    ended = subprocess.run(
        [str(html_validate), "-c", str(RULES), str(page)], capture_output=True, text=True, timeout=300
    )
    assert ended.returncode == 1
    assert "element-permitted-content" in ended.stdout or "no-implicit-close" in ended.stdout
