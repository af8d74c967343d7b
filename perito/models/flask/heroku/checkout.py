"""Reads a repository: the committed files where git knows it, else the directory's. Runs none of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from perito.errors import PeritoError
from perito.models.flask.heroku.repository import LARGEST, MOST_FILES, Repository, made, wanted
from perito.support import reading

SECONDS = 60.0
REMOTE = re.compile(r"(?:https?|ssh|git|file)://|[\w.-]+@[\w.-]+:")
IGNORED = {".git", ".venv", "venv", "env", "node_modules", "__pycache__"}
# A repository is not trusted: nothing of its own configuration may start a program, and nobody is asked a password.
SAFE = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
    # Git for Windows keeps there where its certificates are.
    **({} if sys.platform == "win32" else {"GIT_CONFIG_NOSYSTEM": "1"}),
    "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C.UTF-8",
}


class _GitError(PeritoError):
    """git failed or is missing; the message is the line with the reason."""


def is_remote(text: str) -> bool:
    """Whether this is the address of a repository rather than a directory."""
    return REMOTE.match(text) is not None


def read(where: str) -> Repository:
    """A directory, or a repository's address, which is cloned to a temporary place. Never raises."""
    if not is_remote(where):
        return _local(Path(where))
    with tempfile.TemporaryDirectory(prefix="perito-") as place:
        try:
            _git(Path(place), "clone", "--quiet", "--depth=1", "--no-checkout", "--", where, "clone")
            return _committed(Path(place, "clone"), bare=True)
        except _GitError as problem:
            return Repository(problem=str(problem))


def _local(directory: Path) -> Repository:
    try:
        return _committed(directory)
    except _GitError:
        pass  # no repository, or an empty one: the directory's files
    try:
        names = _walked(directory)
        return made(names, {name: _start(directory / name) for name in wanted(names)})
    except OSError as problem:
        return Repository(problem=problem.strerror or str(problem))


def _start(path: Path) -> bytes:
    return reading.start(path, LARGEST)


def _walked(directory: Path) -> list[str]:
    """Every plain file below, links not followed. Raises OSError where the directory itself cannot be read."""
    found: list[str] = []
    os.scandir(directory).close()
    for place, directories, files in os.walk(directory):
        directories[:] = sorted(name for name in directories if name not in IGNORED)
        for name in sorted(files):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                found.append(path.relative_to(directory).as_posix())
        if len(found) >= MOST_FILES:
            break
    return found[:MOST_FILES]


def _committed(directory: Path, *, bare: bool = False) -> Repository:
    """The content of HEAD at and below a directory. Raises _GitError."""
    commit = _git(directory, "rev-parse", "--verify", "HEAD").decode().strip()
    blobs: dict[str, str] = {}
    for row in _git(directory, "ls-tree", "-r", "-z", "HEAD").split(b"\0"):
        about, _, name = row.decode("utf-8", "replace").partition("\t")
        words = about.split()
        if len(words) == 3 and words[1] == "blob" and words[0] != "120000":  # 120000: a symbolic link
            blobs[name] = words[2]
    if not blobs:
        raise _GitError("nothing is committed here")
    names = sorted(blobs)[:MOST_FILES]
    contents = {name: _git(directory, "cat-file", "blob", blobs[name]) for name in wanted(names)}
    beside = () if bare else tuple(name for name in _walked(directory) if name not in blobs)
    return made(names, contents, commit=commit, uncommitted=beside)


def _git(directory: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *SAFE, *words],
            cwd=directory,
            env={**os.environ, **ENVIRONMENT},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise _GitError(str(problem)) from problem
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        fatal = next((line for line in said if line.startswith(("fatal: ", "ERROR: "))), "")
        raise _GitError(fatal or f"git {words[0]}: {done.returncode}")
    return done.stdout
