"""The names of checks: a check of the rubric, and the values that pytest's parametrize gives to its test.

`page.status[index]` is the check `page.status` with the value that pytest calls `index`.
"""

from __future__ import annotations


def base(check: str) -> str:
    """The rubric's name of a check, without its parameters."""
    return check.partition("[")[0]


def values(check: str) -> str:
    """The parameters of a check as pytest writes them, brackets included; empty where there are none."""
    return check[len(base(check)) :]


def matches(check: str, wanted: str) -> bool:
    """Whether a check is the one that is wanted; a name without parameters means it with any."""
    return wanted in (check, base(check))


def qualified(name: str, deployment: str | None) -> tuple[str | None, str]:
    """`exercise/exercise.own-unit` is that deployment's check; a name alone means the same deployment's."""
    label, slash, check = base(name).rpartition("/")
    return (label, check + values(name)) if slash else (deployment, name)
