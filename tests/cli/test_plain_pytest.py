"""Plain `pytest checks --target …`, and a teacher's own tests in it."""

from __future__ import annotations

import json
import shutil
import sys
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from perito.evidence import recording
from perito.pytest_plugin import options
from perito.transport.base import Command
from tests.cli.running import APP, ROOT, Ended, check, document, run
from tests.recorded import store

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.server import Server

OWN = """
def test_the_host_name(host):
    assert host.file("/etc/hostname").exists


def test_nginx_runs(host):
    assert host.service("nginx").is_running


def test_the_shadow_file(host):
    with host.sudo():
        assert host.file("/etc/shadow").mode == 0o640


def test_private(host):
    assert host.file("/etc/hostname").mode == 0o600, "/etc/hostname should be private"


def test_both(deployment, host):
    assert host.file(deployment.names.directory + "/nowhere").exists
"""


FOREIGN = """
def pytest_addoption(parser):
    parser.addoption("--replay", dest="theirs")


def pytest_report_header(config):
    return f"theirs: {config.option.theirs}"
"""
STOPPED = f"--replay={store.demo('stopped')}"
SOUND = f"--replay={store.demo('sound')}"


def pytest_run(*words: object, cwd: Path, cache: bool = False) -> Ended:
    kept = () if cache else ("-p", "no:cacheprovider")
    return run(sys.executable, "-m", "pytest", *kept, *words, cwd=cwd)


def target(server: Server) -> tuple[object, ...]:
    reach = (f"ssh://{server.user}@{server.address}", "--identity", server.key, "--known-hosts", server.known_hosts)
    return ("--target", *reach, "--app", APP)


def logins(server: Server) -> int:
    return sum("Accepted publickey" in line for line in server.log())


@pytest.fixture
def own(practice: Path) -> Path:
    """A practice with a teacher's own tests."""
    (practice / "checks" / "test_90_mine.py").write_text(OWN)
    return practice


def test_from_the_repository(sound: Server) -> None:
    ended = pytest_run("checks", *target(sound), cwd=ROOT)
    assert ended.status == 0, ended.out
    summary = ended.out.index(" passed, ")
    assert "Nota  10,00 / 10" in ended.out
    assert ended.out.index("[100%]") < ended.out.index("Nota  10,00 / 10") < summary


def test_a_teachers_own_tests_run_on_the_same_session(own: Path, sound: Server, tmp_path: Path) -> None:
    shutil.copy(ROOT / "conftest.py", own)
    before = logins(sound)
    files = ("--json", tmp_path / "r.json", "--evidence", tmp_path / "e.jsonl")
    ended = pytest_run("checks", *target(sound), *files, cwd=own)
    assert logins(sound) == before + 1
    assert ended.status == 1
    assert "FAILED checks/test_90_mine.py::test_private - /etc/hostname should be private" in ended.out
    judge(tmp_path)
    replayed = pytest_run("checks", "--replay", tmp_path / "e.jsonl", "--json", tmp_path / "r.json", cwd=own)
    assert replayed.status == 1
    assert logins(sound) == before + 1
    judge(tmp_path)


def test_they_run_under_perito_check_too(own: Path, sound: Server, tmp_path: Path) -> None:
    before = logins(sound)
    words = ("--practice", own, "--app", APP, "--no-report", "--json", "r.json", "--evidence", "e.jsonl")
    assert check(sound, *words, cwd=tmp_path).status == 1
    assert logins(sound) == before + 1
    judge(tmp_path)


