"""`perito report` of a class: on the terminal, as its page or its document, with the current marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.report.outputs import Later, apart, save
from perito.support import atomic_write, i18n

if TYPE_CHECKING:
    from perito.grading.settings import Judging
    from perito.report.outputs import Outputs


def run(path: Path, outputs: Outputs, judging: Judging, verbosity: int = 0) -> int:
    """Show a class again, in the language of its grading; returns the exit status. `verbosity`: above 0, every cause.

    Raises UsageError, with their names, for formats that cannot show a class; marks.MarksError.
    """
    outputs.for_class({})
    from perito.classroom import files
    from perito.classroom.run_directory import INDEX, RunDirectory
    from perito.report import class_terminal

    directory = RunDirectory(path.resolve())
    document = files.document(directory, judging.marks)
    i18n.use(document.language)
    later = Later()
    with apart(outputs.files):
        causes = files.causes_of(directory, verbosity)
        class_terminal.show(document.students, path / INDEX, identity=document.identity, causes=causes)
        if "html" in outputs.paths:
            page = files.page(directory, document, files.history_of(directory, document), near(outputs.paths["html"]))
            with later:
                save(outputs.paths["html"], page)
        if "json" in outputs.paths:
            with later:
                save(outputs.paths["json"], document.to_json() + "\n")
        later.end()
    return errors.OK


def near(page: Path) -> Path:
    """The base directory of a page's links: its own, or for standard output the current one."""
    return Path.cwd() if atomic_write.to_standard_output(page) else page.parent.resolve()
