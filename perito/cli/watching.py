"""`perito watch`: no logic, as in cli.py, which registers it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from perito.cli.options import (
    AcceptNew,
    Apps,
    AskPass,
    AskSudoPass,
    Audience,
    FailUnder,
    HostsFile,
    Http,
    Identity,
    Jump,
    KnownHosts,
    Lang,
    NameServers,
    Only,
    PasswordEnv,
    Practice,
    SearchDomains,
    ServerName,
    Service,
    Site,
    SshConfig,
    SudoPasswordEnv,
    TargetName,
    Timeout,
    UrlBase,
    WaiversFile,
    Whole,
)


def watch(
    target: TargetName,
    every: Annotated[float, typer.Option(metavar="S", help="Seconds between looks whether something changed.")] = 2.0,
    full: Annotated[
        float, typer.Option(metavar="S", help="Check again after so many seconds, whether or not something changed.")
    ] = 300.0,
    apps: Apps = None,
    service: Service = None,
    site: Site = None,
    server_name: ServerName = None,
    identity: Identity = None,
    ssh_config: SshConfig = None,
    known_hosts: KnownHosts = None,
    accept_new: AcceptNew = False,
    jump: Jump = None,
    ask_pass: AskPass = False,
    password_env: PasswordEnv = None,
    ask_sudo_pass: AskSudoPass = False,
    sudo_password_env: SudoPasswordEnv = None,
    http: Http = "auto",
    url_base: UrlBase = None,
    nameservers: NameServers = None,
    search: SearchDomains = None,
    hosts_file: HostsFile = None,
    practice: Practice = None,
    whole: Whole = False,
    only: Only = "",
    lang: Lang = "es",
    audience: Audience = "student",
    timeout: Timeout = 15.0,
    fail_under: FailUnder = None,
    waivers: WaiversFile = None,
) -> None:
    """Keep looking at one server, and check it again whenever something on it changed. Ctrl-C ends."""
    given = locals()
    from perito.cli.commands import check
    from perito.cli.commands import watch as command
    from perito.grading.settings import Grading, Judging

    load = partial(Grading.of, practice, only, lang, audience, fail_under, 0, waivers, Judging(whole=whole))
    raise typer.Exit(command.run(check.Options.given(given, load=load), every, full))


def register(app: typer.Typer) -> None:
    """Put it on the command line."""
    app.command()(watch)
