"""Pydantic's errors in the current language, by their type and what they carry (docs.pydantic.dev, Validation Errors).

English is pydantic's own, where it does not speak of Python's types. An error that is not in the table is quoted within
a sentence of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.support.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = {
    "missing": N_("this key is missing"),
    "extra_forbidden": N_("no such key is known here"),
    "string_type": N_("this has to be a text"),
    "string_too_short": N_("this text may not be empty"),
    "string_too_long": N_("this text is longer than {max_length} characters"),
    "string_pattern_mismatch": N_("this text is not of the form {pattern}"),
    "string_unicode": N_("this is not a text in Unicode"),
    "bool_type": N_("this has to be true or false"),
    "bool_parsing": N_("this has to be true or false"),
    "int_type": N_("this has to be a whole number"),
    "int_parsing": N_("this has to be a whole number"),
    "int_from_float": N_("this has to be a whole number"),
    "int_parsing_size": N_("this number is too large"),
    "float_type": N_("this has to be a number"),
    "float_parsing": N_("this has to be a number"),
    "finite_number": N_("this has to be a finite number"),
    "decimal_type": N_("this has to be a number"),
    "decimal_parsing": N_("this has to be a number"),
    "decimal_max_places": N_("this has more than {decimal_places} decimal places"),
    "decimal_max_digits": N_("this has more than {max_digits} digits"),
    "decimal_whole_digits": N_("this has more than {whole_digits} digits before the point"),
    "greater_than": N_("this has to be more than {gt}"),
    "greater_than_equal": N_("this has to be {ge} or more"),
    "less_than": N_("this has to be less than {lt}"),
    "less_than_equal": N_("this has to be {le} or less"),
    "multiple_of": N_("this has to be a multiple of {multiple_of}"),
    "literal_error": N_("this has to be one of these: {expected}"),
    "enum": N_("this has to be one of these: {expected}"),
    "date_type": N_("this has to be a date, such as 2026-11-30"),
    "date_parsing": N_("this has to be a date, such as 2026-11-30"),
    "date_from_datetime_parsing": N_("this has to be a date, such as 2026-11-30"),
    "date_from_datetime_inexact": N_("this has to be a date without a time"),
    "datetime_type": N_("this has to be a date with a time, such as 2026-11-30T23:59"),
    "datetime_parsing": N_("this has to be a date with a time, such as 2026-11-30T23:59"),
    "datetime_object_invalid": N_("this has to be a date with a time, such as 2026-11-30T23:59"),
    "datetime_from_date_parsing": N_("this has to be a date with a time, such as 2026-11-30T23:59"),
    "timezone_aware": N_("this time needs a zone, such as +01:00"),
    "time_delta_type": N_("this has to be a duration"),
    "time_delta_parsing": N_("this has to be a duration"),
    "list_type": N_("this has to be a list"),
    "tuple_type": N_("this has to be a list"),
    "set_type": N_("this has to be a list"),
    "iterable_type": N_("this has to be a list"),
    "dict_type": N_("this has to be keys with values"),
    "mapping_type": N_("this has to be keys with values"),
    "model_type": N_("this has to be keys with values"),
    "model_attributes_type": N_("this has to be keys with values"),
    "dataclass_type": N_("this has to be keys with values"),
    "too_short": N_("this needs at least {min_length}, and has {actual_length}"),
    "too_long": N_("this may have {max_length} at most"),
    "none_required": N_("this has to be left out"),
    "path_type": N_("this has to be a path"),
    "json_invalid": N_("this is not JSON"),
    "json_type": N_("this is not JSON"),
    "no_moment": N_("{value} is no moment such as 2026-11-30T23:59+01:00"),
    "without_zone": N_("without a time zone nobody knows when that is: write it as 2026-11-30T23:59+01:00"),
    "text_lacking": N_("not in {languages}"),
    "text_alone": N_("a text is given by language: {example}"),
    "text_language": N_("{languages}: none of {known}"),
}
# In English, too: pydantic speaks of Python's types.
OF_PYTHON = frozenset(
    {"tuple_type", "set_type", "dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type"}
)
OR = " or "  # between the words of `expected`


def said(error: Mapping[str, Any]) -> str:
    """One of ValidationError.errors(), in the current language."""
    kind, context = str(error.get("type")), error.get("ctx") or {}
    if kind in {"value_error", "assertion_error"} and "error" in context:
        return str(context["error"])  # our own, already in the language
    if language() == "en" and not kind.startswith("text_") and kind not in OF_PYTHON:
        return str(error["msg"])
    if kind not in TEXTS:
        return _("not valid: “{said}”").format(said=error["msg"])
    text = _(TEXTS[kind])
    given = {name: str(value) for name, value in context.items()}
    if "expected" in given:
        given["expected"] = given["expected"].replace(OR, _(" or "))
    return text.format_map(given)


def first(error: Exception) -> str:
    """The first thing that is wrong, after where it is; of another error its own words."""
    from pydantic import ValidationError  # most commands end without it

    if not isinstance(error, ValidationError):
        return str(error)
    found = error.errors()[0]
    return ": ".join(filter(None, (".".join(map(str, found["loc"])), said(found))))
