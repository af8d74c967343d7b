"""`perito import goss FILE`, `perito import testinfra FILE`: a practice of what translates, and a list of the rest."""

from __future__ import annotations

from pathlib import Path

from perito import errors
from perito.grading.settings import one_of
from perito.practice.importing import goss, testinfra
from perito.practice.importing.written import write
from perito.support import i18n
from perito.support.home import expanded
from perito.support.i18n import _

READERS = {"goss": goss.translated, "testinfra": testinfra.translated}


def run(kind: str, file: Path, output: Path | None, language: str) -> int:
    """Write the practice and list what has no translation; returns the exit status: 1 where there is any.

    Raises PracticeError, GossError, UsageError.
    """
    one_of("--lang", language, i18n.LANGUAGES)
    i18n.use(language)
    file, directory = expanded(file), expanded(output or Path(file.stem))
    imported = READERS[kind](file)
    if imported.checks:
        write(directory, imported, language)
        print(_("{directory}: {count} checks; next: perito lint --practice {directory}").format(
            directory=directory, count=len(imported.checks)))  # fmt: skip
    for one in imported.left:
        print(f"{file}:{one.line}: " + _("not translated: {what}").format(what=one.what))
    if not imported.checks:
        raise errors.UsageError(_("{file}: nothing in it has a translation; nothing was written").format(file=file))
    return errors.BELOW if imported.left else errors.OK
