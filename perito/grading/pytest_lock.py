"""A lock around pytest, and modules of its own for each run: this makes grading safe in many threads.

pytest uses the whole process while it runs: it takes a module from sys.modules that another thread is still importing
(and so collects a part of its checks), hooks into imports (sys.meta_path), sets and removes environment variables,
redirects standard output, and passes its assertions through globals. Beside another run of itself it loses checks
without an error. So its part of a grading is serialised by a lock of this process. The rest runs side by side:
connecting, asking, finding names, weighing, rendering. Processes share nothing.

In a thread beside others, pending answers are awaited before the lock is taken, so that no thread waits for another's
server; a check with an unforeseen question asks it while it holds the lock, for one round trip. In the main thread,
which is usually alone, the checks begin while slow answers are still to come.

The modules of the checks are imported by every run and removed afterwards: a changed, removed or renamed file counts
from the next run on, two practices with files of the same names do not mix, and a check's globals and caches last for
one server.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.grading import no_exit
from perito.support.threads import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from perito.practice.locate import Practice

OPTIONS = "PYTEST_ADDOPTS"  # of whoever runs Perito, meant for tests of their own: our pytest may not know them
_pytest = Lock()  # a check that grades something itself takes it again, in its own thread


@contextmanager
def turn(practice: Practice, settle: Callable[[], object]) -> Iterator[None]:
    """Hold pytest and the names of the practice's modules; `settle` waits for pending answers."""
    if threading.current_thread() is not threading.main_thread():
        settle()
    with _pytest:
        before, options = _taken(practice), os.environ.pop(OPTIONS, None)
        try:
            with no_exit.kept(), importable(practice):
                yield
        finally:
            _taken(practice)
            sys.modules.update(before)
            if options is not None:
                os.environ[OPTIONS] = options


@contextmanager
def importable(practice: Practice) -> Iterator[None]:
    """Modules beside the tests may be imported by their names, as pytest has it by default: behind all others."""
    before = list(sys.path)
    sys.path += [str(one.checks) for one in (practice, *practice.bases)]
    try:
        yield
    finally:
        sys.path[:] = before


def _taken(practice: Practice) -> dict[str, ModuleType]:
    """The loaded modules with the names of the practice's files, or from its checks, removed meanwhile."""
    practices = (practice, *practice.bases)
    packaged = [_packaged(path) for one in practices for path in (one.checks, one.directory / "conftest")]
    roots = {"conftest", practice.checks.name, *packaged}
    below, inside = tuple(f"{one}." for one in roots), tuple(f"{one.checks}{os.sep}" for one in practices)
    names = [
        name
        for name, module in list(sys.modules.items())
        if name in roots or name.startswith(below) or (getattr(module, "__file__", None) or "").startswith(inside)
    ]
    return {name: sys.modules.pop(name) for name in names}


def _packaged(path: Path) -> str:
    """A module's name in its packages, if any; pytest (import mode `importlib`) prefers that name."""
    words = [path.name]
    for directory in path.parents:
        if not (directory / "__init__.py").is_file():
            break
        words.insert(0, directory.name)
    return ".".join(words)
