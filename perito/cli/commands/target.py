"""From the options to the server to grade, with the names on it and the secrets that log in."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from perito.errors import UsageError
from perito.grading.settings import check_wait, one_of
from perito.server.dns.client import own_hosts_file
from perito.support.i18n import _
from perito.transport.target import (
    HttpMode,
    Kind,
    is_url_base,
    parse_app,
    parse_domain,
    parse_nameserver,
    parse_server_name,
    parse_target,
    secret_in,
)

if TYPE_CHECKING:
    from perito.cli.commands.check import Options
    from perito.transport.target import Target


def target_of(options: Options) -> Target:
    """The target with all options applied. Raises UsageError; may prompt for secrets."""
    one_of("--http", options.http, tuple(HttpMode))
    files = {"--identity": options.identity, "--ssh-config": options.ssh_config, "--hosts-file": options.hosts_file}
    for option, path in files.items():
        if path is not None and not path.is_file():
            raise UsageError(_("{option} {path}: no such file").format(option=option, path=path))
    known = options.known_hosts
    if known is not None and not known.is_file() and not options.accept_new:
        raise UsageError(_("--known-hosts {known}: no such file (--accept-new would start one)").format(known=known))
    if not 0 < options.timeout < float("inf"):
        raise UsageError(_("--timeout {timeout:g}: seconds, above 0").format(timeout=options.timeout))
    check_wait(options.wait)
    if options.url_base is not None:
        check_url_base(options.url_base)
    found = parse_target(options.target)
    return replace(
        found,
        identity=options.identity,
        ssh_config=options.ssh_config,
        known_hosts=options.known_hosts,
        accept_new=options.accept_new,
        jump=options.jump,
        url_base=options.url_base,
        http=HttpMode(options.http),
        apps=tuple(parse_app(app) for app in options.apps),
        service=options.service,
        site=options.site,
        server_name=parse_server_name(options.server_name) if options.server_name is not None else None,
        nameservers=tuple(parse_nameserver(one) for one in options.nameservers),
        search=tuple(parse_domain(one) for one in options.search),
        hosts_file=options.hosts_file or (own_hosts_file() if found.kind is Kind.SSH else None),
        hosts_given=options.hosts_file is not None,
        heroku=options.heroku,
        heroku_repo=options.heroku_repo,
        heroku_ca=options.heroku_ca,
        heroku_platform=options.heroku_platform,
        timeout=options.timeout,
        password=_secret(options.ask_pass, options.password_env, "SSH password: "),
        sudo_password=_secret(options.ask_sudo_pass, options.sudo_password_env, "sudo password: "),
    )


def check_url_base(text: str) -> None:
    """Raise UsageError unless it is http://host or http://host:port."""
    if not is_url_base(text):
        raise UsageError(_("--url-base {text!r}: write http://host or http://host:port").format(text=text))


def _secret(ask: bool, variable: str | None, prompt: str) -> str | None:
    if not ask:
        return secret_in(variable)
    try:
        return getpass.getpass(prompt)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # the next message starts a new line
        raise
