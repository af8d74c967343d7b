"""A gossfile (goss.rocks, "The gossfile configuration") as checks: each resource becomes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from perito.errors import USAGE
from perito.practice.importing import goss_resources
from perito.practice.importing.written import Check, Imported, Left, slug, unique
from perito.support import reading
from perito.support.i18n import _
from perito.support.yamlfile import FileError, Problem, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perito.support.yamlfile import Document

TEMPLATE = re.compile(r"\{\{")


class GossError(FileError):
    """The gossfile cannot be read. One line each: `file:line:column: what is wrong`."""

    exit_status = USAGE


def translated(path: Path) -> Imported:
    """What becomes of a gossfile. Raises GossError where it is none, or a template."""
    _no_template(path)
    document = read(path, GossError)
    data = document.data
    if not isinstance(data, dict) or not all(isinstance(one, dict | None) for one in data.values()):
        raise document.wrong([Problem((), _("not a gossfile: kinds of resources, and below each its resources"))])
    checks: list[Check] = []
    left: list[Left] = []
    taken: set[str] = set()
    for kind, resources in data.items():
        for name, fields in (resources or {}).items():
            where = (kind, name)
            found = list(_statements(document, where, fields, left))
            if found:
                step, own = slug(str(kind)), slug(str(name))
                own = unique(f"{step}.{own}", taken).partition(".")[2]
                title = str((fields or {}).get("title") or f"{kind} {name}")
                code = [f"def test_{step}_{own}(host):".replace("-", "_"), *(f"    {line}" for line in found)]
                checks.append(Check(step, own, title, code))
    heads = {
        step: _head([line for one in checks if one.step == step for line in one.code])
        for step in dict.fromkeys(one.step for one in checks)
    }
    return Imported(checks, sorted(left, key=lambda one: one.line), heads)


def _head(code: list[str]) -> list[str]:
    """The imports of a file with this code."""
    patterns = ["import re", ""] if any("re.search(" in line for line in code) else []
    looks = "CannotLook, " if any("CannotLook(" in line for line in code) else ""
    return [*patterns, f"from perito import {looks}check, expect"]


def _statements(document: Document, where: tuple[str, str], fields: Any, left: list[Left]) -> Iterator[str]:
    """The lines of a resource's test; what has no translation goes to `left`."""
    kind, name = where
    shown = f"{kind}: {name}"
    reader = goss_resources.KINDS.get(kind)
    if reader is None or not isinstance(fields, dict):
        left.append(Left(_line(document, where), shown))
        return
    if fields.get("skip"):
        left.append(Left(_line(document, where), f"{shown} (skip)"))
        return
    target = str(fields.get(reader.named, name))
    read = reader.reader(fields)
    for key, value in fields.items():
        if key in {reader.named, "title", "meta", "skip", "timeout"}:
            continue
        lines = read(target, str(key), value)
        if lines is None:
            left.append(Left(_line(document, (*where, key)), f"{shown}: {key}"))
        else:
            yield from lines


def _line(document: Document, where: tuple[str, ...]) -> int:
    return int(document.place(where).split(":")[1])


def _no_template(path: Path) -> None:
    """Raises GossError with each line that is for goss's templates: what they make depends on where they run."""
    try:
        lines = reading.text(path).splitlines()
    except (OSError, UnicodeDecodeError):
        return  # said when it is read
    found = [(number, match.start()) for number, line in enumerate(lines, 1) if (match := TEMPLATE.search(line))]
    if found:
        said = _("a template: `goss render` writes the file that it makes")
        raise GossError([f"{path}:{number}:{column + 1}: {said}" for number, column in found])
