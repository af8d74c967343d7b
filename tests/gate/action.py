"""A small interpreter of a composite action, as the runner's documentation describes it: inputs reach steps only where
an expression puts them, steps run one after the other in bash, and what one writes to $GITHUB_OUTPUT is an output."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from tests.cli.running import ROOT, Ended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")  # what `shell: bash` stands for


def metadata(path: Path = ROOT / "action.yml") -> dict[str, Any]:
    """The action's description."""
    loaded: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


@dataclass
class Ran:
    """A finished action: each step's end, and the outputs of the action."""

    ended: list[Ended] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the step that failed, or of the last one."""
        return self.ended[-1].status

    @property
    def out(self) -> str:
        return "".join(one.out for one in self.ended)

    @property
    def err(self) -> str:
        return "".join(one.err for one in self.ended)


def run(inputs: Mapping[str, str], workspace: Path, env: Mapping[str, str]) -> Ran:
    """Run the action in a directory, up to the first step that fails. `env`: besides an environment without a CI's."""
    action = metadata()
    known = action["inputs"]
    assert inputs.keys() <= known.keys(), "the runner would warn of an input that it does not know"
    given = {name: inputs.get(name, str(one.get("default", ""))) for name, one in known.items()}
    assert all(given[name] for name, one in known.items() if one.get("required"))
    of_ci = ("GITHUB_", "PYTEST_", "GATE_", "PERITO_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(of_ci)}
    output = workspace / ".output"
    inherited |= {
        "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(workspace / "summary.md"),
        "RUNNER_TEMP": str(workspace.parent / "temp"), "COLUMNS": "100", **env,
    }  # fmt: skip
    (workspace.parent / "temp").mkdir(exist_ok=True)
    ran, of_steps = Ran(), {}
    for step in action["runs"]["steps"]:
        output.write_text("")
        own = {name: _filled(text, {"inputs": given}) for name, text in step.get("env", {}).items()}
        assert not EXPRESSION.search(step["run"]), "an input in a script is a script"
        done = subprocess.run(
            [*BASH, "-c", step["run"]], capture_output=True, text=True, cwd=workspace, env=inherited | own, timeout=300
        )
        ran.ended.append(Ended(done.returncode, done.stdout, done.stderr))
        if "id" in step:
            of_steps[step["id"]] = dict(line.split("=", 1) for line in output.read_text().splitlines())
        if done.returncode:
            break
    output.unlink()
    for name, one in action["outputs"].items():
        ran.outputs[name] = _filled(
            one["value"], {"steps": {id_: {"outputs": found} for id_, found in of_steps.items()}}
        )
    return ran


def _filled(text: str, context: dict[str, Any]) -> str:
    """A text with its expressions; what is not there is empty, as in the runner."""

    def value(found: re.Match[str]) -> str:
        here: Any = context
        for part in found[1].split("."):
            here = here.get(part, "") if isinstance(here, dict) else ""
        return str(here)

    return EXPRESSION.sub(value, text)
