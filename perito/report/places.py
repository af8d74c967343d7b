"""Where a finding is: a file of the repository where that is known, else one on the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.report.safe import line
from perito.support import mentions

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, DeploymentNames, Result

UNITS = "/etc/systemd/system/"  # where an administrator's own units are (systemd.unit(5))


@dataclass(frozen=True)
class Place:
    """A file, and its line from 1 (0: the whole file). `ours`: its path is the repository's, else an absolute one."""

    path: str
    line: int = 0
    ours: bool = False


def place_of(result: Result, check: CheckResult) -> Place | None:
    """The file that a failed check is about; None where it is about none."""
    if check.source:
        return Place(line(check.source), check.source_line, ours=True)
    said = [line(one) for one in (check.said.get("place", ""), check.says, check.actual, check.detail)]
    proof = next((root.proof for root in result.root_causes if (root.deployment, root.check) == check.key), "")
    for path, number in mentions.numbered(said):
        return Place(path, number)
    names = next((one for one in result.deployments if one.label == check.deployment), None)
    own = _own(names) if names is not None else {}
    told, proved = (
        [path for path in mentions.paths(texts) if not path.startswith("//")]  # of a URL
        for texts in (said, [line(proof)])
    )
    familiar = [path for path in told if path.startswith((*own.values(), "/etc/"))]
    known = (own[name] for name in (check.step, "directory") if name in own)
    found = next((one for one in (*familiar, own.get(check.step), *told, *proved, *known) if one), None)
    return Place(found) if found else None


def _own(names: DeploymentNames) -> dict[str, str]:
    """A deployment's files and directories, by the step that is about them."""
    service = line(names.service or "")
    found = {
        "directory": names.directory,
        "site": names.site,
        "service": service if service.startswith("/") or not service else UNITS + service,
        "socket": names.socket,
        "virtualenv": names.virtualenv,
    }
    return {name: line(path) for name, path in found.items() if path and line(path).startswith("/")}


def relative(path: str) -> str:
    """A path without its root, as the formats for repositories want it."""
    return path.lstrip("/") or "."
