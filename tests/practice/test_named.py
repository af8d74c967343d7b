"""A practice by directory, by name, by a repository's address: what is taken, what is recorded, what is refused."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from perito.cli.commands import practice as listing
from perito.grading import fingerprint
from perito.practice import fetched, known, locate, rubric
from perito.practice.fetched import Address
from perito.practice.locate import PracticeError
from perito.support import i18n
from tests.cli.running import perito
from tests.practice.small import HEAD, practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOWHERE = "ssh://u@127.0.0.1:1"  # whoever connects says that it was refused


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cache of one's own, and what was fetched by the test before is forgotten."""
    monkeypatch.setenv("PERITO_CACHE_DIR", str(tmp_path / "cache" / "perito"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    fetched.checkout.cache_clear()
    i18n.use("en")
    yield
    i18n.use("es")


def package(site: Path, name: str, value: str, *, distribution: str = "teachers") -> Path:
    """A package installed in `site` with an entry point; returns its directory, without a practice in it."""
    place = site / value.replace(".", "/")
    place.mkdir(parents=True)
    (place / "__init__.py").write_text("raise SystemExit('it was imported')\n", encoding="utf-8")
    about = site / f"{distribution}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[perito.practices]\n{name} = {value}\n", encoding="utf-8")
    return place


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of installed packages."""
    place = tmp_path / "site"
    place.mkdir()
    monkeypatch.syspath_prepend(place)
    return place


def git(place: Path, *words: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    named = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words], cwd=place, env={**os.environ, **own}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a practice: version 1 has the tag v1, version 2 is the branch's last commit."""
    place = practice(tmp_path / "repository", head=HEAD + "version: 1\n")
    git(place, "init", "-q", ".")
    git(place, "add", ".")
    git(place, "commit", "-qm", "One")
    git(place, "tag", "v1")
    (place / "rubric.yaml").write_text((place / "rubric.yaml").read_text().replace("version: 1", "version: 2"))
    git(place, "commit", "-qam", "Two")
    return place


def version(text: str) -> str:
    return rubric.load(locate.find(text).rubric).version


def test_a_directory_by_its_name_or_path(tmp_path: Path) -> None:
    small = practice(tmp_path / "here" / "small")
    for text in ("small", "./small", "../here/small", str(small)):
        assert locate.find(text).directory == small
        assert locate.find(text).place == str(small)


def test_the_one_that_ships_has_a_name_as_others_have() -> None:
    assert locate.find("flask").shipped
    assert locate.find("flask").place == ""


def test_an_installed_one_is_found_and_not_imported(site: Path) -> None:
    place = package(site, "small", "teachers.small")
    (site / "teachers" / "__init__.py").write_text("raise SystemExit('it was imported')\n", encoding="utf-8")
    practice(place)
    assert locate.find("small").directory == place
    used = fingerprint.used(locate.find("small"), rubric.load(place / "rubric.yaml"))
    assert (used.id, used.place, len(used.digest)) == ("small", str(place), 64)


def test_the_nearest_name_is_proposed() -> None:
    with pytest.raises(PracticeError, match=r"^flsk: no such directory, .*there are flask \(did you mean flask\?\)\Z"):
        locate.find("flsk")
    with pytest.raises(PracticeError, match=r"^zzz: .*there are flask\b"):
        locate.find("zzz")


def test_two_practices_of_one_id(site: Path) -> None:
    """Two packages bring it, or one brings what ships with Perito: one line, and none of the two is taken."""
    for number in (1, 2):
        practice(package(site, "small", f"package{number}", distribution=f"teachers{number}"))
    with pytest.raises(PracticeError, match=r"^two practices are called small: .*package1 and .*package2;[^\n]*\Z"):
        locate.find("small")
    shutil.rmtree(site / "teachers1-1.0.dist-info")
    shutil.rmtree(site / "teachers2-1.0.dist-info")
    practice(package(site, "flask", "other"), head=HEAD.replace("small", "flask"))
    with pytest.raises(PracticeError, match=r"^two practices are called flask: "):
        locate.find("flask")


def test_a_name_and_a_directory(site: Path, tmp_path: Path) -> None:
    """Neither is taken for the other; a directory without a practice is none."""
    place = practice(package(site, "small", "teachers"))
    (tmp_path / "here" / "small").mkdir()
    with pytest.raises(PracticeError, match="not a practice"):
        locate.find("small")
    practice(tmp_path / "here" / "small")
    with pytest.raises(PracticeError, match=r"\./small is the directory"):
        locate.find("small")
    assert locate.find("./small").directory == tmp_path / "here" / "small" != place


def test_a_package_that_calls_its_practice_otherwise_or_is_not_there(site: Path) -> None:
    practice(package(site, "little", "teachers"))
    with pytest.raises(PracticeError, match=r"rubric\.yaml: the practice is called small, and teachers brings it as"):
        locate.find("little")
    shutil.rmtree(site / "teachers")
    with pytest.raises(PracticeError, match="there is no package teachers; is teachers installed whole"):
        known.listed()


@pytest.mark.parametrize(
    ("text", "url", "ref", "shown"),
    [
        ("https://example.org/a/b.git", "https://example.org/a/b.git", "", "https://example.org/a/b.git"),
        ("https://example.org/a/b@v1", "https://example.org/a/b", "v1", "https://example.org/a/b"),
        ("https://u:token@example.org/b@x/y", "https://u:token@example.org/b", "x/y", "https://example.org/b"),
        ("https://token@example.org/b", "https://token@example.org/b", "", "https://example.org/b"),
        ("ssh://git@example.org:22/b@v1", "ssh://git@example.org:22/b", "v1", "ssh://git@example.org:22/b"),
        ("ssh://git:pw@example.org/b", "ssh://git:pw@example.org/b", "", "ssh://git@example.org/b"),
        ("git@example.org:a/b.git", "git@example.org:a/b.git", "", "git@example.org:a/b.git"),
        ("git@example.org:a/b@v1.0", "git@example.org:a/b", "v1.0", "git@example.org:a/b"),
        ("file:///srv/b@v1", "file:///srv/b", "v1", "file:///srv/b"),
    ],
)
def test_addresses(text: str, url: str, ref: str, shown: str) -> None:
    assert fetched.is_address(text)
    assert Address.of(text) == Address(url, ref)
    assert Address.of(text).shown == shown


@pytest.mark.parametrize("text", ["small", "./a@b", "/srv/a", "C:\\practice", "ext::sh -c id", "http://example.org/a"])
def test_what_is_no_address(text: str) -> None:
    assert not fetched.is_address(text)


def test_a_repository_by_branch_tag_and_commit(repository: Path) -> None:
    """What is recorded is the commit, and by that it is found again."""
    url, first, last = f"file://{repository}", git(repository, "rev-parse", "v1"), git(repository, "rev-parse", "HEAD")
    assert [version(f"{url}{ref}") for ref in ("", "@v1", "@main", f"@{first}")] == ["2", "1", "2", "1"]
    assert locate.find(f"{url}@v1").place == f"{url}@{first}"
    assert locate.find(url).place == f"{url}@{last}"
    assert locate.find(locate.find(f"{url}@v1").place).directory == locate.find(f"{url}@v1").directory
    assert not (locate.find(url).directory / ".git").exists()


def test_a_repository_out_of_reach(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was fetched before is taken, and said so; a commit that is here is not asked for; else it is one line."""
    url, first = f"file://{repository}", git(repository, "rev-parse", "v1")
    assert version(f"{url}@v1") == "1"
    fetched.checkout.cache_clear()
    repository.rename(repository.with_name("away"))
    assert version(f"{url}@{first}") == "1"
    assert capsys.readouterr().err == ""
    assert version(f"{url}@v1") == "1"
    assert re.search(rf"does not appear to be a git repository; .*{first[:12]}$", capsys.readouterr().err)
    for text in (f"{url}@v2", f"{url}@--upload-pack=id"):
        with pytest.raises(PracticeError) as caught:
            locate.find(text)
        assert "\n" not in str(caught.value)


def test_a_branch_that_goes_on_is_fetched_anew_and_what_was_graded_by_stays(repository: Path) -> None:
    before = locate.find(f"file://{repository}@main").directory
    git(repository, "commit", "-q", "--allow-empty", "-m", "Three")
    fetched.checkout.cache_clear()
    after = locate.find(f"file://{repository}@main").directory
    assert before != after
    assert before.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_git_asks_nobody_and_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that waits, as an ssh does for an answer, is stopped with all that it started; its credentials are unsaid."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "git").write_text(
        '#!/bin/sh\ncase "$*" in *init*) mkdir repository.git;;'
        ' *rev-parse*) exit 1;; *fetch*)\nenv > "$SEEN"; sleep 300 & sleep 300;; esac\nexec /usr/bin/true\n'
    )
    (bin_ / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setattr(fetched, "SECONDS", 1.0)
    with pytest.raises(PracticeError) as caught:
        locate.find("https://u:s3cret-token@127.0.0.1:1/p")
    assert str(caught.value) == "https://127.0.0.1:1/p: git did not end within 1 s"
    seen = (tmp_path / "seen").read_text().splitlines()
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "GIT_SSH_COMMAND=ssh -oBatchMode=yes"} <= set(seen)
    kept = [path.read_text() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert kept == ["https://127.0.0.1:1/p\n"]


def test_the_list(repository: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practice(package(site, "small", "teachers"), head=HEAD + "version: 7\n")
    locate.find(f"file://{repository}@v1")
    listing.run("en")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "flask", "small", f"file://{repository}@{git(repository, 'rev-parse', 'v1')}",
    ]  # fmt: skip
    assert re.fullmatch(r"flask +1 +Deploying a Flask application +ships with Perito", lines[0])
    assert re.fullmatch(r"small +7 +Small +from teachers", lines[1])
    assert re.fullmatch(r"\S+ +1 +Small +fetched", lines[2])


def test_the_option_takes_all_of_them(repository: Path, tmp_path: Path) -> None:
    """On the command line, and in perito.toml, where a directory is one beside the file."""
    small = practice(tmp_path / "small")
    env = {"PERITO_CACHE_DIR": str(tmp_path / "cache" / "perito")}
    for words, path in (
        (("--practice", f"file://{repository}@v1"), r"/cache/perito/practices/\w+/\w+/rubric\.yaml: 2 checks"),
        (("--practice", "small"), rf"{small}/rubric\.yaml: 2 checks"),
    ):
        ended = perito("lint", *words, cwd=tmp_path, env=env)
        assert (ended.status, ended.said) == (0, [])
        assert re.search(path, ended.out)
    (tmp_path / "perito.toml").write_text('practice = "small"\n', encoding="utf-8")
    said = perito("lint", "--config", tmp_path / "perito.toml", cwd=tmp_path, env=env)
    assert (said.status, said.said) == (0, [])
    (tmp_path / "below").mkdir()
    ended = perito("check", NOWHERE, "--config", "../perito.toml", "--no-report", cwd=tmp_path / "below", env=env)
    assert ended.status == 3, ended.err  # the practice was found, the server was not
