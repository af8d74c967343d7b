"""Options of several commands: names, positions on the command line, and help texts."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perito.report.registry import FORMATS
from perito.support import i18n


def _configure(context: typer.Context, given: Path | None) -> Path | None:
    """The options of a file become defaults; the value is the file in use."""
    from perito.cli.config.options import use

    return use(context, given)


def told(config: Path | None) -> None:
    """Say which options are from a file, where there is one."""
    if config is not None:
        from perito.cli.config.options import tell

        tell()


def _without(context: typer.Context, given: bool) -> bool:
    """Raises UsageError where a file is named all the same."""
    if given:
        from perito.cli.config.options import either

        either(context)
    return given


def _config_file(text: str) -> Any:
    return typer.Option("--config", metavar="F", envvar="PERITO_CONFIG", callback=_configure, is_eager=True, help=text)


ConfigFile = Annotated[
    Path | None,
    _config_file(
        "Options from this file (default: [tool.perito] of pyproject.toml, or perito.toml; see docs/gate.md)."
    ),
]
ClassConfigFile = Annotated[
    Path | None, _config_file("Options from the table [grade] of this perito.toml or pyproject.toml.")
]
NoConfig = Annotated[
    bool,
    typer.Option(
        "--no-config",
        callback=_without,
        is_eager=True,
        help="Take no options from perito.toml or pyproject.toml.",
    ),
]
TargetName = Annotated[
    str, typer.Argument(metavar="TARGET", help="local, user@host, ssh://user@host:port, or an SSH alias.")
]
Apps = Annotated[
    list[str] | None,
    typer.Option("--app", metavar="NAME", help="Directory under /var/www or its path, or LABEL=NAME; repeatable."),
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
Wait = Annotated[
    float, typer.Option("--wait", metavar="S", help="Seconds to wait until the server is up and lets us in (0: none).")
]
Deadline = Annotated[
    float,
    typer.Option("--deadline", metavar="S", help="Seconds for one server, everything included but --wait."),
]


def practice_place(text: str) -> Path:
    """The directory of a practice, which may be named otherwise. Raises locate.PracticeError."""
    from perito.practice.locate import find

    return find(text).directory


Practice = Annotated[
    Path | None,
    typer.Option(
        "--practice",
        metavar="DIR|NAME|URL",
        parser=practice_place,
        help="Directory with checks/ and rubric.yaml, an installed practice's name, or a git repository's URL[@ref].",
    ),
]


def _speak(context: typer.Context, option: typer.CallbackParam, language: str | None) -> str | None:
    """Errors that come before anything is read are in the language, too; an unknown one is complained of later.

    One that nobody gave, or PERITO_LANG for whatever it may be, gives way to a practice that does not have it.
    """
    if language in i18n.LANGUAGES:
        i18n.use(language)
    source = context.get_parameter_source(str(option.name))
    asked = source is None or source.name not in {"DEFAULT", "ENVIRONMENT"}
    return language if asked or language not in i18n.LANGUAGES else i18n.Usual(language)


Lang = Annotated[
    str,
    typer.Option(
        "--lang", envvar="PERITO_LANG", help="Language of the texts (es, en, ca …).", callback=_speak, is_eager=True
    ),
]
LangAsBefore = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language of the texts (es, en, ca …; default: as it was graded).",
        callback=_speak,
        is_eager=True,
    ),
]
LangAsBegun = Annotated[
    str | None,
    typer.Option(
        "--lang",
        help="Language of the texts (es, en, ca …; default: es, or as the run began).",
        callback=_speak,
        is_eager=True,
    ),
]
LangOfRun = Annotated[
    str | None,
    typer.Option("--lang", help="Language (es, en, ca …; default: the run's).", callback=_speak, is_eager=True),
]
Audience = Annotated[str, typer.Option("--as", help="For whom: student or teacher.")]
AudienceAsBefore = Annotated[
    str | None,
    typer.Option("--as", help="For whom: student or teacher (default: student; of a class, as it was graded)."),
]
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
WaiversFile = Annotated[
    Path | None,
    typer.Option("--waivers", metavar="F", help="YAML list of waived checks: check, deployment, reason, expires."),
]
Inputs = Annotated[
    list[str] | None,
    typer.Option("--input", metavar="NAME=VALUE", help="An input of the practice, unless it is secret; repeatable."),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="RESULT", help="Exit 1 if worse than this earlier result.json, and only then."),
]
Only = Annotated[str, typer.Option("--only", metavar="STEP,…", help="Only these steps.")]
MarksFile = Annotated[
    Path | None,
    typer.Option("--marks", metavar="F", help="The teacher's marks (YAML or CSV); see `perito marks new`."),
]
StudentId = Annotated[
    str | None, typer.Option("--student", metavar="ID", help="Whose marks these are, by the id in the marks file.")
]
Students = Annotated[
    list[str] | None,
    typer.Option(
        "--student",
        metavar="ID",
        help="Of a class: this student's report (id, email, name, or a pattern such as 'a*'); repeatable. "
        "Of one server: whose marks to take.",
    ),
]
Whole = Annotated[
    bool, typer.Option("--whole", help="Grade the whole assignment, also where a part of it is not there.")
]
LastRunIn = Annotated[Path, typer.Option("--reports", metavar="DIR", help="Where the last run is looked for.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Jobs = Annotated[int, typer.Option("-j", min=0, help="How many at a time (0: by the number of cores).")]
Executor = Annotated[str, typer.Option(help="Where the work is done: local or dask.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Dask's scheduler, such as tls://HOST:8786 (default: a cluster on this machine)."),
]


@dataclass
class ReachOptions:
    """The way to one server, and the names on it."""

    apps: Apps = None
    service: Service = None
    site: Site = None
    server_name: ServerName = None
    identity: Identity = None
    ssh_config: SshConfig = None
    known_hosts: KnownHosts = None
    accept_new: AcceptNew = False
    jump: Jump = None
    ask_pass: AskPass = False
    password_env: PasswordEnv = None
    ask_sudo_pass: AskSudoPass = False
    sudo_password_env: SudoPasswordEnv = None
    timeout: Timeout = 15.0
    http: Http = "auto"
    url_base: UrlBase = None
    nameservers: NameServers = None
    search: SearchDomains = None
    hosts_file: HostsFile = None


@dataclass
class ExtensionOptions:
    """The second deployment of the application."""

    heroku: Annotated[
        str | None, typer.Option(metavar="URL", help="The extension: a URL, a domain or an app's name on Heroku.")
    ] = None
    heroku_repo: Annotated[
        str | None, typer.Option(metavar="DIR", help="What was deployed there: a directory, or a repository's URL.")
    ] = None
    heroku_ca: Annotated[
        Path | None, typer.Option("--heroku-ca", metavar="FILE", help="More certificate authorities to trust there.")
    ] = None
    heroku_platform: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML with another platform's names and times.")
    ] = None


@dataclass
class GradingOptions:
    """Practice, rubric and audience of the grading."""

    practice: Practice = None
    whole: Whole = False
    only: Only = ""
    audience: AudienceAsBefore = None
    fail_under: FailUnder = None
    waivers: WaiversFile = None
    inputs: Inputs = None


@dataclass
class WorkOptions:
    """Where a class is processed, and whether its progress is shown."""

    jobs: Jobs = 0
    executor: Executor = "local"
    scheduler: Scheduler = None
    quiet: Quiet = False


def _format_option(name: str, text: str) -> Any:
    return Annotated[Path | None, typer.Option(f"--{name}", metavar="F", help=text)]


_Files: Any = make_dataclass(
    "_Files", [(name, _format_option(name, one.help), field(default=None)) for name, one in FORMATS.items()]
)


@dataclass
class FormatOptions(_Files):  # type: ignore[misc]
    """Output files by format."""

    github: Annotated[bool, typer.Option("--github", help="Print GitHub workflow commands and a job summary.")] = False

    def outputs(self) -> Outputs:
        """The outputs for the commands."""
        from perito.report.outputs import Outputs

        files = {name: path for name in FORMATS if (path := getattr(self, name)) is not None}
        return Outputs(files, self.github)


if TYPE_CHECKING:
    from perito.report.outputs import Outputs
