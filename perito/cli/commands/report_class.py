"""`perito report` of a class: on the terminal, as its page or its document, with the current marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perito import errors
from perito.report.outputs import Later, apart, save, waits
from perito.report.registry import FORMATS
from perito.support import atomic_write, i18n

if TYPE_CHECKING:
    from perito.classroom.run_directory import RunDirectory
    from perito.documents.class_result import ClassResult
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
    i18n.use_of(document.language)
    later = Later()
    with apart(outputs.files):
        causes = files.causes_of(directory, verbosity)
        class_terminal.show(document.students, path / INDEX, identity=document.identity, causes=causes)
        if "html" in outputs.paths:
            with later:
                write_pages(outputs.paths["html"], directory, document)
        if "pdf" in outputs.paths:
            with later:
                save(outputs.paths["pdf"], FORMATS["pdf"].encode(class_page(outputs.paths["pdf"], directory, document)))
        if "json" in outputs.paths:
            with later:
                save(outputs.paths["json"], document.to_json() + "\n")
        later.end()
    return errors.OK


def write_pages(path: Path, directory: RunDirectory, document: ClassResult) -> None:
    """Write the class's page, and of a large class the further pages beside it; all of it in one where `path` is no
    plain file. Raises UsageError."""
    from perito.classroom import files

    told = files.history_of(directory, document)
    if waits(path) or atomic_write.to_standard_output(path):
        save(path, files.page(directory, document, told, near(path)))
        return
    for place, text in files.pages(directory, document, told, path):
        save(place, text)


def class_page(path: Path, directory: RunDirectory, document: ClassResult) -> str:
    """The class in one page, whose links are as seen from a file."""
    from perito.classroom import files

    return files.page(directory, document, files.history_of(directory, document), near(path))


def near(page: Path) -> Path:
    """The base directory of a page's links: its own, or for standard output the current one."""
    return Path.cwd() if atomic_write.to_standard_output(page) else page.parent.resolve()
