"""Options that several commands have: their names, their places on the command line, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

TargetName = Annotated[
    str, typer.Argument(metavar="TARGET", help="local, user@host, ssh://user@host:port, or an SSH alias.")
]
Apps = Annotated[
    list[str] | None,
    typer.Option("--app", metavar="NAME", help="Directory under /var/www, or LABEL=NAME; repeatable."),
]
Service = Annotated[str | None, typer.Option(help="Name of the systemd unit.")]
Site = Annotated[str | None, typer.Option(help="Name of the file in sites-available.")]
ServerName = Annotated[str | None, typer.Option(help="Name the site is visited by.")]
Identity = Annotated[Path | None, typer.Option(metavar="FILE", help="Private SSH key.")]
SshConfig = Annotated[Path | None, typer.Option(metavar="FILE", help="SSH configuration.")]
KnownHosts = Annotated[Path | None, typer.Option(metavar="FILE", help="Known host keys.")]
AcceptNew = Annotated[bool, typer.Option("--accept-new", help="Accept and keep unknown host keys.")]
Jump = Annotated[str | None, typer.Option(metavar="HOST", help="Reach the server through HOST.")]
AskPass = Annotated[bool, typer.Option("--ask-pass", help="Prompt for the SSH password.")]
PasswordEnv = Annotated[str | None, typer.Option(metavar="VAR", help="Environment variable with the SSH password.")]
AskSudoPass = Annotated[bool, typer.Option("--ask-sudo-pass", help="Prompt for sudo's password.")]
SudoPasswordEnv = Annotated[str | None, typer.Option(metavar="VAR", help="Environment variable with sudo's password.")]
Http = Annotated[str, typer.Option(help="How HTTP reaches the server: auto, direct or tunnel.")]
UrlBase = Annotated[str | None, typer.Option(metavar="URL", help="Where the client reaches the server's port 80.")]
NameServers = Annotated[
    list[str] | None,
    typer.Option(
        "--nameserver",
        metavar="IP[:PORT]",
        help="Ask this name server instead of the system's (none: no DNS); repeatable.",
    ),
]
SearchDomains = Annotated[
    list[str] | None, typer.Option(metavar="DOMAIN", help="Look for short names in this domain, too; repeatable.")
]
HostsFile = Annotated[
    Path | None, typer.Option(metavar="F", help="The client's hosts file (default: this computer's own).")
]
Timeout = Annotated[float, typer.Option(metavar="S", help="Seconds to wait for the connection.")]
Practice = Annotated[
    Path | None, typer.Option("--practice", metavar="DIR", help="Directory with checks/ and rubric.yaml.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language of the texts: es or en.")]
Audience = Annotated[str, typer.Option("--as", help="For whom: student or teacher.")]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, help="-v: every check, of a class every cause; -vv: the evidence, too."
    ),
]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", metavar="N", help="Exit 1 below this grade (default: on any failed check)."),
]
Json = Annotated[
    Path | None, typer.Option("--json", metavar="F", help="Write the result document (-: standard output).")
]
JUnit = Annotated[Path | None, typer.Option("--junit", metavar="F", help="Write JUnit XML.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="F", help="Write the report as one HTML page.")]
Ctrf = Annotated[Path | None, typer.Option("--ctrf", metavar="F", help="Write CTRF JSON.")]
Gradescope = Annotated[Path | None, typer.Option("--gradescope", metavar="F", help="Write Gradescope's results.json.")]
GitHub = Annotated[bool, typer.Option("--github", help="Print GitHub workflow commands and a job summary.")]
WaiversFile = Annotated[
    Path | None,
    typer.Option("--waivers", metavar="F", help="YAML list of waived checks: check, deployment, reason, expires."),
]
Only = Annotated[str, typer.Option("--only", metavar="STEP,…", help="Only these steps.")]
MarksFile = Annotated[
    Path | None,
    typer.Option("--marks", metavar="F", help="The teacher's marks (YAML or CSV); see `perito marks new`."),
]
StudentId = Annotated[
    str | None, typer.Option("--student", metavar="ID", help="Whose marks these are, by the id in the marks file.")
]
Whole = Annotated[
    bool, typer.Option("--whole", help="Grade the whole assignment, also where a part of it is not there.")
]
Jobs = Annotated[int, typer.Option("-j", min=0, help="How many at a time (0: by the number of cores).")]
Executor = Annotated[str, typer.Option(help="Where the work is done: local or dask.")]
Scheduler = Annotated[str | None, typer.Option(metavar="URL", help="Dask's scheduler, such as tcp://HOST:8786.")]
