"""Objects of a document against tables of their fields."""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]  # name → a type, a tuple of types, a set of values, a table, or a list of one of these
Table = tuple[str, Fields]  # the names that are required, blanks between; and all there are


def hold(value: Any, wanted: Any, where: str = "$") -> None:
    """Raise AssertionError, with its place, for what is not as wanted. Other fields than those named are none."""
    if isinstance(wanted, tuple) and wanted and isinstance(wanted[0], str):
        required, fields = wanted
        assert isinstance(value, dict), where
        assert not set(required.split()) - value.keys(), f"{where}: {set(required.split()) - value.keys()} is missing"
        for name, inner in value.items():
            assert name in fields or "*" in fields, f"{where}: nobody knows {name}"
            hold(inner, fields.get(name, fields.get("*")), f"{where}.{name}")
    elif isinstance(wanted, list):
        assert isinstance(value, list), where
        for number, inner in enumerate(value):
            hold(inner, wanted[0], f"{where}[{number}]")
    elif isinstance(wanted, set):
        assert value in wanted, f"{where}: {value!r}"
    elif callable(wanted) and not isinstance(wanted, type):
        assert wanted(value), f"{where}: {value!r}"
    else:
        kinds = wanted if isinstance(wanted, tuple) else (wanted,)
        assert isinstance(value, kinds), f"{where}: {value!r}"
        assert bool in kinds or not isinstance(value, bool), f"{where}: {value!r}"
