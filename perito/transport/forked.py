"""A question in Python, answered by a fork of the agent: no interpreter starts for it.

Sent to the server together with `agent.py`, as one text. Standard library only, for Python 3.9 and later.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time

USUAL = ("json", "glob", "re", "stat", "pwd", "grp", "base64", "http.client")  # loaded once: questions ask for them


class Forked:
    """Runs a program as `python3 -I -S -B -c` does, with the face of subprocess.Popen.

    `words`: the program and its arguments. Only where the agent reads file names as a started Python would (`able`).
    """

    def __init__(self, words: list[str], env: dict[str, str]) -> None:
        for name in USUAL:
            with contextlib.suppress(ImportError):
                __import__(name)
        self.returncode: int | None = None
        read_out, out = os.pipe()
        read_err, err = os.pipe()
        self.stdout, self.stderr = os.fdopen(read_out, "rb", 0), os.fdopen(read_err, "rb", 0)
        try:
            self.pid = os.fork()
            if self.pid == 0:
                become(words, env, out, err)
        finally:
            os.close(out)
            os.close(err)

    @staticmethod
    def able() -> bool:
        """Whether this interpreter takes bytes for text as one started in the locale C.UTF-8 does."""
        return (sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()) == ("utf-8", "surrogateescape")

    def wait(self, timeout: float) -> int:
        """The exit code, of a signal negative. Raises subprocess.TimeoutExpired."""
        end = time.monotonic() + timeout
        while self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise subprocess.TimeoutExpired("python3", timeout)
            else:
                time.sleep(0.005)
        return self.returncode


def become(words: list[str], env: dict[str, str], out: int, err: int) -> None:
    """In the fork: a session of its own, its streams and no others, and then the program. Does not return."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for one in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_DFL)
        for target, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
            os.dup2(descriptor, target)
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2:
                with contextlib.suppress(OSError):
                    os.close(int(name))
        os.environ.clear()
        os.environ.update(env)
        sys.argv = ["-c", *words[1:]]
        sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
        code = run(words[0])
        sys.stderr.flush()
        sys.stdout.flush()
    finally:
        os._exit(code)


def run(program: str) -> int:
    """Run it as the main module; its exit code."""
    try:
        exec(compile(program, "<string>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as problem:
        trace = problem.__traceback__
        sys.excepthook(type(problem), problem.with_traceback(trace and trace.tb_next), None)
        return 1
    return 0
