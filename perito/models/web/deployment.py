"""A deployment behind one site of nginx, as parts: the shape that the verdicts of this model need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from perito.models.web.ages import Ages
    from perito.models.web.client_names import ClientNames
    from perito.models.web.names import Names
    from perito.models.web.page import Page
    from perito.models.web.pending import Pending
    from perito.models.web.program import Program
    from perito.models.web.running import Running
    from perito.models.web.service import Service
    from perito.models.web.site import Site
    from perito.models.web.socket import Socket
    from perito.models.web.unit import Unit
    from perito.server.server import Server


class Deployment(Protocol):
    """From the visitor's name to the program. Models built on this one have more parts."""

    @property
    def server(self) -> Server: ...
    @property
    def names(self) -> Names: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def program(self) -> Program: ...
    @property
    def service(self) -> Service: ...
    @property
    def site(self) -> Site: ...
    @property
    def socket(self) -> Socket: ...
    @property
    def page(self) -> Page: ...
    @property
    def client_names(self) -> ClientNames: ...
    @property
    def ages(self) -> Ages: ...
    @property
    def pending(self) -> Pending: ...
    @property
    def running(self) -> Running: ...
    @property
    def as_written(self) -> Self:
        """The same, as it will be once systemd has read the unit's file."""

    def changed_files(self) -> list[str]:
        """Files of the program's that changed after it had read them."""

    def changed_after(self, moment: float) -> dict[str, float]:
        """What the program is started with and that changed after a moment: paths, and when they did."""
