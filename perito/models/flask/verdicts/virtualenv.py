"""Verdicts on the Pipfile, its lock, and the virtual environment."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from perito.models.flask.verdicts.interpreter import packages_must_fit, program_must_fit
from perito.practice.expect import finding, say
from perito.probes.python import pipenv
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

PIPFILE, LOCK = "Pipfile", "Pipfile.lock"
OF_EVERY_ENVIRONMENT = frozenset({"pip", "setuptools", "wheel"})


def pipfile_must_be_valid(deployment: Deployment) -> None:
    """Raises Failure unless there is a Pipfile that pipenv can read."""
    directory = deployment.directory
    kind = directory.kind_of(PIPFILE)
    if kind != "file":
        raise finding(
            {
                "missing": "virtualenv.pipfile/missing",
                "named-otherwise": "virtualenv.pipfile/named-otherwise",
                "dangling-link": "virtualenv.pipfile/dangling-link",
                "not-a-file": "virtualenv.pipfile/not-a-file",
            }[directory.why_no_file(PIPFILE)],
            expected="file", actual=kind, found=directory.lookalike(PIPFILE), target=directory.target_of(PIPFILE),
        )  # fmt: skip
    facts = deployment.virtualenv.pipfile
    if not facts.error:
        return
    strange = deployment.virtualenv.strange_character()
    if strange:
        raise finding(
            "virtualenv.pipfile/look-alike",
            expected=_("a Pipfile that pipenv can read"), actual=facts.error, detail=strange,
        )  # fmt: skip
    wanted, text = _("a Pipfile that pipenv can read"), _line_of(deployment, PIPFILE, facts.line)
    if text:
        raise finding(
            "virtualenv.pipfile/bad-line", expected=wanted, actual=facts.error, line=facts.line, text=text
        )  # fmt: skip
    raise finding("virtualenv.pipfile/unreadable", expected=wanted, actual=facts.error)


def _line_of(deployment: Deployment, name: str, number: int) -> str:
    """A line of a file in the directory; nothing where it has none of that number."""
    found = deployment.directory.text_of(name)
    lines = found.text.splitlines() if found is not None else []
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def pipfile_must_list_flask(deployment: Deployment) -> None:
    """Raises Failure unless Flask is among the packages of the Pipfile."""
    unlisted = _why_unlisted(deployment, "flask")
    if unlisted is not None:
        kind, found = unlisted
        raise finding(
            {
                "for-development": "virtualenv.pipfile-flask/for-development",
                "misspelt": "virtualenv.pipfile-flask/misspelt",
                "no-packages": "virtualenv.pipfile-flask/no-packages",
                "missing": "virtualenv.pipfile-flask/missing",
            }[kind],
            expected="flask", actual=_packages(deployment), found=found,
        )  # fmt: skip


def pipfile_must_list_gunicorn(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is among the packages of the Pipfile."""
    unlisted = _why_unlisted(deployment, "gunicorn")
    if unlisted is not None:
        kind, found = unlisted
        raise finding(
            {
                "for-development": "virtualenv.pipfile-gunicorn/for-development",
                "misspelt": "virtualenv.pipfile-gunicorn/misspelt",
                "no-packages": "virtualenv.pipfile-gunicorn/no-packages",
                "missing": "virtualenv.pipfile-gunicorn/missing",
            }[kind],
            expected="gunicorn", actual=_packages(deployment), found=found,
        )  # fmt: skip


def _packages(deployment: Deployment) -> str:
    return say(sorted(deployment.virtualenv.pipfile.packages))


def _why_unlisted(deployment: Deployment, name: str) -> tuple[str, str] | None:
    """Why [packages] lacks a package, and what was probably meant; None where it is there."""
    pipfile = deployment.virtualenv.pipfile
    if name in pipfile.packages:
        return None
    if name in pipfile.dev_packages:
        return "for-development", ""
    close = get_close_matches(name, pipfile.packages, n=1, cutoff=0.75)
    if close:
        return "misspelt", close[0]
    return ("missing", "") if pipfile.packages else ("no-packages", "")


