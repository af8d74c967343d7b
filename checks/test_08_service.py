"""Items 18–19: the systemd unit as written, as loaded, and as it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    application_must_answer,
    bind_must_work,
    environment_must_have_the_path,
    exec_start_must_be_sound,
    follows_from,
    keys_must_be_known,
    must_be_current,
    must_be_reloaded,
    must_start_at_boot,
    once_read,
    service_must_be_active,
    service_must_be_enabled,
    service_must_be_stable,
    service_must_listen,
    socket_must_be_reachable,
    socket_must_be_there,
    unit_group_must_be_the_web_servers,
    unit_must_be_wanted_at_boot,
    unit_must_exist,
    user_must_be_sound,
    workers_must_be_given,
    working_directory_must_be_the_applications,
)
from perito.practice.expect import check

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("service.exists")
def test_there_is_a_unit(deployment: Deployment) -> None:
    unit_must_exist(deployment)


@check("service.keys")
def test_systemd_knows_every_key(deployment: Deployment) -> None:
    keys_must_be_known(deployment)


@check("service.user")
@once_read
def test_user_is_the_directorys_owner(deployment: Deployment) -> None:
    user_must_be_sound(deployment)


@check("service.group")
@once_read
def test_group_is_the_web_servers(deployment: Deployment) -> None:
    unit_group_must_be_the_web_servers(deployment)


@check("service.working-directory")
@once_read
def test_working_directory_is_the_applications(deployment: Deployment) -> None:
    working_directory_must_be_the_applications(deployment)


@check("service.environment")
@once_read
def test_environment_sets_the_virtualenvs_path(deployment: Deployment) -> None:
    environment_must_have_the_path(deployment)


@check("service.exec-start")
@once_read
def test_exec_start_runs_the_virtualenvs_gunicorn(deployment: Deployment) -> None:
    exec_start_must_be_sound(deployment)


@check("service.workers")
@once_read
def test_workers_are_given(deployment: Deployment) -> None:
    workers_must_be_given(deployment)


@check("service.bind")
@once_read
def test_gunicorn_binds_a_usable_unix_socket(deployment: Deployment) -> None:
    bind_must_work(deployment)


@check("service.wanted-by")
def test_wanted_by_is_multi_user_target(deployment: Deployment) -> None:
    unit_must_be_wanted_at_boot(deployment)


@check("service.enabled")
def test_the_service_is_enabled(deployment: Deployment) -> None:
    service_must_be_enabled(deployment)


@check("service.linked")
def test_the_boot_link_exists(deployment: Deployment) -> None:
    must_start_at_boot(deployment)


@check("service.reloaded")
def test_systemd_has_read_the_latest_version(deployment: Deployment) -> None:
    must_be_reloaded(deployment)


@check("service.active")
def test_the_service_is_active(deployment: Deployment) -> None:
    service_must_be_active(deployment)


@check("service.stable")
@follows_from()
def test_the_service_does_not_restart(deployment: Deployment) -> None:
    service_must_be_stable(deployment)


@check("service.current")
def test_what_runs_is_on_disk(deployment: Deployment) -> None:
    must_be_current(deployment)


@check("service.socket-file")
@follows_from()
def test_the_socket_is_where_the_unit_says(deployment: Deployment) -> None:
    socket_must_be_there(deployment)


@check("service.listening")
@follows_from()
def test_the_service_listens_on_its_socket(deployment: Deployment) -> None:
    service_must_listen(deployment)


@check("service.socket-reachable")
@follows_from("User", "Group", "SupplementaryGroups", "UMask", "ExecStart", "PrivateTmp")
def test_nginx_can_reach_the_socket(deployment: Deployment) -> None:
    socket_must_be_reachable(deployment)


@check("service.socket-answers")
@follows_from()
def test_the_application_answers_through_its_socket(deployment: Deployment) -> None:
    application_must_answer(deployment)
