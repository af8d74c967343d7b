"""`perito watch`: no logic, as in cli.py, which registers it."""

from __future__ import annotations

from typing import Annotated

import typer

from perito.options import (
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
    nameserver: NameServers = None,
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
    from perito.commands import check
    from perito.commands import watch as command
    from perito.commands.common import Grading, Judging

    grading = Grading.of(practice, only, lang, audience, fail_under, 0, waivers, Judging(whole=whole))
    options = check.Options(
        target=target,
        apps=tuple(apps or ()),
        service=service,
        site=site,
        server_name=server_name,
        identity=identity,
        ssh_config=ssh_config,
        known_hosts=known_hosts,
        accept_new=accept_new,
        jump=jump,
        ask_pass=ask_pass,
        password_env=password_env,
        ask_sudo_pass=ask_sudo_pass,
        sudo_password_env=sudo_password_env,
        http=http,
        url_base=url_base,
        nameservers=tuple(nameserver or ()),
        search=tuple(search or ()),
        hosts_file=hosts_file,
        timeout=timeout,
        grading=grading,
    )
    raise typer.Exit(command.run(options, every, full))


def register(app: typer.Typer) -> None:
    """Put it on the command line."""
    app.command()(watch)
