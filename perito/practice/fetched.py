"""Practices in git repositories: fetched with this machine's git, and kept, so that they are there without a network.

`https://…`, `ssh://…`, `file://…` and `git@host:…`, each with `@branch`, `@tag` or `@commit` behind it. In the user's
cache directory each repository has one of its own, with its commits checked out beside each other: what is graded by
stays as it is while the branch goes on. Nobody is asked for a password; git's own helpers and ssh's agent know them.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from perito import errors
from perito.practice.locate import PracticeError
from perito.support import atomic_write, reading
from perito.support.home import caches
from perito.support.i18n import _
from perito.support.standard_streams import complain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECONDS = 60.0  # that git may take
REMOTE = re.compile(r"(?:https|ssh|file)://|[\w.-]+@[\w.-]+:")
ORIGIN = "origin"  # the file with the repository's address
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_USER = re.compile(r"(?<=^https://)[^/@]*@")
_PASSWORD = re.compile(r"(?<=^ssh://)([^/@:]*):[^/@]*(?=@)")
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "gc.auto=0")
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True)
class Address:
    """A repository's address as git takes it, and the branch, tag or commit (empty: whatever HEAD is there)."""

    url: str
    ref: str = ""

    @classmethod
    def of(cls, text: str) -> Address:
        """From `URL` or `URL@ref`: an @ in the path."""
        path = text.partition("://")[2].partition("/")[2] if "://" in text else text.partition(":")[2]
        place, at, ref = path.rpartition("@")
        return cls(text[: -len(ref) - 1] if at and place else text, ref if at and place else "")

    @property
    def shown(self) -> str:
        """The address without a password or a token."""
        return _PASSWORD.sub(r"\1", _USER.sub("", self.url))


def is_address(text: str) -> bool:
    """Whether this is the address of a repository rather than a directory or a name."""
    return REMOTE.match(text) is not None


@cache
def checkout(text: str) -> Path:
    """The directory with the files of a repository's commit, fetched once a process.

    Where the repository is not reached, the commit that was fetched last, and a line on standard error says so. Raises
    PracticeError, in one line, where there is none.
    """
    address = Address.of(text)
    if address.ref.startswith("-"):
        raise PracticeError(_("{url}: {ref} is no branch, tag or commit").format(url=address.shown, ref=address.ref))
    home = caches() / "practices" / hashlib.sha256(address.shown.encode()).hexdigest()[:16]
    place = home / address.ref
    if _COMMIT.fullmatch(address.ref) and place.is_dir():
        return place
    try:
        return _fetched(address, home)
    except OSError as problem:
        raise PracticeError(f"{address.shown}: {problem}") from None


def origin_of(directory: Path) -> str:
    """`URL@commit` of a directory that `checkout` made, without credentials; empty for any other."""
    if not _COMMIT.fullmatch(directory.name) or directory.parent.parent != (caches() / "practices").resolve():
        return ""
    with suppress(OSError, UnicodeDecodeError):
        return f"{reading.text(directory.parent / ORIGIN).strip()}@{directory.name}"
    return ""


def kept() -> list[tuple[str, Path]]:
    """Every checkout there is: `URL@commit` and its directory."""
    found = [path for path in sorted((caches() / "practices").glob("*/*")) if _COMMIT.fullmatch(path.name)]
    return [(origin, path) for path in found if (origin := origin_of(path.resolve()))]


def _fetched(address: Address, home: Path) -> Path:
    repository = home / "repository.git"
    kept = f"refs/perito/{hashlib.sha256(address.ref.encode()).hexdigest()[:16]}"
    atomic_write.directory(home)
    if not (home / ORIGIN).is_file():
        _git(address, home, "init", "--quiet", "--bare", str(repository))
        atomic_write.write(home / ORIGIN, f"{address.shown}\n".encode())
    try:
        _git(address, repository, *_fetch(address, kept, "--depth=1"))
    except PracticeError as first:
        whole = bool(_COMMIT.fullmatch(address.ref))
        try:  # a server that gives no commit by its name may have it in a branch
            commit = _found(address, repository, kept, whole=whole)
        except PracticeError:
            raise first from None
        if not whole:
            told = _("{why}; taken is what was fetched before, commit {commit}")
            complain(told.format(why=first, commit=commit[:12]), errors.OK)
    else:
        commit = _git(address, repository, "rev-parse", "--verify", f"{kept}^{{commit}}").strip()
    place = home / commit
    if not place.is_dir():
        try:
            with atomic_write.whole_directory(place) as draft:
                _check_out(address, repository, commit, draft)
        except OSError:
            if not place.is_dir():  # another process was quicker
                raise
    return place


def _check_out(address: Address, repository: Path, commit: str, draft: Path) -> None:
    index = draft.with_suffix(".index")
    words = (f"--work-tree={draft}", "checkout", "--quiet", "--force", commit, "--", ".")
    try:
        _git(address, repository, *words, more={"GIT_INDEX_FILE": str(index)})
    finally:
        with suppress(OSError):
            atomic_write.remove(index)


def _found(address: Address, repository: Path, kept: str, *, whole: bool) -> str:
    """The commit that was asked for, or that was fetched before. Raises PracticeError."""
    if whole:
        _git(address, repository, "fetch", "--quiet", "--no-tags", "--", address.url, "+refs/heads/*:refs/heads/*")
        return _git(address, repository, "rev-parse", "--verify", f"{address.ref}^{{commit}}").strip()
    return _git(address, repository, "rev-parse", "--verify", f"{kept}^{{commit}}").strip()


def _fetch(address: Address, kept: str, *options: str) -> tuple[str, ...]:
    return ("fetch", "--quiet", "--no-tags", *options, "--", address.url, f"+{address.ref or 'HEAD'}:{kept}")


def _git(address: Address, where: Path, *words: str, more: Mapping[str, str] | None = None) -> str:
    """What git prints. Raises PracticeError with its reason, without credentials."""
    ssh = os.environ.get("GIT_SSH_COMMAND") or "ssh"
    surroundings = {**os.environ, **_QUIET, "GIT_SSH_COMMAND": f"{ssh} -oBatchMode=yes", **(more or {})}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE") if not more else ("GIT_DIR", "GIT_WORK_TREE"):
        surroundings.pop(name, None)
    own = ("--git-dir=.",) if where.suffix == ".git" else ()
    try:
        with subprocess.Popen(
            ["git", *_SAFE, *own, *words], cwd=where, env=surroundings, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        ) as git:  # fmt: skip
            try:
                out, said = git.communicate(timeout=SECONDS)
            except BaseException:  # what it has started, too: ssh would keep its pipes open
                _kill(git)
                raise
    except subprocess.TimeoutExpired:
        told = _("{url}: git did not end within {seconds} s")
        raise PracticeError(told.format(url=address.shown, seconds=f"{SECONDS:.0f}")) from None
    except FileNotFoundError as problem:
        if problem.filename != "git":
            raise
        raise PracticeError(_("{url}: there is no git on this machine").format(url=address.shown)) from None
    if git.returncode:
        raise PracticeError(f"{address.shown}: {_reason(address, said)}")
    return out.decode("utf-8", "replace")


def _reason(address: Address, said: bytes) -> str:
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal: ", "error: ", "ERROR: "))]
    told = (fatal or lines or ["git"])[0].replace(address.url, address.shown)
    secret = _USER.search(address.url)
    return told.replace(secret[0], "") if secret else told


def _kill(git: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        git.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(git.pid, signal.SIGKILL)
