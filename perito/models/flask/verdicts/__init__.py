"""Verdicts of the Flask practice, for its checks.

Each raises Failure, CannotLook or NotApplicable, or returns what is wrong.
"""

from perito.models.flask.verdicts.answering import application_must_answer
from perito.models.flask.verdicts.application import (
    application_must_compile,
    callable_must_exist,
    imports_must_exist,
    module_must_exist,
    run_must_be_guarded,
    wsgi_must_compile,
    wsgi_must_exist,
)
from perito.models.flask.verdicts.arguments import arguments_must_be_accepted
from perito.models.flask.verdicts.denied import service_must_be_active
from perito.models.flask.verdicts.directory import (
    code_must_be_readable,
    code_must_lie_at_the_top,
    directory_must_exist,
    group_must_be_the_web_servers,
    mode_must_be_775,
    owner_must_be_sound,
)
from perito.models.flask.verdicts.environment import (
    env_must_be_readable,
    env_must_exist,
    every_line_must_be_an_assignment,
    flask_app_must_be_set,
    flask_app_must_resolve,
    flask_env_must_be_production,
)
from perito.models.flask.verdicts.exercise import (
    application_must_be_the_repositorys,
    form_must_greet,
    must_be_a_clone,
    page_must_be_the_repositorys,
    requirements_must_be_installed,
    requirements_must_be_kept,
    server_names_must_be_its_own,
    site_must_be_its_own,
    socket_must_be_its_own,
    stylesheets_must_load,
    unit_must_be_its_own,
    virtualenv_must_be_its_own,
)
from perito.models.flask.verdicts.gunicorn import (
    bind_must_work,
    exec_start_must_be_sound,
    no_test_server_must_be_left,
)
from perito.models.flask.verdicts.headers import headers_must_be_passed_on
from perito.models.flask.verdicts.loading import gunicorn_must_load
from perito.models.flask.verdicts.settings import (
    environment_must_have_the_path,
    keys_must_be_known,
    service_must_be_enabled,
    unit_group_must_be_the_web_servers,
    unit_must_be_wanted_at_boot,
    workers_must_be_given,
    working_directory_must_be_the_applications,
)
from perito.models.flask.verdicts.sharing import (
    must_be_reachable,
    names_must_be_its_own,
    nginx_must_be_current,
    page_must_answer,
    page_must_be_the_applications,
    request_must_be_logged,
    service_must_listen,
    site_must_exist,
    unit_must_exist,
)
from perito.models.flask.verdicts.tools import pip_must_be_found, pipenv_must_be_found, pipenv_must_run
from perito.models.flask.verdicts.unit import user_must_be_sound
from perito.models.flask.verdicts.virtualenv import (
    flask_must_be_installed,
    gunicorn_must_be_installed,
    lock_must_be_in_step,
    lock_must_exist,
    pipfile_must_be_valid,
    pipfile_must_list_flask,
    pipfile_must_list_gunicorn,
    virtualenv_must_be_the_users,
    virtualenv_must_exist,
    virtualenv_must_have_its_python,
)
from perito.models.web.verdicts.listen import site_must_listen
from perito.models.web.verdicts.names import (
    client_must_know,
    hosts_line_must_be_sound,
    name_must_be_known,
    name_must_lead_here,
)
from perito.models.web.verdicts.page import assets_must_load
from perito.models.web.verdicts.pending import (
    follows_from,
    must_be_current,
    must_be_reloaded,
    must_start_at_boot,
    once_read,
)
from perito.models.web.verdicts.service import service_must_be_stable
from perito.models.web.verdicts.site import (
    link_must_lead_to_the_site,
    proxy_must_name_the_socket,
    server_name_must_be_sound,
    site_must_be_enabled,
)
from perito.models.web.verdicts.site_file import (
    accesses_must_be_logged,
    errors_must_be_logged,
    proxy_pass_must_name_a_socket,
    server_name_must_have_www,
    site_must_be_accepted,
)
from perito.models.web.verdicts.socket import socket_must_be_reachable, socket_must_be_there

__all__ = [
    "accesses_must_be_logged",
    "application_must_answer",
    "application_must_be_the_repositorys",
    "application_must_compile",
    "arguments_must_be_accepted",
    "assets_must_load",
    "bind_must_work",
    "callable_must_exist",
    "client_must_know",
    "code_must_be_readable",
    "code_must_lie_at_the_top",
    "directory_must_exist",
    "env_must_be_readable",
    "env_must_exist",
    "environment_must_have_the_path",
    "errors_must_be_logged",
    "every_line_must_be_an_assignment",
    "exec_start_must_be_sound",
    "flask_app_must_be_set",
    "flask_app_must_resolve",
    "flask_env_must_be_production",
    "flask_must_be_installed",
    "follows_from",
    "form_must_greet",
    "group_must_be_the_web_servers",
    "gunicorn_must_be_installed",
    "gunicorn_must_load",
    "headers_must_be_passed_on",
    "hosts_line_must_be_sound",
    "imports_must_exist",
    "keys_must_be_known",
    "link_must_lead_to_the_site",
    "lock_must_be_in_step",
    "lock_must_exist",
    "mode_must_be_775",
    "module_must_exist",
    "must_be_a_clone",
    "must_be_current",
    "must_be_reachable",
    "must_be_reloaded",
    "must_start_at_boot",
    "name_must_be_known",
    "name_must_lead_here",
    "names_must_be_its_own",
    "nginx_must_be_current",
    "no_test_server_must_be_left",
    "once_read",
    "owner_must_be_sound",
    "page_must_answer",
    "page_must_be_the_applications",
    "page_must_be_the_repositorys",
    "pip_must_be_found",
    "pipenv_must_be_found",
    "pipenv_must_run",
    "pipfile_must_be_valid",
    "pipfile_must_list_flask",
    "pipfile_must_list_gunicorn",
    "proxy_must_name_the_socket",
    "proxy_pass_must_name_a_socket",
    "request_must_be_logged",
    "requirements_must_be_installed",
    "requirements_must_be_kept",
    "run_must_be_guarded",
    "server_name_must_be_sound",
    "server_name_must_have_www",
    "server_names_must_be_its_own",
    "service_must_be_active",
    "service_must_be_enabled",
    "service_must_be_stable",
    "service_must_listen",
    "site_must_be_accepted",
    "site_must_be_enabled",
    "site_must_be_its_own",
    "site_must_exist",
    "site_must_listen",
    "socket_must_be_its_own",
    "socket_must_be_reachable",
    "socket_must_be_there",
    "stylesheets_must_load",
    "unit_group_must_be_the_web_servers",
    "unit_must_be_its_own",
    "unit_must_be_wanted_at_boot",
    "unit_must_exist",
    "user_must_be_sound",
    "virtualenv_must_be_its_own",
    "virtualenv_must_be_the_users",
    "virtualenv_must_exist",
    "virtualenv_must_have_its_python",
    "workers_must_be_given",
    "working_directory_must_be_the_applications",
    "wsgi_must_compile",
    "wsgi_must_exist",
]
