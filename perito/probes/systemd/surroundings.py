"""What a unit gives its process beside Environment=: systemd.exec(5), ENVIRONMENT and SANDBOXING.

The values of EnvironmentFile= are read on the server, by root as systemd does it, and go to the process through a
pipe: they stand in no command line and in no answer.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.framing import PYTHON, quoted
from perito.probes.systemd import credentials

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perito.probes.systemd.unit_file import UnitText
    from perito.probes.systemd.units import UnitState

# Keys that name directories below a place, and the variable that tells the process where.
DIRECTORIES: Final = {
    "RuntimeDirectory": ("/run", "RUNTIME_DIRECTORY"),
    "StateDirectory": ("/var/lib", "STATE_DIRECTORY"),
    "CacheDirectory": ("/var/cache", "CACHE_DIRECTORY"),
    "LogsDirectory": ("/var/log", "LOGS_DIRECTORY"),
    "ConfigurationDirectory": ("/etc", "CONFIGURATION_DIRECTORY"),
}
# argv: names to pass, the number of NAME=value words, those words, files. Writes NAME=value, NUL after each.
READ: Final = r"""
import glob, re, subprocess, sys
passed, count = sys.argv[1].split(), int(sys.argv[2])
found = dict(word.split('=', 1) for word in sys.argv[3:3 + count])
if passed:
    said = subprocess.run(['systemctl', 'show-environment'], stdout=subprocess.PIPE).stdout.decode('utf-8', 'replace')
    own = dict(line.split('=', 1) for line in said.splitlines() if '=' in line)
    found = {**{name: re.sub(r"^\$?'(.*)'$", r'\1', own[name]) for name in passed if name in own}, **found}
def value(text):
    out, quote, at = '', '', 0
    while at < len(text):
        sign = text[at]
        if not quote and sign in '\'"':
            quote = sign
        elif quote and sign == quote:
            quote = ''
        elif sign == '\\' and quote != "'" and at + 1 < len(text):
            at += 1
            out += text[at] if not quote or text[at] in '"\\`$' else '\\' + text[at]
        else:
            out += sign
        at += 1
    return out
for pattern in sys.argv[3 + count:]:
    for path in sorted(glob.glob(pattern)):
        try:
            with open(path, encoding='utf-8', errors='replace') as file:
                text = file.read(1 << 20).replace('\\\n', '')
        except OSError:
            continue
        for line in text.split('\n'):
            name, equals, rest = line.strip().partition('=')
            if equals and re.fullmatch(r'[A-Za-z_]\w*', name.strip()):
                found[name.strip()] = value(rest.strip())
CREDENTIALSsys.stdout.write(''.join(f'{name}={said}\0' for name, said in found.items()))
"""
# The directory that credentials.placing made, and what systemd took for it where a variable names it.
OF_CREDENTIALS: Final = """\
import os
made = os.environ.get('PERITO_CREDENTIALS')
if made:
    found = {name: said.replace('/run/credentials/UNIT', made) for name, said in found.items()}
    found['CREDENTIALS_DIRECTORY'] = made
"""
# Becomes the program given, with the environment that comes on standard input.
BECOME: Final = (
    "import os,sys;"
    "e=dict(p.split('=',1) for p in os.fsdecode(sys.stdin.buffer.read()).split(chr(0)) if p);"
    "os.dup2(os.open('/dev/null',os.O_RDONLY),0);"
    "os.environ['PATH']=e.get('PATH','');os.execvpe(sys.argv[1],sys.argv[1:],e)"
)


NONE: Final = credentials.Credentials()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """files: EnvironmentFile=, without the dash; passed: names of PassEnvironment=; directories: of StateDirectory=
    and its like; variables: what tells the process of them; credentials: what it finds in $CREDENTIALS_DIRECTORY."""

    files: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    directories: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    credentials: credentials.Credentials = NONE

    def __bool__(self) -> bool:
        return bool(self.files or self.passed or self.directories or self.credentials)


def of(text: UnitText, loaded: UnitState, files: Sequence[str] = ()) -> Surroundings:
    """Those of a unit, as written and as loaded; `files`: where it is written."""
    variables, directories = [], []
    for key, (place, name) in DIRECTORIES.items():
        words = " ".join(text.values("Service", key)).split()
        found = [f"{place}/{word.partition(':')[0]}" for word in words if not word.startswith("/")]
        variables += [(name, ":".join(found))] if found else []
        directories += found
    passed = " ".join(text.values("Service", "PassEnvironment")).split()
    given = credentials.of(text, loaded.name, files)
    return Surroundings(loaded.environment_files, tuple(passed), tuple(directories), tuple(variables), given)


def writing(variables: Mapping[str, str], around: Surroundings) -> str:
    """A command that writes the whole environment, to be piped into `becoming`."""
    pairs = [f"{name}={value}" for name, value in {**variables, **dict(around.variables)}.items()]
    words = [" ".join(around.passed), str(len(pairs)), *pairs, *around.files]
    given = OF_CREDENTIALS.replace("UNIT", around.credentials.unit) if around.credentials else ""
    script = READ.replace("CREDENTIALS", given)
    return f"{PYTHON} {shlex.quote(script)} {quoted(words)}"


def becoming(argv: Sequence[str]) -> str:
    """A command that becomes `argv` with the environment on its standard input."""
    return f"{PYTHON} {shlex.quote(BECOME)} {quoted(argv)}"
