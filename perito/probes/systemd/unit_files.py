"""Unit files in their places, systemd-analyze(1)'s complaints, and the links that start units at boot."""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from perito.probes.base import Probe, text, tool_of
from perito.probes.files import file_text, gathered, number, unique
from perito.probes.framing import SHELL, complete, quoted
from perito.probes.sandbox import MARK, sandboxed
from perito.probes.systemd.units import OURS, OURS_BEFORE
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from perito.probes.files import PathInfo
    from perito.transport.base import Answer

SUFFIXES: Final = (
    ".service", ".socket", ".target", ".timer", ".mount", ".automount", ".path", ".slice", ".scope", ".swap",
    ".device",
)  # fmt: skip
DIRECTORIES: Final = (
    "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/lib/systemd/system",
    "/usr/lib/systemd/system", "/etc/systemd/system.control", "/run/systemd/system.control",
    "/run/systemd/transient", "/run/systemd/generator", "/run/systemd/generator.early",
    "/run/systemd/generator.late",
)  # fmt: skip
MOST: Final = 300  # files
# Links of Debian's own (aliases such as sshd.service) are left out.
FIND: Final = """\
{ find /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system -mindepth 1 -maxdepth 2 \\
    \\( -name '*.wants' -o -name '*.requires' \\) -prune -o \\
    \\( -type f -o -type l ! -lname '/lib/systemd/*' ! -lname '/usr/lib/systemd/*' \\) -print0
  find /etc/systemd /etc -maxdepth 1 -name '*.service' -print0
  find /etc/systemd/user -maxdepth 1 -type f -name '*.service' -print0
  find /var/www -maxdepth 3 -name node_modules -prune -o -type f -name '*.service' -print0
  find /home /root -maxdepth 2 ! -readable -prune -o -type f -name '*.service' -print0
  for d in /home/*/.config/systemd/user /root/.config/systemd/user; do
    find "$d" -maxdepth 1 -type f -name '*.service' -print0
  done
  grep -lsEZ OURS /lib/systemd/system/*.service
  MORE
} 2>/dev/null | head -z -n MOST | xargs -0 -r sh -c SEE sh
"""
# Tests of its own would find units of the login user's manager too, so the system's is named.
VERIFY: Final = """\
command -v systemd-analyze >/dev/null || exit 127
export SYSTEMD_COLORS=0
for f in PATHS; do
  printf '%s\\0' "$f"; systemd-analyze --system --no-pager --man=no verify "$f" 2>&1; printf '\\0'
done
"""
LINKS: Final = (
    "find /etc/systemd/system /run/systemd/system -mindepth 2 -maxdepth 2 -type l "
    "\\( -path '*.wants/*' -o -path '*.requires/*' \\) -printf '%p\\0%l\\0%Y\\0' 2>/dev/null"
)
KINDS: Final = (
    (
        "unknown_key",
        re.compile(r"Unknown (?:key(?: name)?|lvalue) '(?P<key>[^']*)' in section '?\[?(?P<section>[^]',]*)"),
    ),
    ("unknown_section", re.compile(r"Unknown section '(?P<section>[^']*)'")),
    ("missing_equals", re.compile(r"Missing '='")),
    ("outside_section", re.compile(r"Assignment outside of section")),
    ("bad_section_header", re.compile(r"Invalid section header")),
    ("not_absolute", re.compile(r"not absolute|absolute path")),
    ("not_executable", re.compile(r"is not executable|not executable")),
    ("no_exec_start", re.compile(r"has no ExecStart=|lacks ExecStart=|lacks both ExecStart")),
    ("repeated", re.compile(r"more than one ExecStart=")),
    ("fatal", re.compile(r"has fatal error|bad unit file setting|failed to load")),
    ("bad_value", re.compile(r"Failed to parse|Invalid |Failed to resolve|quoting|xecutable name")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One file that is, or was meant to be, a unit.

    place: `system` (where systemd looks, with a suffix it knows), `drop_in` (`NAME.service.d/*.conf`),
    `no_suffix`, `wrong_suffix`, `bad_name` (characters no unit may have), `user` (a unit of a user's own
    manager), or `misplaced` (a directory systemd never reads). text is that of the file a link leads to;
    None where there is none to read (dangling link, or masked by a link to /dev/null).
    """

    name: str
    info: PathInfo
    text: str | None
    place: str


@dataclass(frozen=True, slots=True)
class UnitComplaint:
    """One line of `systemd-analyze verify`.

    kind: unknown_key, unknown_section, missing_equals, outside_section, bad_section_header, not_absolute,
    not_executable, bad_value, no_exec_start, repeated, fatal, other. line is 0 where it names none.
    systemd stops reading at a fatal line: unit_file.parse_unit sees what stands behind it.
    """

    kind: str
    file: str
    line: int
    message: str
    section: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A link under `TARGET.wants` or `TARGET.requires`; exists: whether its target does."""

    path: str
    target: str
    unit: str
    wanted_by: str
    relation: str
    exists: bool


def unit_files(*more: str) -> Probe[list[UnitFile]]:
    """The question: unit files that are not Debian's, and those saved where systemd never looks. `more`: further paths.

    /etc, /run and /usr/local whole; /lib where it runs something from where people put applications.
    """
    see = f'{SHELL}FOLLOW=\nperito_stat "$@"\nperito_text "$@"'
    asked = f"printf '%s\\0' {quoted(unique(more))}" if more else ":"
    script, before = (
        FIND.replace("OURS", shlex.quote(ours))
        .replace("MORE", asked)
        .replace("MOST", str(MOST))
        .replace("SEE", shlex.quote(see))
        for ours in (OURS, OURS_BEFORE)
    )
    about = "cat /etc/systemd/system/**"
    return Probe(
        Command(script, Role.ROOT, timeout=15.0, limit=2 << 20, about=about, formerly=(before,)), read_unit_files
    )


def read_unit_files(answer: Answer) -> list[UnitFile]:
    """The answer to unit_files."""
    infos, _, texts = gathered(complete(answer).stdout)
    return [
        UnitFile(
            posixpath.basename(path),
            info,
            file_text(path, texts[path]).text if path in texts else None,
            place_of(path),
        )
        for path, info in infos.items()
        if info.kind in ("file", "symlink")
    ]


def place_of(path: str) -> str:
    """Whether systemd reads a file here under this name."""
    directory, name = posixpath.split(path)
    if directory.endswith(".d") and posixpath.dirname(directory) in DIRECTORIES:
        return "drop_in"
    if directory.endswith("systemd/user"):
        return "user"
    if directory not in DIRECTORIES:
        return "misplaced"
    if not name.endswith(SUFFIXES):
        return "wrong_suffix" if "." in name else "no_suffix"
    return "system" if re.fullmatch(r"[A-Za-z0-9:_.@\\-]+", name) else "bad_name"


def merged(path: str) -> str:
    """/lib is a link to /usr/lib: systemd 257 says the one, 252 the other."""
    return path.removeprefix("/usr") if path.startswith("/usr/lib/") else path


def verify(paths: Sequence[str]) -> Probe[list[UnitComplaint]]:
    """The question: `systemd-analyze verify` of these files, and only these (as root)."""
    # It makes a directory for generators in /tmp and takes it away again, and marks its turn in /run.
    asked = VERIFY.replace("PATHS", quoted(unique(paths)) or "''")
    script = sandboxed(asked, layers=["/tmp", "/run"], read_only=False, network=True)  # noqa: S108 - the server's
    return Probe(
        Command(script, Role.ROOT, timeout=20.0, about=f"systemd-analyze verify {quoted(paths)}"),
        partial(read_verify, paths=unique(paths)),
    )


def read_verify(answer: Answer, paths: Sequence[str]) -> list[UnitComplaint]:
    """The answer to verify: for each path its own lines, without those about its dependencies."""
    # Debian 11 colours its complaints, also into a pipe.
    said_all = re.sub(r"\x1b\[[0-9;]*m", "", text(tool_of(complete(answer), "systemd-analyze").stdout))
    parts = said_all.removeprefix(f"{MARK}\n").split("\0")
    found: list[UnitComplaint] = []
    for path, said in zip(parts[::2], parts[1::2], strict=False):
        if path in paths:
            found += filter(None, (complaint(path, line[:4096]) for line in said.splitlines()[:500]))
    return list(dict.fromkeys(found))


def complaint(path: str, said: str) -> UnitComplaint | None:
    """One line, if it is about this file: `PATH:LINE: …`, `PATH: …`, `NAME: …` or `Unit NAME …`."""
    whole, name = re.escape(path), re.escape(posixpath.basename(path))
    match = re.match(rf"(?:{whole}:|Unit {name} |{name}:)(?:(\d+):)? ?(.*)", said)
    if match is None:
        return None
    line, message = number(match[1] or ""), match[2]
    for kind, pattern in KINDS:
        if found := pattern.search(message):
            groups = found.groupdict()
            return UnitComplaint(kind, path, line, message, groups.get("section") or "", groups.get("key") or "")
    return UnitComplaint("other", path, line, message)


def unit_links() -> Probe[list[UnitLink]]:
    """Every link under *.wants and *.requires of /etc/systemd/system and /run/systemd/system."""
    return Probe(Command(LINKS, Role.LOGIN, about="ls -l /etc/systemd/system/*.wants"), read_unit_links)


def read_unit_links(answer: Answer) -> list[UnitLink]:
    """The answer to unit_links: path, target and what the target is (`N`: nothing), NUL after each."""
    fields = [text(part) for part in tool_of(complete(answer), "find").stdout.split(b"\0")]
    found = []
    for path, target, kind in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        directory, unit = posixpath.split(path)
        wanted_by, _, relation = posixpath.basename(directory).rpartition(".")
        found.append(UnitLink(path, target, unit, wanted_by, relation, kind not in ("N", "L", "?")))
    return found


def template_of(name: str) -> str:
    """The template that `flask@mi_app.service` is made from, `flask@.service`; "" for a unit of its own."""
    stem, _dot, suffix = name.rpartition(".")
    prefix, at, instance = stem.partition("@")
    return f"{prefix}@.{suffix}" if at and instance else ""


def instances(name: str, loaded: Iterable[str]) -> list[str]:
    """The units of one file: itself, or what is loaded of a template (`flask@.service`)."""
    if "@." not in name:
        return [name]
    return [unit for unit in loaded if template_of(unit) == name] or [name]


def wants_links(links: Iterable[UnitLink], unit: str) -> list[UnitLink]:
    """Those that pull this unit in."""
    return [link for link in links if link.unit == unit]
