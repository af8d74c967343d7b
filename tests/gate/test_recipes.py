"""action.yml, the GitLab template, pre-commit's hooks and the container's recipe: what they say is so, and no input is
ever read by a shell."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.cli.running import ROOT, perito, run
from tests.cli.test_command_line import commands
from tests.gate import action

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = ("ci/gate", "ci/install", "examples/infra-repo/provision.sh", "examples/infra-repo/push.sh")
GATE = (ROOT / "ci" / "gate").read_text(encoding="utf-8")
HOSTS = re.compile(r"https?://|\b(?:pypi|ghcr|docker|quay|gitlab|github)\.(?:org|io|com)\b")
RECORDER = f"""#!{sys.executable}
import json, os, pathlib, sys
secret = ("--identity=", "--known-hosts=")
files = {{one: pathlib.Path(one.partition("=")[2]) for one in sys.argv if one.startswith(secret)}}
told = {{"argv": sys.argv[1:], "key": "GATE_SSH_KEY" in os.environ}}
told["files"] = {{one.partition("=")[0]: path.read_text() for one, path in files.items()}}
told["modes"] = {{one.partition("=")[0]: oct(path.stat().st_mode & 0o777) for one, path in files.items()}}
pathlib.Path(os.environ["RECORD"]).write_text(json.dumps(told))
sys.exit(int(os.environ.get("STATUS", "0")))
"""


def yaml(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """A virtual environment whose perito writes down what it was called with."""
    program = tmp_path / "venv" / "bin" / "perito"
    program.parent.mkdir(parents=True)
    program.write_text(RECORDER)
    program.chmod(0o755)
    return tmp_path / "venv"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


def called(tmp_path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((tmp_path / "record.json").read_text())
    return loaded


def ran(inputs: dict[str, str], workspace: Path, recorder: Path, **env: str) -> action.Ran:
    record = str(workspace.parent / "record.json")
    return action.run(inputs, workspace, {"GATE_VENV": str(recorder), "RECORD": record, **env})


# ── the action ──


def test_the_action_s_metadata_is_sound() -> None:
    """As the metadata's reference has it; of unknown keys the runner says nothing."""
    found = action.metadata()
    assert found.keys() == {"name", "description", "author", "branding", "inputs", "outputs", "runs"}
    assert found["branding"].keys() == {"icon", "color"}
    for one in found["inputs"].values():
        assert one.keys() in ({"description", "default"}, {"description", "required"})
        assert isinstance(one.get("default", ""), str)
        assert one["description"].endswith(".")
    assert found["runs"].keys() == {"using", "steps"}
    assert found["runs"]["using"] == "composite"
    ids = set()
    used: set[str] = set()
    for step in found["runs"]["steps"]:
        assert step.keys() <= {"name", "id", "shell", "run", "env"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script is a script"
        assert subprocess.run(["bash", "-n", "-c", step["run"]], check=False).returncode == 0
        assert (ROOT / step["run"].strip('"').removeprefix("$GITHUB_ACTION_PATH/")).is_file()
        ids.add(step.get("id"))
        for text in step.get("env", {}).values():
            assert re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", text)
            used.add(text.split(".")[1].split()[0])
        assert all(name in GATE for name in step.get("env", {}))
    assert used == found["inputs"].keys(), "each input reaches the gate"
    for one in found["outputs"].values():
        assert one["value"].split(".")[1] in ids
        assert f"{one['value'].split('.')[3].split()[0]}=%s" in GATE


def test_what_the_gate_says_are_options_of_check() -> None:
    known = {name for one in commands()["check"].params for name in one.opts}
    assert set(re.findall(r"--[a-z-]+(?==)", GATE)) | {"--github", "--no-report"} <= known
    pairs = re.search(r"for pair in (.*); do", GATE)
    assert pairs is not None
    assert {f"--{pair.partition(':')[0]}" for pair in pairs[1].split()} <= known


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_sound(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert os.access(ROOT / script, os.X_OK)
    assert run("sh", "-n", ROOT / script).status == 0
    assert "eval" not in text
    checked = run("shellcheck", "--severity=style", ROOT / script)
    assert checked.status == 0, checked.out


NASTY = [
    '"; touch pwned; "',
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned #",
    "a\nb",
    "*",
    "-x",
    "${IFS}",
    "ñ \\ %s",
]


@pytest.mark.parametrize("text", NASTY)
def test_no_input_is_read_by_a_shell(text: str, workspace: Path, recorder: Path, tmp_path: Path) -> None:
    names = [name for name in action.metadata()["inputs"] if name not in {"reports", "options"}]
    (workspace / "decoy").write_text("")
    found = ran({**dict.fromkeys(names, text), "options": f"--app={text}"}, workspace, recorder)
    assert found.status == 0, found.err
    assert sorted(one.name for one in workspace.iterdir()) == ["decoy", "perito-reports"]
    told = called(tmp_path)
    assert told["argv"][-2:] == ["--", text]
    assert told["argv"][0] == "check"
    for word in ("wait", "fail-under", "waivers", "lang", "config"):
        assert f"--{word}={text}" in told["argv"]
    if "\n" not in text:
        assert f"--app={text}" in told["argv"]
    assert told["files"] == {"--identity": f"{text}\n", "--known-hosts": f"{text}\n"}
    assert told["modes"]["--identity"] == "0o600"
    assert not told["key"], "the key is in a file, and no longer in the environment"


def test_the_key_is_gone_afterwards(workspace: Path, recorder: Path, tmp_path: Path) -> None:
    found = ran({"target": "u@h", "ssh-key": "KEY"}, workspace, recorder, TMPDIR=str(tmp_path / "temp"), STATUS="1")
    assert (found.status, found.outputs) == (
        1,
        {
            "status": "1",
            "result": "perito-reports/result.json",
            "sarif": "perito-reports/perito.sarif",
        },
    )
    assert list((tmp_path / "temp").iterdir()) == []


def test_what_is_not_given_is_not_said(workspace: Path, recorder: Path, tmp_path: Path) -> None:
    ran({"target": "u@h", "options": "--app=x\n\n--accept-new\n"}, workspace, recorder)
    words = called(tmp_path)["argv"]
    assert words[:5] == ["check", "--app=x", "--accept-new", "--lang=en", "--github"]
    assert not any(one.startswith(("--wait", "--config", "--baseline", "--identity")) for one in words)
    (workspace / "perito.toml").write_text("wait = 1\n")
    (workspace / "then.json").write_text("{}")
    found = ran({"target": "u@h", "baseline": "none.json"}, workspace, recorder)
    assert "none.json: there is no baseline yet" in found.err
    ran({"target": "u@h", "baseline": "then.json"}, workspace, recorder)
    assert {"--config=perito.toml", "--baseline=then.json"} <= set(called(tmp_path)["argv"])


def test_without_a_target_nothing_is_done(tmp_path: Path, recorder: Path) -> None:
    ended = run(ROOT / "ci" / "gate", cwd=tmp_path, env={"GATE_VENV": str(recorder), "GATE_TARGET": ""})
    assert (ended.status, len(ended.said)) == (2, 1)


def test_an_old_python_is_told(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n')
    old.chmod(0o755)
    ended = run(ROOT / "ci" / "install", env={"GATE_VENV": str(tmp_path / "venv"), "GATE_PYTHON": str(old)})
    assert (ended.status, ended.said) == (2, [f"Python 3.11 or later is needed, and {old} is Python 3.9.2"])


# ── GitLab ──


def test_the_gitlab_template_is_sound(tmp_path: Path, recorder: Path) -> None:
    found = yaml("ci/gitlab.yml")
    assert found.keys() == {".perito"}
    job = found[".perito"]
    assert job.keys() == {"stage", "image", "variables", "script", "artifacts"}
    assert job["artifacts"]["when"] == "always", "a red job's documents are wanted most"
    reports = job["variables"]["GATE_REPORTS"]
    assert job["artifacts"]["paths"] == [f"{reports}/"]
    assert job["artifacts"]["reports"] == {
        "junit": f"{reports}/junit.xml",
        "codequality": f"{reports}/codequality.json",
    }
    assert all(f"{name}" in GATE for name in job["variables"])
    assert job["script"] == ["perito-gate"]
    assert "/usr/local/bin/perito-gate" in (ROOT / "Containerfile").read_text()
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "perito-gate").symlink_to(ROOT / "ci" / "gate")
    env = {name: str(value) for name, value in job["variables"].items()}
    env |= {"PATH": f"{programs}:{os.environ['PATH']}", "GATE_VENV": str(recorder), "GATE_TARGET": "u@h"}
    env["RECORD"] = str(tmp_path / "record.json")
    ended = run("bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"]), cwd=tmp_path, env=env)
    assert ended.status == 0, ended
    assert "--github" not in called(tmp_path)["argv"]
    assert {f"--junit={reports}/junit.xml", f"--gitlab={reports}/codequality.json"} <= set(called(tmp_path)["argv"])


