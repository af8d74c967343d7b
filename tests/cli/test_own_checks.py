"""A teacher's own checks in plain testinfra and pytest: what is not there, xfail, secrets, messages, whose host."""

from __future__ import annotations

import shutil
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import ROOT, document, perito, run
from tests.cli.test_plain_pytest import pytest_run

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """\
schema: perito/rubric/1
practice: own
title: {es: Propia, en: Own}
steps:
  one:
    title: {es: Uno, en: One}
    checks:
      one.a: {points: 10, title: {es: A, en: A}}
"""
NOT_THERE = {
    "content": 'assert host.file("/nowhere").content_string',
    "mode": 'assert host.file("/nowhere").mode == 0o644',
    "user": 'assert host.file("/nowhere").user == "root"',
    "size": 'assert host.file("/nowhere").size > 0',
    "mtime": 'assert host.file("/nowhere").mtime',
    "listdir": 'assert host.file("/nowhere").listdir()',
    "contains": 'assert host.file("/nowhere").contains("x")',
    "linked": 'assert host.file("/nowhere/at/all").linked_to == "/x"',
    "sum": 'assert host.file("/nowhere").sha256sum == "x"',
    "uid": 'assert host.user("nobody-at-all").uid == 1000',
    "shell": 'assert host.user("nobody-at-all").shell == "/bin/sh"',
    "groups": 'assert "www-data" in host.user("nobody-at-all").groups',
    "gid": 'assert host.group("nobody-at-all").gid == 1000',
    "version": 'assert host.package("no-such-package").version == "1"',
    "process": 'assert host.process.get(comm="no-such-process").pid',
    "sysctl": 'assert host.sysctl("no.such.key") == 1',
    "command": 'assert host.find_command("no-such-command")',
    "mount": 'assert host.mount_point("/nowhere").device',
    "output": 'assert host.check_output("no-such-command --version")',
    "fails": 'host.run_test("exit 3")',
    "in sudo": 'with host.sudo():\n        assert host.file("/nowhere").mode == 0o600',
}
OWN = """
import pytest

LONG = "\\n".join(f"line {number}" for number in range(40))


@pytest.mark.xfail(reason="not asked for yet")
def test_expected(host):
    assert not host.file("/etc").exists


@pytest.mark.xfail(reason="not asked for yet")
def test_expected_and_passes(host):
    assert host.file("/etc").exists


@pytest.mark.xfail(strict=True, reason="it should not")
def test_strict(host):
    assert host.file("/etc").exists


@pytest.mark.xfail(strict=True)
def test_strict_and_fails(host):
    assert not host.file("/etc").exists


@pytest.mark.xfail(raises=KeyError)
def test_of_another_kind(host):
    assert not host.file("/etc").exists


@pytest.mark.xfail(run=False, reason="never")
def test_not_run(host):
    raise AssertionError


@pytest.mark.xfail(False, reason="no condition")
def test_condition_that_does_not_hold(host):
    assert not host.file("/etc").exists


@pytest.mark.xfail
def test_expected_and_not_seen(host):
    from perito import CannotLook

    raise CannotLook("timeout", "no answer")


def test_in_its_own_words(host):
    pytest.xfail("half-way")


@pytest.mark.skipif(True, reason="not here")
def test_skipif(host):
    raise AssertionError


def test_importorskip(host):
    pytest.importorskip("no_such_module")


def test_message(host):
    assert host.file("/etc").is_file, "first line\\nsecond line"


def test_comparison(host):
    assert host.check_output("seq 40").replace("7", "x").splitlines() == [str(number) for number in range(1, 41)]


def test_helper(host):
    _look(host)


def _look(host):
    assert host.file("/etc").is_file


def test_bug(host):
    assert {}["no such key"]
"""


def practice_of(directory: Path, code: str) -> Path:
    (directory / "checks").mkdir(parents=True)
    (directory / "rubric.yaml").write_text(RUBRIC)
    (directory / "checks" / "test_01_one.py").write_text(
        'from perito.expect import check\n\n\n@check("one.a")\ndef test_a(host):\n    assert host.file("/etc").exists\n'
    )
    (directory / "checks" / "test_90_own.py").write_text(code)
    return directory


def graded(practice: Path, *words: object) -> dict[str, dict[str, Any]]:
    """The own checks' entries of a check of this machine, and the same of its recording."""
    evidence, result = practice / "e.jsonl", practice / "r.json"
    ended = perito("check", "local", "--practice", practice, "--no-report", "--evidence", evidence, "--json", result,
                   "--lang", "en", *words)  # fmt: skip
    assert ended.status in {0, 1, 3}, ended
    return entries(result)


def replayed(practice: Path) -> dict[str, dict[str, Any]]:
    result = practice / "again.json"
    ended = perito("regrade", practice / "e.jsonl", "--practice", practice, "--json", result, "--lang", "en")
    assert ended.status in {0, 1, 3}, ended
    return entries(result)


