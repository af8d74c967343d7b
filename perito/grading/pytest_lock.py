"""pytest, one run at a time in a process, each with modules of its own: what makes grading safe in many threads.

pytest speaks for a whole process while it runs: it takes a module from sys.modules that another thread is still
reading (and so collects a part of its checks), hooks into imports (sys.meta_path), sets and removes variables of the
environment, redirects standard output, and hands its assertions to globals. Beside another run of itself it loses
checks without a word. So its part of a grading is serialised: a lock of this process. The rest runs side by side:
connecting, asking, finding names, weighing, rendering. Processes share nothing.

In a thread beside others, the answers that are under way are waited for before the lock is taken, so that nobody
waits for somebody else's server; a check that asks what nobody foresaw does so while it holds the lock, for one round
trip. In the main thread, which as a rule is alone, the checks begin while slow answers are still to come.

The modules of the checks are read anew by every run and gone afterwards: a file that was changed, removed or renamed
counts from the next run on, two practices with files of the same names do not meet, and what a check keeps in a global
or a cache stays with the server that it was learnt from.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.support.threads import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from perito.practice.locate import Practice

_pytest = Lock()  # a check that grades something itself takes it again, in its own thread


@contextmanager
def turn(practice: Practice, settle: Callable[[], object]) -> Iterator[None]:
    """Have pytest and the names of the practice's modules to oneself; `settle` waits for what is under way."""
    if threading.current_thread() is not threading.main_thread():
        settle()
    with _pytest:
        before = _taken(practice)
        try:
            yield
        finally:
            _taken(practice)
            sys.modules.update(before)


def _taken(practice: Practice) -> dict[str, ModuleType]:
    """The modules that bear the names of the practice's files, or come from its checks, taken out of what is loaded."""
    roots = {"conftest", practice.checks.name, *map(_packaged, (practice.checks, practice.directory / "conftest"))}
    below, inside = tuple(f"{one}." for one in roots), f"{practice.checks}{os.sep}"
    names = [
        name
        for name, module in list(sys.modules.items())
        if name in roots or name.startswith(below) or (getattr(module, "__file__", None) or "").startswith(inside)
    ]
    return {name: sys.modules.pop(name) for name in names}


def _packaged(path: Path) -> str:
    """What a module is called by the packages that it is in; pytest (import mode `importlib`) prefers that name."""
    words = [path.name]
    for directory in path.parents:
        if not (directory / "__init__.py").is_file():
            break
        words.insert(0, directory.name)
    return ".".join(words)
