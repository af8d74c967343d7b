"""Virtualenvs on the server, and their Pipfiles (practice, items 10-11)."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text, tool_of
from perito.probes.framing import MALFORMED, PYTHON, complete, quoted
from perito.probes.python.pipfile import (
    LockFacts,
    PipfileFacts,
    Requirement,
    lock_in_step,
    normalised,
    not_locked,
    parse_lock,
    parse_pipfile,
)
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.transport.base import Answer

# argv: homes (or `-` for everybody's), `--`, projects. One JSON object a line.
ARGUMENTS: Final = r"""
import glob, json, os, pwd, stat, sys
homes, projects = sys.argv[1:sys.argv.index('--')], sys.argv[sys.argv.index('--') + 1:]
if homes == ['-']:
    homes = sorted({entry.pw_dir for entry in pwd.getpwall() if len(entry.pw_dir) > 1})[:1000]
"""
HELPERS: Final = r"""def read(path):
    try:
        with open(path, 'rb') as file:
            return file.read(4096).decode('utf-8', 'replace')
    except OSError:
        return None
def name(call, number):
    try:
        return call(number)[0]
    except (KeyError, ImportError):
        return str(number)
def group(number):
    import grp
    return grp.getgrgid(number)
"""
SEARCH: Final = r"""found = {}
for home in homes:
    for place in ('.local/share/virtualenvs', '.virtualenvs'):
        directory = os.path.join(home, place)
        try:
            for entry in sorted(os.listdir(directory))[:200]:
                found.setdefault(os.path.join(directory, entry), home)
        except PermissionError:
            print(json.dumps({'denied': directory}))
        except OSError:
            pass
for project in sorted(set(glob.glob('/var/www/*')) | set(projects)):
    for entry in ('.venv', 'venv', 'env'):
        path = os.path.join(project, entry)
        if entry == '.venv' and os.path.isfile(path):
            path = os.path.join(project, (read(path) or '').strip())
        found.setdefault(path, '')
"""
LOOK: Final = r"""for path, home in list(found.items())[:500]:
    python = os.path.join(path, 'bin', 'python')
    try:
        if not os.path.isfile(os.path.join(path, 'pyvenv.cfg')) and not os.path.lexists(python):
            continue
        info = os.lstat(path)
        distributions, modules = [], []
        for site in glob.glob(glob.escape(path) + '/lib/python3*/site-packages'):
            for entry in os.listdir(site)[:5000]:
                if entry.endswith('.dist-info'):
                    distributions.append(entry[:-10])
                elif entry.endswith(('.py', '.so')) or os.path.isdir(os.path.join(site, entry)):
                    modules.append(entry.split('.')[0])
        print(json.dumps({
            'path': path, 'home': home, 'owner': name(pwd.getpwuid, info.st_uid), 'uid': info.st_uid,
            'group': name(group, info.st_gid), 'mode': stat.S_IMODE(info.st_mode),
            'project': read(os.path.join(path, '.project')), 'config': read(os.path.join(path, 'pyvenv.cfg')),
            'python': os.path.realpath(python) if os.path.exists(python) else None,
            'programs': [one for one in ('gunicorn', 'flask') if os.path.exists(os.path.join(path, 'bin', one))],
            'distributions': distributions, 'modules': modules,
        }))
    except PermissionError:
        print(json.dumps({'denied': path}))
    except OSError:
        pass
"""
SCRIPT: Final = ARGUMENTS + HELPERS + SEARCH + LOOK
AT: Final = "\nimport glob, json, os, pwd, stat, sys\n" + HELPERS + "found = dict.fromkeys(sys.argv[1:], '')\n" + LOOK
SANITISED: Final = re.compile(r'[ &$`!*@"()\[\]\\\r\n\t]')  # pipenv.project.Project._sanitize
LONGEST: Final = 42


@dataclass(frozen=True, slots=True)
class Virtualenv:
    """A virtualenv found on the server.

    project: the content of `.project`: the directory pipenv made it for. python: the target of bin/python, None where
    that does not exist. version: of pyvenv.cfg. distributions: normalised name (PEP 503) → version, by *.dist-info.
    modules: importable names in its site-packages. home: the user's, "" inside a project.
    """

    path: str
    home: str = ""
    owner: str = ""
    group: str = ""
    uid: int = -1
    mode: int = 0
    project: str | None = None
    python: str | None = None
    version: str = ""
    has_gunicorn: bool = False
    has_flask: bool = False
    distributions: dict[str, str] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Its directory's name, `mi_app-Ab3dE6gH`."""
        return posixpath.basename(self.path)


