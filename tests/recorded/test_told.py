"""What is told of a mistake: not only which check fails, but in which words, and which line of the server proves it.

tests/recorded/test_recorded.py says which checks fail. Where a sentence is worded anew, so is it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.evidence.session import Session
from tests.live.grading import of_session
from tests.recorded import altered, store

if TYPE_CHECKING:
    from pathlib import Path

UNIT = "/etc/systemd/system/flask_app.service, línea"
TOLD = [
    ("access-blocked-outside", "access.reachable", "y desde fuera no: algo que hay por el camino lo cierra."),
    ("access-log-deleted", "access.log", "no aparece en /var/log/nginx/mi_aplicacion.access.log."),
    ("application-500", "service.socket-answers", "NameError: name 'pagina' is not defined"),
    ("application-crashes-worker", "service.socket-answers", "exited with code 1."),
    ("application-latin-1", "application.compiles", "application.py no está guardado en UTF-8: (unicode error)"),
    ("application-missing", "application.module", "crea el objeto Flask. Los que hay son: wsgi.py."),
    ("application-name-misspelt", "application.imports", "línea 1, importa application, que no existe, y en el"),
    ("application-syntax", "application.compiles", "Hay un error de sintaxis en application.py, línea 8: unterminated"),
    ("application-tabs", "application.compiles", "mezcla tabuladores y espacios en la sangría de la línea 8."),
    ("code-unreadable", "directory.readable", "no puede leer application.py: es de root:root, con permisos 600."),
    ("directory-misspelt", "directory.exists", "pero sí un directorio con un nombre parecido: /var/www/mi_aplicaion."),
    ("directory-mode-664", "directory.mode", "son 664: falta la x del dueño, del grupo y de los demás"),
    ("directory-mode-755", "directory.mode", "al grupo le falta el permiso de escritura: 755 en vez de 775."),
    ("directory-mode-777", "directory.mode", "puede escribir cualquier usuario del servidor: 777 en vez de 775."),
    ("directory-nested", "directory.content", "en /var/www/mi_aplicacion/mi_aplicacion, un directorio más adentro"),
    ("directory-owner-root", "directory.owner", "es de root, y tiene que ser de tu usuario (usuario)."),
    ("directory-parent-closed", "directory.readable", "(usuario) no puede entrar en /var/www (root:root 700), y"),
    ("env-empty", "env.flask-env", "existe, pero no contiene ninguna variable: tampoco FLASK_ENV."),
    ("env-flask-app-elsewhere", "env.flask-app-resolves", "FLASK_APP=main.py, y no existe main.py. Los archivos de"),
    ("env-flask-app-object", "env.flask-app-resolves", "FLASK_APP=wsgi:aplicacion, y wsgi.py no define aplicacion."),
    ("env-flask-env-misspelt", "env.flask-env", "La línea 2 de .env dice FLAK_ENV, y la variable se llama FLASK_ENV."),
    ("env-named-env", "env.exists", "No existe /var/www/mi_aplicacion/.env, pero sí env."),
    ("env-one-line", "env.flask-env", "del valor de la línea 1 de .env, «FLASK_APP=wsgi.py FLASK_ENV=production»."),
    ("env-quotes", "env.syntax", "En la línea 1 de .env las comillas no casan: «FLASK_APP = \"wsgi.py'»."),
    ("env-unreadable", "env.readable", "no puede leer /var/www/mi_aplicacion/.env: es de root:root 600."),
    ("exercise-form-refused-by-nginx", "exercise.form", "la aplicación saluda; a través de Nginx, no."),
    ("exercise-git-init", "exercise.clone", "se creó con git init y no se clonó."),
    ("exercise-requirements-star", "exercise.requirements", "deja abierta una versión que requirements.txt fija"),
    ("exercise-shared-socket", "exercise.own-socket", "abren el mismo socket: /var/www/mi_aplicacion/"),
    ("gunicorn-address-taken", "service.active", "failed: [Errno 98] Address already in use"),
    ("gunicorn-stopped", "service.active", "está parado: alguien lo detuvo, y no hubo ningún error."),
    ("names-first-line-wins", "names.server-name", "y cuenta antes que la correcta, que es la 2."),
    ("gunicorn-dev-server-left", "gunicorn.no-test-server", "en el puerto 5000, y escucha flask (PID 73)."),
    ("gunicorn-module-dot", "gunicorn.arguments", "en wsgi.app, el módulo y el objeto están unidos por un punto"),
    ("gunicorn-one-hyphen", "gunicorn.arguments", f"{UNIT} 10: -workers lleva un solo guion"),
    ("flask-too-old", "gunicorn.loads", "desde application.py, línea 1, se llega al paquete flask, que pide url_quote"),
    ("socket-taken", "service.listening", "no escucha este servicio (otra_app.service), sino flask_app.service."),
    ("service-killed", "service.active", "gunicorn no terminó por sí solo, lo mató una señal (SIGKILL)."),
    ("names-literal-address", "names.hosts-file", "no empieza por una dirección: 192.168.X.X no lo es"),
    ("names-on-the-server", "names.client", "la línea está en el /etc/hosts del propio servidor (línea 5)"),
    ("names-without-www", "names.www", "tiene la dirección del servidor, pero no ese nombre."),
    ("names-www-elsewhere", "names.www", "La línea 2 de client-hosts («192.0.2.10 www.mi_aplicacion»)"),
    ("nginx-by-hand", "nginx.active", "Hay un nginx en marcha que systemd no inició"),
    ("nginx-conf-without-sites", "enabled-site.linked", "existe, pero nginx.conf no lo incluye."),
    ("nginx-config-broken", "nginx-config.valid", "conf.d/mio.conf, línea 1: unknown directive"),
    ("nginx-masked", "nginx.enabled", "está enmascarado (systemd dice masked)"),
    ("nginx-port-taken", "nginx.listening", "no escucha Nginx, sino python3, y es quien recibe"),
    ("nginx-stopped", "nginx.active", "Nginx está parado, y no hubo ningún error"),
    ("page-without-styles", "access.styles", "pide /static/estilo.css, y no se carga: da 404."),
    ("pipfile-lock-by-hand", "virtualenv.lock-in-step", "actual, pero le falta requests, que el Pipfile pide."),
    ("pipenv-broken", "tools.pipenv-version", "el Python que nombra su primera línea no está en el servidor."),
    ("pipfile-invalid", "virtualenv.pipfile", "La línea 7 dice «flask = *»: Unexpected character: '*'"),
    ("pipfile-lock-stale", "virtualenv.lock-in-step", "se generó a partir de otro Pipfile: el hash que guarda no es"),
    ("pipfile-without-flask", "virtualenv.pipfile-flask", "no figura flask. Los paquetes que hay en [packages] son:"),
    ("service-crash-loop", "gunicorn.loads", "porque falla application.py, línea 9: RuntimeError: sin configurar"),
    ("site-answers-itself", "access.page", "contesta por sí mismo, con el mismo texto que la aplicación"),
    ("site-brace", "site.syntax", "línea 12: el archivo se acaba y queda una llave abierta."),
    ("site-copied", "enabled-site.link-target", "sites-available/mi_aplicacion, no un enlace: lo que"),
    ("site-https-nobody", "access.status", "manda al visitante a https, y en 198.18.112.5:443 no contesta nadie."),
    ("site-link-dangling", "enabled-site.link-target", "pero apunta a /etc/nginx/sites-available/mi_aplicacionn"),
    ("site-link-hidden", "enabled-site.linked", "/.mi_aplicacion empieza por punto, y nginx.conf incluye"),
    ("site-link-to-directory", "enabled-site.link-target", "apunta al directorio /etc/nginx/sites-available/ y no"),
    ("site-listen-loopback", "site.listen", "línea 2: el sitio solo escucha en 127.0.0.1:80, y desde fuera"),
    ("site-name-shared", "enabled-site.unique", "Nginx se queda con /etc/nginx/sites-enabled/00_otra:1"),
    ("site-proxy-pass-path", "access.status", "da 404: proxy_pass acaba en /app/"),
    ("site-redirects-to-itself", "access.status", "La página de mi_aplicacion redirige a sí misma sin fin."),
    ("site-semicolon-unnoticed", "site.server-name", "línea 3: a server_name le falta el punto y coma"),
    ("site-shadowed-by-address", "access.page", "de otro sitio (/etc/nginx/sites-enabled/otra, línea 1)"),
    ("site-socket-letter-case", "site.socket", "mi_aplicacion.sock: cambian las mayúsculas."),
    ("site-typographic-quotes", "site.server-name", "columna 17: «“» es U+201C (LEFT DOUBLE QUOTATION MARK)"),
    ("site-without-proxy-params", "site.proxy-headers", "no le llegan las cabeceras Host y X-Forwarded-For."),
    ("socket-in-home", "service.socket-reachable", "no puede pasar por /home/usuario (usuario:usuario 700), y así"),
    ("socket-umask-077", "service.socket-reachable", "pero no puede escribir en él (usuario:www-data 700)."),
    ("unit-bind-no-such-directory", "service.bind", f"{UNIT} 10: el socket sería /var/ww/mi_aplicacion/mi_"),
    ("unit-condition-unmet", "service.active", "de la unidad: ConditionPathExists=/var/www/mi_aplicacion/listo."),
    ("unit-group-unknown", "service.group", "no existe el grupo www_data, y systemd no puede iniciar"),
    ("unit-requires-missing", "service.active", f"{UNIT} 4: Requires=mariadb.service: systemd solo inicia"),
    ("unit-enviroment", "service.keys", f"{UNIT} 8: systemd no conoce Enviroment="),
    ("unit-exec-start-bare", "service.exec-start", f"{UNIT} 10: pone gunicorn sin su ruta"),
    ("unit-exec-start-split", "service.keys", f"{UNIT} 11: a «--bind unix:/var/www/mi_aplicacion/mi_aplicacion.sock"),
    ("unit-path-without-bin", "service.environment", "ese es el entorno virtual, y sus programas están en"),
    ("unit-section-spanish", "service.keys", "no conoce la sección [Servicio], que se parece a [Service]"),
    ("unit-without-suffix", "service.exists", "systemd no la lee, porque su nombre no acaba en .service."),
    ("unit-without-user", "service.user", "no tiene User= en [Service], así que la aplicación se ejecuta como root."),
    ("unit-type-forking", "service.active", f"{UNIT} 6: Type=forking: con ese tipo, systemd espera"),
    ("unit-user-unknown", "service.user", "no existe el usuario alumno, y systemd no puede"),
    ("unit-wanted-by-misspelt", "service.wanted-by", f"{UNIT} 13: WantedBy=multiuser.target: multiuser.target no es"),
    ("virtualenv-python-gone", "virtualenv.python", "no lleva a ningún Python que exista. El entorno se creó con"),
    ("wsgi-missing", "application.wsgi", "no existe wsgi.py. Los archivos de Python que hay son: application.py."),
    ("wsgi-other-name", "application.callable", "wsgi.py no define app (la aplicación se llama ahí application)"),
    ("wsgi-syntax", "application.wsgi-compiles", "La sangría está mal en wsgi.py, línea 4: expected an indented block"),
    ("wsgi-unguarded-run", "application.guarded", "wsgi.py, línea 3, llama a app.run() sin comprobar si se"),
]  # fmt: skip


@pytest.fixture(scope="module")
def recorded() -> dict[str, bytes]:
    """The archive."""
    return store.library()


@pytest.mark.parametrize(("name", "check", "words"), TOLD, ids=[name for name, _, _ in TOLD])
def test_a_mistake_is_told_in_these_words(
    name: str, check: str, words: str, recorded: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"{name}{store.SUFFIX}"
    path.write_bytes(recorded[name])
    result = of_session(Session.replay(path))
    (failed,) = (one for one in result.checks if one.id == check)
    (root,) = (one for one in result.root_causes if one.check == check)
    assert words in " ".join((failed.says, failed.actual, failed.detail, root.proof))


PACKAGES = "/home/usuario/.local/share/virtualenvs/mi_aplicacion-TJwWnOpH/lib/python3.11/site-packages"
SAID = f"ImportError: cannot import name 'url_quote' from 'werkzeug.urls' ({PACKAGES}/werkzeug/urls.py)"
INNER = f"{PACKAGES}/flask/app.py"


@pytest.mark.parametrize(
    ("words", "finding", "said"),
    [
        (
            {SAID: "ModuleNotFoundError: No module named 'markupsafe'"},
            "package-lacks-module",
            "flask, que importa markup",
        ),
        ({INNER: f"{PACKAGES}/flask_login.py"}, "package-lacks-name", "paquete flask_login, que pide url_quote"),
        ({INNER: "/usr/lib/python3/dist-packages/yaml/x.py"}, "package-lacks-name", "paquete yaml, que pide url_quote"),
        ({INNER: "/var/www/mi_aplicacion/application.py"}, "no-name", "línea 3, importa url_quote de werkzeug.urls"),
        ({INNER: "<frozen importlib._bootstrap>"}, "no-name", "línea 1, importa url_quote de werkzeug.urls"),
    ],
)
def test_what_a_package_imports_is_not_told_of_the_students_own_line(
    words: dict[str, str], finding: str, said: str
) -> None:
    result = altered.graded(altered.altered(altered.recorded("flask-too-old"), words))
    cause = next(one for one in result.root_causes if one.check == "gunicorn.loads")
    assert cause.finding == f"gunicorn.loads/{finding}"
    assert said in cause.text


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("site-answers-itself", "una copia de la página de la aplicación, que da el propio nginx"),
        ("pending-rival-removed", "otra página, no la de la aplicación"),
    ],
)
def test_a_page_that_nginx_gives_by_itself_is_no_other_page_to_a_visitor(
    name: str, sees: str, recorded: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"{name}{store.SUFFIX}"
    path.write_bytes(recorded[name])
    assert [one.sees for one in of_session(Session.replay(path)).deployments] == [sees]
