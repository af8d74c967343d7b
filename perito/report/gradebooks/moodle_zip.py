"""Feedback files for Moodle: "Upload multiple feedback files in a zip", one folder for each student.

Its importer takes a path's first part of the form NAME_NUMBER_PLUGINTYPE_PLUGIN_… whose number is a participant's, and
the rest as the file's name. The underscore at the end of the folder is what versions before 4.1 ask for, and later
ones accept.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from perito.report.gradebooks.moodle import participant
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBMISSION = "assignsubmission_file"
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|_]+')
LONGEST = 80
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip; the same class gives the same archive


def folder(name: str, identifier: str) -> str:
    """The folder of a student's files. `identifier`: as the worksheet has it."""
    shown = " ".join(FORBIDDEN.sub(" ", name).split())[:LONGEST].strip() or "-"
    return f"{shown}_{participant(identifier)}_{SUBMISSION}_"


def page_name() -> str:
    """The file's name, in the current language."""
    return _("report") + ".html"


def archive(pages: Iterable[tuple[str, str, bytes]]) -> bytes:
    """The archive of the students' pages: name, identifier of the worksheet, page."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, identifier, page in pages:
            entry = zipfile.ZipInfo(f"{folder(name, identifier)}/{page_name()}", EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, page)
    return file.getvalue()
