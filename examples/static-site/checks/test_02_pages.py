"""The pages, asked for on the server by the name of each site."""

from perito import check


def answer(host, site, path):
    return host.check_output("curl -s -i -H %s http://127.0.0.1%s", f"Host: {site}", path)


@check("page.front")
def test_the_front_page_is_its_own(host, site):
    assert f"<title>{site.name}</title>" in answer(host, site.name, "/")


@check("page.missing")
def test_a_page_of_its_own_for_what_is_missing(host, site):
    said = answer(host, site.name, "/nada")
    assert " 404 " in said.splitlines()[0]
    assert "No encontrado" in said
