"""The identities of a run: a small file for each student, compared at the end."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic import ValidationError

from perito.classroom.identity.compare import compare
from perito.classroom.identity.model import Facts
from perito.support import reading
from perito.support.i18n import _
from perito.support.progress import Work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.documents.class_result import Finding

IDENTITY = "identity.json"


def of_run(run: Path, directories: Mapping[str, str]) -> tuple[Finding, ...]:
    """Shared facts of a run's servers. `directories`: each student's, by id, in the class's order.

    Students without a readable file are left out: nothing is known of their servers.
    """
    found = {}
    with Work(_("Comparing the servers"), len(directories)) as work:
        for who, directory in work.through(directories.items()):
            with suppress(OSError, ValidationError, UnicodeDecodeError):
                found[who] = Facts.model_validate_json(reading.json_text(run / directory / IDENTITY))
        return compare(found)
