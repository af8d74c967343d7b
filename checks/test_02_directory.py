"""Items 4–7: the application's directory, whose it is, and who may do what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment

WEB_GROUP = "www-data"


@check("directory.exists")
def test_directory_exists(deployment: Deployment) -> None:
    expect(deployment.directory.kind, detail=deployment.directory.misspelling()).to_equal("directory")


@check("directory.content")
def test_code_lies_directly_in_the_directory(deployment: Deployment) -> None:
    expect(deployment.directory.nested, detail=_("The code is one directory too deep.")).to_be_nothing(
        deployment.names.directory
    )


@check("directory.owner")
def test_directory_belongs_to_the_deploying_user(deployment: Deployment) -> None:
    wanted = sorted({*deployment.server.ordinary_users, WEB_GROUP})
    expect(deployment.directory.owner).to_be_one_of(wanted, " | ".join(wanted))


@check("directory.group")
def test_directory_belongs_to_the_web_server_group(deployment: Deployment) -> None:
    expect(deployment.directory.group).to_equal(WEB_GROUP)


@check("directory.mode")
def test_directory_mode_is_775(deployment: Deployment) -> None:
    expect(f"{deployment.directory.mode & 0o777:o}", detail=deployment.directory.explain_mode()).to_equal("775")


@check("directory.readable")
def test_the_service_can_read_the_code(deployment: Deployment) -> None:
    expect(deployment.directory.unreadable_files()).to_be_empty(
        _("files that {user} can read").format(user=deployment.unit.runs_as)
    )
