"""The application as files: node, app.js, and whether the one understands the other."""

from perito import check, expect


@check("app.node")
def test_node_is_installed(host):
    assert host.exists("node")


@check("app.file")
def test_the_application_is_where_the_unit_works(host, deployment):
    assert host.file(f"{deployment.unit.working_directory}/app.js").is_file


@check("app.syntax")
def test_node_understands_it(host, deployment):
    said = host.run("node --check %s", f"{deployment.unit.working_directory}/app.js")
    expect(said.rc).to_equal(0)
