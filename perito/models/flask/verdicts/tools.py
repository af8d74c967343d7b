"""Verdicts on pip and pipenv, as the deploying user's shell finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import finding

if TYPE_CHECKING:
    from perito.models.flask.tools import Tools
    from perito.probes.python.tools import Tool

# timeout(1): it gave up waiting; what it was to run is there, and the interpreter in its first line is not.
GAVE_UP, NO_INTERPRETER = 124, 127


def pip_must_be_found(tools: Tools) -> None:
    """Raises Failure where the deploying user's PATH leads to no pip3."""
    found = tools.pip
    if found.path is None:
        raise finding(
            "tools.pip/not-on-path" if found.elsewhere else "tools.pip/missing",
            expected="pip3", actual="—", user=tools.server.deploy_user, places=", ".join(found.elsewhere),
        )  # fmt: skip


def pipenv_must_be_found(tools: Tools) -> None:
    """Raises Failure where the deploying user's PATH leads to no pipenv."""
    found = tools.pipenv
    if found.path is not None:
        return
    user = tools.server.deploy_user
    own = [place for place in found.elsewhere if not _of_somebody_else(place, user)]
    if own:
        raise finding("tools.pipenv/not-on-path", expected="pipenv", actual="—", user=user, place=own[0])
    if found.elsewhere:
        place = found.elsewhere[0]
        raise finding("tools.pipenv/of-another-user", expected="pipenv", actual="—", user=user, place=place)
    raise finding("tools.pipenv/missing", expected="pipenv", actual="—", user=user)


def _of_somebody_else(place: str, user: str) -> bool:
    """Whether a program lies in a home that is not this user's."""
    return place.startswith("/root/") or (place.startswith("/home/") and not place.startswith(f"/home/{user}/"))


def pipenv_must_run(tools: Tools) -> None:
    """Raises Failure where pipenv does not tell its version."""
    found = tools.pipenv
    if found.version is not None:
        return
    wanted, place = "pipenv, version …", found.path or found.name
    if found.missing_module:
        raise finding(
            "tools.pipenv-version/module-missing",
            expected=wanted, actual="—", detail=found.message, place=place, module=found.missing_module,
        )  # fmt: skip
    if found.exit_code == NO_INTERPRETER:
        raise finding(
            "tools.pipenv-version/interpreter-gone", expected=wanted, actual="—", detail=found.message, place=place
        )
    if found.exit_code == GAVE_UP:
        raise finding("tools.pipenv-version/hangs", expected=wanted, actual="—", detail=found.message, place=place)
    raise _otherwise(found, wanted, place)


def _otherwise(found: Tool, wanted: str, place: str) -> Exception:
    """How it ended, with its last line where it said one."""
    if not found.message:
        return finding("tools.pipenv-version/silent", expected=wanted, actual="—", place=place)
    if found.exit_code == 0:
        return finding(
            "tools.pipenv-version/says-no-version", expected=wanted, actual="—", detail=found.message, place=place
        )
    return finding("tools.pipenv-version/fails", expected=wanted, actual="—", detail=found.message, place=place)
