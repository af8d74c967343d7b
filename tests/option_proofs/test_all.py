"""Nothing is left unproved: an option without a proof fails here, and so does a proof of what is no option."""

from __future__ import annotations

from collections import Counter

from tests.option_proofs import (
    test_again,
    test_check,
    test_class,
    test_keys,
    test_lab,
    test_others,
    test_pytest,
    test_roster,
    test_watch,
)
from tests.option_proofs.listing import fields, options, pytest_options

TABLED = ("PROOFS", "HUSHED", "PROMPTS", "TIMES")
TABLES = (test_again, test_check, test_class, test_keys, test_lab, test_others, test_pytest, test_watch)


def test_every_option_of_every_command_is_proved_once() -> None:
    proved = Counter(name for module in TABLES for table in TABLED for name in getattr(module, table, ()))
    assert set(proved) == options() | pytest_options()
    assert {name for name, times in proved.items() if times > 1} == set()


def test_every_field_of_a_roster_is_proved() -> None:
    assert set(test_roster.FIELDS) == fields()


def test_what_is_listed_is_what_is_there() -> None:
    assert {"check --server-name", "watch --every", "marks check --roster", "--version", "lab up -n"} <= options()
    assert {"pytest --target", "pytest --replay"} <= pytest_options()
    assert len(options()) > 140
