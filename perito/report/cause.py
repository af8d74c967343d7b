"""A root cause of a result, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perito.report.safe import line
from perito.report.words import where
from perito.support.i18n import ngettext

if TYPE_CHECKING:
    from perito.documents.result import CheckResult, RootCause


@dataclass(frozen=True)
class Cause:
    """A root cause with its place in the list and the checks it blocks. `title`: what is not so, in a few words."""

    number: int
    root: RootCause
    title: str
    blocked: tuple[CheckResult, ...]
    check: CheckResult | None = None
    worth: str = ""

    @property
    def check_title(self) -> str:
        """What the check is called, whether it is so or not."""
        return line(self.check.title) if self.check is not None else self.title

    @property
    def look(self) -> tuple[str, str]:
        """Where it can be seen, and by which command; empty where nothing shows it."""
        found = self.check
        return (where(found), line(found.command)) if found is not None and found.command else ("", "")

    @property
    def source(self) -> tuple[str, int]:
        """The repository's file that it is about, and the line, 0 where that is not known; empty without a file."""
        return (line(self.check.source), self.check.source_line) if self.check is not None else ("", 0)

    @property
    def wanted(self) -> str:
        """The line that is wanted, as it stands in several lines; empty where students get no such help."""
        return self.check.line if self.check is not None else ""

    @property
    def finding(self) -> str:
        """The finding, without the title where the text starts with it."""
        text = line(self.root.text)
        return text.removeprefix(f"{self.check_title}: ") if text != self.check_title else ""

    @property
    def weight(self) -> str:
        """What it blocks and costs: `blocks 7 checks · +4.5 points`."""
        parts = []
        if self.blocked:
            count = len(self.blocked)
            parts.append(ngettext("blocks {count} check", "blocks {count} checks", count).format(count=count))
        if self.worth:
            parts.append(self.worth)
        return " · ".join(parts)
