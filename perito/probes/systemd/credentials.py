"""Credentials that a unit gives its process in $CREDENTIALS_DIRECTORY: systemd.exec(5), CREDENTIALS.

They are read on the server, by root as systemd does it, and put where the process finds them: their values stand in no
command line and in no answer.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from perito.probes.framing import PYTHON, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.probes.systemd.unit_file import UnitText

KEYS: Final = (
    "LoadCredential", "LoadCredentialEncrypted", "ImportCredential", "SetCredential", "SetCredentialEncrypted"
)  # fmt: skip
# argv: the directory to make, its owner, the unit's files, an empty word, `KEY ID` or `KEY ID SOURCE` for each.
MAKE: Final = r"""
import fnmatch, os, pwd, re, socket, stat, subprocess, sys
place, owner = sys.argv[1:3]
between = sys.argv.index('', 3)
files, asked = sys.argv[3:between], [word.split(' ', 2) + [''] for word in sys.argv[between + 1:]]
STORES = ['/run/credentials/@system', '/etc/credstore', '/run/credstore', '/usr/local/lib/credstore',
    '/usr/lib/credstore']
made = {}
def content(path):
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            with socket.socket(socket.AF_UNIX) as peer:
                peer.settimeout(2)
                peer.connect(path)
                return b''.join(iter(lambda: peer.recv(65536), b''))
        with open(path, 'rb') as file:
            return file.read(1 << 20)
    except OSError:
        return None
def stores(key):
    extra = [one + '.encrypted' for one in STORES[1:]] if key.endswith('Encrypted') else []
    return extra + STORES
def opened(key, name, data):
    if data is None or not key.endswith('Encrypted'):
        return data
    done = subprocess.run(['systemd-creds', 'decrypt', '--name=' + name, '-', '-'], input=data, capture_output=True)
    return done.stdout if done.returncode == 0 else None
def keep(key, name, data):
    data = opened(key, name, data)
    if data is not None and re.fullmatch(r'[^/\0]+', name) and name not in ('.', '..'):
        made.setdefault(name, data)
def value(key, name):
    found = None
    for path in files:
        text = (content(path) or b'').replace(b'\\\n', b' ')
        for line in text.splitlines():
            start, colon, rest = line.strip().partition(b':')
            if colon and start.replace(b' ', b'') == (key + '=' + name).encode():
                found = rest
    if found is None:
        return None
    plain = {b'n': b'\n', b't': b'\t', b's': b' ', b'r': b'\r'}
    def one(match):
        sign = match[1]
        return bytes([int(sign[1:], 16)]) if sign[:1] == b'x' and len(sign) == 3 else plain.get(sign, sign)
    return re.sub(rb'\\(x[0-9a-fA-F]{2}|.)', one, found)
for key, name, source, *_rest in asked:
    if key == 'ImportCredential':
        for store in STORES:
            for one in sorted(os.listdir(store)) if os.path.isdir(store) else []:
                if fnmatch.fnmatchcase(one, name):
                    keep(key, one, content(os.path.join(store, one)))
    elif key.startswith('LoadCredential'):
        paths = [source] if source.startswith('/') else [os.path.join(one, source or name) for one in stores(key)]
        path = next((one for one in paths if os.path.exists(one)), '')
        if os.path.isdir(source):
            for one in sorted(os.listdir(path)):
                keep(key, name + '_' + one, content(os.path.join(path, one)))
        elif path:
            keep(key, name, content(path))
for key, name, *_rest in asked:
    if key.startswith('SetCredential'):
        keep(key, name, value(key, name))
account = pwd.getpwnam(owner)
os.makedirs(place, 0o700, exist_ok=True)
for name, data in made.items():
    path = os.path.join(place, name)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o400), 'wb') as file:
        file.write(data)
    os.chown(path, account.pw_uid, account.pw_gid)
os.chmod(place, 0o500)
os.chown(place, account.pw_uid, account.pw_gid)
"""
# Inside the sandbox: where systemd itself would put them, else beside the throwaway layers.
PLACED: Final = """\
if [ -d /run/credentials ] && mount -t tmpfs -o mode=755 perito /run/credentials 2>/dev/null
then perito_at=/run/credentials/UNIT; else perito_at=/mnt/credentials; fi
if MAKE "$perito_at" WORDS >/dev/null 2>&1 </dev/null
then PERITO_CREDENTIALS=$perito_at; export PERITO_CREDENTIALS; fi
"""


@dataclass(frozen=True, slots=True)
class Credentials:
    """unit: its name; files: where it is written; asked: key, ID and source of each, the source empty where the unit
    names none or gives the value itself."""

    unit: str = ""
    files: tuple[str, ...] = ()
    asked: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.asked)


def of(text: UnitText, unit: str, files: Sequence[str]) -> Credentials:
    """Those that a unit gives, as written."""
    found = []
    for key in KEYS:
        for value in text.values("Service", key):
            name, _colon, source = value.partition(":")
            found.append((key, name.strip(), "" if key.startswith("Set") else source.strip()))
    return Credentials(unit, tuple(files), tuple(found))


def placing(wanted: Credentials, owner: str) -> str:
    """Shell that puts them where the process finds them, and their directory into PERITO_CREDENTIALS: for root in a
    mount namespace of its own."""
    words = [owner, *wanted.files, "", *(" ".join(filter(None, one)) for one in wanted.asked)]
    script = PLACED.replace("UNIT", shlex.quote(wanted.unit))
    return script.replace("MAKE", f"{PYTHON} {shlex.quote(MAKE)}").replace("WORDS", quoted(words))
