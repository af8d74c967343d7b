"""Proves a class's practice in a process forked from the workers' parent, which has loaded already what that needs."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perito.grading.soundness import Ended
from perito.support import reading

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext


def forked(context: ForkServerContext, words: list[str], seconds: float) -> Ended:
    """Collect a practice's tests as `perito.grading.soundness.started` does. Raises TimeoutError after `seconds`."""
    with tempfile.TemporaryDirectory() as place:
        said = Path(place) / "said"
        process = context.Process(target=_collect, args=(words, said), daemon=True)
        process.start()
        try:
            process.join(seconds)
            if process.exitcode is None:
                raise TimeoutError
            return Ended(process.exitcode, _text(said))
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            process.join()
            process.close()


def _collect(words: list[str], said: Path) -> None:
    from perito.grading import collecting

    collecting.apart(words, said)


def _text(path: Path) -> str:
    try:
        return reading.content(path).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
