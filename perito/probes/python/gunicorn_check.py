"""The server's own gunicorn loads the application: --print-config (practice, item 16)."""

from __future__ import annotations

import ast
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text
from perito.probes.framing import complete, quoted
from perito.probes.sandbox import MARK, sandboxed
from perito.probes.systemd.credentials import placing
from perito.probes.systemd.journal import JournalLine, telling_lines
from perito.probes.systemd.surroundings import Surroundings, becoming, writing
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.transport.base import Answer

DEADLINE: Final = 10  # seconds
OPTION: Final = "--print-config"
NOTHING: Final = Surroundings()
TIMED_OUT, NOT_EXECUTABLE, NOT_FOUND = 124, 126, 127
NO_USER, NO_GROUP, NO_DIRECTORY = 96, 97, 98
ENDINGS: Final = {
    TIMED_OUT: "hangs", NOT_EXECUTABLE: "not_executable", NOT_FOUND: "not_found",
    NO_USER: "no_such_user", NO_GROUP: "no_such_group", NO_DIRECTORY: "no_such_directory",
}  # fmt: skip
DEFAULT_BIND: Final = ["127.0.0.1:8000"]
SETTING: Final = re.compile(r"([a-z_]+) += (.*)")
# Failures that our way of asking may have caused.
OURS: Final = re.compile(
    r"Read-only file system|\[Errno 30\]|\[Errno (?:99|101|111|113|-2|-3|-5)\]|Network is unreachable"
    r"|name resolution|Name or service not known|No usable temporary directory"
)


@dataclass(frozen=True, slots=True)
class ConfigCheck:
    """The result of `gunicorn --print-config`: it reads its settings and imports the application, then exits.

    ok: the application loaded. certain: False where our way of asking (read-only file systems, no network) may be the
    reason of the failure. kind: as Telling's, or `hangs` (an unguarded app.run()?), not_executable, not_found,
    no_such_user, no_such_group, no_such_directory, other. message, file, line, exception, details: of the line with the
    reason. output: the end of the output.
    """

    ok: bool
    certain: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    message: str = ""
    exception: str = ""
    file: str = ""
    line: int = 0
    details: dict[str, str] = field(default_factory=dict)
    output: str = ""
    exit_code: int | None = None


def check_config(
    user: str | None,
    group: str | None,
    argv: Sequence[str],
    cwd: str,
    env: Mapping[str, str],
    around: Surroundings = NOTHING,
) -> Probe[ConfigCheck]:
    """Run that gunicorn's own check as `user`:`group` in `cwd` with exactly `env` and what is `around`, as systemd
    would.

    argv is GunicornArgs.command. As root, or with user None as the login user. Its directory gets a throwaway
    layer, all else is read-only and the network empty, where the kernel lets us: nothing stays, nothing is
    bound. An application that starts a server of its own is ended after 10 seconds (`hangs`).
    """
    variables = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", **env, "PYTHONDONTWRITEBYTECODE": "1"}
    pairs = [f"{name}={value}" for name, value in variables.items() if name and "=" not in name]
    command = [*argv, OPTION]
    program = becoming(command) if around else f"env -i {quoted(pairs)} {quoted(command)}"
    run = f"cd {quoted([cwd])} || exit {NO_DIRECTORY}\nexec timeout -k 1 {DEADLINE} {program}"
    script = f"/bin/sh -c {shlex.quote(run)}" if user is None else as_user(user, group, run)
    script = f"{writing(variables, around)} | {{ {script} 2>&1\n}}" if around else f"{script} 2>&1 </dev/null"
    if user is not None:
        first = placing(around.credentials, user) if around.credentials else ""
        script = sandboxed(script, layers=[cwd, *around.directories], read_only=True, network=False, first=first)
    role = Role.LOGIN if user is None else Role.ROOT
    return Probe(Command(script, role, timeout=DEADLINE + 6.0, about=f"{shlex.join(argv)} --check-config"), read_check)


def as_user(user: str, group: str | None, script: str) -> str:
    """A script run with the credentials systemd gives to User= and Group=: setpriv(1), no PAM, no session."""
    name = shlex.quote(user)
    chosen = shlex.quote(group) if group else f'"$(id -g {name})"'
    return (
        f"id -u {name} >/dev/null 2>&1 || exit {NO_USER}\n"
        + (f"getent group {chosen} >/dev/null || exit {NO_GROUP}\n" if group else "")
        + f"setpriv --reuid={name} --regid={chosen} --init-groups /bin/sh -c {shlex.quote(script)}"
    )


def read_check(answer: Answer) -> ConfigCheck:
    """The answer to check_config: settings as `name = value`, and the error messages."""
    said = text(complete(answer).stdout)
    sandboxed_run = said.startswith(MARK)
    said = said.removeprefix(MARK + "\n").replace(f" {OPTION}", "")  # our own, and none of the unit's
    if "setpriv: " in said[:200]:
        raise CannotLook(Unseen.NO_RIGHTS, said.strip()[:200])
    settings = {m[1]: m[2] for line in said.splitlines() if (m := SETTING.fullmatch(line))}
    output = said[-4000:]
    if answer.exit_code == 0:
        return ConfigCheck(ok=True, settings=settings, output=output, exit_code=0)
    uncertain = sandboxed_run and bool(OURS.search(said))
    if kind := ENDINGS.get(answer.exit_code or 0):
        return ConfigCheck(
            False, not uncertain, settings, kind, last_line(said), output=output, exit_code=answer.exit_code
        )
    tellings = telling_lines([JournalLine(0.0, said)])
    if not tellings:
        return ConfigCheck(
            False, not uncertain, settings, "other", last_line(said), output=output, exit_code=answer.exit_code
        )
    one = tellings[-1] if tellings[0].kind != "config_error" else tellings[0]
    details = {**tellings[-1].details, **one.details}
    return ConfigCheck(
        ok=False,
        certain=not uncertain,
        settings=settings,
        kind=one.kind,
        message=tellings[-1].message,
        exception=details.get("exception", ""),
        file=details.get("file", ""),
        line=int(details["line"]) if details.get("line", "").isdecimal() else 0,
        details=details,
        output=output,
        exit_code=answer.exit_code,
    )


def set_to(setting: str, said: str) -> object:
    """A printed setting (`['unix:/run/x.sock']`, `3`, `None`) as a value; a text that is no literal stays one."""
    try:
        found: object = ast.literal_eval(said)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return said
    return None if setting == "bind" and found == DEFAULT_BIND else found


def last_line(said: str) -> str:
    """The last line that says anything but a setting."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    lines = [line.strip() for line in plain.splitlines() if line.strip() and not SETTING.fullmatch(line)]
    return lines[-1][:500] if lines else ""
