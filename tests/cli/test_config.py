"""perito.toml: where it is found, what it may say, and that a student's decides no grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from perito.cli.app import app
from perito.cli.commands import check, grade, watch
from perito.cli.config import file as files
from perito.cli.config import options
from perito.errors import UsageError
from perito.grading.settings import Grading
from perito.support import i18n
from tests.cli.running import perito
from tests.cli.test_command_line import commands

if TYPE_CHECKING:
    from pathlib import Path

HOST = "usuario@nowhere.invalid"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """Each command's options as they come, and the settings of the grading; nothing is done."""
    seen: list[Any] = []
    monkeypatch.chdir(tmp_path)

    def settings(*given: object) -> Grading:
        seen.append(given)
        raise UsageError("enough")

    def run(given: Any, *_more: object) -> int:
        seen.append(given)
        if hasattr(given, "load"):
            with pytest.raises(UsageError, match="enough"):
                given.load()
        return 0

    monkeypatch.setattr(Grading, "of", settings)
    for one in (check, watch, grade):
        monkeypatch.setattr(one, "run", run)
    return seen


def call(*words: str) -> None:
    app([str(word) for word in words], standalone_mode=False)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    called: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "perito.toml").write_text('wait = 5\ntimeout = 7\nservice = "a"\napp = ["x", "y"]\ngithub = true\n')
    monkeypatch.setenv("PERITO_CHECK_TIMEOUT", "8")
    monkeypatch.setenv("PERITO_CHECK_APP", "e f")
    call("check", HOST, "--service", "b")
    found = called[0]
    assert (found.wait, found.timeout, found.service, found.apps) == (5.0, 8.0, "b", ("e", "f"))
    assert found.outputs.github
    said = capsys.readouterr().err
    assert said.startswith("perito: perito.toml: de aquí se toman estas opciones")
    assert all(name in said for name in ("--wait", "--timeout", "--service", "--app", "--github"))
    call("check", HOST, "--no-config")
    assert (called[2].wait, called[2].service) == (0.0, None)


@pytest.mark.parametrize("named", [False, True])
def test_it_is_found_up_to_the_root_of_the_repository(
    named: bool, called: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.perito]\nwait = 3\njson = "out/r.json"\n')
    monkeypatch.chdir(place)
    call("check", HOST, *(("--config", "../../pyproject.toml") if named else ()))
    assert called[0].wait == (3 if named else 0), "outside of a repository only in the directory itself"
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n")  # says nothing about us
    call("check", HOST)
    assert called[2].wait == 3
    assert called[2].outputs.paths["json"].resolve() == (tmp_path / "out" / "r.json").resolve()
    (place / "perito.toml").write_text("wait = 4\n")
    call("check", HOST)
    assert called[4].wait == 4, "the nearest counts alone"


TRUSTED = """
practice = "own"
waivers = "w.yaml"
fail-under = 5
baseline = "b.json"
only = "tools"
known-hosts = "known"
json = "../out.json"
[grade]
fail-under = 6
jobs = 3
"""


def a_practice(place: Path) -> None:
    """A directory that may be one."""
    (place / "checks").mkdir(parents=True)
    (place / "rubric.yaml").touch()


def test_a_file_that_is_named_may_say_everything(called: list[Any], tmp_path: Path) -> None:
    place = tmp_path / "conf"
    a_practice(place / "own")
    (place / "perito.toml").write_text(TRUSTED)
    call("check", HOST, "--config", "conf/perito.toml")
    found, settings = called
    assert found.practice == place / "own"
    assert found.outputs.paths["json"].resolve() == tmp_path / "out.json"
    assert str(found.known_hosts) == "conf/known"
    assert (settings[1], settings[4], str(settings[6])) == ("tools", 5.0, "conf/w.yaml")


