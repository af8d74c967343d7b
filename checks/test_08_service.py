"""Items 18–19: the systemd unit as written, as loaded, and as it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perito.models.flask.verdicts import (
    application_must_answer,
    bind_must_work,
    exec_start_must_be_sound,
    follows_from,
    must_be_current,
    must_be_reloaded,
    must_start_at_boot,
    once_read,
    service_must_be_active,
    service_must_be_stable,
    service_must_listen,
    unit_must_exist,
    user_must_be_sound,
)
from perito.practice.expect import check, expect
from perito.support.i18n import _

if TYPE_CHECKING:
    from perito.models.flask.deployment import Deployment


@check("service.exists")
def test_there_is_a_unit(deployment: Deployment) -> None:
    unit_must_exist(deployment)


@check("service.keys")
def test_systemd_knows_every_key(deployment: Deployment) -> None:
    detail, split = deployment.unit.strange_character(), deployment.unit.blank_after_backslash()
    expect(
        deployment.unit.complaints(),
        detail=detail,
        finding="service.keys/look-alike" if detail else "service.keys/blank-after-backslash" if split else "",
        line=split,
    ).to_be_empty(_("keys and sections of systemd's"))


@check("service.user")
@once_read
def test_user_is_the_directorys_owner(deployment: Deployment) -> None:
    user_must_be_sound(deployment)


@check("service.group")
@once_read
def test_group_is_the_web_servers(deployment: Deployment) -> None:
    detail = " ".join(filter(None, [deployment.unit.missing_group(), deployment.unit.line_of("Group")]))
    expect(
        deployment.unit.group_name,
        detail=detail,
        cleared=deployment.unit.cleared_by_keys("Group"),
        finding="service.group/misread" if deployment.unit.taken_otherwise("Group") else "",
    ).to_equal("www-data")


@check("service.working-directory")
@once_read
def test_working_directory_is_the_applications(deployment: Deployment) -> None:
    cleared = deployment.unit.cleared_by_keys("WorkingDirectory")
    detail = deployment.unit.line_of("WorkingDirectory")
    expect(
        deployment.unit.working_directory,
        detail=detail,
        cleared=cleared,
        finding="service.working-directory/misread" if deployment.unit.taken_otherwise("WorkingDirectory") else "",
    ).to_equal(deployment.names.directory)


@check("service.environment")
@once_read
def test_environment_sets_the_virtualenvs_path(deployment: Deployment) -> None:
    cleared = deployment.unit.cleared_by_keys("Environment")
    detail = deployment.unit.line_of("Environment")
    expect(
        deployment.unit.path_entries,
        shown=deployment.unit.path_as_loaded,
        detail=detail,
        cleared=cleared,
        finding="service.environment/misread" if deployment.unit.taken_otherwise("Environment") else "",
    ).to_contain(deployment.virtualenv.bin)


@check("service.exec-start")
@once_read
def test_exec_start_runs_the_virtualenvs_gunicorn(deployment: Deployment) -> None:
    exec_start_must_be_sound(deployment)


@check("service.workers")
@once_read
def test_workers_are_given(deployment: Deployment) -> None:
    expect(deployment.gunicorn.workers, detail=deployment.unit.line_of("ExecStart")).to_be_at_least(1, "--workers N")


@check("service.bind")
@once_read
def test_gunicorn_binds_a_usable_unix_socket(deployment: Deployment) -> None:
    bind_must_work(deployment)


@check("service.wanted-by")
def test_wanted_by_is_multi_user_target(deployment: Deployment) -> None:
    cleared, detail = deployment.unit.cleared_by_keys("WantedBy"), deployment.unit.line_of("WantedBy", "Install")
    kind = deployment.unit.taken_otherwise("WantedBy", "Install")
    names = [] if kind else deployment.unit.wanted_by
    shown = deployment.unit.text.value("Install", "WantedBy")
    expect(
        names, shown=shown, detail=detail, cleared=cleared, finding="service.wanted-by/misread" if kind else ""
    ).to_contain("multi-user.target")


@check("service.enabled")
def test_the_service_is_enabled(deployment: Deployment) -> None:
    expect(deployment.unit.loaded.enabled).to_equal("enabled")


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
    expect(deployment.socket.kind, detail=deployment.service.socket_story()).to_equal("socket")


@check("service.listening")
@follows_from()
def test_the_service_listens_on_its_socket(deployment: Deployment) -> None:
    service_must_listen(deployment)


@check("service.socket-reachable")
@follows_from("User", "Group", "SupplementaryGroups", "UMask", "ExecStart", "PrivateTmp")
def test_nginx_can_reach_the_socket(deployment: Deployment) -> None:
    obstacles = deployment.socket.obstacles()
    behind = deployment.socket.behind_link() if obstacles else ""
    expect(obstacles, detail=behind, finding="service.socket-reachable/behind-link" if behind else "").to_be_empty(
        _("a way for {user}").format(user=deployment.socket.web_user)
    )


@check("service.socket-answers")
@follows_from()
def test_the_application_answers_through_its_socket(deployment: Deployment) -> None:
    application_must_answer(deployment)
