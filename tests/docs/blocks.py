"""The commands of README.md, CONTRIBUTING.md and docs/: every fenced block of a shell, and what runs it.

A line above a block, which readers do not see, says what becomes of it where it is not simply followed:
`<!-- not run: REASON -->` or `<!-- run by: tests/…/test_….py -->`. A page with `<!-- lab: … -->` is followed to its end
(tests/docs/follow.py).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = {"console", "sh", "bash", "shell", "shell-session", "powershell", "bat", "cmd"}
PROMPT = re.compile(r"^(?P<where>\$|PS>|[a-z]+@[a-z0-9]+:~\$) (?P<words>.*)$")
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]+)(?P<rest>[^\n]*)\n(?P<body>.*?)^(?P=indent)```$", re.S | re.M
)
SAID = re.compile(r"<!-- (?P<what>not run|run by): (?P<why>[^\n]+?) -->\s*$")
TITLE = re.compile(r"title=\"([^\"]+)\"")
LAB = re.compile(r"<!-- lab: (.*?) -->", re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its title, its lines, and what is said of it (empty: it is followed)."""

    page: Path
    line: int
    language: str
    title: str
    body: str
    not_run: str = ""
    run_by: str = ""

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def shell(self) -> bool:
        return self.language in SHELLS

    @property
    def prompted(self) -> bool:
        """Whether its commands stand after a prompt, and its other lines are what was answered."""
        return any(PROMPT.match(line) for line in self.body.splitlines())

    def commands(self) -> list[str]:
        """Its command lines, continued ones joined, without remarks."""
        joined = re.sub(r" *\\\n\s*", " ", self.body)
        if self.prompted:
            return [match["words"] for line in joined.splitlines() if (match := PROMPT.match(line))]
        return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pages() -> list[Path]:
    """Everything that people read."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        said = SAID.search(text[: match.start()])
        indent = len(match["indent"])
        body = "\n".join(line[indent:] for line in match["body"].splitlines())
        title = TITLE.search(match["rest"])
        found.append(
            Block(
                page,
                text.count("\n", 0, match.start()) + 1,
                match["language"],
                title[1] if title else "",
                body,
                not_run=said["why"] if said and said["what"] == "not run" else "",
                run_by=said["why"] if said and said["what"] == "run by" else "",
            )
        )
    return found


def lab_of(page: Path) -> list[list[str]] | None:
    """The servers that a page is followed on, each as its address and its mistakes; None: it is not followed."""
    match = LAB.search(page.read_text(encoding="utf-8"))
    return [one.split() for one in match[1].split(";") if one.strip()] if match else None


def words_of(command: str) -> list[str]:
    """A command line as words, without remarks, redirections and what stands behind a pipe."""
    try:
        words = shlex.split(command, comments=True)
    except ValueError:
        words = command.split()
    stops = [at for at, word in enumerate(words) if re.match(r"[|;&]|\d?>", word)]
    return words[: stops[0]] if stops else words