# ── pre-commit ──


@pytest.mark.parametrize("hook", yaml(".pre-commit-hooks.yaml"), ids=lambda hook: str(hook["id"]))
def test_a_hook_is_sound(hook: dict[str, Any]) -> None:
    assert hook.keys() <= {"id", "name", "description", "entry", "language", "files", "pass_filenames"}
    assert hook["language"] == "python"
    program, *words = shlex.split(hook["entry"])
    assert program == "perito"
    known = commands()
    named = [word for word in words if not word.startswith("-")]
    command = known.get(" ".join(named[:2])) or known[named[0]]
    options = {name for one in command.params for name in one.opts}
    assert {word for word in words if word.startswith("-")} <= options
    files = re.compile(hook["files"])
    meant = {"perito-lint": "words/env.yaml", "perito-gate": "infra/perito.toml", "perito-roster": "roster.csv"}
    assert files.search(meant[hook["id"]])
    assert not files.search("src/main.py")


def test_the_hook_about_waivers_and_options_says_what_is_wrong(tmp_path: Path) -> None:
    hook = next(one for one in yaml(".pre-commit-hooks.yaml") if one["id"] == "perito-gate")
    words = shlex.split(hook["entry"])[1:]
    (tmp_path / "waivers.yaml").write_text("- {check: service.active, reason: x, expires: 2001-01-01}\n")
    (tmp_path / "perito.toml").write_text('waivers = "waivers.yaml"\n[grade]\njobs = 2\n')
    ended = perito(*words, cwd=tmp_path)
    assert ended.status == 0
    assert ended.said[0].startswith("waivers.yaml:1:"), "an expired waiver is named"
    for text in ("fail_under = 1\n", "[grade]\njobs = 'x'\n", '[sources]\n"/etc/x" = "none"\n'):
        (tmp_path / "perito.toml").write_text(text)
        ended = perito(*words, cwd=tmp_path)
        assert (ended.status, len(ended.said)) == (2, 1)
        assert ended.said[0].startswith("perito.toml:")


