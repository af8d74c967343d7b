"""Two deployments on one server: what each must have for itself, and which of the two a failure is charged to.

The exercise comes second, so what the two share is the exercise's mistake: the first deployment is not charged for it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from perito.models.web.client_names import NamesFacts
from perito.models.web.site import NO_NAMES
from perito.practice.expect import Failure, NotApplicable
from perito.probes.base import CannotLook
from perito.support.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
LABEL = "exercise"
OWN_UNIT, OWN_SITE = "exercise/exercise.own-unit", "exercise/exercise.own-site"
ALIKE = 0.6


class SharedFacts(NamesFacts):
    """What is this deployment's own."""

    @property
    def is_exercise(self) -> bool:
        """Whether this is the second deployment of the whole assignment."""
        return self.names.label == LABEL

    def shared_virtualenv(self) -> str | None:
        """The environment of another deployment, where the unit runs that one's gunicorn."""
        others = {path for other in self.neighbours if (path := _seen(other, lambda one: one.virtualenv_path))}
        return self.program_virtualenv if self.program_virtualenv in others else None

    def shared_sockets(self) -> list[str]:
        """Sockets that another deployment's unit makes, too."""
        others = {path for other in self.neighbours for path in _seen(other, lambda one: one.sockets) or ()}
        return sorted(set(self.sockets) & others)

    def shared_server_names(self) -> list[str]:
        """Names that another deployment's site serves, too."""
        others = {name for other in self.neighbours for name in _seen(other, lambda one: one.server_names) or ()}
        return sorted((set(self.server_names) & others) - NO_NAMES)

    def taken_unit(self) -> str | None:
        """The unit, where it seems to have been the other deployment's, which has none left.

        Raises NotApplicable where there is no unit.
        """
        if self.state is None:
            raise NotApplicable(_("there is no unit"))
        left = any(other.state is None for other in self.neighbours)
        return self._taken(self.state.name, left)

    def taken_site(self) -> str | None:
        """The site's file, where it seems to have been the other deployment's, which has none left.

        Raises NotApplicable where there is no site.
        """
        if self.available_file is None:
            raise NotApplicable(_("there is no site"))
        left = any(other.available_file is None for other in self.neighbours)
        return self._taken(self.available_file, left)

    def _taken(self, name: str, left_without: bool) -> str | None:
        if not left_without:
            return None
        known = [self.names.app, *(PurePosixPath(path).stem for path in _seen(self, lambda one: one.sockets) or ())]
        return None if any(_alike(PurePosixPath(name).name, one) for one in known) else name

    def unit_must_exist(self) -> None:
        """Raises Failure where no unit is this deployment's; where the exercise took it, that explains it."""
        if self.unit_path is not None:
            return
        taken = next((unit for other in self.neighbours if (unit := _seen(other, lambda one: one.taken_unit()))), None)
        detail = self.misplaced_unit() or (_("{found} runs the other deployment.").format(found=taken) if taken else "")
        wanted = _("a unit that runs gunicorn for {directory}").format(directory=self.names.directory)
        raise Failure(wanted, "—", detail, because=OWN_UNIT if taken else None)

    def site_must_exist(self) -> None:
        """Raises Failure where no file serves this deployment; where the exercise took it, that explains it."""
        if self.available_file is not None:
            return
        taken = next((site for other in self.neighbours if (site := _seen(other, lambda one: one.taken_site()))), None)
        wanted = _("a file in sites-available that serves {app}").format(app=self.names.app)
        detail = _("{found} serves the other deployment.").format(found=taken) if taken else ""
        raise Failure(wanted, "—", detail, because=OWN_SITE if taken else None)

    def service_must_listen(self) -> None:
        """As in RunningFacts; where the exercise's service took the socket, it is judged there."""
        with self._unless(lambda one: one.shared_sockets()):
            super().service_must_listen()

    def site_paths(self) -> list[str]:
        """The site's file, by every path under which nginx may read it."""
        return [path for path in (self.available_file, *self._paths_to_site()) if path]

    def rival_sites(self) -> list[str]:
        """As in EnabledFacts, but for the exercise's site where this is the first deployment."""
        own = [path for other in self.neighbours if other.is_exercise for path in other.site_paths()]
        return [rival for rival in super().rival_sites() if not any(f"{path}:" in rival for path in own)]

    def must_be_reachable(self) -> None:
        """As in AccessFacts; a deployment that was never made, beside one that was, cannot be reached."""
        self._must_be_made()
        super().must_be_reachable()

    def nginx_must_be_current(self) -> None:
        """As in AccessFacts; a deployment that was never made, beside one that was, has nothing to reload."""
        self._must_be_made()
        super().nginx_must_be_current()

    def _must_be_made(self) -> None:
        made = self.state is not None or self.available_file is not None or self.directory_kind == "directory"
        if self.neighbours and not made:
            raise NotApplicable(_("nothing was deployed"))

    def page_must_answer(self, name: str) -> None:
        """As in AccessFacts; where the exercise has the same name, it is judged there."""
        with self._unless(lambda one: one.shared_server_names()):
            super().page_must_answer(name)

    def page_must_be_the_applications(self) -> None:
        """As in AccessFacts; where the exercise has the same name, it is judged there."""
        with self._unless(lambda one: one.shared_server_names()):
            super().page_must_be_the_applications()

    def request_must_be_logged(self) -> None:
        """As in AccessFacts; where the exercise has the same name, it is judged there."""
        with self._unless(lambda one: one.shared_server_names()):
            super().request_must_be_logged()

    @contextmanager
    def _unless(self, shared: Callable[[SharedFacts], object]) -> Iterator[None]:
        """Turns the failure of a first deployment into NotApplicable where the exercise shares something with it."""
        try:
            yield
        except Failure:
            if self.is_exercise or not any(other.is_exercise and _seen(other, shared) for other in self.neighbours):
                raise
            raise NotApplicable(_("the exercise has taken its place: it is judged there")) from None


def _seen(one: SharedFacts, read: Callable[[SharedFacts], T]) -> T | None:
    """A fact, or None where it is not there or cannot be seen."""
    with suppress(CannotLook, Failure, NotApplicable):
        return read(one)
    return None


def _alike(one: str, other: str) -> bool:
    first, second = (re.sub(r"\.(service|conf)$|[^a-z0-9]", "", name.lower()) for name in (one, other))
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE
