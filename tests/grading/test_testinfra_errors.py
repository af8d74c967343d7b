"""What testinfra raises stands for: not there is a failure; no rights, or no tool to look with, is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perito.documents.result import Outcome
from perito.evidence.recording import Evidence
from perito.evidence.redaction import MARK, Redactor
from perito.evidence.session import CannotLook, Session
from perito.grading.endings import ending_of
from perito.grading.redacted import grams, without
from perito.grading.testinfra_errors import meaning
from perito.practice.expect import Failure
from perito.server.host import AS_ROOT, host_of
from perito.transport.base import Answer, Command, Role

if TYPE_CHECKING:
    from pathlib import Path

DENIED = b"cat: /etc/shadow: Permission denied\n"


def raised_by(code: str, answers: dict[str, Answer], root: Path) -> tuple[BaseException, Any]:
    """What a check of one line raises, with these answers recorded, and what it asked last."""
    evidence = Evidence()
    for script, answer in answers.items():
        role = Role.ROOT if script.startswith(AS_ROOT) else Role.LOGIN
        evidence.record(Command(script.removeprefix(AS_ROOT), role, timeout=20.0), answer)
    file = root / "test_it.py"
    scope: dict[str, Any] = {}
    exec(compile(f"def test(host):\n    {code}\n", str(file), "exec"), scope)  # noqa: S102 - a check's own code
    trail: list[int] = []
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever it is
        scope["test"](host_of(Session.of(evidence), trail))
    return caught.value, evidence.exchanges[trail[-1] - 1] if trail else None


@pytest.mark.parametrize(
    ("code", "answers", "expected"),
    [
        ("host.check_output('cat /x')", {"cat /x": Answer(1, b"", b"cat: /x: No such file or directory\n")}, Failure),
        ("host.check_output('cat /etc/shadow')", {"cat /etc/shadow": Answer(1, b"", DENIED)}, CannotLook),
        ("host.user('ana').password", {"getent shadow ana": Answer(2)}, CannotLook),
        (
            "with host.sudo('www-data'): host.check_output('cat /x')",
            {AS_ROOT + "runuser -u www-data -- /bin/sh -c 'cat /x'": Answer(1, b"", DENIED)},
            Failure,
        ),
        ("host.check_output('mytool')", {"mytool": Answer(127, b"", b"sh: 1: mytool: not found\n")}, Failure),
        ("host.run_expect([0], 'false')", {"false": Answer(1)}, Failure),
    ],
    ids=["absent", "no rights", "no rights and no word", "another user's rights", "its own tool", "silent"],
)
def test_what_it_stands_for(
    code: str, answers: dict[str, Answer], expected: type[BaseException], tmp_path: Path
) -> None:
    answers = {"uname -s": Answer(0, b"Linux\n"), **answers}
    raised, last = raised_by(code, answers, tmp_path)
    found = meaning(raised, tmp_path, last)
    assert type(found) is expected, (found, raised)
    assert str(found)
    assert ending_of(raised, 0.0, (), tmp_path, last).outcome is (
        Outcome.FAILED if expected is Failure else Outcome.ERROR
    )


@pytest.mark.parametrize("code", ["{}['x']", "int('x')", "raise RuntimeError('mine')", "[][0]"])
def test_a_bug_of_the_check_stays_one(code: str, tmp_path: Path) -> None:
    raised, last = raised_by(code, {}, tmp_path)
    assert meaning(raised, tmp_path, last) is raised
    assert ending_of(raised, 0.0, (), tmp_path, last).outcome is Outcome.ERROR


SECRET = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="'\"\\[]"), min_size=6, max_size=60
)


@given(SECRET, st.text(max_size=40), st.text(max_size=40))
def test_no_part_of_a_secret_is_told(secret: str, before: str, after: str) -> None:
    seen = f"A=1\nSECRET_KEY={secret}\nB=2\n".encode()
    redacted = Redactor().data(seen)
    if MARK not in redacted or secret.encode() in redacted:
        return
    said = without(f"{before}{secret!r}{after}", grams([(seen, redacted)]))
    assert secret not in said
    left = said.replace(MARK.decode(), "\0")
    around = f"{before}\0{after}\0A=1 B=2 SECRET_KEY="
    assert not [
        at for at in range(len(secret) - 5) if secret[at : at + 6] in left and secret[at : at + 6] not in around
    ]


def test_where_nothing_was_redacted_nothing_is_taken_out() -> None:
    assert without("all of it", grams([(b"x\n", b"x\n")])) == "all of it"
