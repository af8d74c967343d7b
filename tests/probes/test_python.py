"""Python source, .env, Pipfile, pages."""

from __future__ import annotations

import json

import pytest

from perito.errors import CannotLook
from perito.probes import http_page
from perito.probes.python import dotenv, pipenv, wsgi
from perito.transport.base import Answer

APP = "from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return ''\n"
WSGI = "from application import app\n\nif __name__ == '__main__':\n    app.run(debug=False)\n"


def sources(**files: str) -> dict[str, wsgi.Source]:
    return {f"/d/{name}.py": wsgi.parse_source(f"/d/{name}.py", text) for name, text in files.items()}


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ("wsgi:app", ""),
        ("application:app", ""),
        ("wsgi:nope", "no_attribute"),
        ("wsgi.py:app", "no_module"),
        ("nope:app", "no_module"),
        ("wsgi", "no_attribute"),  # gunicorn then looks for `application`
        ("wsgi:app.x", "bad_spec"),
        ("wsgi:app:x", "bad_spec"),
        (":app", "bad_spec"),
        ("broken:app", "syntax_error"),
        ("copied:app", "no_attribute"),
        ("factory:create_app()", ""),
        ("late:app", "no_attribute"),
        ("package.inner:app", ""),
    ],
)
def test_what_gunicorn_would_find(spec: str, problem: str) -> None:
    found = sources(
        application=APP, wsgi=WSGI, broken="def f(:\n", copied="from wsgi import server as app\n",
        factory="from flask import Flask\ndef create_app():\n    return Flask('x')\n",
        late="from flask import Flask\nif __name__ == '__main__':\n    app = Flask('x')\n",
    )  # fmt: skip
    inner = wsgi.parse_source("/d/package/inner.py", "from . import app\n")
    package = wsgi.parse_source("/d/package/__init__.py", APP)
    found |= {inner.path: inner, package.path: package}
    result = wsgi.resolve(spec, found, "/d")
    assert result.problem == problem
    assert result.ok is (problem == "")
    assert result.certain


def test_a_star_import_may_bring_it() -> None:
    result = wsgi.resolve("wsgi:app", sources(wsgi="from application import *\n"), "/d")
    assert (result.ok, result.certain) == (True, False)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (WSGI, 0),
        ("from application import app\napp.run()\n", 2),
        (APP + "app.run()\n", 6),
        ("import subprocess\nsubprocess.run('x')\n", 0),
        ("from application import app\ndef main():\n    app.run()\n", 0),
        ("from application import app\nif True:\n    app.run()\n", 3),
        ("from application import app\nif '__main__' == __name__:\n    app.run()\n", 0),
        ("from application import app\nif __name__ == 'MAIN':\n    app.run()\n", 3),
        ("from os import path\npath.run()\n", 0),
        ("from . import app\napp.run()\n", 2),
        ("from flask import Flask\napp: Flask = Flask('x')\napp.run()\n", 3),
        ("import queue\nq = queue.Queue()\nq.run()\n", 0),
    ],
)
def test_an_unguarded_run(text: str, line: int) -> None:
    assert wsgi.parse_source("/d/wsgi.py", text).app_run == line


def test_routes_and_instances() -> None:
    source = wsgi.parse_source("/x.py", APP + "@app.post('/hello')\ndef hello(): pass\napp.add_url_rule('/z')\n")
    assert [(one.path, one.methods) for one in source.routes] == [
        ("/", ("GET",)), ("/hello", ("POST",)), ("/z", ("GET",)),
    ]  # fmt: skip
    assert source.flask_instances == ("app",)


def test_the_methods_of_a_route() -> None:
    source = wsgi.parse_source(
        "/x.py",
        "from flask import Flask as Web, request\nimport flask\napp = Web('x')\nother = flask.Flask('y')\n"
        "no = request('z')\n"
        "@app.route('/a', methods=['post', 'GET'])\ndef a(): pass\n"
        "@app.route('/b', endpoint='b')\nasync def b(): pass\n"
        "app.add_url_rule('/c', view_func=a, methods=('PUT',))\n",
    )
    assert [(one.path, one.methods, one.function) for one in source.routes] == [
        ("/a", ("POST", "GET"), "a"), ("/b", ("GET",), "b"), ("/c", ("PUT",), ""),
    ]  # fmt: skip
    assert source.flask_instances == ("app", "other")


def test_what_makes_an_application() -> None:
    source = wsgi.parse_source(
        "/x.py",
        "from flask import Flask\ndef create_app():\n    app = Flask('x')\n    return app\n"
        "def forgets():\n    Flask('x')\ndef other():\n    return 1\nclass Made:\n    app = Flask('x')\n",
    )
    assert source.factories == ("create_app",)


def test_a_source_too_long_is_not_read() -> None:
    assert wsgi.parse_source("/x.py", "#" * wsgi.LONGEST).problem is None
    problem = wsgi.parse_source("/x.py", "#" * (wsgi.LONGEST + 1)).problem
    assert problem is not None
    assert problem.message == "too long to read"


