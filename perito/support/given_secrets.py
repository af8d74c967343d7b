"""The secrets that Perito itself was given: SSH's and sudo's password, a key's passphrase.

A server may say back what was typed there. Whatever this process says about itself (errors, the log, the traceback of a
bug) is without them; what a server says is redacted with the evidence (`perito.evidence.redaction`).
"""

from __future__ import annotations

MARK = "[redacted]"
SHORTEST = 6  # characters; a shorter password would remove half of every text with it
LONG_WORD = 12  # characters; a shorter one of letters alone may be a name or a word of the system's

_kept: set[str] = set()


def is_secret(password: str) -> bool:
    """Whether a given password differs enough from ordinary output to be removed.

    A student's password is often the user's own name: removing that would falsify owners and paths.
    """
    if password.isalpha():
        return len(password) >= LONG_WORD
    return len(password) >= SHORTEST


def keep(*secrets: str | None) -> None:
    """Remember secrets for as long as this process runs."""
    _kept.update(one for one in secrets if one and is_secret(one) and one not in MARK)


def struck(text: str) -> str:
    """A text without them."""
    for one in sorted(_kept, key=len, reverse=True):
        for form in (one, repr(one)[1:-1]):
            text = text.replace(form, MARK)
    return text


def cleaned(error: BaseException) -> BaseException:
    """The same error, with its texts and those of its causes struck: its traceback may be shown, or sent to another
    process."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen and _kept:
        seen.add(id(one))
        one.args = tuple(struck(part) if isinstance(part, str) else part for part in one.args)
        one = one.__cause__ or one.__context__
    return error
