"""Every probe, asked about names that a shell must not trip over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perito.probes import (
    accounts,
    ages,
    denials,
    disk,
    environ,
    files,
    firewall,
    form,
    git,
    holders,
    identity,
    logs,
    memory,
    names,
    packages,
    processes,
    snapshot,
    sockets,
    system,
    unix_http,
)
from perito.probes.integrity import programs, raw
from perito.probes.nginx import files as nginx
from perito.probes.nginx import raw as nginx_raw
from perito.probes.python import (
    bytecode,
    gunicorn_check,
    in_memory,
    installed,
    interpreter,
    pipenv,
    pythons,
    tools,
    wsgi,
)
from perito.probes.systemd import journal, reading, unit_files, units
from perito.probes.systemd.credentials import Credentials
from perito.probes.systemd.surroundings import Surroundings

if TYPE_CHECKING:
    from perito.probes.base import Probe

NASTY = '/var/www/it\'s a "$(dir)"'
AROUND = Surroundings((NASTY,), ("A",), ("/var/lib/x",), (("STATE_DIRECTORY", "/var/lib/x"),))
GIVEN = Surroundings(credentials=Credentials("x.service", (NASTY,), (("LoadCredential", "a", NASTY),)))
PROBES: dict[str, Probe[Any]] = {
    "accounts": accounts.accounts(),
    "whoami": accounts.whoami(),
    "ages": ages.ages([NASTY], NASTY),
    "bytecode": bytecode.compiled([NASTY]),
    "in memory": in_memory.in_memory(1, [NASTY]),
    "environ": environ.environ(1),
    "reading": reading.reading("x y.service"),
    "stat": files.stat_paths([NASTY]),
    "stat followed": files.stat_paths([NASTY], follow=True),
    "texts": files.read_files([NASTY]),
    "tree": files.tree(NASTY),
    "form": form.post_through_socket(NASTY, "localhost", "/hello", "name=x"),
    "identity": identity.identity([NASTY]),
    "programs": programs.hashes(),
    "programs again": programs.hashes_again(),
    "raw": raw.raw([NASTY], NASTY, [NASTY]),
    "git": git.repository(NASTY, "ana"),
    "check": gunicorn_check.check_config("ana", "www-data", ["gunicorn", NASTY], NASTY, {"A": NASTY}),
    "check as we are": gunicorn_check.check_config(None, None, ["gunicorn", NASTY], NASTY, {}),
    "check without group": gunicorn_check.check_config("ana", None, ["gunicorn"], NASTY, {}),
    "check with surroundings": gunicorn_check.check_config("ana", None, ["gunicorn"], NASTY, {"A": NASTY}, AROUND),
    "check with credentials": gunicorn_check.check_config("ana", None, ["gunicorn"], NASTY, {"A": NASTY}, GIVEN),
    "journal": journal.journal("x.service"),
    "errors": logs.error_log([NASTY]),
    "found": logs.find_in_access_logs([NASTY], NASTY),
    "no logs": logs.error_log([]),
    "hosts": names.hosts_file(),
    "interfaces": names.interfaces(),
    "nginx": nginx.config_tree(NASTY),
    "nginx -t": nginx.test(),
    "nginx raw": nginx_raw.raw([NASTY]),
    "denials": denials.denials(),
    "memory": memory.memory(f"/system.slice/{NASTY}"),
    "disks": disk.disks([NASTY, "/tmp"]),
    "firewall": firewall.firewall(),
    "holders": holders.holders([NASTY], 1),
    "installed": installed.environment(NASTY, ("gunicorn", NASTY), (NASTY,)),
    "installed programs": installed.programs({NASTY: "pipenv", "/usr/bin/pip3": "pip"}, NASTY),
    "interpreter": interpreter.interpreter(NASTY, (NASTY, "gunicorn")),
    "pythons": pythons.pythons("ana"),
    "packages": packages.packages(["nginx"]),
    "virtualenvs": pipenv.virtualenvs(None, [NASTY]),
    "virtualenvs at": pipenv.virtualenvs_at([NASTY]),
    "processes": processes.processes(),
    "snapshot": snapshot.snapshot(),
    "listeners": sockets.listeners(),
    "listeners beside": sockets.listeners_beside(1),
    "system": system.system(),
    "units": units.units("x.service"),
    "tools": tools.toolbox("ana"),
    "tools as we are": tools.toolbox(None),
    "unit files": unit_files.unit_files(NASTY),
    "verify": unit_files.verify([NASTY]),
    "links": unit_files.unit_links(),
    "socket": unix_http.get_through_socket(NASTY, user="www-data"),
    "socket again": unix_http.get_through_socket(NASTY, attempt=2),
    "port": unix_http.get_through_port("127.0.0.1", 8000),
    "compile": wsgi.compile_on_server([NASTY]),
}
