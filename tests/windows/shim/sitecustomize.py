"""Makes the Python of a child process as poor as Windows' or macOS': put its directory on PYTHONPATH, and name in
PERITO_TEST_WINDOWS the file that says which it is and what is missing (see `..child`).

The standard library keeps what it needs: it is Linux's own. Everybody else imports modules without the names that the
system has not, and fails to import modules that are not there. For Perito, sys.platform and os.name say which it is.
Windows is more than names: open files cannot be replaced, renamed or removed; os.rename replaces nothing; names that
Windows forbids make no file; directories are not opened; links need a privilege; text files without an encoding are in
code page 1252, and their lines end in CR LF.
"""

import builtins
import errno
import fcntl
import io
import json
import os
import re
import shutil
import socket
import sys
import sysconfig
import tempfile
import threading
import types

with open(os.environ["PERITO_TEST_WINDOWS"], encoding="utf-8") as told:  # noqa: PTH123 - before anything is imported
    ABSENT = json.load(told)
MISSING, SYSTEM = frozenset(ABSENT["modules"]), ABSENT["system"]
STDLIB = (sysconfig.get_path("stdlib") + os.sep, "<frozen")
PACKAGES = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
FORBIDDEN = re.compile(r'[<>:"|?*\x01-\x1f\\]|[. ]$|^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)', re.IGNORECASE)
REAL_IMPORT, REAL_OPEN = builtins.__import__, io.open
BY_OPENER = threading.local()
REAL_OS = types.SimpleNamespace(**vars(os))
KNOW = ("perito", "pebble")  # these ask which system it is, and may be told
ASK_LINUX = tuple(
    f"{place}{os.sep}{name}" for place in PACKAGES for name in ("numpy", "platformdirs")
)  # they ask sys.platform
KEPT_SHORT = 259  # MAX_PATH less its final zero


# --- Files -----------------------------------------------------------------------------------------------------------


def system_place(path):
    return path.startswith(("/proc", "/dev", "/sys")) or "__pycache__" in path


def same_open(path):
    """Whether this process has the file, or one below the directory, open."""
    real = REAL_OS.path.realpath(path)
    for number in REAL_OS.listdir("/proc/self/fd"):
        try:
            held = REAL_OS.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if held == real or held.startswith(real + "/"):
            return True
    return False


def in_use(path):
    path = os.fspath(path)
    if isinstance(path, str) and same_open(path):
        raise PermissionError(errno.EACCES, "it is being used by another process", path)


def replace(source, target, **how):
    in_use(source)
    if REAL_OS.path.lexists(target):
        in_use(target)
        if REAL_OS.path.isdir(target):
            raise PermissionError(errno.EACCES, "Access is denied", target)
    return REAL_OS.replace(source, target, **how)


def rename(source, target, **how):
    in_use(source)
    if REAL_OS.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists", target)
    return REAL_OS.rename(source, target, **how)


def removing(real):
    def remove(path, *, dir_fd=None):
        if dir_fd is None:
            in_use(path)
        return real(path, dir_fd=dir_fd)

    return remove


def symlink(source, target, **_how):
    raise OSError(errno.EPERM, "A required privilege is not held by the client", target)


def writes(mode, flags):
    return any(letter in (mode or "") for letter in "wax+") or bool((flags or 0) & os.O_CREAT)


def named(path):
    """Raises OSError for a name or a path that Windows has not."""
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not isinstance(path, str) or system_place(path):
        return
    if any(FORBIDDEN.search(part) for part in path.split("/") if part not in ("", ".", "..")):
        raise OSError(errno.EINVAL, "The filename, directory name, or volume label syntax is incorrect", path)
    if len(REAL_OS.path.abspath(path)) > KEPT_SHORT:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", path)


def audited(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, str) and not system_place(path):
            if writes(mode, flags):
                named(path)
            if not getattr(BY_OPENER, "path", None) and REAL_OS.path.isdir(path):
                raise PermissionError(errno.EACCES, "Permission denied", path)
    elif event == "os.mkdir":
        named(arguments[0])
    elif event == "os.rename":
        named(arguments[1])


def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if "b" not in mode:
        encoding = "cp1252" if encoding in (None, "locale") else encoding
        if newline is None and any(letter in mode for letter in "wax"):
            newline = "\r\n"
    BY_OPENER.path = opener is not None  # then the name alone is what is given: a directory, by tempfile
    try:
        return REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
    finally:
        BY_OPENER.path = False


# --- Modules ---------------------------------------------------------------------------------------------------------


def reduced(module, absent):
    """The module without names: another object with the rest of them."""
    found = types.ModuleType(module.__name__, module.__doc__)
    vars(found).update({name: value for name, value in vars(module).items() if name not in absent})
    return found


class Sys(types.ModuleType):
    """sys as Perito sees it."""

    platform = SYSTEM

    def __getattr__(self, name):
        return getattr(sys, name)

    def __setattr__(self, name, value):
        setattr(sys, name, value)