def virtualenv_names(pipfile: str) -> tuple[str, ...]:
    """The names that pipenv may give this Pipfile's virtualenv (an absolute path), likeliest first.

    The directory's name, cleaned and cut, and eight characters derived from the Pipfile's path. With PIPENV_PYTHON set
    a suffix follows: see belongs_to.
    """
    directory = posixpath.basename(posixpath.dirname(posixpath.normpath(pipfile)))
    digest = hashlib.sha256(pipfile.encode("utf-8", "replace")).digest()[:6]
    encoded = base64.urlsafe_b64encode(digest).decode()[:8]
    return (f"{SANITISED.sub('_', directory)[:LONGEST]}-{encoded}",)


def belongs_to(virtualenv: Virtualenv, directory: str) -> bool:
    """Whether pipenv, run in `directory`, uses this virtualenv: by name, or as the project's own .venv."""
    directory = posixpath.normpath(directory)
    if posixpath.dirname(virtualenv.path) == directory:
        return virtualenv.name == ".venv"
    names = virtualenv_names(posixpath.join(directory, "Pipfile"))
    return any(virtualenv.name == name or virtualenv.name.startswith(f"{name}-") for name in names)


def virtualenvs(
    homes: Sequence[str] | None = None, projects: Sequence[str] = (), *, role: Role = Role.ROOT
) -> Probe[list[Virtualenv]]:
    """Every virtualenv of all homes (None: everybody's, /root included) and of projects, in one command.

    Under ~/.local/share/virtualenvs and ~/.virtualenvs; .venv, venv and env in /var/www/* and in `projects`.
    """
    words = quoted(["-"] if homes is None else homes)
    script = f"{PYTHON} {shlex.quote(SCRIPT)} {words} -- {quoted(projects)}"
    return Probe(
        Command(script, role, timeout=15.0, limit=2 << 20, about="ls ~*/.local/share/virtualenvs/*"), read_virtualenvs
    )


def virtualenvs_at(paths: Sequence[str], *, role: Role = Role.ROOT) -> Probe[list[Virtualenv]]:
    """The virtualenvs at these very paths: those that lie elsewhere (WORKON_HOME, /opt), named by a unit."""
    script = f"{PYTHON} {shlex.quote(AT)} {quoted(paths)}"
    return Probe(Command(script, role, timeout=15.0, limit=2 << 20, about=f"ls {quoted(paths)}"), read_virtualenvs)


def read_virtualenvs(answer: Answer) -> list[Virtualenv]:
    """The answer to virtualenvs. CannotLook where none was found and a place could not be read."""
    found, denied = [], ""
    for line in text(tool_of(complete(answer), "python3").stdout).splitlines():
        try:
            row = json.loads(line)
            if "denied" in row:
                denied = denied or str(row["denied"])
            else:
                found.append(virtualenv_of(row))
        except MALFORMED:
            continue
    if not found and denied:
        raise CannotLook(Unseen.NO_RIGHTS, f"{denied}: Permission denied")
    if not found and answer.exit_code != 0:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-300:])
    return found


def virtualenv_of(row: Mapping[str, Any]) -> Virtualenv:
    """One row."""
    config = re.search(r"^version(?:_info)? *= *(\S+)", row["config"] or "", re.MULTILINE)
    pairs = (str(one).rpartition("-") for one in row["distributions"])
    return Virtualenv(
        path=str(row["path"]),
        home=str(row["home"]),
        owner=str(row["owner"]),
        group=str(row["group"]),
        uid=int(row["uid"]),
        mode=int(row["mode"]),
        project=None if row["project"] is None else str(row["project"]).strip(),
        python=None if row["python"] is None else str(row["python"]),
        version=config[1] if config else "",
        has_gunicorn="gunicorn" in row["programs"],
        has_flask="flask" in row["programs"],
        distributions={normalised(name): version for name, _, version in pairs},
        modules=frozenset(str(one) for one in row["modules"]),
    )


__all__ = [
    "LockFacts",
    "PipfileFacts",
    "Requirement",
    "Virtualenv",
    "belongs_to",
    "lock_in_step",
    "normalised",
    "not_locked",
    "parse_lock",
    "parse_pipfile",
    "virtualenv_names",
    "virtualenvs",
    "virtualenvs_at",
]
