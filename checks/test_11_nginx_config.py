"""Item 22: nginx's own check, and whether the running nginx has read the files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import nginx_must_be_current
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment
    from perito.server.server import Server


@check("nginx-config.valid")
def test_nginx_finds_no_error(server: Server) -> None:
    server.nginx_config_must_be_valid()


@check("nginx-config.current")
def test_nginx_runs_what_is_on_disk(deployment: Deployment) -> None:
    nginx_must_be_current(deployment)