def test_a_source_too_deep_for_pythons_parser_is_a_problem_of_the_file() -> None:
    problem = wsgi.parse_source("/x.py", "-" * 10_000 + "1").problem
    assert problem is not None
    assert problem.kind in {"MemoryError", "RecursionError"}


def test_imports_that_go_round_in_a_circle_come_to_an_end() -> None:
    found = sources(one="from two import app\n", two="from one import app\n")
    assert wsgi.resolve("one:app", found, "/d").ok


@pytest.mark.parametrize(
    ("written", "problem"),
    [("from . import app", ""), ("from .. import app", "no_attribute"), ("from ..made import app", ""),
     ("from .made import app", "no_attribute")],
)  # fmt: skip
def test_dots_before_an_import(written: str, problem: str) -> None:
    texts = {
        "/d/package/sub/wsgi.py": written + "\n", "/d/package/sub/__init__.py": APP, "/d/package/__init__.py": "",
        "/d/package/made.py": APP, "/d/package/sub/made.py": "",
    }  # fmt: skip
    found = {path: wsgi.parse_source(path, text) for path, text in texts.items()}
    assert wsgi.resolve("package.sub.wsgi:app", found, "/d").problem == problem


def test_a_syntax_error_has_its_place() -> None:
    problem = wsgi.parse_source("/x.py", "a = 1\nif a:\nb = 2\n").problem
    assert problem is not None
    assert (problem.kind, problem.line) == ("IndentationError", 3)


def test_imports_that_nobody_provides() -> None:
    source = wsgi.parse_source(
        "/d/x.py",
        "import os.path, nope.sub\nfrom flask import Flask\nfrom helper import x\nfrom . import y\n"
        "try:\n    import optional\nexcept ImportError:\n    optional = None\n",
    )
    assert [one.module for one in wsgi.missing_imports(source, ["helper"], ["flask"])] == ["nope.sub"]


def test_dotenv() -> None:
    found = dotenv.parse("A=1\n\nexport FLASK_APP='wsgi.py' # x\nA=${B}\r\nbad line\nempty\n")
    assert found.get("FLASK_APP") == "wsgi.py"
    assert (found.get("A"), found.duplicates, found.crlf) == ("${B}", ("A",), True)
    assert [(one.key, one.line, one.exported) for one in found.bindings] == [
        ("A", 1, False), ("FLASK_APP", 3, True), ("A", 4, False), ("empty", 6, False),
    ]  # fmt: skip
    assert found.bad_lines == ((5, "bad line"),)
    assert found.get("empty") is None
    assert found.get("nope") is None


def test_the_virtualenvs_name_is_pipenvs() -> None:
    assert pipenv.virtualenv_names("/var/www/mi_aplicacion/Pipfile") == ("mi_aplicacion-TJwWnOpH",)
    assert pipenv.virtualenv_names("/var/www/Practica 3.5/Pipfile")[0].startswith("Practica_3.5-")
    long = pipenv.virtualenv_names(f"/var/www/{'a' * 60}/Pipfile")[0]
    assert len(long) == 42 + 1 + 8


def test_whose_virtualenv_it_is() -> None:
    home = "/home/usuario/.local/share/virtualenvs"
    directory = "/var/www/mi_aplicacion"
    assert pipenv.belongs_to(pipenv.Virtualenv(f"{home}/mi_aplicacion-TJwWnOpH"), f"{directory}/")
    assert pipenv.belongs_to(pipenv.Virtualenv(f"{home}/mi_aplicacion-TJwWnOpH-python3.11"), directory)
    assert pipenv.belongs_to(pipenv.Virtualenv(f"{directory}/.venv"), directory)
    assert not pipenv.belongs_to(pipenv.Virtualenv(f"{home}/mi_aplicacion-AAAAAAAA"), directory)
    assert not pipenv.belongs_to(pipenv.Virtualenv(f"{directory}/env"), directory)


PIPFILE = """\
[[source]]
url = "https://index.invalid/simple"
verify_ssl = true
name = "pypi"

[packages]
Flask = "*"
gunicorn = {version = "==27.0.1"}
mine = {path = "."}

[dev-packages]

[requires]
python_version = "3.11"
"""
# As calculated by the pipenv of Debian 12 (2022.12.19) and 13 (2024.0.1) for this very text.
PIPFILE_HASH = "94dbf6b5fdb06a310859aa0a5ebc983bf824103bf1f94b459d05857d97935e10"


def test_pipfile_and_lock() -> None:
    facts = pipenv.parse_pipfile(PIPFILE)
    assert {name: one.version for name, one in facts.packages.items()} == {
        "flask": "*", "gunicorn": "==27.0.1", "mine": "",
    }  # fmt: skip
    assert (facts.python_version, facts.hash) == ("3.11", PIPFILE_HASH)
    meta = {"hash": {"sha256": facts.hash}, "requires": {"python_version": "3.11"}}
    lock = json.dumps({"_meta": meta, "default": {"Flask": {"version": "==3.0"}}, "develop": {}})
    assert pipenv.parse_lock(lock).packages == {"flask": "==3.0"}
    assert pipenv.lock_in_step(PIPFILE, lock)
    assert not pipenv.lock_in_step(PIPFILE.replace('"*"', '"==2"'), lock)