def lock_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless there is a Pipfile.lock."""
    directory = deployment.directory
    kind = directory.kind_of(LOCK)
    if kind != "file":
        raise finding(
            {
                "missing": "virtualenv.lock/missing",
                "named-otherwise": "virtualenv.lock/named-otherwise",
                "dangling-link": "virtualenv.lock/dangling-link",
                "not-a-file": "virtualenv.lock/not-a-file",
            }[directory.why_no_file(LOCK)],
            expected="file", actual=kind, found=directory.lookalike(LOCK), target=directory.target_of(LOCK),
        )  # fmt: skip


def lock_must_be_in_step(deployment: Deployment) -> None:
    """Raises Failure unless Pipfile.lock was made from this Pipfile."""
    missing = deployment.virtualenv.not_locked
    lacking = ", ".join(missing)
    if deployment.virtualenv.lock_in_step and not lacking:
        return
    if deployment.virtualenv.lock_in_step:
        wanted = _("every package of the Pipfile")
        raise finding("virtualenv.lock-in-step/lacks", expected=wanted, actual=lacking, lacking=missing[0])
    wanted, shown = _("the Pipfile's own hash in Pipfile.lock"), _("another hash")
    found = deployment.directory.text_of(LOCK)
    error = pipenv.parse_lock(found.text).error if found is not None else ""
    if error:
        raise finding("virtualenv.lock-in-step/unreadable", expected=wanted, actual=shown, error=error)
    raise finding("virtualenv.lock-in-step/stale", expected=wanted, actual=shown)


def virtualenv_must_exist(deployment: Deployment) -> None:
    """Raises Failure unless the directory has a virtual environment; says where one of its name was made for."""
    if deployment.virtualenv.path is not None:
        return
    wanted = _("a virtual environment for {directory}").format(directory=deployment.names.directory)
    others, name = deployment.virtualenv.of_another_path()
    if others:
        raise finding(
            "virtualenv.exists/of-another-path", expected=wanted, actual="—", others=", ".join(others), name=name
        )
    absent = deployment.virtualenv.absent_python()
    if absent:
        raise finding("virtualenv.exists/python-absent", expected=wanted, actual="—", detail=absent)
    raise finding("virtualenv.exists/missing", expected=wanted, actual="—")


def virtualenv_must_be_the_users(deployment: Deployment) -> None:
    """Raises Failure unless an ordinary user, or the service's, owns the environment."""
    owner, user = deployment.virtualenv.present.owner, deployment.unit.runs_as
    if owner in deployment.virtualenv.acceptable_owners:
        return
    if owner == "root":
        raise finding("virtualenv.owner/root", expected=user, actual=owner, user=user)
    raise finding("virtualenv.owner/other-user", expected=user, actual=owner, user=user)


def virtualenv_must_have_its_python(deployment: Deployment) -> None:
    """Raises Failure where bin/python leads to nothing."""
    found = deployment.virtualenv.present
    if found.python is None:
        wanted, path = _("bin/python leads to a Python"), f"{found.path}/bin/python"
        version = found.version.removesuffix(".final.0")
        if version:
            raise finding("virtualenv.python/version-gone", expected=wanted, actual="—", path=path, version=version)
        raise finding("virtualenv.python/gone", expected=wanted, actual="—", path=path)
    packages_must_fit(deployment)


def flask_must_be_installed(deployment: Deployment) -> None:
    """Raises Failure unless Flask is installed in the environment."""
    if deployment.virtualenv.installed("flask") is None:
        raise finding(
            "virtualenv.flask/nothing-installed" if _is_bare(deployment) else "virtualenv.flask/missing",
            expected="flask", actual="—", path=deployment.virtualenv.present.path,
        )  # fmt: skip


def gunicorn_must_be_installed(deployment: Deployment) -> None:
    """Raises Failure unless gunicorn is installed in the environment, and its program is there."""
    path = deployment.virtualenv.present.path
    if deployment.virtualenv.installed("gunicorn") is None:
        raise finding(
            "virtualenv.gunicorn/nothing-installed" if _is_bare(deployment) else "virtualenv.gunicorn/missing",
            expected="gunicorn", actual="—", path=path,
        )  # fmt: skip
    if not deployment.virtualenv.present.has_gunicorn:
        raise finding("virtualenv.gunicorn/no-program", expected="bin/gunicorn", actual="no", path=path)
    program_must_fit(deployment)


def _is_bare(deployment: Deployment) -> bool:
    """Whether the environment holds nothing but what every new one has."""
    return not set(deployment.virtualenv.present.distributions) - OF_EVERY_ENVIRONMENT
