"""Pictures of what people see, for docs/screens: real terminals of 80 by 24 (tmux) and pages in Chromium.

`./dev screens [NAME…]` makes them; nothing in them is drawn by hand. The servers are recorded ones, but for `watch`,
which needs a live one (root on Debian).
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PIL import Image
from playwright.sync_api import sync_playwright
from rich.text import Text

from perito.classroom.worker import PAGE
from perito.evidence.session import Session
from perito.report import html
from perito.report.view import TEACHER
from scripts.site_gallery import drawn
from tests.browser.big_class import write
from tests.browser.conftest import FLAGS
from tests.browser.window import Window
from tests.classroom.recorded_class import class_run, graded
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs" / "screens"
COLUMNS, LINES = 80, 24
PROMPT = "$ "
PATIENCE = 60  # seconds for a command
DRAWN = 0.3  # seconds until tmux has drawn the last of it
SERVER = "dangling-link"
COLOURS = 64
STUDENTS = 300
CLASS = ("sound", "stopped", "not-enabled", "dangling-link")
NAMES = ("ana", "bea", "carlos", "dani", "eva", "felix", "gema", "hugo", "irene", "jon", "keila", "leo")


@dataclass(frozen=True)
class Screen:
    """One picture of a terminal, and what was typed before it."""

    name: str
    command: str


@dataclass(frozen=True)
class Picture:
    """One picture of a page: `width` and `height` in CSS pixels."""

    name: str
    page: Literal["student", "teacher", "class", "checks"]
    width: int
    height: int
    dark: bool = False


TERMINALS = (
    Screen("terminal-broken", "perito regrade dangling-link.jsonl.gz"),
    Screen("terminal-sound", "perito regrade sound.jsonl.gz"),
    Screen("terminal-stopped", "perito regrade stopped.jsonl.gz"),
    Screen("terminal-class", "perito report clase"),
    Screen("terminal-perito", "perito"),
)


PAGES = (
    Picture("student", "student", 800, 600),
    Picture("student-dark", "student", 800, 600, dark=True),
    Picture("student-phone", "student", 390, 844),
    Picture("teacher", "teacher", 1280, 900),
    Picture("class", "class", 1920, 1080),
    Picture("checks", "checks", 1280, 900),
    Picture("class-dark", "class", 1920, 1080, dark=True),
    Picture("class-phone", "class", 390, 844),
)


class Terminal:
    """A terminal of 80 by 24: a window of tmux(1), in a directory with recorded servers and a graded class."""

    def __init__(self, directory: Path, name: str) -> None:
        self.directory = directory
        self.name = f"{directory.name}-{name}"  # of tmux's server

    def shown(self, command: str) -> list[Text]:
        """The screen after a command, from its first line to its last."""
        script = "".join(f"export {name}={shlex.quote(value)}; " for name, value in self._environment().items())
        script += f"clear; printf '{PROMPT}%s\\n' {shlex.quote(command)}; {command}; printf '{PROMPT}'"
        script += f"; tmux -L {self.name} wait-for -S ended; sleep {PATIENCE}"
        size = ("-x", str(COLUMNS), "-y", str(LINES))
        try:
            self._tmux("new-session", "-d", *size, "-c", str(self.directory), f"exec bash -c {shlex.quote(script)}")
            self._tmux("wait-for", "ended")
            time.sleep(DRAWN)
            screen = self._tmux("capture-pane", "-e", "-p")
        finally:
            self._tmux("kill-server")
        return list(Text.from_ansi(screen).split(allow_blank=True))[:LINES]

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{Path(sys.executable).absolute().parent}:{os.environ['PATH']}",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.directory),
            "TZ": "Europe/Madrid",
        }

    def _tmux(self, *words: str) -> str:
        command = ("tmux", "-L", self.name, "-f", os.devnull, *words)
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout


def terminals(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The file's name and its text, SVG, for each screen of these names (all where there are none)."""
    with tempfile.TemporaryDirectory(prefix="perito-screens-") as place:
        directory = Path(place)
        for name in store.DEMO:
            shutil.copy(store.demo(name), directory)
        servers = {who: CLASS[number % len(CLASS)] for number, who in enumerate(NAMES)}
        class_run(directory / "clase", servers, off=("zoe",))
        for one in TERMINALS:
            if not names or one.name in names:
                yield f"{one.name}.svg", drawn(Terminal(directory, one.name).shown(one.command), one.name, COLUMNS)


def pictures(names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The file's name and its bytes, PNG, for each picture of a page of these names (all where there are none)."""
    with tempfile.TemporaryDirectory(prefix="perito-screens-") as place, sync_playwright() as playwright:
        pages = written(Path(place))
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        for one in PAGES:
            if not names or one.name in names:
                window = Window(started)
                page = window.open(pages[one.page], size=(one.width, one.height), dark=one.dark)
                yield f"{one.name}.png", fewer_colours(page.screenshot())
                window.close()
        started.close()


def written(directory: Path) -> dict[str, Path]:
    """The pages of a recorded server and of a class, by what they are."""
    result, kept = graded(SERVER)
    pages = {"student": directory / "student.html", "teacher": directory / "teacher.html"}
    pages["student"].write_bytes(kept[PAGE])
    pages["class"] = write(made_in(directory / "class"), STUDENTS, attempts=True)
    pages["checks"] = pages["class"].with_name("index-checks-1.html")
    evidence = Session.replay(store.demo(SERVER)).evidence
    pages["teacher"].write_text(html.render(result, evidence, audience=TEACHER), encoding="utf-8")
    return pages


def made_in(directory: Path) -> Path:
    """A new directory."""
    directory.mkdir()
    return directory


def fewer_colours(picture: bytes) -> bytes:
    """The same picture in a fifth of the size."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: Collection[str]) -> None:
    """Make the pictures of these names, or all."""
    SCREENS.mkdir(exist_ok=True)
    for name, text in terminals(names):
        (SCREENS / name).write_text(text, encoding="utf-8")
        print(f"docs/screens/{name}")
    for name, data in pictures(names):
        (SCREENS / name).write_bytes(data)
        print(f"docs/screens/{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
