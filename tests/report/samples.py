"""Realistic results, made from the practice's own rubric: sound, broken, provisional, hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from perito.documents.result import (
    CheckResult,
    DeploymentNames,
    Outcome,
    Problem,
    Result,
    RootCause,
    Rounding,
    StepTitle,
)
from perito.grading import causes, scoring
from perito.grading.adding import Bill
from perito.grading.worth import Worth
from perito.practice import rubric
from perito.report.evidence import Seen
from perito.support import i18n

RUBRIC = Path(__file__).with_name("rubric.yaml")
STARTED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LABELS = ("poc", "exercise")
ONCE = {"tools", "nginx", "nginx-config", "integrity"}
NASTY = "\x1b]0;owned\x07\x1b[2J[red]<script>alert(1)</script>&\u202egnp.exe\r\n::error::x\ud800\ufffe\x00"


@dataclass(frozen=True)
class Found:
    """How one check ended, where it did not pass."""

    outcome: Outcome = Outcome.FAILED
    expected: str = ""
    actual: str = ""
    detail: str = ""
    proof: str = ""
    evidence: tuple[int, ...] = ()
    blocked_by: tuple[str, ...] = ()


Maker = Callable[[], Result]
Findings = dict[tuple[str | None, str], Found]

BROKEN: Findings = {
    ("poc", "service.group"): Found(
        expected="www-data",
        actual="alumno",
        proof=(
            "2026/11/23 09:12:41 [crit] 812#812: *5 connect() to unix:/var/www/flask-poc/flask-poc.sock "
            "failed (13: Permission denied) while connecting to upstream, client: 192.0.2.1"
        ),
        evidence=(4, 5),
    ),
    ("poc", "service.socket-reachable"): Found(Outcome.BLOCKED, blocked_by=("service.group",), evidence=(5,)),
    ("poc", "directory.mode"): Found(
        expected="775",
        actual="755",
        detail="al grupo (www-data) le falta el permiso de escritura: gunicorn no puede crear aquí su socket",
        evidence=(1,),
    ),
    ("exercise", "env.exists"): Found(expected=".env en /var/www/azure-app", actual="—", evidence=(2,)),
    ("exercise", "application.imports"): Found(
        detail="wsgi.py importa «application», y en /var/www/azure-app no hay ningún módulo que se llame así",
        proof="ModuleNotFoundError: No module named 'application'",
        evidence=(3,),
    ),
    ("exercise", "service.exists"): Found(
        detail="hay un archivo /etc/systemd/system/azure-app sin la extensión .service, y systemd no lo ve",
        proof="Unit azure-app.service could not be found.",
        evidence=(4,),
    ),
    ("poc", "service.workers"): Found(Outcome.WAIVED, detail="acordado en clase el 12 de noviembre"),
    (None, "nginx.enabled"): Found(expected="enabled", actual="disabled", evidence=(6,)),
}

EVIDENCE = (
    Seen(1, "command", "stat -c '%a' /var/www/flask-poc", 0, "755\n", "", 0.012),
    Seen(2, "command", "ls -la /var/www/azure-app", 0, "total 24\ndrwxrwxr-x 3 alumno www-data 4096 .\n" * 9),
    Seen(
        3,
        "command",
        "journalctl -u azure-app -n 30",
        0,
        "ModuleNotFoundError: No module named 'application'\n",
    ),
    Seen(4, "command", "systemctl show flask-poc.service", 0, "User=alumno\nGroup=alumno\n", "", 0.02),
    Seen(5, "http", "GET http://flask-poc.izv/", None, "502 Bad Gateway\n", "", 0.231),
    Seen(6, "command", "systemctl show nginx.service -p UnitFileState", 0, "UnitFileState=disabled\n"),
)


@dataclass(frozen=True)
class Making:
    """What goes into a sample result."""

    findings: Findings = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    deployments: tuple[str, ...] = LABELS
    language: str = "es"


@cache
def loaded() -> rubric.Rubric:
    """The practice's rubric."""
    return rubric.load(RUBRIC)


def sound() -> Result:
    """Everything passed, both deployments."""
    return make(Making())


def broken() -> Result:
    """Several root causes in both deployments."""
    return make(Making(BROKEN))


def provisional() -> Result:
    """Broken, and part of it could not be seen: one deployment only."""
    findings: Findings = {key: found for key, found in BROKEN.items() if key[0] != "exercise"}
    findings[None, "nginx.listening"] = Found(Outcome.ERROR, detail="sudo pide una contraseña", evidence=(6,))
    findings["poc", "service.listening"] = Found(Outcome.ERROR, detail="sudo pide una contraseña")
    problems = (
        Problem(reason="no_sudo", text="sudo pide una contraseña y no se ha dado ninguna (--ask-sudo-pass)"),
        Problem(reason="cannot_look", text="Es Nginx quien escucha en el puerto 80: sudo pide una contraseña"),
    )
    return make(Making(findings, problems, ("poc",)))


def hostile() -> Result:
    """Every text that a server can influence is an attack."""
    found = Found(expected=NASTY, actual=NASTY, detail=NASTY, proof=NASTY, evidence=(1,))
    findings: Findings = {("poc", "service.group"): found, (None, "nginx.enabled"): found}
    result = make(Making(findings, (Problem(reason="lost", text=NASTY),)))
    names = result.deployments[0].model_copy(
        update={"directory": NASTY, "service": NASTY, "server_names": (NASTY,), "assumed": (NASTY,)}
    )
    checks = tuple(
        check.model_copy(update={"command": NASTY, "title": NASTY + check.title, "hint": NASTY})
        for check in result.checks
    )
    changes = {
        "deployments": (names, *result.deployments[1:]),
        "checks": checks,
        "target": {"address": NASTY},
    }
    return result.model_copy(update=changes)