def judge(directory: Path) -> None:
    """What becomes of OWN: three pass, two fail with their messages, all on recorded evidence."""
    result = document(directory / "r.json")
    mine = {one["id"]: one for one in result["checks"] if one["step"] == "own"}
    assert {name: one["outcome"] for name, one in mine.items()} == {
        "mine.the_host_name": "passed",
        "mine.nginx_runs": "passed",
        "mine.the_shadow_file": "passed",
        "mine.private": "failed",
        "mine.both": "failed",
    }
    assert mine["mine.private"]["detail"] == "/etc/hostname should be private"
    assert mine["mine.both"]["detail"].startswith("assert False; where False = ")
    assert mine["mine.both"]["deployment"] == "poc"
    assert result["steps"][-1]["id"] == "own"
    assert result["score"]["grade"] == 10
    seen = {one.number: one.asked for one in recording.load(directory / "e.jsonl")}
    for one in mine.values():
        assert one["evidence"], one["id"]
    scripts = [seen[number] for number in mine["mine.the_shadow_file"]["evidence"]]
    assert any(isinstance(one, Command) and "/etc/shadow" in one.script for one in scripts)


def test_only_ones_own(own: Path, sound: Server, tmp_path: Path) -> None:
    for only in ("mine", "own"):
        words = ("--practice", own, "--app", APP, "--no-report", "--json", "r.json", "--only", only)
        assert check(sound, *words, cwd=tmp_path).status == 1
        assert {one["step"] for one in document(tmp_path / "r.json")["checks"]} == {"own"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no hay nada que corregir: indica el servidor con --target"),
        (("--target", "ssh://u@127.0.0.1:1"), "conexión rechazada"),
        (("--target", "local", "--perito-timeout", "abc"), "--timeout"),
        (("--target", "local", "--http", "wrong"), "--http: 'wrong' no es ninguno de estos: auto, direct, tunnel"),
        (("--target", "local", "--lang", "fr"), "--lang: 'fr' no es ninguno de estos: es, en, ca"),
        (("--target", "local", "--practice", "/nowhere"), "/nowhere: ese directorio no existe"),
        (("--replay", "nowhere.jsonl"), "nowhere.jsonl"),
        (("--target", "local", "--rubric", "nowhere.yaml"), "nowhere.yaml: no existe"),
        (("--target", "local", "--sudo-password-env", "NOT_SET"), "NOT_SET no está definida"),
    ],
)
def test_wrong_usage_is_one_line(words: tuple[str, ...], said: str) -> None:
    ended = pytest_run("checks", "-q", *words, cwd=ROOT)
    assert ended.status == 4
    errors = [line for line in (ended.out + ended.err).splitlines() if line.startswith("ERROR")]
    assert len(errors) == 1, ended
    assert said in errors[0]


# ── pytest's habits, on recordings and in a directory without a conftest.py or anything else of ours ──


def test_it_needs_no_conftest_and_no_checks(tmp_path: Path) -> None:
    ended = pytest_run(SOUND, "--json", "r.json", cwd=tmp_path)
    assert ended.status == 0, ended
    assert "Nota  10,00 / 10" in ended.out
    assert document(tmp_path / "r.json")["score"]["grade"] == 10


def test_another_run_of_pytest_has_nothing_of_ours(tmp_path: Path) -> None:
    """No option, no fixture, no module beyond the entry point's."""
    (tmp_path / "test_theirs.py").write_text(
        "import sys\nimport pytest\n\n"
        "def test_it(request, pytestconfig):\n"
        "    for name in ('server', 'deployment', 'subjects'):\n"
        "        with pytest.raises(pytest.FixtureLookupError):\n"
        "            request.getfixturevalue(name)\n"
        "    loaded = {name for name in sys.modules if name.startswith('perito')}\n"
        "    assert loaded - {'perito.support', 'perito.support.version'} == {\n"
        "        'perito', 'perito.pytest_plugin', 'perito.pytest_plugin.entry'}\n"
        "    assert pytestconfig.getoption('perito_target', None) is None\n"
    )
    assert pytest_run(tmp_path, cwd=tmp_path).status == 0
    unknown = pytest_run("--fail-under", "5", cwd=tmp_path)
    assert unknown.status == 4
    assert "unrecognized arguments: --fail-under" in unknown.err


def test_an_option_that_another_plugin_has_stays_its_own(tmp_path: Path) -> None:
    (tmp_path / "theirs.py").write_text(FOREIGN)
    words = ("-p", "theirs", "--replay=mine", f"--perito-{STOPPED[2:]}", "-k", "active")
    ended = pytest_run(*words, cwd=tmp_path)
    assert "theirs: mine" in ended.out
    assert "El servicio está parado" in ended.out


