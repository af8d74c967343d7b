"""pip and pipenv in the deploying user's own login shell (practice, items 1-3)."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from perito.errors import CannotLook, Unseen
from perito.probes.base import Probe, text
from perito.probes.framing import complete, quoted
from perito.support.i18n import _
from perito.transport.base import Command, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.transport.base import Answer

# Output of the user's profile comes before the first mark, or after the last.
MARK: Final = "perito-tools"
NO_USER: Final = 96
DPKG: Final = "dpkg"  # in the place of an exit code: what dpkg(1) says of a program that was not started
# A program of Debian's is not started where nothing can keep it from running: its interpreter starts, finds modules in
# Debian's directories alone, and every file of the program, of what it depends on and of Python is as it was installed.
DEBIAN: Final = r"""
debian() {
  case $2 in
    /usr/bin/pip3) dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}' python3-pip ;;
    /usr/bin/pipenv) as_installed "$2" && dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}' pipenv ;;
  esac 2>/dev/null | sed -n 's/^installed //p'
}
as_installed() {
  [ -L "$1" ] || ! read -r first <"$1" || [ "$first" != '#!/usr/bin/python3' ] && return 1
  env | grep -E '^(PYTHON|PIP|LD_)' |
    grep -qvxE '(PYTHONDONTWRITEBYTECODE|PIP_DISABLE_PIP_VERSION_CHECK|PIPENV_NOSPIN)=1' && return 1
  /usr/bin/python3 -c ALONE </dev/null || return 1
  changed=$(timeout 10 dpkg -V $(needed) 2>&1); code=$?
  [ "$code" = 0 ] || { [ "$code" = 1 ] && [ -n "$changed" ]; } || return 1
  ! printf '%s\n' "$changed" | grep -v '^missing *[a-z]\{0,1\} /usr/share/\(doc\|man\|locale\)/' | grep -q .
}
needed() {
  dpkg-query -W -f 'pipenv,${Depends}\n' pipenv | tr , '\n' | sed -n 's/^ *\([a-z0-9][a-z0-9.+-]*\).*/\1/p'
  dpkg-query -W -f '${db:Status-Abbrev}${binary:Package}\n' \
    'libpython3*-stdlib' 'libpython3*-minimal' python3-distutils | sed -n 's/^ii //p'
}
"""
ALONE: Final = """\
import os, sys
sound = sys.prefix == "/usr" and not any(name.endswith(".py") for name in os.listdir("/usr/bin"))
for place in sys.path[1:]:
    within = os.path.realpath(place).startswith("/usr/lib/python3")
    sound = sound and (within or not os.path.exists(place) or os.path.isdir(place) and not os.listdir(place))
sys.exit(not sound)
"""
ASK: Final = """\
printf '\\0MARK\\0%s\\0%s\\0' "$1" "$PATH"
all=0
for t in NAMES; do
  p=$(command -v "$t"); out=; code=127
  if [ -z "$p" ]; then all=1
  elif out=$(debian "$t" "$p") && [ -n "$out" ]; then code=DPKG
  else out=$(timeout 15 "$t" --version 2>&1 </dev/null); code=$?; fi
  printf '%s\\0%s\\0%s\\0%s\\0' "$t" "$p" "$code" "$out"
done
printf 'MARK\\0'
exit $all
"""
# An interactive shell reads ~/.bashrc to its end; it is asked only where a plain login shell finds less.
SHELLS: Final = """\
S=${SHELL:-/bin/sh}
export HISTFILE=/dev/null PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIPENV_NOSPIN=1
cd; timeout 40 "$S" -lc LOGIN </dev/null 2>/dev/null || timeout 40 "$S" -lic INTERACTIVE </dev/null 2>/dev/null
for t in NAMES; do
  for p in /usr/bin /usr/local/bin /root/.local/bin /home/*/.local/bin /opt/*/bin; do
    if [ -x "$p/$t" ]; then printf '\\0at\\0%s\\0' "$p/$t"; fi
  done
done
"""
# As asked until 2026: each was started.
EACH_STARTED: Final = """\
printf '\\0MARK\\0%s\\0%s\\0' "$1" "$PATH"
for t in NAMES; do
  p=$(command -v "$t"); out=; code=127
  if [ -n "$p" ]; then out=$(timeout 15 "$t" --version 2>&1 </dev/null); code=$?; fi
  printf '%s\\0%s\\0%s\\0%s\\0' "$t" "$p" "$code" "$out"
done
printf 'MARK\\0'
"""
TWO_SHELLS: Final = """\
S=${SHELL:-/bin/sh}
export HISTFILE=/dev/null PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIPENV_NOSPIN=1
cd; timeout 40 "$S" -lc LOGIN </dev/null 2>/dev/null
for t in NAMES; do
  timeout 10 "$S" -lc "command -v $t" >/dev/null 2>&1 </dev/null && continue
  timeout 40 "$S" -lic INTERACTIVE </dev/null 2>/dev/null
  break
done
for t in NAMES; do
  for p in /usr/bin /usr/local/bin /root/.local/bin /home/*/.local/bin /opt/*/bin; do
    if [ -x "$p/$t" ]; then printf '\\0at\\0%s\\0' "$p/$t"; fi
  done
