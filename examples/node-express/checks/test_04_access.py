"""The page, as a visitor gets it."""

from perito import check, expect


@check("access.status")
def test_the_page_comes(deployment):
    expect(deployment.page.reply("notas.test").status).to_equal(200)


@check("access.page")
def test_it_is_the_application_s(deployment):
    expect(deployment.page.reply("notas.test").body.decode()).to_contain("<title>Notas</title>")


@check("access.log")
def test_the_visit_is_in_a_log(deployment):
    assert deployment.page.logs_with_the_request()
