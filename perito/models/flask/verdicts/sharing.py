"""Verdicts that change where two deployments share a server.

The exercise comes second: its mistakes are not charged to the first deployment.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from perito.models.flask.sharing import seen, shared_server_names, shared_sockets, taken_site, taken_unit
from perito.models.web.verdicts import page, service, site
from perito.practice.expect import Failure, NotApplicable, finding
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perito.models.flask.deployment import Deployment

OWN_UNIT, OWN_SITE = "exercise/exercise.own-unit", "exercise/exercise.own-site"


def unit_must_exist(deployment: Deployment) -> None:
    """Raises Failure where no unit is this deployment's; where the exercise took it, that explains it."""
    if deployment.unit.path is not None:
        return
    taken = next((unit for other in deployment.neighbours if (unit := seen(other, taken_unit))), None)
    detail = deployment.unit.misplaced() or (
        _("{found} runs the other deployment.").format(found=taken) if taken else ""
    )
    astray = None if deployment.unit.masked else deployment.unit.astray
    place = astray.place if astray is not None else ""
    raise finding(
        "service.exists/masked" if deployment.unit.masked
        else "service.exists/empty" if place == "system"
        else "service.exists/without-suffix" if place in {"no_suffix", "wrong_suffix"}
        else "service.exists/bad-name" if place == "bad_name"
        else "service.exists/of-a-user" if place == "user"
        else "service.exists/elsewhere" if place
        else "service.exists/taken" if taken and not deployment.is_exercise
        else "service.exists/none",
        expected=_("a unit that runs gunicorn for {directory}").format(directory=deployment.names.directory),
        actual="—", detail=detail, because=OWN_UNIT if taken else None,
        found=taken, path=astray.info.path if astray is not None else "",
        name=astray.name.partition(".")[0] if astray is not None else "",
        unit=deployment.names.service or "",
    )  # fmt: skip


def site_must_exist(deployment: Deployment) -> None:
    """Raises Failure where no file serves this deployment; where the exercise took it, that explains it."""
    if deployment.site.file is not None:
        return
    wanted = _("a file in sites-available that serves {app}").format(app=deployment.names.app)
    taken = next((found for other in deployment.neighbours if (found := seen(other, taken_site))), None)
    if taken:
        detail = _("{found} serves the other deployment.").format(found=taken)
        raise finding("site.exists/taken", expected=wanted, actual="—", detail=detail, because=OWN_SITE, found=taken)
    raise finding("site.exists/none", expected=wanted, actual="—")


def service_must_listen(deployment: Deployment) -> None:
    """As in the web model; where the exercise's service took the socket, it is judged there."""
    with judged_there(deployment, shared_sockets):
        service.service_must_listen(deployment)


def names_must_be_its_own(deployment: Deployment) -> None:
    """As in the web model, but for the exercise's site where this is the first deployment."""
    own = {path for other in deployment.neighbours if other.is_exercise for path in other.site.every_path()}
    site.names_must_be_its_own(deployment, [one for one in site.rival_sites(deployment) if not one.files & own])


def must_be_reachable(deployment: Deployment) -> None:
    """As in the web model; a deployment that was never made, beside one that was, cannot be reached."""
    _must_be_made(deployment)
    page.must_be_reachable(deployment)


def nginx_must_be_current(deployment: Deployment) -> None:
    """As in the web model; a deployment that was never made, beside one that was, has nothing to reload."""
    _must_be_made(deployment)
    page.nginx_must_be_current(deployment, lambda: _must_be_served(deployment))


def _must_be_served(deployment: Deployment) -> None:
    """Both names give the application's own page, logged where the file on disk says."""
    page_must_answer(deployment, deployment.site.server_name)
    page_must_answer(deployment, deployment.site.www_name)
    page_must_be_the_applications(deployment)
    request_must_be_logged(deployment)


def _must_be_made(deployment: Deployment) -> None:
    made = (
        deployment.unit.state is not None
        or deployment.site.file is not None
        or deployment.directory.kind == "directory"
    )
    if deployment.neighbours and not made:
        raise NotApplicable(_("nothing was deployed"))


def page_must_answer(deployment: Deployment, name: str) -> None:
    """As in the web model; where the exercise has the same name, it is judged there."""
    with judged_there(deployment, shared_server_names):
        page.page_must_answer(deployment, name)


def page_must_be_the_applications(deployment: Deployment) -> None:
    """As in the web model; where the exercise has the same name, it is judged there."""
    with judged_there(deployment, shared_server_names):
        page.page_must_be_the_applications(deployment)


def request_must_be_logged(deployment: Deployment) -> None:
    """As in the web model; where the exercise has the same name, it is judged there."""
    with judged_there(deployment, shared_server_names):
        page.request_must_be_logged(deployment)


@contextmanager
def judged_there(deployment: Deployment, shared: Callable[[Deployment], object]) -> Iterator[None]:
    """Turns the failure of a first deployment into NotApplicable where the exercise shares something with it."""
    try:
        yield
    except Failure:
        if deployment.is_exercise or not any(
            other.is_exercise and seen(other, shared) for other in deployment.neighbours
        ):
            raise
        raise NotApplicable(_("the exercise has taken its place: it is judged there")) from None
