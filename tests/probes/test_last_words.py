"""What a program itself complained of last, among all that a journal holds of it."""

from __future__ import annotations

import pytest

from perito.probes.systemd.journal import JournalLine, telling_lines
from perito.probes.systemd.last_words import own_last

UNIT = "flask_app.service"
LOG = "[2026-11-26 14:40:01 +0100] [58] "


def journal(*said: str) -> list[JournalLine]:
    """Lines of gunicorn's; `systemd: …` is systemd's own."""
    return [
        JournalLine(0.0, one.removeprefix("systemd: "), 1 if one.startswith("systemd: ") else 99,
                    "systemd" if one.startswith("systemd: ") else "gunicorn")
        for one in said
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (
            [
                "systemd: Started flask_app.service.",
                "Error: Error: '/var/log/gunicorn/error.log' isn't writable [FileNotFoundError(2, '…')]",
                "systemd: flask_app.service: Main process exited, code=exited, status=1/FAILURE",
            ],
            "Error: Error: '/var/log/gunicorn/error.log' isn't writable [FileNotFoundError(2, '…')]",
        ),
        (
            [f"{LOG}[INFO] Starting", f"{LOG}[ERROR] Can't open the log", f"{LOG}[INFO] Shutting down: Master"],
            "Can't open the log",
        ),
        (
            ["Traceback (most recent call last):", '  File "/x/y.py", line 3, in <module>', "    main()",
             "Oops: no licence", f"{LOG}[ERROR] Reason: Worker failed to boot."],
            "Oops: no licence",
        ),
        ([f"{LOG}[INFO] Starting gunicorn 27.0.1", "systemd: flask_app.service: Deactivated successfully."], ""),
        (["flask_app.service: Failed at step EXEC spawning cd: No such file or directory"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_last_complaint_of_its_own(said: list[str], last: str) -> None:
    found = own_last(journal(*said), UNIT)
    assert (found.message if found is not None else "") == last


def frames(pid: int) -> list[JournalLine]:
    """A worker that was too slow, as gunicorn 27 logs it."""
    said = [
        f"{LOG}[ERROR] Error handling request GET /",
        "Traceback (most recent call last):",
        '  File "/home/u/x/lib/python3.11/site-packages/flask/app.py", line 902, in dispatch_request',
        '  File "/var/www/x/application.py", line 12, in portada',
        '  File "/var/www/x/application.py", line 7, in espera',
        '  File "/home/u/x/lib/python3.11/site-packages/gunicorn/workers/base.py", line 200, in handle_abort',
        "SystemExit: 1",
    ]
    return [JournalLine(0.0, one, pid, "gunicorn") for one in said]


def test_a_worker_that_was_too_slow_is_known_with_its_function() -> None:
    master = [JournalLine(0.0, f"{LOG}[CRITICAL] WORKER TIMEOUT (pid:{pid})", 50, "gunicorn") for pid in (79, 86)]
    both = [line for pair in zip(frames(79), frames(86), strict=True) for line in pair]  # they write at the same time
    killed = [
        JournalLine(0.0, f"{LOG}[ERROR] Worker (pid:79) was sent SIGKILL! Perhaps out of memory?", 50, "gunicorn")
    ]
    found = telling_lines([*master, *both, *killed])
    assert [one.kind for one in found] == ["worker_timeout"]
    assert found[0].details["file"] == "/var/www/x/application.py"
    assert (found[0].details["line"], found[0].details["function"]) == ("7", "espera")


def test_a_worker_that_was_killed_without_a_timeout_may_want_memory() -> None:
    said = [JournalLine(0.0, f"{LOG}[ERROR] Worker (pid:79) was sent SIGKILL! Perhaps out of memory?", 50, "gunicorn")]
    assert [one.kind for one in telling_lines(said)] == ["no_worker_memory"]
