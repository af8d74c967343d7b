"""Changes to a booted server, each a shell file with a description: faults and sound variants."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from perito.lab.tools import LabError, LibraryError
from perito.support.i18n import _
from perito.support.meant import nearest
from perito.support.system_errors import reason
from perito.support.yamlfile import of_byte

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PIN = re.compile(r"(?:(?P<label>[\w-]+)/)?(?P<check>[\w-]+\.[\w-]+)(?:/(?P<kind>[\w-]+))?")
LINE = re.compile(r"#[ \t]*(?P<key>[a-z]+):(?:[ \t]+(?P<value>.*?))?[ \t]*")
LISTED = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
KEYS = ("pins", "step", "says", "es", "en", "shows", "sets", "on", "loses", "unseen")


@dataclass(frozen=True)
class Change:
    """One change. `pins` are the checks that must come out as root causes: none for a sound variant.

    `findings`: for a pin, the finding that it must come out with (in the file, `# pins: service.active/stopped`).
    `on` is the deployment it changes: a further one's label, or "" for the first. Pins of a further one's changes say
    whose they are: `exercise/service.bind` (in the file, `service.bind` will do), `poc/…`. `description` by language
    (es, en); `shows` is a shell condition that holds only afterwards; `sets` are the names that the server has
    afterwards, such as DIR; `script` runs as root. Of a variant, `loses` are the checks that it fails and no others,
    none where it is left out, and `unseen` says that not everything can be seen on it. `places` says where in its file
    a key, a pin or a lost check stands, `file:line:column`.
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
    places: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The description in a language, or in English."""
        return self.description.get(language, self.description["en"])

    @property
    def checks(self) -> frozenset[str]:
        """The pins without whose they are."""
        return frozenset(pin.rpartition("/")[2] for pin in self.pins)


class Value(NamedTuple):
    """What a line of a header says, and where."""

    text: str
    file: Path
    line: int
    column: int

    @property
    def place(self) -> str:
        """`file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"

    def listed(self) -> Iterator[Value]:
        """Its parts between commas."""
        for found in LISTED.finditer(self.text):
            yield Value(found[0], self.file, self.line, self.column + found.start())


def untouched(name: str) -> Change:
    """The sound server as it is: nothing is done to it."""
    return Change(
        name, "", (), {"es": "El servidor tal como se despliega.", "en": "The server as it is deployed."}, "", {}, ""
    )


def read(file: Path) -> Change:
    """A change from its file: comment lines `# key: value` and then the shell.

    The description stands in `es` and `en`, in one of them, or in `says`. Raises LibraryError, with the place, where
    it is missing, a key is unknown, or what it says cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LibraryError(f"{file}:1:1: {reason(error)}") from None
    except UnicodeDecodeError as error:
        raise LibraryError(f"{file}{of_byte(error)}: " + _("not UTF-8 text")) from None
    header = _header(file, text)
    description = _described(header)
    if not description:
        raise LibraryError(_("{file}:1:1: its first lines lack a description (# says: …)").format(file=file))
    on = header["on"].text if "on" in header else ""
    pins = [(_pin(on, pin), pin.place) for pin in _listed(header, "pins")]
    loses = [(check.text, check.place) for check in _listed(header, "loses")]
    return Change(
        name=file.stem,
        step=_text(header, "step"),
        pins=tuple(check for (check, _finding), _place in pins),
        description=description,
        shows=_text(header, "shows"),
        sets=_sets(header),
        script=text,
        on=on,
        findings={check: finding for (check, finding), _place in pins if finding},
        loses=tuple(check for check, _place in loses),
        unseen=bool(_text(header, "unseen")),
        places={
            **{key: value.place for key, value in header.items()},
            **{check: place for (check, _finding), place in pins},
            **dict(loses),
        },
    )


def _header(file: Path, text: str) -> dict[str, Value]:
    """What the first lines say, by key. Raises LibraryError."""
    header: dict[str, Value] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        found = LINE.fullmatch(line)
        if found is None:
            continue
        key, place = found["key"], f"{file}:{number}:{found.start('key') + 1}"
        if key not in KEYS:
            known = _("{place}: {key}: a header has no such key{hint}; it has {keys}")
            raise LibraryError(known.format(place=place, key=key, hint=nearest(key, KEYS), keys=", ".join(KEYS)))
        if key in header:
            raise LibraryError(_("{place}: {key}: it was said before").format(place=place, key=key))
        header[key] = Value(found["value"] or "", file, number, max(found.start("value"), 0) + 1)
    return header


def _text(header: Mapping[str, Value], key: str) -> str:
    return header[key].text if key in header else ""


def _listed(header: Mapping[str, Value], key: str) -> Iterator[Value]:
    return header[key].listed() if key in header else iter(())


def _pin(on: str, pin: Value) -> tuple[str, str]:
    """A pin's check as it is compared, with its deployment where there are two, and its finding: of
    `exercise/service.bind/no-socket` that is `exercise/service.bind` and `service.bind/no-socket`.
    """
    found = PIN.fullmatch(pin.text)
    if found is None:
        raise LibraryError(_("{place}: {pin}: write CHECK or CHECK/FINDING").format(place=pin.place, pin=pin.text))
    label = found["label"] or on
    check = f"{label}/{found['check']}" if label else found["check"]
    return check, f"{found['check']}/{found['kind']}" if found["kind"] else ""


def _sets(header: Mapping[str, Value]) -> dict[str, str]:
    """The names that change. Raises LibraryError."""
    if "sets" not in header:
        return {}
    given = header["sets"]
    try:
        words = shlex.split(given.text)
    except ValueError as error:
        raise LibraryError(f"{given.place}: {error}") from None
    if not all("=" in word for word in words):
        raise LibraryError(f"{given.place}: " + _("write NAME=VALUE"))
    return dict(word.split("=", 1) for word in words)


def _described(header: Mapping[str, Value]) -> dict[str, str]:
    given = {language: header[language].text for language in ("es", "en") if _text(header, language)}
    one = _text(header, "says") or next(iter(given.values()), "")
    return {language: given.get(language, one) for language in ("es", "en")} if one else {}


def catalogue(directory: Path) -> dict[str, Change]:
    """All changes of a directory by name. Raises LibraryError where one cannot be read."""
    return {file.stem: read(file) for file in sorted(directory.glob("*.sh"))}


def pick(known: Mapping[str, Change], names: Iterable[str], kind: str) -> list[Change]:
    """The changes with these names. Raises LabError for unknown ones, with the names that come close."""
    chosen = []
    for name in names:
        if name not in known:
            text = _("no {kind} is called {name!r}{hint}")
            every = _("known: {names}").format(names=", ".join(known) or "—")
            hint = nearest(name, known) or f" ({every})"
            raise LabError(text.format(kind=kind, name=name, hint=hint))
        chosen.append(known[name])
    return chosen
