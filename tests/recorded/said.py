"""`./dev said [NAME…]`: what Perito says of recorded servers, each root cause with its finding: for writers of words.

NAME may have * in it; left out, all. `--lang en`: in English. `--count`: how often each finding is a root cause, the
most frequent first; `--unworded`: the failures that have no finding, by check.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perito.evidence.session import Session
from perito.grading.grade import Assignment, grade
from perito.models.wanted import Wanted
from perito.practice import locate
from perito.support import i18n
from tests.live.grading import shipped_rubric
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perito.documents.result import Result


def result_of(recording: tuple[str, bytes], language: str) -> tuple[str, Result]:
    """The name of a recording, and what it comes to."""
    name, data = recording
    i18n.use(language)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{name}{store.SUFFIX}"
        path.write_bytes(data)
        session = Session.replay(path)
        return name, grade(session, Assignment(locate.find(), shipped_rubric(), Wanted.of(session.asked)))


def main(words: Sequence[str]) -> None:
    """Print it."""
    parser = argparse.ArgumentParser(prog="./dev said", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="es")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--unworded", action="store_true")
    given = parser.parse_args(words)
    chosen = [
        one for one in store.library().items() if not given.names or any(fnmatch(one[0], name) for name in given.names)
    ]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(partial(result_of, language=given.lang), chosen))
    if given.count:
        _count(results)
    elif given.unworded:
        _unworded(results)
    else:
        _tell(results)


def _tell(results: Sequence[tuple[str, Result]]) -> None:
    for name, result in results:
        print(f"{name}")
        for root in result.root_causes:
            check = next(one for one in result.checks if one.key == (root.deployment, root.check))
            print(f"  ✗ {check.unmet or check.title}  [{root.finding or root.check}]")
            print(f"    {root.text}")
            rows = {"": root.proof, "?": root.next_step, check.command_on: check.command, "line": check.line}
            print("\n".join(f"      {label}> {text}" for label, text in rows.items() if text))


def _count(results: Sequence[tuple[str, Result]]) -> None:
    counts = Counter(root.finding or root.check for _name, result in results for root in result.root_causes)
    for finding, count in counts.most_common():
        print(f"{count:4} {finding}")


def _unworded(results: Sequence[tuple[str, Result]]) -> None:
    for name, result in results:
        for check in result.checks:
            if check.outcome.costs and (check.expected or check.detail) and not check.says:
                print(f"{check.id:30} {name}: {check.expected!r} / {check.actual!r} / {check.detail!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
