"""Findings at the repository's lines: what was deployed to the server's files came from files of a repository.

A line of a server's file is looked for in the repository's by content, as a template or a script has more lines and
other ones; where the content does not tell, the finding is at the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from perito.documents.result import CheckResult, Outcome
from perito.errors import CannotLook
from perito.probes.files import read_files
from perito.support import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from perito.documents.result import Result
    from perito.grading.run import Run

MOST = 2000  # lines of a file that are compared
ALIKE = 0.5  # of the server's lines that a source must have to be taken for the file


@dataclass(frozen=True)
class Source:
    """A file of the repository: `place` on the server, its path as the repository has it, and its text."""

    place: str
    file: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The text's lines without blanks at their ends."""
        return [line.strip() for line in self.text.splitlines()[:MOST]]


def located(run: Run, result: Result, sources: Sequence[Source]) -> Result:
    """The result with the repository's file, and the line where it is known, of each failed check that is about one.

    Asks the server for the files that were deployed, once.
    """
    if not any(one.outcome is Outcome.FAILED for one in result.checks):
        return result
    try:
        seen = run.server.see(read_files([one.place for one in sources])).found
    except CannotLook:
        seen = {}
    texts = {path: content.text for path, content in seen.items() if content is not None}
    proofs = {(one.deployment, one.check): one.proof for one in result.root_causes}
    checks = tuple(
        _placed(one, proofs.get(one.key, ""), sources, texts) if one.outcome is Outcome.FAILED else one
        for one in result.checks
    )
    return result.model_copy(update={"checks": checks})


def _placed(check: CheckResult, proof: str, sources: Sequence[Source], texts: Mapping[str, str]) -> CheckResult:
    for path, number in places(check, proof):
        source = _of(path, sources)
        if source is not None:
            line = line_of(texts.get(source.place, ""), number, source) if number else 0
            line = line or mentioned(path, check.actual, source, deployed=_is_it(texts.get(source.place, ""), source))
            return check.model_copy(update={"source": source.file, "source_line": line})
    return check


def places(check: CheckResult, proof: str = "") -> Iterator[tuple[str, int]]:
    """The paths that a finding names, those with a line (from 1, else 0) first, then names of files without a path."""
    texts = [check.said.get("place", ""), check.says, check.actual, check.detail, proof]
    yield from mentions.numbered(texts)
    yield from ((path, 0) for path in mentions.paths(texts))
    for text in texts:
        yield from ((found[0].rstrip("."), 0) for found in re.finditer(r"[\w@-]+\.[\w.-]+", text))


def _of(path: str, sources: Sequence[Source]) -> Source | None:
    """The source of a path on the server, of the nearest directory above it, or of a name without a path."""
    if not path.startswith("/"):
        named = [one for one in sources if one.place.rpartition("/")[2] == path]
        return named[0] if len(named) == 1 else None
    above = [one for one in sources if path == one.place or path.startswith(f"{one.place.rstrip('/')}/")]
    return max(above, key=lambda one: len(one.place), default=None)


def _blocks(served: Sequence[str], source: Source) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, served, source.lines, autojunk=False).get_opcodes()


def _is_it(text: str, source: Source) -> bool:
    """Whether the source has the server's file in it: at least half of its lines, in their order."""
    served = [line.strip() for line in text.splitlines()[:MOST]]
    same = sum(end - begin for kind, begin, end, *_rest in _blocks(served, source) if kind == "equal")
    return bool(served) and same >= ALIKE * len(served)


def line_of(text: str, number: int, source: Source) -> int:
    """The line of the source that became a line of the server's file; 0 where the content does not tell."""
    if not _is_it(text, source):
        return 0
    served = [line.strip() for line in text.splitlines()[:MOST]]
    for kind, begin, end, there, there_end in _blocks(served, source):
        if begin <= number - 1 < end:
            if kind == "equal" or end - begin == there_end - there:  # lines that a template has otherwise
                return there + (number - 1 - begin) + 1
            return 0
    return 0


def mentioned(path: str, actual: str, source: Source, *, deployed: bool) -> int:
    """The one line of a script that names a path on the server, or the one that also says what was found there; 0
    where that is not one line. `deployed`: the source is the file itself, which says nothing about its own path."""
    if deployed:
        return 0
    whole = re.compile(re.escape(path) + r"(?![\w./-])")
    naming = [number for number, line in enumerate(source.lines, start=1) if whole.search(line)]
    word = re.compile(rf"(?<!\w){re.escape(actual)}(?!\w)") if actual and len(actual) < 80 else None
    telling = [number for number in naming if word is not None and word.search(source.lines[number - 1])]
    for found in (telling, naming):
        if len(found) == 1:
            return found[0]
    return 0
