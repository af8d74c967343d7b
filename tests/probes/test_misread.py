"""Lines of a unit that systemd takes otherwise than they look, and those that it does not."""

from __future__ import annotations

import pytest

from perito.probes.systemd.misread import misread

G = "/home/u/.local/share/virtualenvs/x-Ab3dE6gH/bin/gunicorn"
SOUND = f"{G} --workers 3 --bind unix:/var/www/x/x.sock wsgi:app"


@pytest.mark.parametrize(
    ("key", "value", "kind", "part"),
    [
        ("WorkingDirectory", "/var/www/x/  # ruta", "comment", "# ruta"),
        ("WorkingDirectory", "/var/www/x // ruta", "comment", "// ruta"),
        ("User", "usuario ; quien despliega", "comment", "; quien despliega"),
        ("WantedBy", "multi-user.target # siempre", "comment", "# siempre"),
        ("ExecStart", f"{SOUND} # tres", "comment", "# tres"),
        ("ExecStart", f"cd /var/www/x && {SOUND}", "builtin", "cd"),
        ("ExecStart", f"source /x/bin/activate && {SOUND}", "builtin", "source"),
        ("ExecStart", f"{SOUND} && echo", "operator", "&&"),
        ("ExecStart", f"{SOUND} >> /var/log/x.log 2>&1", "operator", ">>"),
        ("ExecStart", f"{SOUND} &", "operator", "&"),
        ("ExecStart", "$(which gunicorn) wsgi:app", "substitution", "$(which"),
        ("ExecStart", f"{G} --workers $(nproc) wsgi:app", "substitution", "$(nproc)"),
        ("ExecStart", "~/x/bin/gunicorn wsgi:app", "tilde", "~"),
        ("ExecStart", f"FLASK_ENV=production {SOUND}", "assignment", "FLASK_ENV=production"),
        ("ExecStart", f'"{SOUND}"', "quoted", G),
        ("WorkingDirectory", "~/x", "tilde", "~"),
        ("User", "$USER", "variable", "$USER"),
        ("Environment", '"PATH=$(pipenv --venv)/bin"', "substitution", "$(pipenv --venv)"),
        ("Environment", '"PATH=/usr/bin:~/x/bin"', "tilde", "~"),
        ("Environment", '"export PATH=/x"', "export", "export"),
        ("Group", "www\u2011data", "look_alike", "\u2011"),
        ("ExecStart", f"{G} \u2013-bind unix:/x wsgi:app", "look_alike", "\u2013"),
    ],
)
def test_what_systemd_takes_otherwise(key: str, value: str, kind: str, part: str) -> None:
    found = misread(key, value)
    assert found is not None
    assert (found.kind, found.part) == (kind, part)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ExecStart", SOUND),
        ("ExecStart", f"-{SOUND}"),
        ("ExecStart", f"/bin/sh -c 'cd /var/www/x && exec {SOUND} >> /x 2>&1'"),
        ("ExecStart", f'/bin/bash -lc "source /x/bin/activate && {SOUND}"'),
        ("ExecStart", f"/usr/bin/env FLASK_ENV=production {SOUND}"),
        ("ExecStart", f"{G} --access-logformat '%(h)s & %(r)s' wsgi:app"),
        ("ExecStart", f"{G} 'wsgi:create_app(\"x\")'"),
        ("WorkingDirectory", "~"),
        ("WorkingDirectory", "/srv/año #1/x".replace(" #1", "")),
        ("Environment", '"PATH=/x/bin:$PATH" "COLOR=#fff"'),
        ("Description", "app – con flask “y” Gunicorn".replace("–", "-").replace("“", "").replace("”", "")),
        ("User", "usuario"),
        ("WantedBy", "multi-user.target graphical.target"),
    ],
)
def test_what_it_takes_as_it_stands(key: str, value: str) -> None:
    assert misread(key, value) is None