def test_a_class_is_graded_by_a_file_only_where_it_is_named(
    called: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("perito.classroom.run_practice.of_class", lambda given, _run: given)
    (tmp_path / "perito.toml").write_text(TRUSTED)
    call("grade", "roster.csv")
    assert (called[-1].jobs, called[-1].grading.fail_under) == (0, None)
    assert "[grade]" in capsys.readouterr().err
    monkeypatch.setenv("PERITO_CONFIG", "perito.toml")
    call("grade", "roster.csv")
    assert (called[-1].jobs, called[-1].grading.fail_under) == (3, 6)
    call("grade", "roster.csv", "--no-config")
    assert called[-1].jobs == 0


def _every_option() -> list[tuple[str, str]]:
    found = commands()
    names = {command: options._options(found[command]) for command in sorted(options.LOOKS)}
    return [(command, name) for command, known in names.items() for name in known]


@pytest.mark.parametrize(("command", "name"), _every_option(), ids=str)
def test_a_file_that_was_only_found_decides_nothing(command: str, name: str, called: list[Any], tmp_path: Path) -> None:
    """An option is known to be harmless, or refused. A new one is refused until it is thought of."""
    known = {
        *(
            "app",
            "service",
            "site",
            "server-name",
            "timeout",
            "wait",
            "deadline",
            "lang",
            "verbose",
            "every",
            "full",
            "github",
        ),
        *("no-report", "json", "junit", "html", "ctrf", "gradescope", "sarif", "gitlab", "tap"),
        *("evidence", "reports"),
    }
    values = {"bool": "true", "float": "1", "int": "1", "path": '"x"', "str": '"x"'}
    option = options._options(commands()[command])[name]
    a_practice(tmp_path / "x")
    value = f"[{values[option.kind]}]" if option.repeated else values[option.kind]
    table = "" if command == "check" else f"[{command}]\n"
    (tmp_path / "perito.toml").write_text(f"{table}{name} = {value}\n")
    if name in known:
        call(command, HOST)
        return
    with pytest.raises(UsageError, match=rf"^perito\.toml:{2 if table else 1}:1: .*{name}: .*--config perito\.toml"):
        call(command, HOST)
    assert called == []
    call(command, HOST, "--config", "perito.toml")


@pytest.mark.parametrize("way", ["../r.json", "/etc/r.json", "link/r.json", "~/r.json"])
def test_a_file_that_was_only_found_writes_nowhere_else(way: str, called: list[Any], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/tmp")
    (tmp_path / "perito.toml").write_text(f'json = "{way}"\n')
    with pytest.raises(UsageError, match=r"^perito\.toml:1:1: json: "):
        call("check", HOST)
    assert called == []


@pytest.mark.parametrize(
    ("text", "said", "word"),
    [
        ("fail_under = 3", "1:1: fail_under: ", "fail-under"),
        ("# x\n  wait = 'x'", "2:3: wait: ", "número"),
        ("wait = true", "1:1: wait: ", "número"),
        ("github = 1", "1:1: github: ", "true"),
        ("service = ['a', 'b']", "1:1: service: ", "texto"),
        ("app = ['a', 3]", "1:1: app: ", "texto"),
        ("wait = 1979-05-27", "1:1: wait: ", "número"),
        ("[grde]\nwait = 1", "1:1: grde: ", "grade"),
        ("[grade]\nfail-undr = 1", "2:1: grade.fail-undr: ", "fail-under"),
        ("config = 'x'", "1:1: config: ", "ssh-config"),
        ("zzzzzz = 'x'", "1:1: zzzzzz: ", "check --help"),
        ("x = [", "1:6: ", ""),
        ("wait = 1\nwait = 2", "2:9: ", ""),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(
    text: str, said: str, word: str, called: list[Any], tmp_path: Path
) -> None:
    (tmp_path / "perito.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        call("check", HOST)
    assert str(caught.value).startswith(f"perito.toml:{said}")
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert called == []


def test_positions_in_a_larger_file() -> None:
    text = """[project]
name = "x"
[tool.other]
[tool.perito] # ours
wait = 1
[tool.perito.grade]
"jobs" = 2
[tool]
perito.lang = "x"
"""
    for keys, place in {
        ("wait",): (5, 1), ("grade", "jobs"): (7, 1), ("grade", "other"): (6, 1), ("lang",): (9, 1), (): (4, 1),
    }.items():  # fmt: skip
        assert files.position(text, ("tool", "perito", *keys)) == place


def test_a_file_that_is_not_there_ends_with_status_2(tmp_path: Path) -> None:
    ended = perito("check", HOST, "--config", "none.toml", cwd=tmp_path)
    assert (ended.status, len(ended.said)) == (2, 1)
    assert ended.said[0].startswith("none.toml: ")


@pytest.mark.parametrize("words", [("--config", "p.toml", "--no-config"), ("--no-config", "--config", "p.toml")])
def test_both_are_one_too_many(words: tuple[str, ...], called: list[Any], tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("wait = 1\n")
    with pytest.raises(UsageError, match="--config, --no-config"):
        call("check", HOST, *words)
    assert called == []


@pytest.mark.parametrize("words", [(), ("--lang", "es"), ("--lang", "en")])
def test_it_is_told_in_the_language_of_the_run(
    words: tuple[str, ...], called: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "perito.toml").write_text('lang = "en"\nwait = 1\n')
    before = i18n.language()
    try:
        call("check", HOST, *words)
    finally:
        i18n.use(before)
    said = capsys.readouterr().err
    assert ("de aquí se toman" in said) is ("es" in words)
    assert ("options from it" in said) is ("es" not in words)


def test_what_cannot_be_read_of_others_is_no_matter(called: list[Any], tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text("[broken\n")
    call("check", HOST)
    (tmp_path / "pyproject.toml").write_bytes(b"x" * (files.LARGEST + 1))
    call("check", HOST)
    assert [one.wait for one in called[::2]] == [0, 0]
    (tmp_path / "perito.toml").write_bytes(b"\xff\n")
    with pytest.raises(UsageError, match=r"^perito\.toml: "):
        call("check", HOST)


def test_a_directory_that_is_gone_has_no_file(
    called: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    call("check", HOST)
    assert called[0].wait == 0
