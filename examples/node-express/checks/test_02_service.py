"""The unit, and where its program listens."""

from perito import check, expect


@check("service.unit")
def test_a_unit_starts_it(deployment):
    assert deployment.unit.loaded.name


@check("service.user")
def test_it_does_not_run_as_root(deployment):
    assert deployment.unit.loaded.user not in {"", "root"}


@check("service.restart")
def test_it_is_started_again(deployment):
    expect(deployment.unit.loaded.properties["Restart"]).to_be_one_of(["always", "on-failure", "on-abnormal"])


@check("service.enabled")
def test_it_starts_with_the_machine(deployment):
    expect(deployment.unit.loaded.enabled).to_equal("enabled")


@check("service.active")
def test_it_runs(deployment):
    expect(deployment.unit.loaded.active_state).to_equal("active")
    assert not deployment.service.restarting(), "it dies and is started again, over and over"


@check("service.port")
def test_it_listens_where_nginx_asks(deployment):
    assert deployment.listening.is_the_service_s, deployment.listening.address


@check("service.local")
def test_only_nginx_is_reached_from_outside(deployment):
    assert not deployment.listening.is_open_to_others, deployment.listening.address