def test_a_lock_whose_hash_was_written_by_hand_lacks_packages() -> None:
    lock = json.dumps({"_meta": {}, "default": {"Flask": {"version": "==3.0"}}, "develop": {"py_test": {}}})
    asked = '[packages]\nflask = "*"\nRequests = "*"\nmine = {path = "."}\n[dev-packages]\n"py.test" = "*"\n'
    assert pipenv.not_locked(asked, lock) == ["Requests"]
    only_there = asked.replace('Requests = "*"', 'pywin32 = {version = "*", sys_platform = "== \'win32\'"}')
    assert pipenv.not_locked(only_there, lock) == []
    assert pipenv.not_locked("[packages", lock) == []


def test_a_broken_pipfile_says_where() -> None:
    facts = pipenv.parse_pipfile("[packages]\nflask = *\n")
    assert facts.line == 2
    assert facts.error
    assert pipenv.parse_lock("{").error
    assert not pipenv.lock_in_step("[packages]\nflask = *\n", "{}")


@pytest.mark.parametrize("lock", ["[]", "3", "{}", '{"_meta": []}'])
def test_a_lock_without_its_head(lock: str) -> None:
    assert pipenv.parse_lock(lock).error == "no _meta section"


def test_the_full_version_of_python_comes_first() -> None:
    requires = {"python_full_version": "3.11.2"}
    assert pipenv.parse_lock(json.dumps({"_meta": {"requires": requires}})).python_version == "3.11.2"
    assert pipenv.parse_pipfile('[requires]\npython_full_version = "3.11.2"\n').python_version == "3.11.2"


def test_a_pipfile_that_pipenv_refuses_has_no_hash() -> None:
    facts = pipenv.parse_pipfile('[[source]]\nurl = 3\n[packages]\nflask = "*"\n')
    assert (list(facts.packages), facts.hash) == (["flask"], "")


ROW = {
    "path": "/v/x-AAAAAAAA", "home": "/home/ana", "owner": "ana", "uid": 1000, "group": "ana", "mode": 0o755,
    "project": "/var/www/x\n", "config": "version_info = 3.11.2\n", "python": None, "programs": ["flask"],
    "distributions": ["Flask_SQLAlchemy-3.1"], "modules": ["flask"],
}  # fmt: skip


def test_a_row_of_nonsense_hides_no_virtualenv() -> None:
    rows = b"nonsense\n{}\n" + json.dumps(ROW).encode() + b"\n"
    (found,) = pipenv.read_virtualenvs(Answer(1, rows))
    assert (found.path, found.project, found.version) == ("/v/x-AAAAAAAA", "/var/www/x", "3.11.2")
    assert (found.has_flask, found.has_gunicorn, found.distributions) == (True, False, {"flask-sqlalchemy": "3.1"})


def test_no_virtualenv_is_not_the_same_as_no_answer() -> None:
    assert pipenv.read_virtualenvs(Answer(0)) == []
    with pytest.raises(CannotLook) as caught:
        pipenv.read_virtualenvs(Answer(1, stderr=b"MemoryError\n"))
    assert (caught.value.reason, caught.value.detail) == ("no_answer", "MemoryError")


def test_a_page_and_what_it_needs() -> None:
    page = http_page.parse_page(
        b"<title>Hello\n Azure</title><link rel='stylesheet' href='/static/a.css'><img src=b.png>"
        b"<script src='/c.js'></script><form method=POST action='/hello'><p>Hi <b>you</b>"
    )
    assert (page.title, page.text) == ("Hello Azure", "Hi you")
    assert (page.stylesheets, page.images, page.scripts) == (("/static/a.css",), ("b.png",), ("/c.js",))
    assert page.forms == (("/hello", "post"),)


def test_nginxs_own_pages() -> None:
    error = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>\n"
    assert http_page.nginx_error(error + "<hr><center>nginx/1.22.1</center>\n</body>") == 502
    assert http_page.nginx_error(error + "<hr><center>nginx</center>") == 502
    assert http_page.nginx_error("<title>404 Not Found</title><h1>Not Found</h1>") == 0
    assert http_page.is_nginx_welcome("<h1>x</h1><title>Welcome to nginx!</title>")
    for title in ("Welcome to my site", "Welcome to our shop", "Zapatos"):
        assert not http_page.is_nginx_welcome(f"<title>{title}</title>")
    assert http_page.is_nginx_welcome("<title>Welcome to nginx on Debian!</title>")


def test_the_same_page_but_for_its_tokens() -> None:
    page = "<input name='csrf_token' value='{}'> <p>x</p>"
    assert http_page.same_page(page.format("a"), page.format("b") + "\n")
    assert not http_page.same_page("<p>x</p>", "<p>y</p>")
