"""Two deployments on one server: parts that must not be shared, and the one charged with a failure.

The exercise comes second, so a shared part is the exercise's mistake: the first deployment is not charged for it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.errors import CannotLook
from perito.models.web.site import NO_NAMES
from perito.practice.expect import Failure, NotApplicable
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.models.flask.deployment import Deployment

ALIKE = 0.6
T = TypeVar("T")


def shared_virtualenv(deployment: Deployment) -> str | None:
    """Another deployment's environment, where the unit runs that one's gunicorn."""
    others = {path for other in deployment.neighbours if (path := seen(other, lambda one: one.virtualenv.path))}
    return deployment.command.virtualenv if deployment.command.virtualenv in others else None


def shared_sockets(deployment: Deployment) -> list[str]:
    """Sockets that another deployment's unit makes, too."""
    others = {path for other in deployment.neighbours for path in seen(other, lambda one: one.gunicorn.sockets) or ()}
    return sorted(set(deployment.gunicorn.sockets) & others)


def shared_server_names(deployment: Deployment) -> list[str]:
    """Names that another deployment's site serves, too."""
    others = {name for other in deployment.neighbours for name in seen(other, lambda one: one.site.server_names) or ()}
    return sorted((set(deployment.site.server_names) & others) - NO_NAMES)


def taken_unit(deployment: Deployment) -> str | None:
    """The unit, where it seems to have been the other deployment's, which has none left.

    Raises NotApplicable where there is no unit.
    """
    if deployment.unit.state is None:
        raise NotApplicable(_("there is no unit"))
    left = any(other.unit.state is None for other in deployment.neighbours)
    return _taken(deployment, deployment.unit.state.name, left)


def taken_site(deployment: Deployment) -> str | None:
    """The site's file, where it seems to have been the other deployment's, which has none left.

    Raises NotApplicable where there is no site.
    """
    if deployment.site.file is None:
        raise NotApplicable(_("there is no site"))
    left = any(other.site.file is None for other in deployment.neighbours)
    return _taken(deployment, deployment.site.file, left)


def _taken(deployment: Deployment, name: str, left_without: bool) -> str | None:
    if not left_without:
        return None
    known = [
        deployment.names.app,
        *(PurePosixPath(path).stem for path in seen(deployment, lambda one: one.gunicorn.sockets) or ()),
    ]
    return None if any(_alike(PurePosixPath(name).name, one) for one in known) else name


def seen(one: Deployment, read: Callable[[Deployment], T]) -> T | None:
    """A fact, or None where it does not exist or cannot be seen."""
    with suppress(CannotLook, Failure, NotApplicable):
        return read(one)
    return None


def _alike(one: str, other: str) -> bool:
    first, second = (re.sub(r"\.(service|conf)$|[^a-z0-9]", "", name.lower()) for name in (one, other))
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE
