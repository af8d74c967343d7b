import shlex

from perito import check, expect

SHEET = "admin/css/base.css"


@check("static.collected")
def test_they_are_collected(host, deployment):
    found = host.run(f"find {shlex.quote(deployment.names.directory)} -path '*/{SHEET}'")
    assert found.stdout.strip()


@check("static.served")
def test_nginx_serves_them(deployment):
    expect(deployment.page.get(f"/static/{SHEET}").status).to_equal(200)
