"""Verdicts on the Python of a virtual environment: whether its packages and its programs are for that one."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from perito.errors import CannotLook, Unseen
from perito.practice.expect import Absent, finding
from perito.probes.python.interpreter import Interpreter
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.probes.python.interpreter import Script


def packages_must_fit(deployment: Deployment) -> None:
    """Raises Failure where bin/python is of another version than the one that the packages were installed for."""
    found = _interpreter(deployment)
    if found.version and found.libraries and found.version not in found.libraries:
        shown = ", ".join(f"lib/python{one}" for one in found.libraries)
        raise finding(
            "virtualenv.python/other-version",
            expected=f"lib/python{found.version}",
            actual=shown,
            detail=_(
                "The packages lie in {libraries}, and bin/python is Python {version}: that one does not look there."
            ).format(libraries=shown, version=found.version),
        )


def program_must_fit(deployment: Deployment) -> None:
    """Raises Failure where bin/gunicorn, which the unit runs, starts with another Python than this environment's."""
    script = _interpreter(deployment).scripts.get("gunicorn")
    if script is None or not script.interpreter or not _is_run_by_itself(deployment):
        return
    said = _wrong_interpreter(deployment, script)
    if said:
        raise finding(
            "virtualenv.gunicorn/other-interpreter",
            expected=f"#!{deployment.virtualenv.bin}/python", actual=f"#!{script.interpreter}", detail=said,
        )  # fmt: skip


def _interpreter(deployment: Deployment) -> Interpreter:
    """What is known of the interpreter; nothing where it was not asked when the server was recorded."""
    try:
        return deployment.virtualenv.interpreter
    except CannotLook as error:
        if error.reason is Unseen.NOT_RECORDED:
            return Interpreter()
        raise


def _is_run_by_itself(deployment: Deployment) -> bool:
    """Whether the unit runs bin/gunicorn of this environment as a program, and not as a file of some Python's."""
    try:
        program = next(iter(deployment.command.args.command), "")
    except (CannotLook, Absent):
        return False
    return program == f"{deployment.virtualenv.bin}/gunicorn"


def _wrong_interpreter(deployment: Deployment, script: Script) -> str:
    """Why the first line of bin/gunicorn does not lead to this environment's Python; empty where it does."""
    program = f"{deployment.virtualenv.bin}/gunicorn"
    if script.carriage_return:
        return _(
            "The first line of {program} ends in a carriage return, as on Windows: there is no such program."
        ).format(program=program)
    if script.resolved is None:
        return _("The first line of {program} names {interpreter}, which does not exist.").format(
            program=program, interpreter=script.interpreter
        )
    here = posixpath.normpath(deployment.virtualenv.bin)
    elsewhere = posixpath.normpath(posixpath.dirname(script.interpreter)) != here
    if elsewhere and PurePosixPath(script.interpreter).name.startswith(("python", "pypy")):
        return _(
            "The first line of {program} names {interpreter}: that Python does not see this environment's packages."
        ).format(program=program, interpreter=script.interpreter)
    return ""
