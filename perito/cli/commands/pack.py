"""`perito run pack` and `perito run unpack`: a class's run as one file, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito import errors
from perito.classroom import packing
from perito.classroom.archive import is_class
from perito.classroom.run_directory import RunDirectory
from perito.errors import UsageError
from perito.report.outputs import apart, save
from perito.support.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def pack(path: Path, output: Path | None) -> int:
    """Write the archive of a run, by default beside it; returns the exit status. Raises UsageError."""
    if not is_class(path):
        raise UsageError(_("{run}: not the run of a class: it has no run.json").format(run=path))
    directory = RunDirectory(path.resolve())
    output = output or directory.path.with_name(directory.path.name + packing.SUFFIX)
    if output.resolve().is_relative_to(directory.path):
        raise UsageError(_("{file}: an archive cannot be within the run that it holds").format(file=output))
    with apart({"--output": output}), directory.held():
        save(output, packing.packed(directory))
        print(_("{run}: packed in {file}").format(run=path, file=output))
    return errors.OK


def unpack(file: Path, to: Path | None) -> int:
    """Make a run's directory from its archive, by default beside that; returns the exit status. Raises UsageError."""
    to = to or file.with_name(file.name.removesuffix(packing.SUFFIX))
    count = packing.unpack(file, to)
    print(_("{run}: unpacked, {count} files").format(run=to, count=count))
    return errors.OK
