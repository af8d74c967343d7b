"""The program behind questions about files: the records of `framing`, from one Python and not a program for each path.

A server without Python is asked as before, by the shell's functions of `framing`: they are its `formerly`.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from perito.probes.framing import CAP, PYTHON, SHELL, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

# argv: `L` to follow links, `T` for texts; paths.
PROGRAM: Final = r"""
import grp, os, pwd, stat, sys
out = sys.stdout.buffer
def told(*fields):
    out.write(b'\0'.join(one if isinstance(one, bytes) else os.fsencode(str(one)) for one in fields) + b'\0')
def named(call, number):
    try:
        return call(number)[0]
    except KeyError:
        return 'UNKNOWN'
def record(path, follow):
    try:
        info = os.stat(path, follow_symlinks=follow)
    except OSError as problem:
        told('N', path, "stat: cannot statx '%s': %s" % (path, problem.strerror))
        return
    since = divmod(abs(info.st_mtime_ns), 10 ** 9)
    told('P', path, '%x' % info.st_mode, info.st_uid, info.st_gid, named(pwd.getpwuid, info.st_uid),
         named(grp.getgrgid, info.st_gid), info.st_size, '%s%d.%09d' % ('-' * (info.st_mtime_ns < 0), *since))
    if os.path.islink(path):
        told('L', path, os.readlink(path))
    if os.path.exists(path):
        told('R', path, os.path.realpath(path))
    try:
        if stat.S_ISLNK(info.st_mode) or not {
            'system.posix_acl_access', 'system.posix_acl_default'
        }.intersection(os.listxattr(path)):
            return
    except OSError:
        return
    told('A', path)
def content(path):
    if not os.path.isfile(path):
        return
    if not os.access(path, os.R_OK):
        return told('N', path, 'Permission denied')
    try:
        with open(path, 'rb') as file:
            data = file.read(CAP + 1)
    except OSError:
        data = b''
    told('T', path, data.replace(b'\0', b'\1'))
def look(paths, how):
    for path in paths:
        record(path, 'L' in how)
    for path in paths if 'T' in how else ():
        content(path)
""".replace("CAP", str(CAP))
THESE: Final = PROGRAM + "look(sys.argv[2:], sys.argv[1])\n"


def look_at(paths: Sequence[str], *, follow: bool = False, texts: bool = False) -> str:
    """The question: a record of each path, and with `texts` what stands in the files among them."""
    return f"{PYTHON} {shlex.quote(THESE)} {quoted(['L' * follow + 'T' * texts, *paths])}"


def in_shell(paths: Sequence[str], *, follow: bool = False, texts: bool = False) -> str:
    """The same, asked of a shell."""
    words = quoted(paths)
    asked = f"{SHELL}FOLLOW={'-L' if follow else ''}\nperito_stat {words}"
    return f"{asked}\nperito_text {words}" if texts else asked