# ── the container ──


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def test_the_container_s_recipe_is_sound() -> None:
    found = instructions()
    assert found[0] == ("FROM", "debian:12-slim")
    assert {word for word, _rest in found} <= {"FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "ENTRYPOINT"}
    for word, rest in found:
        if word == "RUN":
            assert run("sh", "-n", "-c", rest).status == 0
    assert dict(found)["USER"] == "perito", "not root"
    assert json.loads(dict(found)["ENTRYPOINT"]) == ["perito"]


def test_what_the_build_needs_is_not_kept_from_it() -> None:
    kept = (ROOT / ".containerignore").read_text()
    assert kept == (ROOT / ".dockerignore").read_text(), "the two programs read one each"
    needed = {
        "perito", "checks", "words", "rubric.yaml", "conftest.py", "pyproject.toml", "constraints.txt",
        "hatch_build.py", "README.md", "LICENSE", "ci",
    }  # fmt: skip
    assert not needed & set(kept.split())
    assert all((ROOT / name).exists() for name in needed)


@pytest.mark.parametrize("file", ["action.yml", "ci/gitlab.yml", "ci/gate", "ci/install", "Containerfile"])
def test_no_host_is_named(file: str) -> None:
    """What is installed comes from wherever the machine's own pip and apt look."""
    assert not HOSTS.search((ROOT / file).read_text(encoding="utf-8"))


# ── the example ──


def test_the_example_s_jobs_use_what_there_is() -> None:
    workflow = yaml("examples/infra-repo/.github/workflows/gate.yml")
    steps = workflow["jobs"]["gate"]["steps"]
    gate = next(one for one in steps if "perito@" in one.get("uses", ""))
    assert gate["with"].keys() <= action.metadata()["inputs"].keys()
    assert len(gate["with"]) + 2 == 5, "five lines for its user"
    assert not any("${{" in one.get("run", "") for one in steps)
    assert any(one.get("if") == "always()" for one in steps)
    template = yaml("examples/infra-repo/.gitlab-ci.yml")
    assert template["gate"]["extends"] in yaml("ci/gitlab.yml")
    assert (ROOT / template["include"]["file"].lstrip("/")).is_file()