def hostile_evidence() -> tuple[Seen, ...]:
    """Evidence full of attacks."""
    return tuple(replace(item, title=NASTY, stdout=NASTY * 3, stderr=NASTY) for item in EVIDENCE)


def make(making: Making) -> Result:
    """A result as a run would make it: what hangs on a lost check is blocked."""
    i18n.use(making.language)
    ledger = causes.Ledger()
    done: dict[causes.Key, CheckResult] = {}
    for name in loaded().order():
        once = loaded().step_of[name] in ONCE
        if loaded().part_of(name) is not None:
            continue  # the sample is not a whole assignment
        for label in (None,) if once else making.deployments:
            check = _check(name, label, making, ledger)
            ledger.record(label, name, check.outcome)
            done[check.key] = check
    place = {name: position for position, name in enumerate(loaded().checks)}
    parts = scoring.Parts(loaded(), making.deployments, whole=False)
    linked = causes.with_causes(sorted(done.values(), key=lambda check: place[check.id]))
    scores, checks = parts.scores(linked, {}), parts.weighed(linked)
    bill = Bill(scores, (), (), Rounding(), float(loaded().scale))
    roots = causes.root_causes(checks, {c.key: _text(c, making) for c in checks})
    return Result(
        perito="0.1.0",
        practice="flask",
        title=loaded().title.in_language(making.language),
        language=making.language,
        target={"address": "ssh://alumno@192.0.2.10:2222", "kind": "ssh"},
        started=STARTED,
        finished=STARTED + timedelta(seconds=3.4),
        complete=not making.problems,
        score=bill.total(),
        deployments=tuple(_names(label) for label in making.deployments),
        steps=tuple(
            StepTitle(id=n, title=s.title.in_language(making.language))
            for n, s in loaded().steps.items()
            if s.part is None
        ),
        checks=tuple(checks),
        root_causes=Worth(checks, bill).told(roots),
        problems=making.problems,
    )


def _check(name: str, label: str | None, making: Making, ledger: causes.Ledger) -> CheckResult:
    entry = loaded().checks[name]
    found = making.findings.get((label, name), Found(Outcome.PASSED))
    blocked_by = found.blocked_by or ledger.lost(label, entry.requires)
    outcome = Outcome.BLOCKED if blocked_by else found.outcome
    return CheckResult(
        id=name,
        step=loaded().step_of[name],
        deployment=label,
        title=entry.title.in_language(making.language),
        outcome=outcome,
        earned=float(entry.points) if outcome is Outcome.PASSED else 0.0,
        possible=float(entry.points),
        expected=found.expected,
        actual=found.actual,
        detail=found.detail,
        command=_filled(entry.see.run, label),
        why=_filled(entry.why.in_language(making.language) if entry.why else "", label),
        hint=_filled(entry.hint.in_language(making.language) if entry.hint else "", label),
        blocked_by=blocked_by,
        evidence=found.evidence or (4,),
        duration=0.0021,
    )


def _text(check: CheckResult, making: Making) -> tuple[str, str, str]:
    found = making.findings.get(check.key, Found())
    said = check.detail or i18n._("expected {expected}, found {actual}").format(
        expected=check.expected, actual=check.actual
    )
    return f"{check.title}: {said}", check.hint, found.proof


def _app(label: str | None) -> str:
    return "azure-app" if label == "exercise" else "flask-poc"


def _filled(text: str, label: str | None) -> str:
    app = _app(label)
    names = {"app": app, "directory": f"/var/www/{app}", "service": f"{app}.service", "user": "alumno"}
    names |= {"unit_file": f"/etc/systemd/system/{app}.service", "socket": f"/var/www/{app}/{app}.sock"}
    names |= {
        "site": f"/etc/nginx/sites-available/{app}",
        "server_name": f"{app}.izv",
        "virtualenv": "~/venv",
    }
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text


def _names(label: str) -> DeploymentNames:
    app = _app(label)
    return DeploymentNames(
        label=label,
        app=app,
        directory=f"/var/www/{app}",
        service=f"{app}.service",
        site=f"/etc/nginx/sites-available/{app}",
        socket=f"/var/www/{app}/{app}.sock",
        server_names=(f"{app}.izv", f"www.{app}.izv"),
        virtualenv=f"/home/alumno/.local/share/virtualenvs/{app}-1lvTsyyc" if label == "poc" else None,
        assumed=("azure.service parece pensado para azure-app",) if label == "exercise" else (),
    )


def with_advice() -> Result:
    """Sound, with a remark that is for the teacher only."""
    result = sound()
    advice = CheckResult(
        id="integrity.same-key",
        step="integrity",
        title="Ninguna otra entrega usa esta clave",
        outcome=Outcome.FAILED,
        detail="la misma clave que otro servidor",
        cause="integrity.same-key",
    )
    root = RootCause(check=advice.id, step="integrity", text="Ninguna otra entrega usa esta clave: la misma")
    steps = (*result.steps, StepTitle(id="integrity", title="Integridad"))
    changes = {"steps": steps, "checks": (*result.checks, advice), "root_causes": (root,)}
    return result.model_copy(update=changes)
