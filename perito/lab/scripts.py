"""Changes to a booted server, each a shell file with a description: faults and sound variants."""

from __future__ import annotations

import difflib
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perito.lab.tools import LabError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

PIN = re.compile(r"(?:(?P<label>[\w-]+)/)?(?P<check>[\w-]+\.[\w-]+)(?:/(?P<kind>[\w-]+))?")


@dataclass(frozen=True)
class Change:
    """One change. `pins` are the checks that must come out as root causes: none for a sound variant.

    `findings`: for a pin, the finding that it must come out with (in the file, `# pins: service.active/stopped`).
    `on` is the deployment it changes: "exercise", or "" for the first. Pins of the exercise's changes say whose they
    are: `exercise/service.bind` (in the file, `service.bind` will do), `poc/…`. `description` by language (es, en);
    `shows` is a shell condition that holds only afterwards; `sets` are the names that the server has afterwards, such
    as DIR; `script` runs as root. Of a variant, `loses` are the checks that it fails and no others, none where it is
    left out, and `unseen` says that not everything can be seen on it.
    """

    name: str
    step: str
    pins: tuple[str, ...]
    description: Mapping[str, str]
    shows: str
    sets: Mapping[str, str]
    script: str
    on: str = ""
    findings: Mapping[str, str] = field(default_factory=dict)
    loses: tuple[str, ...] = ()
    unseen: bool = False

    @property
    def checks(self) -> frozenset[str]:
        """The pins without whose they are."""
        return frozenset(pin.rpartition("/")[2] for pin in self.pins)


def untouched(name: str) -> Change:
    """The sound server as it is: nothing is done to it."""
    return Change(
        name, "", (), {"es": "El servidor tal como se despliega.", "en": "The server as it is deployed."}, "", {}, ""
    )


def read(file: Path, every_language: bool = True) -> Change:
    """A change from its file: comment lines `# key: value` and then the shell.

    The description stands in `es` and `en`, or in one of them where `every_language` is false, or in `says`.
    Raises LabError where it is missing.
    """
    text = file.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line.removeprefix("#").partition(":")
        if colon:
            header[key.strip()] = value.strip()
    description = _described(header, every_language)
    if not description:
        wanted = "# es: …, # en: …" if every_language else "# says: …"
        raise LabError(f"{file}: its first lines lack a description ({wanted}).")
    on = header.get("on", "")
    pins = [_pin(on, pin.strip()) for pin in header.get("pins", "").split(",") if pin.strip()]
    return Change(
        name=file.stem,
        step=header.get("step", ""),
        pins=tuple(check for check, _finding in pins),
        description=description,
        shows=header.get("shows", ""),
        sets=dict(word.split("=", 1) for word in shlex.split(header.get("sets", ""))),
        script=text,
        on=on,
        findings={check: finding for check, finding in pins if finding},
        loses=tuple(check.strip() for check in header.get("loses", "").split(",") if check.strip()),
        unseen=header.get("unseen", "") != "",
    )


def _pin(on: str, pin: str) -> tuple[str, str]:
    """A pin's check as it is compared, with its deployment where there are two, and its finding: of
    `exercise/service.bind/no-socket` that is `exercise/service.bind` and `service.bind/no-socket`.
    """
    found = PIN.fullmatch(pin)
    if found is None:
        return pin, ""
    label = found["label"] or on
    check = f"{label}/{found['check']}" if label else found["check"]
    return check, f"{found['check']}/{found['kind']}" if found["kind"] else ""


def _described(header: Mapping[str, str], every_language: bool) -> dict[str, str]:
    given = {language: header[language] for language in ("es", "en") if header.get(language)}
    if every_language:
        return given if {"es", "en"} <= given.keys() else {}
    one = header.get("says") or next(iter(given.values()), "")
    return {language: given.get(language, one) for language in ("es", "en")} if one else {}


def catalogue(directory: Path, every_language: bool = True) -> dict[str, Change]:
    """All changes of a directory by name. Raises LabError where one cannot be read."""
    return {file.stem: read(file, every_language) for file in sorted(directory.glob("*.sh"))}


def pick(known: Mapping[str, Change], names: Iterable[str], kind: str) -> list[Change]:
    """The changes with these names. Raises LabError for unknown ones, with the names that come close."""
    chosen = []
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f" Did you mean {' or '.join(close)}?" if close else f" Known: {', '.join(known) or 'none'}."
            raise LabError(f"There is no {kind} called {name!r}.{hint}")
        chosen.append(known[name])
    return chosen
