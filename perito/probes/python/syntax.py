"""Python's grammar over what a student wrote: read by ast, never run, without a word on the terminal. Pure."""

from __future__ import annotations

import ast

from perito.support.unwarned import unwarned

# What source that cannot be read raises: no Python, a NUL, nested too deeply, too much of it.
NO_SOURCE = (SyntaxError, ValueError, RecursionError, MemoryError)


def module(source: str, path: str = "<unknown>") -> ast.Module:
    """The tree of a source file. Raises NO_SOURCE."""
    with unwarned():
        return ast.parse(source, path)


def expression(source: str) -> ast.expr:
    """The tree of one expression. Raises NO_SOURCE."""
    with unwarned():
        return ast.parse(source, mode="eval").body