done
"""
VERSION: Final = re.compile(r"\b(?:version )?(\d+(?:\.\d+)+[\w.+-]*)")
MISSING: Final = re.compile(r"No module named '?([\w.]+)'?")


@dataclass(frozen=True, slots=True)
class Tool:
    """One program: its path (None: not on PATH) and the result of `--version`, or what dpkg knows of it.

    exit_code is None where it was not started, for nothing can keep it from running. version is None where it did not
    run or printed none; message is then its last line, missing_module the module a traceback names (`distutils`: an old
    pipenv on Python ≥ 3.12). interactive_only: found only by an interactive login shell (PATH set at the end of
    ~/.bashrc). elsewhere: copies in usual places outside this user's PATH.
    """

    name: str
    path: str | None = None
    version: str | None = None
    exit_code: int | None = None
    message: str = ""
    missing_module: str = ""
    interactive_only: bool = False
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The tools by name, and the login shell's final PATH."""

    path: str = ""
    tools: dict[str, Tool] = field(default_factory=dict)


def toolbox(user: str | None, names: Sequence[str] = ("pip3", "pipenv")) -> Probe[Toolbox]:
    """Ask as `user` (needs root), or as the login user where None; nothing is written into the home.

    By setpriv(1) and not `runuser -l`, whose PAM session would start the user's systemd.
    """
    words = quoted(name for name in names if re.fullmatch(r"[\w.-]+", name))
    debian = DEBIAN.replace("ALONE", shlex.quote(ALONE))
    return Probe(
        Command(
            script_of(debian + ASK.replace("DPKG", DPKG), SHELLS, words, user),
            Role.LOGIN if user is None else Role.ROOT,
            timeout=60.0,
            about="; ".join(f"{name} --version" for name in names),
            formerly=(script_of(EACH_STARTED, TWO_SHELLS, words, user),),
        ),
        read_toolbox,
    )


def script_of(ask: str, shells: str, words: str, user: str | None) -> str:
    """What asks about these tools in the login shell of a user, with the rights of that user alone."""
    asked = ask.replace("NAMES", words).replace("MARK", MARK)
    script = shells.replace("NAMES", words)
    for mode, word in (("login", "LOGIN"), ("interactive", "INTERACTIVE")):
        inner = f"exec /bin/sh -c {shlex.quote(asked)} sh {mode}"
        script = script.replace(f" {word} ", f" {shlex.quote(inner)} ")
    if user is None:
        return script
    name = shlex.quote(user)
    return (
        f"id -u {name} >/dev/null 2>&1 || exit {NO_USER}\n"
        f'exec setpriv --reuid={name} --regid="$(id -g {name})" --init-groups --reset-env '
        f"/bin/sh -c {shlex.quote(script)}"
    )


def read_toolbox(answer: Answer) -> Toolbox:
    """The answer to toolbox. CannotLook where the login shell ran nothing."""
    if complete(answer).exit_code == NO_USER:
        raise CannotLook(Unseen.NO_SUCH_USER, _("the user to ask as does not exist"))
    fields = text(answer.stdout).split("\0")
    boxes = {
        fields[at + 1]: box(fields, at)
        for at, word in enumerate(fields[:-3])
        if word == MARK and fields[at + 1] in ("login", "interactive")
    }
    if "login" not in boxes:
        raise CannotLook(Unseen.NO_LOGIN_SHELL, text(answer.stderr).strip()[-300:])
    copies = [fields[at + 1] for at, word in enumerate(fields[:-1]) if word == "at"]
    tools = {}
    for name, tool in boxes["login"].tools.items():
        other = boxes.get("interactive", Toolbox()).tools.get(name)
        if tool.path is None and other is not None and other.path is not None:
            tool = replace(other, interactive_only=True)
        places = tuple(place for place in copies if place.endswith(f"/{name}") and place != tool.path)
        tools[name] = replace(tool, elsewhere=places)
    return Toolbox(boxes["login"].path, tools)


def box(fields: Sequence[str], at: int) -> Toolbox:
    """One shell's output: PATH, then name, place, exit code and output of each tool, to the next mark."""
    end = next((place for place in range(at + 3, len(fields)) if fields[place] == MARK), len(fields))
    tools = {}
    for place in range(at + 3, end - 3, 4):
        name, path, code, output = fields[place : place + 4]
        tools[name] = tool_of_output(name, path, code, output)
    return Toolbox(fields[at + 2], tools)


def tool_of_output(name: str, path: str, code: str, output: str) -> Tool:
    """One tool."""
    if not path:
        return Tool(name)
    if code == DPKG:
        return Tool(name, path, output.rpartition(" ")[2])
    number = int(code) if code.isdecimal() and len(code) < 4 else None
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    version = VERSION.search(lines[-1]) if lines and number == 0 else None
    if version is not None:
        return Tool(name, path, version[1], number)
    missing = MISSING.search(output)
    return Tool(name, path, None, number, lines[-1][:300] if lines else "", missing[1] if missing else "")
