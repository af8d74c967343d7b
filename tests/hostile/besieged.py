"""`perito check` against a hostile SSH server, and what has to be so afterwards, whatever it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.sshd import PASSWORD, serving

if TYPE_CHECKING:
    from tests.hostile.attack import Attempt, Run
    from tests.hostile.sshd import Treat

MOST = 150  # MiB
SECONDS = 8  # --deadline
SLACK = 12  # seconds more for a machine that is busy with other tests: loading takes a second, or five
WORDS = (
    "--lang", "en", "--no-report", "--json", "result.json", "--html", "page.html", "--accept-new",
    "--known-hosts", "known", "--password-env", "PW", "--nameserver", "none", "--timeout", 4,
)  # fmt: skip
ENV = {"PW": PASSWORD}


def besieged(attempt: Attempt, treat: Treat, *words: object, seconds: float = SECONDS) -> Run:
    """In time, within memory, exit 3, in one line; and every document is there and gives no points for nothing."""
    with serving(treat) as port:
        ended = attempt.perito(
            "check", f"ssh://usuario@127.0.0.1:{port}", *WORDS, "--deadline", seconds, *words,
            deadline=seconds + SLACK, memory=MOST, env=ENV,
        )  # fmt: skip
    assert ended.status == 3, (ended.status, ended.err[-1000:])
    result = ended.document()
    assert not result["complete"]
    assert result["score"]["earned"] == 0
    assert (ended.place / "page.html").stat().st_size > 1000
    passed = [check["id"] for check in result["checks"] if check["outcome"] == "passed"]
    assert not passed, passed
    said = [line for line in ended.err.splitlines() if line.startswith("perito: ")]
    assert len(said) <= 1, said
    attempt.happened(f"exit 3: {said[0].removeprefix('perito: ') if said else result['problems'][0]['text']}")
    return ended
