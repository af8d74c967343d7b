"""No check without a fault: what no mistake of the library can fail is not known to work."""

from __future__ import annotations

from perito.documents.outcome import ADVICE_STEP
from perito.lab import extension
from perito.lab.library import shipped
from perito.practice import locate, rubric

FEWEST_FAULTS, FEWEST_VARIANTS = 120, 40


def test_every_check_is_pinned_by_some_fault() -> None:
    pinned = {check for fault in shipped().faults.values() for check in fault.checks}
    pinned |= {check for case in extension.catalogue().values() for check in case.pins}
    checks = set(rubric.load(locate.find().rubric).checks)
    lies = {check for check in checks if check.startswith(f"{ADVICE_STEP}.")}  # tests/hostile has their servers
    assert checks - pinned == lies
    assert pinned <= checks


def test_every_fault_and_no_variant_says_what_it_is_pinned_to() -> None:
    steps = set(rubric.load(locate.find().rubric).steps)
    assert all(fault.pins and fault.shows and fault.step in steps for fault in shipped().faults.values())
    assert all(variant.shows and not variant.pins for variant in shipped().variants.values())


def test_the_library_is_large_enough_to_be_believed() -> None:
    assert len(shipped().faults) >= FEWEST_FAULTS
    assert len(shipped().variants) >= FEWEST_VARIANTS
