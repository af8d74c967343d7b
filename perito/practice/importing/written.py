"""A practice made of somebody else's tests: its files."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.practice.new import identifier
from perito.support import atomic_write
from perito.support.i18n import _
from perito.support.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SCALE = 10


@dataclass(frozen=True)
class Check:
    """One check: its id's two parts, its title, and the lines of its test after the mark; none where a class has it."""

    step: str
    name: str
    title: str
    code: Sequence[str]


@dataclass(frozen=True)
class Left:
    """Something that has no translation, with its line in the file."""

    line: int
    what: str


@dataclass(frozen=True)
class Imported:
    """What became of a file. `heads`: the beginning of each step's module, where it is not `from perito import …`."""

    checks: Sequence[Check]
    left: Sequence[Left]
    heads: Mapping[str, Sequence[str]] = field(default_factory=dict)


def slug(text: str) -> str:
    """Words for an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "one"


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken; it is taken from then on."""
    found = next(one for one in (name, *(f"{name}-{number}" for number in range(2, 10_000))) if one not in taken)
    taken.add(found)
    return found


def write(directory: Path, imported: Imported, language: str) -> None:
    """Write the practice into a directory that is empty or not there. Raises UsageError."""
    steps = list(dict.fromkeys(check.step for check in imported.checks))
    files = {"rubric.yaml": _rubric(identifier(directory), imported.checks, steps, language)}
    for number, step in enumerate(steps, 1):
        own = [check for check in imported.checks if check.step == step]
        head = imported.heads.get(step, ["from perito import check, expect"])
        tests = ["\n".join([f'@check("{one.step}.{one.name}")', *one.code]) for one in own if one.code]
        files[f"checks/test_{number:02}_{step.replace('-', '_')}.py"] = "\n\n\n".join(["\n".join(head), *tests]) + "\n"
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise UsageError(_("{directory}: there is something there already").format(directory=directory))
        for name, text in files.items():
            atomic_write.directory((directory / name).parent, private=False)
            atomic_write.write(directory / name, text.encode(), private=False)
    except OSError as error:
        raise UsageError(f"{directory}: {reason(error)}") from None


def _rubric(name: str, checks: Sequence[Check], steps: Sequence[str], language: str) -> str:
    """The rubric; every check weighs the same, as no points are given."""
    lines = [
        "schema: perito/rubric/1",
        f"practice: {name}",
        'version: "1"',
        f"languages: [{language}]",
        "model: none",
        f"title: {_text(name, language)}",
        f"scale: {SCALE}",
        "steps:",
    ]
    for step in steps:
        lines += [f"  {step}:", f"    title: {_text(step, language)}", "    checks:"]
        for check in checks:
            if check.step == step:
                lines += [f"      {step}.{check.name}:", f"        title: {_text(check.title, language)}"]
    return "\n".join(lines) + "\n"


def _text(text: str, language: str) -> str:
    return f"{{{language}: {json.dumps(text, ensure_ascii=False)}}}"
