"""The pure readers of texts: unit files, nginx's configuration, sources, pages, and what is shown of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perito.errors import CannotLook, UsageError
from perito.evidence.redaction import Redactor
from perito.models.flask.heroku import procfile, runtime
from perito.probes import diagnosis, hosts_file, http_page, logs, ufw
from perito.probes.nginx import config, match, syntax
from perito.probes.python import (
    dotenv,
    gunicorn,
    gunicorn_address,
    import_time,
    pipfile,
    proxy_fix,
    requirements,
    wsgi,
)
from perito.probes.systemd import credentials, environment_file, journal, specifiers, unit_file
from perito.report import safe, wrapping
from perito.report.evidence import characters
from perito.support import lookalikes, urls
from perito.transport import ssh_config
from perito.transport.target import parse_app, parse_nameserver, parse_server_name, parse_target
from perito.transport.unreadable import STUMBLES
from tests.fuzz import corpus
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "www.example.test"


def _site(text: str) -> None:
    found = config.parse_site({"/x": text}, "/x")
    repr(found)


def _wsgi(text: str) -> None:
    source = wsgi.parse_source("/d/wsgi.py", text)
    wsgi.resolve("wsgi:app", {"/d/wsgi.py": source}, "/d")
    wsgi.missing_imports(source, ["wsgi"], ["flask"])


def _requirements(text: str) -> None:
    for wanted in requirements.parse(text):
        _ = wanted.pinned
        wanted.allows("3.0.1")


def _unit(text: str) -> None:
    unit = unit_file.parse_unit(text, "/etc/systemd/system/x.service")
    unit_file.environment(text)
    credentials.of(unit, "x.service", ())
    for _number, line in unit_file.logical_lines(text):
        unit_file.exec_argv(line)


def _excerpts(text: str) -> None:
    safe.clean(text)
    safe.line(text)
    safe.excerpt(text, 10)
    characters.pieces(text, 80, odd=True)
    characters.remarks(text)
    wrapping.wraps(text[:2000])


def _redacted(text: str) -> None:
    redactor = Redactor()
    data = text.encode("utf-8", "surrogateescape")
    redactor.data(data)
    redactor.text(text)
    redactor.header("set-cookie", text)


def _difference(text: str) -> None:
    wanted, _, found = text.partition("\n")
    characters.difference(wanted, found)


def _same(text: str) -> None:
    http_page.same_page(text, text[::-1])
    http_page.same_page(text, text)


# By the name of their example in examples.txt: the reader, and what it may refuse an input with.
READS: dict[str, tuple[Callable[[str], object], *tuple[type[BaseException], ...]]] = {
    "unit": (_unit,),
    "environment file": (environment_file.plain_variables,),
    "specifiers": (lambda text: specifiers.expanded(text, "a@b.service"),),
    "dotenv": (dotenv.parse,),
    "pipfile": (pipfile.parse_pipfile,),
    "pipfile hash": (pipfile.pipfile_hash,),
    "lock": (pipfile.parse_lock,),
    "requirements": (_requirements,),
    "requirement floats": (requirements.floats,),
    "source": (_wsgi,),
    "reads arguments": (import_time.reads_arguments,),
    "proxy fix": (proxy_fix.trusted,),
    "gunicorn.conf.py": (gunicorn.read_config_py,),
    "gunicorn command": (lambda text: gunicorn.parse_command(text.split(" ")),),
    "gunicorn in a shell": (gunicorn.in_script,),
    "bind": (gunicorn_address.parse_address,),
    "nginx": (lambda text: config.parse({"/etc/nginx/nginx.conf": text}),),
    "nginx site": (_site,),
    "nginx directives": (syntax.directives_of,),
    "server name": (lambda text: match.name_rank(text, HOST),),
    "hosts file": (hosts_file.parse,),
    "hosts file bytes": (lambda text: hosts_file.decode(text.encode("utf-8", "surrogateescape")),),
    "ufw": (lambda text: ufw.refuses(text, 80),),
    "error log": (logs.error_line,),
    "page": (http_page.parse_page,),
    "nginx page": (http_page.nginx_error,),
    "page text": (http_page.text_of,),
    "same page": (_same,),
    "telling": (diagnosis.telling,),
    "traceback": (lambda text: journal.telling_lines([journal.JournalLine(0.0, text)]),),
    "procfile": (procfile.parse,),
    "runtime": (lambda text: runtime.version("runtime.txt", text),),
    "excerpts": (_excerpts,),
    "difference": (_difference,),
    "lookalikes": (lookalikes.strange_in,),
    "redaction": (_redacted,),
    "url": (urls.parse,),
    "target": (parse_target, UsageError),
    "application": (parse_app, UsageError),
    "nameserver": (parse_nameserver, UsageError),
    "server name option": (parse_server_name, UsageError),
    "ssh_config words": (ssh_config.split, ValueError),
}
# These are called within `reading`, or catch what they raise where they are called.
GUARDED = ("pipfile hash",)


def targets() -> Iterator[Target]:
    """One for each."""
    given = examples()
    for name, (read, *refuses) in READS.items():
        key = f"text/{name.replace(' ', '-')}"
        seeds = partial(corpus.of, key, [b"\0" + given[name].encode()])
        stumbles = STUMBLES if name in GUARDED else ()
        yield Target(key, partial(_of_text, read), seeds, (CannotLook, *refuses), stumbles)


def examples() -> dict[str, str]:
    """By name."""
    parts = Path(__file__).with_name("examples.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def _of_text(read: Callable[[str], object], data: bytes) -> None:
    # As file names and recordings come: both kinds of text that bytes become.
    read(data[1:].decode("utf-8", "surrogateescape" if data[:1] == b"\1" else "replace"))
