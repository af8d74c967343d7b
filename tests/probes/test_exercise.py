"""What only the exercise is asked: git, requirements.txt, the form."""

from __future__ import annotations

import string
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from perito.errors import CannotLook
from perito.probes import form, git, unix_http
from perito.probes.base import ToolAbsent
from perito.probes.python import requirements
from perito.transport.base import Answer, Role

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}([-_.][A-Za-z0-9]{1,8}){0,2}", fullmatch=True)
VERSIONS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(lambda v: "{}.{}.{}".format(*v))
BLANKS = st.sampled_from(["", " ", "  "])
COMMENTS = st.one_of(st.just(""), st.text(string.ascii_letters + " -#=;", max_size=20).map(lambda text: f" # {text}"))


@given(name=NAMES, version=VERSIONS, blank=BLANKS, comment=COMMENTS, end=st.sampled_from(["\n", "\r\n", ""]))
def test_a_pin_is_read_however_it_is_written(name: str, version: str, blank: str, comment: str, end: str) -> None:
    (one,) = requirements.parse(f"# first\n\n{blank}{name}{blank}=={blank}{version}{comment}{end}")
    assert one.name == canonicalize_name(name)
    assert one.pinned == version
    assert one.allows(version)
    assert not one.allows(f"{version}.1")


@given(wanted=st.sampled_from(["", "==2.0.2", ">=2,<3", "~=2.0.1", "!=2.0.2", "==2.0.*"]), version=VERSIONS)
def test_a_version_is_allowed_as_packaging_says(wanted: str, version: str) -> None:
    (one,) = requirements.parse(f"flask{wanted}")
    assert one.allows(version) == SpecifierSet(wanted).contains(Version(version))


def test_what_is_no_package_of_an_index_is_left_out() -> None:
    text = "-r other.txt\n--index-url https://index.invalid/simple\n-e .\n./wheel.whl\ngit+https://git.invalid/x\n"
    text += "Flask==2.0.2 \\\n    --hash=sha256:0123\nWerkzeug [watchdog] == 2.2.2\n"
    text += "tomli ; python_version < '3.11'\ncolorama; sys_platform == 'win32'\nthis is nothing\n"
    found = requirements.parse(text, requirements.environment("3.11.2"))
    assert [(one.name, one.specifier) for one in found] == [("flask", "==2.0.2"), ("werkzeug", "==2.2.2")]


@pytest.mark.parametrize(
    ("written", "open_ended"),
    [("*", True), (">=2.0", True), ("~=2.0.2", True), ("==2.0.2", False), ("===2.0.2", False), ("==2.*", True)],
)
def test_a_version_in_a_pipfile_floats_or_not(written: str, open_ended: bool) -> None:
    assert requirements.floats(written) is open_ended


def test_a_path_or_a_repository_in_a_pipfile_does_not_float() -> None:
    assert not requirements.floats("")


def asked(directory: Path) -> git.Repository:
    """What the probe's command, run here, says."""
    probe = git.repository(str(directory), None)
    assert probe.command.role is Role.LOGIN
    done = subprocess.run(["/bin/sh", "-c", probe.command.script], capture_output=True, check=False)
    return probe.read(Answer(done.returncode, done.stdout, done.stderr))


def made(place: Path, *commands: str) -> Path:
    """A directory in which git did these things."""
    place.mkdir(exist_ok=True)
    for command in ("init -q -b main", *commands):
        words = ["git", "-C", str(place), "-c", "user.name=x", "-c", "user.email=x@example.org", *command.split(" ")]
        subprocess.run(words, check=True, capture_output=True)
    return place


def test_a_clone_and_what_was_done_to_it(tmp_path: Path) -> None:
    source = tmp_path / "source"
    made(source)
    (source / "requirements.txt").write_text("Flask==2.0.2\n")
    made(source, "add .", "commit -q -m first")
    clone = tmp_path / "año nuevo"
    subprocess.run(["git", "clone", "-q", str(source), str(clone)], check=True)
    (clone / "requirements.txt").write_text("Flask\n")
    (clone / ".env").write_text("FLASK_APP=wsgi.py\n")
    made(clone, "remote set-url origin https://ana:secreto@git.invalid/p", "remote add upstream git@git.invalid:p.git")
    found = asked(clone)
    assert found.remotes == {"origin": "https://git.invalid/p", "upstream": "git@git.invalid:p.git"}
    assert (found.branch, len(found.head), found.problem) == ("main", 40, "")
    assert (found.changed, found.untracked) == (("requirements.txt",), (".env",))
    assert found.requirements == "Flask==2.0.2"


def test_a_detached_shallow_clone(tmp_path: Path) -> None:
    source = made(tmp_path / "source", "commit -q --allow-empty -m one", "commit -q --allow-empty -m two")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{source}", str(clone)], check=True)
    made(clone, "checkout -q --detach")
    found = asked(clone)
    assert (found.branch, found.shallow, found.requirements) == ("", True, None)


def test_asking_writes_nothing(tmp_path: Path) -> None:
    made(tmp_path, "commit -q --allow-empty -m one")
    (tmp_path / "x").write_text("x")
    hook = tmp_path / ".git/hooks/fsmonitor"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    hook.chmod(0o755)
    made(tmp_path, "add x", f"config core.fsmonitor {hook}")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert asked(tmp_path).changed == ("x",)
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_no_remote_and_no_repository(tmp_path: Path) -> None:
    assert asked(made(tmp_path / "own")).remotes == {}
    broken = made(tmp_path / "broken")
    (broken / ".git/HEAD").unlink()
    assert "not a git repository" in asked(broken).problem


def test_git_that_is_not_installed_or_says_nothing() -> None:
    with pytest.raises(ToolAbsent):
        git.read_repository(Answer(0, b"remotes\x00127\x00\x00head\x00127\x00\x00"))
    with pytest.raises(CannotLook):
        git.read_repository(Answer(0, b"remotes\x000\x00remote.or"))


def test_the_form_is_sent_as_a_browser_does() -> None:
    assert all(old in unix_http.SCRIPT and new in form.POST for old, new in form.SENT.items())
    command = form.post_through_socket("/run/x.sock", "practica-3.5", "/hello", "name=Ana").command
    assert "name=Ana" in command.script
    assert "putrequest('\"'\"'POST'\"'\"'" in command.script
