"""Somebody at a terminal: a program on a pseudo-terminal of its own, its prompts answered as they come."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from typing import TYPE_CHECKING

from tests.option_proofs.proof import surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LATE = 60.0


def typed(
    words: Sequence[object],
    place: Path,
    answers: Mapping[str, str],
    env: Mapping[str, str] | None = None,
    until: str = "",
) -> tuple[int | None, str]:
    """Its exit status and what the terminal showed. `answers`: what is typed at each prompt.

    `until`: it is stopped with Ctrl-C where this has been shown, and its status is None.
    """
    place.mkdir(parents=True, exist_ok=True)
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.chdir(place)
            environment = surroundings({"TERM": "dumb", **(env or {})})
            os.execvpe(str(words[0]), [str(word) for word in words], environment)  # noqa: S606 # what the test says
        finally:
            os._exit(127)
    return _conversation(pid, terminal, dict(answers), until)


def _conversation(pid: int, terminal: int, answers: dict[str, str], until: str) -> tuple[int | None, str]:
    shown, end, stopped = "", time.monotonic() + LATE, False
    try:
        while time.monotonic() < end:
            ready, _, _ = select.select([terminal], [], [], 0.1)
            try:
                data = os.read(terminal, 65536) if ready else b"-"
            except OSError:  # its end is closed
                break
            shown += data.decode("utf-8", "replace") if ready else ""
            for prompt in [one for one in answers if one in shown]:
                os.write(terminal, f"{answers.pop(prompt)}\n".encode())
            if until and until in shown and not stopped:
                stopped = True
                os.kill(pid, signal.SIGINT)
        else:
            os.kill(pid, signal.SIGKILL)
    finally:
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
    assert not answers, f"nobody asked for {', '.join(answers)}: {shown}"
    return (None if stopped else os.waitstatus_to_exitcode(status)), shown
