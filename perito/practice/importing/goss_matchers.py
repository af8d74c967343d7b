"""goss's matchers (goss.rocks, "The gossfile configuration", Matchers) as Python about a fact that testinfra has.

Those that translate: numbers (`gt`, `ge`, `lt`, `le`), texts (`have-prefix`, `have-suffix`, `contain-substring`,
`match-regexp`), lists (`contain-element`, `contain-elements`, `consist-of`, `have-len`), `equal`, `not`, `and`, `or`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

ORDER = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}
JOINED = {"and": " and ", "or": " or "}


@dataclass(frozen=True)
class Fact:
    """An expression, and what it gives; `lines`: a text that goss reads line by line where a list is asked for."""

    code: str
    gives: Literal["flag", "number", "text", "lines", "list"]


def is_plain(value: object, *kinds: type) -> bool:
    """Whether a value is compared as it is; True is no number."""
    return type(value) in kinds


def matched(fact: Fact, matcher: dict[str, Any]) -> list[str] | None:
    """The lines of a test; None where the matcher has no translation."""
    holds = condition("found", fact.gives, matcher)
    if holds is None:
        return None
    said = json.dumps(matcher, ensure_ascii=False)
    return [f"found = {fact.code}", f"expect({holds}, shown=str(found)[:200]).to_be_true({said!r})"]


def condition(value: str, gives: str, matcher: Any) -> str | None:
    """The expression that is true where `value` passes the matcher; None without a translation."""
    if not isinstance(matcher, dict):
        return _equal(value, gives, matcher)
    if len(matcher) != 1:
        return None
    ((name, wanted),) = matcher.items()
    if name == "not":
        inner = condition(value, gives, wanted)
        return None if inner is None else f"not ({inner})"
    if name in JOINED:
        parts = [condition(value, gives, one) for one in wanted] if isinstance(wanted, list) and wanted else [None]
        return None if None in parts else JOINED[name].join(f"({one})" for one in parts)
    reader = READERS.get(str(name))
    return reader(value, gives, wanted) if reader is not None else _ordered(value, gives, str(name), wanted)


def _equal(value: str, gives: str, wanted: Any) -> str | None:
    kinds = {"flag": (bool,), "number": (int, float), "text": (str, int), "list": (), "lines": (str,)}[gives]
    if is_plain(wanted, *kinds):
        return f"{value} == {str(wanted) if gives in {'text', 'lines'} else wanted!r}"
    return _superset(value, gives, wanted) if isinstance(wanted, list) else None


def _ordered(value: str, gives: str, name: str, wanted: Any) -> str | None:
    if name not in ORDER or gives not in {"number", "text", "lines"} or not is_plain(wanted, int, float):
        return None
    return f"{value if gives == 'number' else f'float({value})'} {ORDER[name]} {wanted!r}"


def _as_text(value: str, gives: str) -> str | None:
    return {"text": value, "lines": value, "number": f"str({value})"}.get(gives)


def _as_list(value: str, gives: str) -> str | None:
    return {"list": value, "lines": f"{value}.splitlines()", "text": f"{value}.splitlines()"}.get(gives)


def _of_text(form: str) -> Callable[[str, str, Any], str | None]:
    def reader(value: str, gives: str, wanted: Any) -> str | None:
        text = _as_text(value, gives)
        return form.format(text=text, wanted=repr(wanted)) if text and is_plain(wanted, str) else None

    return reader


def _regexp(value: str, gives: str, wanted: Any) -> str | None:
    text = _as_text(value, gives)
    try:
        re.compile(wanted)
    except (re.error, TypeError):
        return None
    return f"re.search({wanted!r}, {text})" if text and is_plain(wanted, str) else None


def _element(value: str, gives: str, wanted: Any) -> str | None:
    listed, one = _as_list(value, gives), condition("one", "text", wanted)
    return f"any({one} for one in {listed})" if listed and one else None


def _superset(value: str, gives: str, wanted: Any) -> str | None:
    """Each of what is wanted is there; goss wants twice what is named twice, so that has no translation."""
    if not isinstance(wanted, list) or len({repr(one) for one in wanted}) < len(wanted) or not wanted:
        return None
    parts = [_element(value, gives, one) for one in wanted]
    return None if None in parts else " and ".join(one for one in parts if one)


def _consists(value: str, gives: str, wanted: Any) -> str | None:
    listed = _as_list(value, gives)
    plain = isinstance(wanted, list) and all(is_plain(one, str) for one in wanted)
    return f"sorted({listed}) == {sorted(wanted)!r}" if listed and plain else None


def _length(value: str, gives: str, wanted: Any) -> str | None:
    return f"len({value}) == {wanted}" if gives in {"list", "text"} and is_plain(wanted, int) else None


def _exactly(value: str, gives: str, wanted: Any) -> str | None:
    if isinstance(wanted, list):
        listed, plain = _as_list(value, gives), all(is_plain(one, str) for one in wanted)
        return f"list({listed}) == {wanted!r}" if listed and plain else None
    return _equal(value, gives, wanted)


READERS: dict[str, Callable[[str, str, Any], str | None]] = {
    "have-prefix": _of_text("{text}.startswith({wanted})"),
    "have-suffix": _of_text("{text}.endswith({wanted})"),
    "contain-substring": _of_text("{wanted} in {text}"),
    "match-regexp": _regexp,
    "contain-element": _element,
    "contain-elements": _superset,
    "consist-of": _consists,
    "have-len": _length,
    "equal": _exactly,
}
