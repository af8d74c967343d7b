"""nginx itself."""

from perito import check


@check("nginx.valid")
def test_it_accepts_the_configuration(host):
    assert host.run("sudo nginx -t").rc == 0


@check("nginx.enabled")
def test_it_starts_with_the_machine(host):
    assert host.service("nginx").is_enabled
