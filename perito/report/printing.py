"""What prints a page as PDF on this computer: Chromium, Chrome or Edge, else WeasyPrint (the extra `pdf`)."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perito.errors import UsageError
from perito.report.style import SYMBOLS
from perito.support import log
from perito.support.i18n import _, decimal
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ON_PATH = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser",
)  # fmt: skip
ON_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)  # fmt: skip
ON_MACOS = ("Google Chrome", "Chromium", "Microsoft Edge")
PROGRAM_FILES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
ICON = re.compile(r'<svg class="icon (\w+)"[^>]*><use[^>]*/></svg>')
BODY = re.compile(r'<body(?: class="([^"]*)")?>')
SYSTEM = sys.platform
TIMEOUT = 60.0  # seconds for one page
FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
    "--disable-background-networking", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)  # fmt: skip


def ready() -> None:
    """Raises UsageError where nothing here prints a page."""
    if browser() is None and weasyprint() is None:
        raise UsageError(
            _(
                "--pdf: it takes Chromium, Chrome or Edge, or WeasyPrint (pip install 'perito[pdf]'), and this computer"
                " has none of them"
            )
        )


def printed(page: str) -> bytes:
    """An HTML page as PDF. Raises UsageError where it cannot be printed."""
    ready()
    found = browser()
    if found is not None:
        try:
            return by_browser(found, page)
        except UsageError:
            if weasyprint() is None:
                raise
    return by_weasyprint(weasyprint(), page)


def browser() -> Path | None:
    """The first of the browsers that are installed here."""
    return next(browsers(os.environ), None)


def browsers(environment: Mapping[str, str]) -> Iterator[Path]:
    """Those that are installed here: on PATH, or where Windows and macOS keep them."""
    for name in ON_PATH:
        where = shutil.which(name)
        if where:
            yield Path(where)
    if SYSTEM == "win32":
        roots = [environment[name] for name in PROGRAM_FILES if environment.get(name)]
        places = [Path(root) / one for one in ON_WINDOWS for root in roots]
    else:
        apps = (Path("/Applications"), Path.home() / "Applications")
        places = [place / f"{name}.app/Contents/MacOS/{name}" for name in ON_MACOS for place in apps]
    yield from (place for place in places if place.is_file())


def weasyprint() -> Any:
    """WeasyPrint, where it is installed with the libraries that it draws with; else None."""
    try:
        import weasyprint as found
    except (ImportError, OSError):  # OSError: it is there, and Pango is not
        return None
    return found


def by_weasyprint(found: Any, page: str) -> bytes:
    """By WeasyPrint, which is let to no other file."""

    def refuse(url: str, *_more: object, **_named: object) -> dict[str, object]:
        raise ValueError(url)

    log.event("print", by="weasyprint")
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it tells of every rule that is for browsers alone
    pdf: bytes = found.HTML(string=without_browser(page), url_fetcher=refuse).write_pdf()
    return pdf


def without_browser(page: str) -> str:
    """The page with signs in the place of its icons, which only browsers draw, and marked for its own style."""
    signs = {**{str(outcome): sign for outcome, sign in SYMBOLS.items()}, "flawed": "!"}
    drawn = ICON.sub(lambda icon: f'<b class="icon {icon[1]}">{signs.get(icon[1], "")}</b>', page)
    return BODY.sub(lambda body: f'<body class="no-browser {body[1] or ""}">', drawn, count=1)


def by_browser(program: Path, page: str) -> bytes:
    """By a browser with a profile of its own, which is removed; without a network. Raises UsageError."""
    log.event("print", by=program.name)
    with tempfile.TemporaryDirectory(prefix="perito-print-", dir=_place(program), ignore_cleanup_errors=True) as made:
        place = Path(made)
        source, target = place / "report.html", place / "report.pdf"
        source.write_text(page, encoding="utf-8")
        command = [str(program), *FLAGS, f"--user-data-dir={place / 'profile'}", f"--print-to-pdf={target}"]
        if sys.platform != "win32" and os.geteuid() == 0:
            command.append("--no-sandbox")  # for root there is none, and the page is our own
        said = _run([*command, source.as_uri()], place)
        if not target.is_file():
            raise UsageError(_("--pdf: {program} printed nothing: {said}").format(program=program.name, said=said))
        return target.read_bytes()


def _place(program: Path) -> str | None:
    """Where its files may lie: a browser from a snap sees only its own folder in the user's home."""
    snap = Path.home() / "snap/chromium/common"
    of_snap = program.name == "chromium-browser" or "snap" in program.parts
    return str(snap) if of_snap and snap.is_dir() else None


def _run(command: list[str], place: Path) -> str:
    """Run the browser to its end; returns its last words.

    Raises UsageError where it takes too long or does not start.
    """
    homes = {name: str(place) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    said = place / "said"
    name = Path(command[0]).name
    try:
        with said.open("wb") as output:
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=place,
                env={**os.environ, **homes},
                start_new_session=True,
            )
            try:
                started.wait(TIMEOUT)
            finally:
                _end(started)
    except subprocess.TimeoutExpired:
        raise UsageError(
            _("--pdf: {program} did not print the page within {seconds} s").format(
                program=name, seconds=decimal(TIMEOUT, 0)
            )
        ) from None
    except OSError as error:
        raise UsageError(
            _("--pdf: {program} cannot be started: {reason}").format(program=name, reason=reason(error))
        ) from None
    return (said.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["—"])[-1][:200]


def _end(started: subprocess.Popen[bytes]) -> None:
    """End it with all that it started, where it runs still."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            started.kill()
        else:
            os.killpg(started.pid, signal.SIGKILL)
    started.wait()
