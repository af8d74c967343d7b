"""The second deployment: cloned and installed for real, and served beside the first."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from perito.lab import LabError
from perito.lab.layers import SUITES
from perito.lab.library import shipped
from tests.lab.shipped import EXERCISE, ON
from tests.lab.shown import PAGE, page

if TYPE_CHECKING:
    from perito.lab import Lab, Server
    from perito.lab.fixtures import ServerFactory

TITLE = "<title>Hello Azure - Python Quickstart</title>"
PACKAGES = "ls /home/usuario/.local/share/virtualenvs/Practica-3.5-fn2PEgVy/lib/python3*/site-packages"


def asked(server: Server, method: str, path: str, form: str = "") -> tuple[int, str, str]:
    """Status, type and body of one page of the exercise."""
    connection = HTTPConnection(server.address, timeout=10)
    headers = {"Host": EXERCISE.server_name, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, form, headers)
    reply = connection.getresponse()
    found = reply.status, reply.getheader("Content-Type", ""), reply.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize("suite", SUITES)
def test_the_exercise_is_a_clone_with_its_pins_installed(suite: str, server_factory: ServerFactory) -> None:
    server = server_factory(suite=suite, also=["exercise"])
    git = f"git -C {EXERCISE.dir}"
    assert server.run(f"{git} remote get-url origin", user=server.user).stdout.strip() == EXERCISE.remote
    assert server.run(f"{git} rev-list --count HEAD", user=server.user).stdout == "1\n"
    installed = server.run(PACKAGES).stdout.lower()
    assert "flask-2.0.2.dist-info" in installed
    assert "werkzeug-2.2.2.dist-info" in installed
    assert "gunicorn-" in installed


def test_both_are_served_by_their_names(exercise_server: Server) -> None:
    assert page(exercise_server) == PAGE
    status, _kind, body = asked(exercise_server, "GET", "/")
    assert (status, TITLE in body) == (200, True)
    status, _kind, body = asked(exercise_server, "POST", "/hello", "name=Ana")
    assert (status, "Hello Ana" in body) == (200, True)
    status, kind, _body = asked(exercise_server, "GET", "/static/bootstrap/css/bootstrap.min.css")
    assert (status, kind.split(";")[0]) == (200, "text/css")
    assert asked(exercise_server, "GET", "/favicon.ico")[0] == 500


def test_it_is_told_which_deployment_is_which(exercise_server: Server) -> None:
    assert exercise_server.apps == (("poc", "mi_aplicacion"), ("exercise", "Practica-3.5"))
    script = exercise_server.with_names('echo "$DIR $POC_DIR $UNIT"', on="exercise")
    assert exercise_server.run(script).stdout.split() == [EXERCISE.dir, "/var/www/mi_aplicacion", "practica-3-5"]
    assert type(exercise_server).load(exercise_server.directory).further == {ON: shipped().names(ON)}


def test_a_bare_server_has_no_exercise(lab: Lab) -> None:
    with pytest.raises(LabError, match="servidor sin nada"):
        lab.up(deployed=False, also=["exercise"])