def entries(result: Path) -> dict[str, dict[str, Any]]:
    checks = document(result)["checks"]
    return {one["id"].removeprefix("own."): {**one, "duration": 0} for one in checks if one["step"] == "own"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = "".join(
        f"\n\ndef test_absent_{number}(host):\n    {code}\n" for number, code in enumerate(NOT_THERE.values())
    )
    return practice_of(tmp_path_factory.mktemp("own"), OWN + there)


@pytest.fixture(scope="module")
def seen(own: Path) -> dict[str, dict[str, Any]]:
    return graded(own)


@pytest.mark.parametrize("number", range(len(NOT_THERE)), ids=NOT_THERE)
def test_what_is_not_there_fails(seen: dict[str, dict[str, Any]], number: int) -> None:
    entry = seen[f"absent_{number}"]
    assert entry["outcome"] == "failed", entry
    assert entry["detail"]
    assert "CommandResult" not in entry["detail"], entry
    assert entry["assertion"].startswith("checks/test_90_own.py:"), entry


def test_what_is_not_there_is_said_as_the_server_says_it(seen: dict[str, dict[str, Any]]) -> None:
    place = list(NOT_THERE).index("content")
    assert seen[f"absent_{place}"]["detail"] == "cat: /nowhere: No such file or directory"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("expected", "not_applicable"),
        ("expected_and_passes", "passed"),
        ("strict", "failed"),
        ("strict_and_fails", "not_applicable"),
        ("of_another_kind", "failed"),
        ("not_run", "not_applicable"),
        ("condition_that_does_not_hold", "failed"),
        ("expected_and_not_seen", "error"),
        ("in_its_own_words", "not_applicable"),
        ("skipif", "not_applicable"),
        ("importorskip", "error"),
        ("bug", "error"),
    ],
)
def test_marks_mean_what_pytest_says(seen: dict[str, dict[str, Any]], name: str, outcome: str) -> None:
    assert seen[name]["outcome"] == outcome, seen[name]
    reasons = {
        "expected": "not asked for yet",
        "strict": "it should not",
        "in_its_own_words": "half-way",
        "not_run": "never",
    }
    assert reasons.get(name, "") in seen[name]["detail"]


def test_an_assertion_keeps_all_that_it_says_and_where(own: Path, seen: dict[str, dict[str, Any]]) -> None:
    lines = (own / "checks" / "test_90_own.py").read_text().splitlines()

    def at(text: str) -> str:
        return f"checks/test_90_own.py:{next(n for n, line in enumerate(lines, 1) if text in line)}: "

    message = seen["message"]["assertion"]
    assert message.startswith(at("first line") + "first line\n  second line\nassert False\n")
    assert "is_file" in message
    assert seen["message"]["detail"] == "first line"
    comparison = seen["comparison"]["assertion"]
    assert comparison.startswith(at("seq 40"))
    assert all(f"'{number}'" in comparison for number in range(1, 41))
    assert "truncated" not in comparison
    helper = seen["helper"]["assertion"]
    assert helper.count("\n") > 1
    assert helper.startswith(f"checks/test_90_own.py:{lines.index('def _look(host):') + 2}: ")


def test_the_teacher_reads_it_whole_and_the_student_in_short(own: Path, seen: dict[str, dict[str, Any]]) -> None:
    assert seen
    for audience, shown in (("teacher", True), ("student", False)):
        page = own / f"{audience}.html"
        ended = perito("regrade", own / "e.jsonl", "--practice", own, "--as", audience, "--html", page, "-vv")
        for text in (ended.out, page.read_text()):
            assert "first line" in text
            assert ("second line" in text) is shown


def test_a_recording_says_the_same(own: Path, seen: dict[str, dict[str, Any]]) -> None:
    assert replayed(own) == seen


SECRET = "hunter2-Trustno1"
SECRETS = """
def test_it_is_set(host):
    assert "SECRET_KEY=%(secret)s" in host.file("%(place)s/env").content_string


def test_it_is_another(host):
    assert host.file("%(place)s/env").content_string == "SECRET_KEY=other\\n"


def test_it_alone(host):
    found = host.file("%(place)s/env").content_string.partition("=")[2].strip()
    assert found == "another"


def test_it_is_not_what_it_is(host):
    assert "%(secret)s" not in host.file("%(place)s/env").content_string


def test_the_hash(host):
    assert host.file("%(place)s/htpasswd").content_string.startswith("ana:$apr1$abcdefgh$")


def test_a_crash(host):
    raise LookupError(host.file("%(place)s/env").content_string.partition("=")[2])


def test_no_secret(host):
    assert host.file("%(place)s/plain").content_string == "nothing\\n"
"""


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("server")
    (place / "env").write_text(f"SECRET_KEY={SECRET}\n")
    (place / "htpasswd").write_text("ana:$apr1$abcdefgh$0123456789abcdefghijkl\n")
    (place / "plain").write_text("nothing\n")
    made = practice_of(tmp_path_factory.mktemp("practice"), SECRETS % {"secret": SECRET, "place": place})
    graded(made, "--html", made / "r.html", "--junit", made / "r.xml", "--as", "teacher")
    return made


OUTCOMES = {
    "it_is_set": "passed",
    "it_is_another": "failed",
    "it_alone": "failed",
    "it_is_not_what_it_is": "failed",
    "the_hash": "passed",
    "a_crash": "error",
    "no_secret": "passed",
}


