"""What Perito shows, from the recorded servers: pictures of the terminal, and its own pages, for README and the site.

`python -m scripts.site_gallery` writes README's picture, docs/assets/report.svg; `--check`: only say whether it is up
to date (status 1: no). The gallery of the site is made anew at every build.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group
from rich.terminal_theme import MONOKAI
from rich.text import Text

from perito.classroom import files
from perito.classroom.run_directory import RunDirectory
from perito.classroom.worker import PAGE
from perito.report import terminal
from perito.report.terminal_steps import Settings
from perito.report.view import View
from perito.support import i18n
from perito.support.console import Console
from tests.classroom.recorded_class import class_run, graded

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "assets" / "report.svg"
SERVER = "stopped"
WIDTH = 84
TITLE, MARGIN = 28, 13  # units of the picture: the title that is not there; what is above the first line instead
CLASS = {"ana": "sound", "bea": "stopped", "carlos": "not-enabled", "eva": "dangling-link"}

# Rich's own format asks another host for a font; this one takes what the reader has.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect fill="#292929" width="100%" height="100%" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def terminal_picture(language: str, *, whole: bool) -> str:
    """The terminal's report as SVG; otherwise its first cause, the step that it is about, and the grade."""
    result, _pages = graded(SERVER, language=language)
    i18n.use(language)
    lines = list(terminal.drawn(terminal.report(View(result), Settings(), {}), WIDTH))
    return drawn(lines if whole else shortened(lines), f"report-{language}")


def shortened(lines: list[Text]) -> list[Text]:
    """The step that failed, and from where to start to the end, with … for all else."""
    failed = next(at for at, one in enumerate(lines) if one.plain.startswith("✗ "))
    start = next(at for at, one in enumerate(lines) if one.plain.startswith("1. ")) - 1
    left_out = Text("…", style="dim")
    return [left_out, *lines[failed - 2 : failed + 3], left_out, *lines[start:]]


def drawn(lines: list[Text], name: str, width: int = WIDTH) -> str:
    """Lines of a terminal as SVG."""
    console = Console(width=width, record=True, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Group(*lines))
    drawn_so = console.export_svg(theme=MONOKAI, code_format=SVG, unique_id=name)
    # Rich leaves room above for a window's title.
    match = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn_so)
    assert match
    lower = f"{float(match[2]) - TITLE:g}"
    drawn_so = drawn_so.replace(match[0], f'viewBox="0 0 {match[1]} {lower}"', 1)
    return re.sub(r"translate\(([\d.]+), ([\d.]+)\)", rf"translate(\1, {MARGIN})", drawn_so, count=1)


def class_pages(language: str) -> Iterator[tuple[str, str]]:
    """A class of four recorded servers: its page and everybody's."""
    with tempfile.TemporaryDirectory() as place:
        run = Path(place) / "class"
        run.mkdir()
        directory = RunDirectory(class_run(run, CLASS, off=("dani",), language=language, named=True))
        i18n.use(language)
        document = files.document(directory)
        files.write_pages(directory, document, {}, files.sheet_of_class(directory, document))
        for path in sorted(run.rglob("*.html")):
            yield f"gallery/class/{path.relative_to(run)}", path.read_text(encoding="utf-8")
        for path in sorted(run.glob("*/result.json")):
            yield f"gallery/class/{path.relative_to(run)}", path.read_text(encoding="utf-8")


def pages(language: str) -> Iterator[tuple[str, str]]:
    """The gallery's files, by their paths in the site."""
    yield "assets/report.svg", terminal_picture(language, whole=False)
    yield "gallery/terminal.svg", terminal_picture(language, whole=True)
    yield "gallery/report.html", graded(SERVER, language=language)[1][PAGE].decode()
    yield from class_pages(language)


def main(arguments: list[str]) -> int:
    """Write README's picture, or compare it."""
    text = terminal_picture("es", whole=False)
    if "--check" in arguments:
        return int(not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != text)
    PICTURE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
