"""What a student reads of a plain assertion of a teacher's: the words that tell, and no page of a server's answer."""

from __future__ import annotations

import pytest

from perito.grading.endings import assertion_text

ANSWER = "HTTP/1.1 404 Not Found\\r\\n" * 20


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("assert 1 == 2", "assert 1 == 2"),
        ("no está", "no está"),
        ("assert 'a' in 'b'\n +  where 'b' = <built-in method strip of str object at 0x7f>()", "assert 'a' in 'b'"),
        ("assert 3 == 4\n +  where 3 = len('abc')", "assert 3 == 4; where 3 = len('abc')"),
        (f"assert 'x' in '{ANSWER}'", f"assert 'x' in '{ANSWER[:119]}…'"),
        (f"assert '{'a' * 117}\\x00{'b' * 9}' == ''", f"assert '{'a' * 117}…' == ''"),
    ],
)
def test_a_long_answer_is_cut_and_what_is_pythons_is_left_out(said: str, told: str) -> None:
    assert assertion_text(AssertionError(said)) == told


FIELDS = ", ".join(f"field_{number}='(a)'" for number in range(20))


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (f"'' = UnitState({FIELDS}).user", "'' = UnitState(…).user"),
        (f"'' = Unit(of=Inner({FIELDS}), more=1).user", "'' = Unit(…).user"),
        (f"{{'a'}} = A(x=1).b + B({FIELDS}).c", "{'a'} = A(x=1).b + B(…).c"),
        ("'' = Small(x=1, y='(').user", "'' = Small(x=1, y='(').user"),
        (f"'' = Cut({FIELDS}", "'' = Cut(…)"),
        ("'x' = Command('true')", "'x' = Command('true')"),
    ],
)
def test_a_students_text_leaves_out_the_fields_of_objects(where: str, told: str) -> None:
    said = f"assert '' not in {{'', 'root'}}\n +  where {where}"
    assert assertion_text(AssertionError(said)) == f"assert '' not in {{'', 'root'}}; where {told}"