def test_secrets_are_judged_as_they_are(secret: Path) -> None:
    assert {name: one["outcome"] for name, one in entries(secret / "r.json").items()} == OUTCOMES


def test_and_nobody_writes_them_down(secret: Path) -> None:
    written = [secret / name for name in ("e.jsonl", "r.json", "r.html", "r.xml")]
    for file in written:
        text = file.read_text()
        assert not any(SECRET[at : at + 6] in text for at in range(len(SECRET) - 5)), file
        assert "0123456789abcdef" not in text, file


def test_a_replay_keeps_what_they_were_judged_to_be(secret: Path) -> None:
    again = replayed(secret)
    assert {name: one["outcome"] for name, one in again.items()} == OUTCOMES
    assert again == entries(secret / "r.json")


def test_another_check_of_a_secret_cannot_be_judged_from_a_recording(secret: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(secret, changed)
    file = changed / "checks" / "test_90_own.py"
    file.write_text(file.read_text() + "\n# changed since\n")
    outcomes = {name: one["outcome"] for name, one in replayed(changed).items()}
    assert outcomes == {name: "passed" if name == "no_secret" else "error" for name in OUTCOMES}


# ── whose host it is ──

WHOSE = f"""
def test_whose(host):
    assert host.backend.NAME == "perito", "this machine is looked at: {socket.gethostname()}"
"""
FOREIGN = {
    "fixture": "import pytest\nimport testinfra\n\n\n@pytest.fixture\ndef host():\n    return testinfra.get_host('local://')\n",
    "parameter": "import pytest\n\npytestmark = pytest.mark.parametrize('host', ['x'])\n",
    "indirect": "import pytest\n\npytestmark = pytest.mark.parametrize('host', ['x'], indirect=True)\n",
    "variable": "testinfra_hosts = ['local://']\n",
    "import": "from testinfra.plugin import _testinfra_host, host\n",
}


@pytest.fixture
def whose(own: Path, seen: dict[str, dict[str, Any]], tmp_path: Path) -> Path:
    """A practice whose recording has what its only own check asks."""
    assert seen
    made = practice_of(tmp_path / "practice", WHOSE)
    shutil.copy(own / "e.jsonl", made)
    return made


@pytest.mark.parametrize(
    "plugins",
    [
        ("testinfra.plugin", "perito.pytest_plugin.plugin"),
        ("perito.pytest_plugin.plugin", "testinfra.plugin"),
        ("perito.pytest_plugin.plugin",),
        (),
    ],
    ids=["before", "after", "by itself", "conftest"],
)
def test_under_plain_pytest_the_host_is_the_sessions(whose: Path, plugins: tuple[str, ...]) -> None:
    """pytest-testinfra loads itself, before or after Perito, and gives a `host` too."""
    words = [word for name in plugins for word in ("-p", name)]
    if not plugins:
        shutil.copy(ROOT / "conftest.py", whose)
    env = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} if len(plugins) > 1 else {}
    ended = run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, "checks", "--replay",
                whose / "e.jsonl", "-rA", cwd=whose, env=env)  # fmt: skip
    assert "PASSED checks/test_90_own.py::test_whose" in ended.out, ended
    assert "host[" not in ended.out
    assert "[local]" not in ended.out


@pytest.mark.parametrize(
    ("file", "code"),
    [*(("test_90_own.py", code) for code in FOREIGN.values()), ("conftest.py", FOREIGN["fixture"])],
    ids=[*FOREIGN, "conftest"],
)
def test_another_host_is_refused(whose: Path, file: str, code: str) -> None:
    shutil.copy(ROOT / "conftest.py", whose)
    (whose / "checks" / file).write_text(code + (WHOSE if file.startswith("test") else ""))
    plain = pytest_run("checks", "--replay", whose / "e.jsonl", cwd=whose)
    linted = perito("lint", "--practice", whose)
    again = perito("regrade", whose / "e.jsonl", "--practice", whose)
    assert (plain.status, linted.status, again.status) == (4, 2, 2), (plain, linted, again)
    for said in (plain.out + plain.err, linted.err, again.err):
        assert "checks/test_90_own.py:" in said
        assert "host" in said


def test_a_host_made_of_the_sessions_is_one(whose: Path) -> None:
    shutil.copy(ROOT / "conftest.py", whose)
    (whose / "checks" / "conftest.py").write_text(
        "import pytest\n\n\n@pytest.fixture\ndef host(host):\n    return host\n"
    )
    assert perito("lint", "--practice", whose).status == 0
    ended = pytest_run("checks", "--replay", whose / "e.jsonl", "-rA", cwd=whose)
    assert "PASSED checks/test_90_own.py::test_whose" in ended.out, ended


@pytest.mark.parametrize("option", ["--hosts=local://", "--connection=local"])
def test_testinfras_own_options_are_refused(whose: Path, option: str) -> None:
    shutil.copy(ROOT / "conftest.py", whose)
    ended = pytest_run("checks", "--replay", whose / "e.jsonl", option, cwd=whose)
    assert ended.status == 4
    assert "--target" in ended.err + ended.out
