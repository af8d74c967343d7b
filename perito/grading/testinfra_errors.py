"""testinfra's exceptions: a failed check where something does not exist, an error where it could not look.

testinfra's modules return a value or raise the exceptions of reading nothing: AssertionError for a command that failed,
RuntimeError for a file that cannot be read, ValueError for an empty number, KeyError for a missing mount.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.evidence.exchange import Kind
from perito.practice.expect import Failure
from perito.support.i18n import _
from perito.transport.base import Answer, Command, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from perito.evidence.exchange import Exchange

NOT_FOUND = 127  # exit status of a shell without such a command (POSIX, 2.8.2)
DENIED = re.compile(
    rb"permission denied|operation not permitted|must be (?:super)?root|are you root|access denied", re.I
)
FOR_ROOT = re.compile(r"\bgetent shadow\b|\bchage\b")  # without rights they print nothing at all
OF_A_TOOL = frozenset({"docker", "podman", "supervisor", "pip"})  # testinfra's modules
ASKING = ("run", "run_expect", "run_test", "check_output", "find_command", "exists")  # questions in a check's own code


def meaning(raised: BaseException, root: Path | None, last: Exchange | None) -> BaseException:
    """The exception itself, or its meaning where testinfra raised it for a check of the practice in `root`.

    `last`: the check's last question.
    """
    path = list(_within_testinfra(raised, root))
    if not path or not isinstance(raised, AssertionError | RuntimeError | ValueError | LookupError):
        return raised
    found: BaseException
    if isinstance(raised, NotImplementedError):
        found = CannotLook(Unseen.NO_TOOL, _("testinfra does not know how to see that on this server"))
    else:
        found = _cannot_look(raised, path, last) or Failure(detail=_said(raised, last))
    found.__cause__ = raised
    return found


def _within_testinfra(raised: BaseException, root: Path | None) -> Iterator[str]:
    """testinfra's functions called by the practice's last line, outermost first; none if it raised itself."""
    frames = list(_frames(raised.__traceback__))
    own = [place for place, (file, _name) in enumerate(frames) if root is not None and file.is_relative_to(root)]
    called = frames[own[-1] + 1 :] if own else []
    if called and "testinfra" in called[0][0].parts:
        yield from (name for file, name in called if "testinfra" in file.parts)


def _asks_of_a_tool(raised: BaseException) -> bool:
    """Whether a module was asked whose tool is what is examined: without Docker no container runs."""
    return any(
        file.stem in OF_A_TOOL and "testinfra" in file.parts and file.parent.name == "modules"
        for file, _name in _frames(raised.__traceback__)
    )


def _frames(trace: TracebackType | None) -> Iterator[tuple[Path, str]]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield Path(code.co_filename), code.co_name
        trace = trace.tb_next


def _cannot_look(raised: BaseException, path: list[str], last: Exchange | None) -> CannotLook | None:
    """CannotLook where rights or a tool were missing. A check's own command may also ask whether it exists."""
    if isinstance(raised, ValueError) and path[-1] == "find_command" and path[0] != "find_command":
        return CannotLook(Unseen.NO_TOOL, str(raised))
    if last is None or last.kind is not Kind.COMMAND:
        return None
    asked, answer = last.asked, last.answer
    assert isinstance(asked, Command)
    assert isinstance(answer, Answer)
    if answer.exit_code == NOT_FOUND and path[0] not in ASKING and not _asks_of_a_tool(raised):
        return CannotLook(Unseen.NO_TOOL, _last_line(answer.stderr))
    as_login = asked.role is Role.LOGIN
    if as_login and (DENIED.search(answer.stderr) or (answer.exit_code != 0 and FOR_ROOT.search(asked.script))):
        said = _("only root can see that: write it within `with host.sudo():`")
        return CannotLook(Unseen.NO_RIGHTS, f"{said} ({_last_line(answer.stderr) or asked.script})")
    return None


def _said(raised: BaseException, last: Exchange | None) -> str:
    """The server's own words about it, else the command's end, else the exception's own words."""
    if last is not None and last.kind is Kind.COMMAND and isinstance(last.answer, Answer) and last.answer.exit_code:
        line = _last_line(last.answer.stderr)
        ended = _("`{command}` ends with status {status}")
        return line or ended.format(command=last.title.partition("\n")[0], status=last.answer.exit_code)
    return str(raised).partition("\n")[0] or type(raised).__name__


def _last_line(data: bytes) -> str:
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""
