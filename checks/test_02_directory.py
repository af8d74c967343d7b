"""Items 4–7: the application's directory, its owner, and permissions in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask import verdicts
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("directory.exists")
def test_directory_exists(deployment: Deployment) -> None:
    verdicts.directory_must_exist(deployment)


@check("directory.content")
def test_code_lies_directly_in_the_directory(deployment: Deployment) -> None:
    verdicts.code_must_lie_at_the_top(deployment)


@check("directory.owner")
def test_directory_belongs_to_the_deploying_user(deployment: Deployment) -> None:
    verdicts.owner_must_be_sound(deployment)


@check("directory.group")
def test_directory_belongs_to_the_web_server_group(deployment: Deployment) -> None:
    verdicts.group_must_be_the_web_servers(deployment)


@check("directory.mode")
def test_directory_mode_is_775(deployment: Deployment) -> None:
    verdicts.mode_must_be_775(deployment)


@check("directory.readable")
@verdicts.once_read
def test_the_service_can_read_the_code(deployment: Deployment) -> None:
    verdicts.code_must_be_readable(deployment)
