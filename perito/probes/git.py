"""A git repository on the server: its origin, its content, its changes (the exercise).

git is asked as the owner of the repository and told to trust it (`safe.directory`, git-config(1)); it takes no locks,
runs no hooks and no file monitor, and reads no settings of users: it writes nothing. A password in an address stays on
the server.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, ToolAbsent, text
from perito.probes.framing import complete, quoted
from perito.probes.python.gunicorn_check import NO_USER, as_user
from perito.support.i18n import _
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from perito.transport.base import Answer

MOST: Final = 65536  # bytes of one answer
NO_DIRECTORY: Final = 98
SECTION: Final = 3
# Name, exit status and output of each question, NUL after each.
SCRIPT: Final = f"""\
cd -- @HERE@ || exit {NO_DIRECTORY}
export HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent GIT_CONFIG_NOSYSTEM=1 GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0
export LC_ALL=C GIT_DIR=@HERE@/.git GIT_WORK_TREE=@HERE@
asked() {{
  name=$1; shift
  out=$(timeout -k 1 5 git --no-pager -c safe.directory=@HERE@ -c safe.directory=@HERE@/.git -c core.fsmonitor=false \\
    -c core.hooksPath=/dev/null -c core.quotePath=false "$@" 2>&1); code=$?
  printf '%s\\0%s\\0' "$name" "$code"
  printf '%s' "$out" | tr -d '\\000' | sed 's#://[^/@ ]*@#://#' | head -c {MOST}
  printf '\\0'
}}
asked remotes config --get-regexp '^remote\\..*\\.url$'
asked head rev-parse HEAD
asked branch symbolic-ref --quiet --short HEAD
asked shallow rev-parse --is-shallow-repository
asked status status --porcelain --untracked-files=normal
asked tracked ls-files
asked requirements show HEAD:requirements.txt
"""


@dataclass(frozen=True, slots=True)
class Repository:
    """The state of a working tree.

    remotes: name → address, without user and password. head: the commit, "" where there is none yet. branch: "" where
    HEAD is detached. changed and untracked: paths, in git's notation. tracked: the known paths. requirements: the text
    of requirements.txt as committed, None where it is not. problem: git's error message where it cannot read it.
    """

    remotes: dict[str, str] = field(default_factory=dict)
    head: str = ""
    branch: str = ""
    shallow: bool = False
    changed: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()
    tracked: frozenset[str] = frozenset()
    requirements: str | None = None
    problem: str = ""


def repository(directory: str, owner: str | None) -> Probe[Repository]:
    """Ask git about the repository whose `.git` lies in `directory`, as its owner; None: as the login user."""
    script = SCRIPT.replace("@HERE@", quoted([directory]))
    if owner is not None:
        script = as_user(owner, None, script)
    role = Role.LOGIN if owner is None else Role.ROOT
    about = f"git -C {shlex.quote(directory)} remote -v; git -C {shlex.quote(directory)} status --short"
    return Probe(Command(script, role, timeout=40.0, about=about), read_repository)


def read_repository(answer: Answer) -> Repository:
    """The answer to repository. Raises ToolAbsent where git is not installed."""
    if answer.exit_code == NO_USER:
        raise CannotLook(Unseen.NO_SUCH_USER, _("the repository's owner does not exist"))
    if answer.exit_code == NO_DIRECTORY:
        raise CannotLook(Unseen.NO_RIGHTS, text(answer.stderr).strip()[-300:])
    said = _sections(complete(answer).stdout)
    if "head" not in said:
        raise CannotLook(Unseen.NO_ANSWER, text(answer.stderr).strip()[-300:])
    if all(code == "127" for code, _out in said.values()):
        raise ToolAbsent("git")
    changed, untracked = _status(_good(said, "status"))
    code, problem = said.get("status", ("", ""))
    return Repository(
        remotes=_remotes(_good(said, "remotes")),
        head=_good(said, "head").strip(),
        branch=_good(said, "branch").strip(),
        shallow=_good(said, "shallow").strip() == "true",
        changed=changed,
        untracked=untracked,
        tracked=frozenset(_good(said, "tracked").splitlines()),
        requirements=_good(said, "requirements") if said.get("requirements", ("1", ""))[0] == "0" else None,
        problem="" if code == "0" else (problem.strip().splitlines() or [f"git status: {code}"])[0][:300],
    )


def _sections(data: bytes) -> dict[str, tuple[str, str]]:
    fields = [text(part) for part in data.split(b"\0")]
    whole = len(fields) - (len(fields) - 1) % SECTION - 1
    return {fields[place]: (fields[place + 1], fields[place + 2]) for place in range(0, whole, SECTION)}


def _good(said: dict[str, tuple[str, str]], name: str) -> str:
    """An answer, "" where git had none."""
    code, out = said.get(name, ("1", ""))
    return out if code == "0" else ""


def _remotes(out: str) -> dict[str, str]:
    """`remote.origin.url ADDRESS` a line."""
    pairs = (line.partition(" ") for line in out.splitlines())
    return {
        key.removeprefix("remote.").removesuffix(".url"): address.strip()
        for key, _, address in pairs
        if address.strip()
    }


def _status(out: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of `git status --porcelain` (git-status(1)): two letters, a blank, a path."""
    lines = [line for line in out.splitlines() if len(line) > SECTION]
    untracked = tuple(line[SECTION:] for line in lines if line.startswith("??"))
    return tuple(line[SECTION:] for line in lines if not line.startswith(("??", "!!"))), untracked