def test_it_is_an_entry_point() -> None:
    found = {one.value for one in metadata.entry_points(group="pytest11") if one.name == "perito"}
    assert found == {"perito.pytest_plugin.entry"}


def test_every_option_of_check_is_one_of_pytest() -> None:
    parser = pytest.Parser(_ispytest=True)
    options.add(parser)
    of_check = {max(one.opts, key=len)[2:] for one in options.command().params if one.param_type_name == "option"}
    assert len(of_check) > 40
    assert {f"--perito-{name}" for name in of_check - {"help"}} <= options.taken(parser)


@pytest.mark.parametrize(
    ("words", "status"),
    [((), 1), (("--fail-under", "1"), 0), (("--fail-under", "9.9"), 1)],
    ids=str,
)
def test_the_exit_status_is_that_of_check(words: tuple[str, ...], status: int, tmp_path: Path) -> None:
    ended = pytest_run(STOPPED, *words, cwd=tmp_path)
    assert ended.status == status, ended


@pytest.mark.parametrize(
    ("words", "there", "gone"),
    [
        ((), "expected active, found inactive", 'raise finding("service.active/'),
        (("--tb=short",), "test_08_service.py:", "deployment = <"),
        (("--tb=long",), "def test_the_service_is_active(", "one        = "),
        (("-l",), "deployment = <", "nothing"),
        (("--tb=no",), "FAILED", "expected active, found inactive (dead)\n\n"),
    ],
    ids=str,
)
def test_tracebacks_and_variables(words: tuple[str, ...], there: str, gone: str, tmp_path: Path) -> None:
    ended = pytest_run(STOPPED, "-k", "the_service_is_active", *words, cwd=tmp_path)
    assert ended.status == 1
    assert there in ended.out
    assert gone not in ended.out


def test_last_failed_is_a_part_without_a_grade(tmp_path: Path) -> None:
    assert pytest_run(STOPPED, cwd=tmp_path, cache=True).status == 1
    again = pytest_run(STOPPED, "--lf", "--json", "r.json", cwd=tmp_path, cache=True)
    assert again.status == 1
    result = document(tmp_path / "r.json")
    assert [one["id"] for one in result["checks"]] == ["service.active"]
    assert result["scope"] is not None
    assert result["score"]["grade"] is None
    assert "no hay nota" in " ".join(again.out.replace("│", " ").split())


def test_beside_xdist_html_and_json_report(tmp_path: Path) -> None:
    files = ("--html", "theirs.html", "--self-contained-html", "--json-report", "--json-report-file", "theirs.json")
    ended = pytest_run(STOPPED, "-n", "2", *files, "--perito-html", "ours.html", cwd=tmp_path)
    assert ended.status == 1, ended
    assert "-n" in next(line for line in ended.out.splitlines() if line.startswith("perito: "))
    theirs = json.loads((tmp_path / "theirs.json").read_text())
    assert theirs["summary"]["failed"] == 1
    assert "pytest-html" in (tmp_path / "theirs.html").read_text()
    assert "El servicio está parado" in (tmp_path / "ours.html").read_text()


def test_testinfras_ssh_config_is_read(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("Host alumno\n HostName 127.0.0.1\n Port 1\n User u\n")
    ended = pytest_run("--target=alumno", "--ssh-config=config", cwd=tmp_path)
    assert "conexión rechazada en 127.0.0.1, puerto 1" in ended.err + ended.out


def test_perito_toml_is_read(tmp_path: Path) -> None:
    (tmp_path / "perito.toml").write_text("fail-under = 1\n")
    assert pytest_run(STOPPED, "--perito-config=perito.toml", cwd=tmp_path).status == 0
    (tmp_path / "perito.toml").write_text("fail-undr = 1\n")
    ended = pytest_run(STOPPED, cwd=tmp_path)
    assert ended.status == 4
    assert "perito.toml:1:1" in ended.err + ended.out
