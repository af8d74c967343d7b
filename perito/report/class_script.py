"""The one script of Perito's pages: it sorts, filters and searches the class's table. The page's policy lets a browser
run this text and no other (CSP 3, 2.3.1: a hash source)."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from markupsafe import Markup


@cache
def script() -> Markup:
    """The script's text, as it stands in the page."""
    text = (Path(__file__).parent / "templates" / "class.js").read_text(encoding="utf-8")
    assert "</" not in text  # it would end the element
    return Markup(text)  # noqa: S704 - our own file


@cache
def source() -> str:
    """The script's source in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()}'"
