"""The extension as students carry it out: sound ways, and mistakes with the checks that they fail.

Each case is an app on the lab's platform and the repository that was deployed to it.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from perito.lab.authority import Flaw
from perito.lab.library import EXTENSION as LIBRARY
from perito.lab.library import shipped
from perito.lab.platform import ELSEWHERE, NOBODY, PLAIN, ROUTER, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from perito.lab.library import Library
    from perito.lab.platform import LabPlatform

EXTENSION = "heroku"  # the part of the practice that these are mistakes in


class Way(StrEnum):
    """The name that the user gives, and its target."""

    URL = "url"
    APP_NAME = "app_name"
    DOMAIN = "domain"  # by a CNAME to the target that the platform names
    APEX = "apex"  # a domain's own name: the provider copies the addresses
    OLD_TARGET = "old_target"  # a CNAME to the app's own address
    ELSEWHERE = "elsewhere"
    PLAIN = "plain"  # a server without TLS
    NOBODY = "nobody"  # an address where nothing listens
    NOWHERE = "nowhere"  # no such name
    DANGLING = "dangling"  # a CNAME to a name that does not exist
    SERVFAIL = "servfail"
    UNKNOWN = "unknown"  # a name of the platform's that no app has


@dataclass(frozen=True)
class Case:
    """One entry of an extension.yaml, which explains the fields. `sound`: a repository's files without mistakes."""

    name: str
    title: Mapping[str, str] = field(default_factory=dict)
    pins: tuple[str, ...] = ()
    findings: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | None] = field(default_factory=dict)
    utf16: tuple[str, ...] = ()
    state: State = State.UP
    page: str = field(default_factory=lambda: next(iter(_shipped()["pages"].values())))
    way: Way = Way.URL
    flaw: Flaw = Flaw.NONE
    repository: bool = True
    committed: tuple[str, ...] = ()
    sound: Mapping[str, str] = field(default_factory=lambda: _shipped()["repository"])

    def arrange(self, platform: LabPlatform, directory: Path) -> list[str]:
        """Deploy it; returns the options of `perito check`."""
        words = ["--heroku", self._address(platform)]
        if self.repository:
            self._write(directory)
            words += ["--heroku-repo", str(directory)]
        return words

    def _address(self, platform: LabPlatform) -> str:
        host = platform.deploy(self.name, self.page, self.state)
        domain, records = f"{self.name}.alumno.test", platform.names.records
        if self.flaw is not Flaw.NONE and self.way is Way.URL:
            platform.certify(host, self.flaw)
        match self.way:
            case Way.URL:
                return f"https://{host}:{platform.https_port}/"
            case Way.APP_NAME:
                return self.name
            case Way.UNKNOWN:
                del platform.apps[host]
                return host
            case Way.NOWHERE:
                return f"nada.{host}"
        target = platform.add_domain(domain, host, self.flaw)
        records[domain] = {
            Way.DOMAIN: ("CNAME", target),
            Way.OLD_TARGET: ("CNAME", host),
            Way.APEX: ("A", ROUTER),
            Way.ELSEWHERE: ("A", ELSEWHERE),
            Way.PLAIN: ("A", PLAIN),
            Way.NOBODY: ("A", NOBODY),
            Way.DANGLING: ("CNAME", f"gone.{domain}"),
            Way.SERVFAIL: ("SERVFAIL", ""),
        }[self.way]
        return f"https://{domain}"

    def _write(self, directory: Path) -> None:
        for name, content in {**self.sound, **self.files}.items():
            if content is not None:
                path = directory / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode("utf-16" if name in self.utf16 else "utf-8"))
        if self.committed:
            git(directory, "init", "--quiet")
            git(directory, "add", *self.committed)
            git(directory, *AUTHOR, "commit", "--quiet", "--message", "Heroku")


@cache
def catalogue(lab: Library | None = None) -> dict[str, Case]:
    """Every mistake and sound way by name, none where the lab has none; of the shipped practice where none is given.

    Raises KeyError, TypeError or ValueError for an invalid entry.
    """
    file = (lab or shipped()).file(LIBRARY)
    if not file.exists():
        return {}
    said = _read(file)
    return {name: _case(name, entry, said) for group in ("mistakes", "sound") for name, entry in said[group].items()}


@cache
def _read(file: Path) -> dict[str, Any]:
    said: dict[str, Any] = YAML(typ="safe", pure=True).load(file)
    return said


def _shipped() -> dict[str, Any]:
    return _read(shipped().file(LIBRARY))


def _case(name: str, entry: dict[str, Any], said: dict[str, Any]) -> Case:
    known = dict(entry)
    pins = list(known.get("pins", ()))
    known["pins"] = tuple(pin.partition("/")[0] for pin in pins)
    known["findings"] = {pin.partition("/")[0]: pin for pin in pins if "/" in pin}
    for key in ("utf16", "committed"):
        known[key] = tuple(known.get(key, ()))
    known["state"] = State(known.get("state", State.UP))
    known["way"] = Way(known.get("way", Way.URL))
    known["flaw"] = Flaw(known.get("flaw", Flaw.NONE))
    page = known.get("page", next(iter(said["pages"])))
    known["page"] = said["pages"].get(page, page)
    return Case(name, **known, sound=said["repository"])


AUTHOR = ("-c", "user.name=alumno", "-c", "user.email=alumno@alumno.test", "-c", "commit.gpgsign=false")


def git(directory: Path, *words: str) -> None:
    """Run git there. Raises CalledProcessError."""
    subprocess.run(["git", *words], cwd=directory, check=True, capture_output=True)
