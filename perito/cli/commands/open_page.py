"""`perito open`: a run's page in the browser."""

from __future__ import annotations

from pathlib import Path

from perito.classroom.archive import PAGE, RESULT, is_class, last_run, runs
from perito.classroom.run_directory import INDEX
from perito.errors import OK, UsageError
from perito.support import browser, i18n, reading
from perito.support.i18n import _, ngettext


def run(wanted: str, reports: Path, language: str | None) -> int:
    """Open the page of a run, by its directory or by its number from the last one; returns the exit status.

    Its path and address are printed in any case. Raises UsageError.
    """
    if language is not None:
        i18n.use(language)
    path = page(wanted, reports)
    if language is None:
        i18n.use(_language(path))
    address = path.absolute().as_uri()
    shown = browser.show(address, path.absolute())
    print(path)
    print(address)
    if not shown:
        print(_("No browser opens from here: open the file in one, or copy it first."))
    return OK


def page(wanted: str, reports: Path) -> Path:
    """The page of a run: `1` the last one in `reports`, `2` the one before; or a directory, or the page itself."""
    place = _numbered(int(wanted), reports) if wanted.isdecimal() and not Path(wanted).is_dir() else Path(wanted)
    if place.is_file() and place.suffix == ".html":
        return place
    place = place.parent if place.is_file() else place
    found = place / (INDEX if is_class(place) else PAGE)
    if not found.is_file():
        raise UsageError(_("{path}: no such file (perito report RUN --html F writes a page)").format(path=found))
    return found


def _numbered(number: int, reports: Path) -> Path:
    last = last_run(reports)
    kept = runs(reports)
    if number == 1:
        return last
    if not 1 <= number <= len(kept):
        text = ngettext(
            "{directory} keeps {count} run, and none with the number {number}",
            "{directory} keeps {count} runs, and none with the number {number}",
            len(kept),
        )
        raise UsageError(text.format(directory=reports, count=len(kept), number=number))
    return kept[-number]


def _language(path: Path) -> str:
    """The language of the run that a page is of; the first one where nobody knows."""
    import json

    try:
        spoken = json.loads(reading.json_text(path.with_name(RESULT))).get("language")
    except (OSError, ValueError, AttributeError):
        spoken = None
    return spoken if spoken in i18n.LANGUAGES else i18n.LANGUAGES[0]
