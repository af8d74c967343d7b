"""The private area of alfa.test."""

from perito import check

PAGE = "http://127.0.0.1/privado/"


@check("private.closed")
def test_it_asks_for_a_password(host):
    said = host.check_output("curl -s -o /dev/null -w %s -H %s %s", "%{http_code}", "Host: alfa.test", PAGE)
    assert said == "401"


@check("private.file")
def test_the_file_of_passwords_is_not_for_everybody(host):
    assert host.file("/etc/nginx/alfa.htpasswd").mode & 0o007 == 0


@check("private.open")
def test_the_password_opens_it(host, inputs):
    asked = ("Host: alfa.test", f"{inputs['login']}:{inputs['password']}", PAGE)
    assert "<h1>Privado</h1>" in host.check_output("curl -s -H %s -u %s %s", *asked)