def whole(send):
    """Windows' pipes keep messages whole whoever writes them; Linux' do so for short ones only (pipe(7))."""
    turns = REAL_OPEN(os.environ["PERITO_TEST_WINDOWS"] + ".turns", "ab")
    here = threading.Lock()

    def in_turns(connection, content):
        pipe = REAL_OS.fstat(connection.fileno()).st_ino
        with here:
            fcntl.lockf(turns, fcntl.LOCK_EX, 1, pipe)
            try:
                send(connection, content)
            finally:
                fcntl.lockf(turns, fcntl.LOCK_UN, 1, pipe)

    return in_turns


def locking(descriptor, mode, size):
    """msvcrt.locking, by the locks of Linux."""
    how = fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        raise PermissionError(errno.EACCES, "Permission denied") from None


def msvcrt():
    module = types.ModuleType("msvcrt")
    module.LK_UNLCK, module.LK_LOCK, module.LK_NBLCK, module.locking = 0, 1, 2, locking
    return module


class AgentOfOpenSSH:
    """The service's named pipe, by the socket that PERITO_TEST_AGENT names; none named: the service is stopped."""

    def __init__(self):
        self.end = socket.socket(socket.AF_UNIX)
        self.end.connect(os.environ["PERITO_TEST_AGENT"])

    def send(self, data):
        self.end.sendall(data)

    def recv(self, most):
        return self.end.recv(most)

    def close(self):
        self.end.close()


def agents():
    """paramiko's modules for Windows' agents: there is no Pageant."""
    pageant, openssh = types.ModuleType("paramiko.win_pageant"), types.ModuleType("paramiko.win_openssh")
    pageant.can_talk_to_agent, pageant.PageantConnection = lambda: False, None
    openssh.can_talk_to_agent = lambda: "PERITO_TEST_AGENT" in os.environ
    openssh.OpenSSHAgentConnection = AgentOfOpenSSH
    return {"win_pageant": pageant, "win_openssh": openssh}


def only_spawn():
    context = REAL_IMPORT("multiprocessing.context", fromlist=["_concrete_contexts"])
    for name in ("fork", "forkserver"):
        context._concrete_contexts.pop(name, None)
    context._default_context._default_context = context._concrete_contexts["spawn"]
    context._default_context.get_all_start_methods = lambda: ["spawn"]
    pipe = REAL_IMPORT("multiprocessing.connection", fromlist=["Connection"]).Connection
    if pipe._send_bytes.__name__ != "in_turns":
        pipe._send_bytes = whole(pipe._send_bytes)


VIEWS = {}
VIEWED = frozenset(ABSENT["names"]) - {"sys", "multiprocessing", "multiprocessing.context"}


def view(name):
    if name not in VIEWS:
        module = sys.modules[name]
        VIEWS[name] = reduced(module, frozenset(ABSENT["names"][name]))
        if SYSTEM != "win32":
            return VIEWS[name]
        if name == "os":
            VIEWS[name].supports_dir_fd = VIEWS[name].supports_fd = set()
            VIEWS[name].O_BINARY, VIEWS[name].O_NOINHERIT = 0, 0
        if name == "signal":
            VIEWS[name].CTRL_C_EVENT, VIEWS[name].CTRL_BREAK_EVENT, VIEWS[name].SIGBREAK = 0, 1, 21
    return VIEWS[name]


def named_nt():
    found = VIEWS.get("os for perito")
    if found is None:
        found = VIEWS["os for perito"] = reduced(view("os"), frozenset())
        found.name = "nt"
    return found


def standard(globals_):
    """Whether it is the standard library that imports."""
    file = (globals_ or {}).get("__file__") or ""
    if file.startswith(ASK_LINUX):
        return True
    return (file.startswith(STDLIB) and not file.startswith(PACKAGES)) or not globals_ or not file


def imported(name, globals_=None, locals_=None, fromlist=(), level=0):
    if level or standard(globals_):
        return REAL_IMPORT(name, globals_, locals_, fromlist, level)
    if name in MISSING or any(f"{name}.{one}" in MISSING for one in fromlist or ()):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    ours = str(globals_.get("__name__", "")).startswith(KNOW)
    if name == "msvcrt" and ours and SYSTEM == "win32":
        return FAKE
    if name == "paramiko" and ours and SYSTEM == "win32":
        paramiko = REAL_IMPORT(name)
        vars(paramiko).update(AGENTS)
        sys.modules.update({f"paramiko.{one}": module for one, module in AGENTS.items()})
    module = REAL_IMPORT(name, globals_, locals_, fromlist, level)
    if name.partition(".")[0] == "multiprocessing" and SYSTEM == "win32":
        only_spawn()
    top = name if fromlist else name.partition(".")[0]
    if top == "sys" and ours:
        return SYS
    if top == "os" and ours and SYSTEM == "win32":
        return named_nt()
    return view(top) if top in VIEWED and top in sys.modules else module


SYS, FAKE, AGENTS = Sys("sys"), msvcrt(), agents()
builtins.__import__ = imported
if SYSTEM == "win32":
    tempfile.TemporaryFile, shutil._use_fd_functions = tempfile.NamedTemporaryFile, False
    os.replace, os.rename, os.symlink = replace, rename, symlink
    os.unlink, os.remove = removing(REAL_OS.unlink), removing(REAL_OS.remove)
    builtins.open = io.open = opened
    sys.addaudithook(audited)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(newline="\r\n")
