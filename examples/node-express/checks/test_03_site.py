"""nginx's server block."""

from perito import check, expect


@check("site.proxy-pass")
def test_it_passes_requests_on(deployment):
    assert not deployment.is_static


@check("site.server-name")
def test_it_has_the_name(deployment):
    expect(deployment.site.server_names).to_contain("notas.test")


@check("site.valid")
def test_nginx_accepts_it(server):
    assert server.nginx_test.ok, server.nginx_test.messages
