"""Why the application does not load or answer, in sentences, from an error and the place that it came from."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook
from perito.practice.expect import Absent
from perito.probes.python.import_time import reads_arguments
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perito.models.flask.deployment import Deployment
    from perito.probes.diagnosis import Telling

# `os.environ["X"]`, `os.environ.get('X')`, `os.getenv("X")`, `environ["X"]`.
VARIABLE = re.compile(r"(?:environ(?:\.get)?|getenv)\s*[(\[]\s*[rbu]?[\"']([A-Za-z_]\w*)[\"']")
ARGUMENTS = re.compile(r"\bsys\.argv\b|\bargv\b|parse_(?:known_)?args")


@dataclass(frozen=True)
class Why:
    """An explanation. kind: hidden-module, variable-missing, reads-arguments or too-slow; text: in sentences."""

    kind: str
    text: str


def reason(deployment: Deployment, kind: str, details: Mapping[str, str], message: str = "") -> Why | None:
    """What explains an error of the application's; None where nothing of the deployment does.

    `kind` and `details` as those of probes.diagnosis.Telling.
    """
    with suppress(CannotLook, Absent):
        if kind == "hangs":
            slow = [one for one in deployment.service.tellings if one.kind == "worker_timeout"]
            return Why("too-slow", too_slow(deployment, slow[-1])) if slow else None
        if said := _hidden_module(deployment, details, message):
            return Why("hidden-module", said)
        if said := _missing_variable(deployment, details):
            return Why("variable-missing", said)
        if said := _command_line(deployment, kind, details):
            return Why("reads-arguments", said)
    return None


def _source_line(deployment: Deployment, details: Mapping[str, str]) -> str:
    """The line of the application's own code that the error came from."""
    start = f"{deployment.names.directory}/"
    file, line = details.get("file", ""), details.get("line", "")
    found = deployment.directory.text_of(file.removeprefix(start)) if file.startswith(start) else None
    lines = found.text.splitlines() if found is not None else []
    return lines[int(line) - 1] if line.isdecimal() and 0 < int(line) <= len(lines) else ""


def _place(details: Mapping[str, str]) -> str:
    return f"{PurePosixPath(details.get('file', '')).name}:{details.get('line', '')}"


def _missing_variable(deployment: Deployment, details: Mapping[str, str]) -> str:
    """A variable that the failing line asks for and the unit does not set."""
    asked = VARIABLE.findall(_source_line(deployment, details))
    missing = [name for name in asked if name not in deployment.unit.variables]
    if details.get("exception") == "KeyError":
        name = details.get("message", "").strip("'\"")
        missing = [name] if name in missing else missing[:0]
    if not missing:
        return ""
    name = missing[0]
    binding = None
    with suppress(CannotLook, Absent):
        binding = deployment.environment.dotenv.binding(name)
    if binding is None:
        return _("{place} asks its environment for {name}, and the unit sets no such variable.").format(
            place=_place(details), name=name
        )
    return _(
        "{place} asks its environment for {name}. It stands in .env, line {line}, which pipenv reads when it starts a "
        "program; systemd does not."
    ).format(place=_place(details), name=name, line=binding.line)


def _command_line(deployment: Deployment, kind: str, details: Mapping[str, str]) -> str:
    """A file that reads the command line as soon as it is imported: under gunicorn that one is gunicorn's."""
    if kind != "bad_arguments" and not ARGUMENTS.search(_source_line(deployment, details)):
        return ""
    for source in deployment.application.loaded_sources:
        found = deployment.directory.text_of(source.path.removeprefix(f"{deployment.names.directory}/"))
        reading = reads_arguments(found.text) if found is not None else None
        if reading is not None:
            return _(
                "{file}:{line}: {words} reads the command line as soon as the file is imported, and under {program} "
                "that is the command line of {program}."
            ).format(
                file=PurePosixPath(source.path).name,
                line=reading.line,
                words=reading.words,
                program=deployment.program.name,
            )
    return ""


def _hidden_module(deployment: Deployment, details: Mapping[str, str], message: str) -> str:
    """A file or package of the directory that has the name of a library's module, and stands before it."""
    hiding = hiding_modules(deployment)
    words = set(re.findall(r"[\w.]+", f"{message} {details.get('file', '')}"))
    named = {word.partition(".")[0] for word in words} | {PurePosixPath(details.get("file", "")).stem}
    for module, path, origin in hiding:
        if module in named or f"/{module}." in message or f"/{module}/" in message:
            return _(
                "{path} has the name of {module}, a module of {origin}: who imports {module} gets this file instead."
            ).format(path=path, module=module, origin=origin)
    return ""


def hiding_modules(deployment: Deployment) -> list[tuple[str, str, str]]:
    """Modules of the directory that have a library's name: the name, the path, and whose name it is."""
    installed = deployment.virtualenv.found.modules if deployment.virtualenv.found is not None else frozenset()
    found = []
    for name in deployment.directory.names_inside:
        info, module = deployment.directory.entry(name), PurePosixPath(name).stem
        if info is None or not (name.endswith(".py") or info.kind == "directory"):
            continue
        if module in installed:
            found.append((module, info.path, _("a package that is installed")))
        elif module in sys.stdlib_module_names and not module.startswith("_"):
            found.append((module, info.path, "Python"))
    return found


def too_slow(deployment: Deployment, one: Telling) -> str:
    """A worker that was killed for time, and where it was."""
    settings = deployment.command.args.settings
    seconds = settings.get("timeout", 30)
    function = one.details.get("function", "")
    if not function or function.startswith("<"):
        return _("{program} killed a worker that did not answer within {seconds} seconds (WORKER TIMEOUT).").format(
            program=deployment.program.name, seconds=seconds
        )
    return _(
        "{program} killed a worker that did not answer within {seconds} seconds: it was in {function}(), {file}, "
        "line {line}."
    ).format(
        program=deployment.program.name,
        seconds=seconds,
        function=function,
        file=PurePosixPath(one.details["file"]).name,
        line=one.details["line"],
    )
