"""Secrets of a server, shown at one place and said again at another: no output has them, in any spelling.

A recorded server whose application fails as it loads is asked as a live one. Its answers get a secret at one kind of
place, and its traceback, journal, log and page say it again.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import logging
import tempfile
import traceback
import urllib.parse
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perito.classroom import worker
from perito.classroom.job import How, Job, Person
from perito.classroom.worker import line
from perito.documents.class_result import ClassResult
from perito.evidence import recording
from perito.evidence.mark import MARK
from perito.evidence.redaction import Redactor
from perito.evidence.session import Session
from perito.evidence.striking import sent
from perito.report import class_page, class_sheet, formats, github, gradebook, terminal, workbook
from perito.report.answer import answer
from perito.report.class_sheet import Sheet
from perito.report.evidence import by_number
from perito.report.view import View
from perito.support import given_secrets, log
from perito.support.console import Console
from perito.transport.base import Answer, Command, HttpReply, Reason, TransportError
from perito.transport.target import Kind, Target
from tests.hostile.attack import attack, case
from tests.hostile.lived import comparable, hurried, session_with
from tests.live.grading import of_session
from tests.recorded import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from perito.documents.result import Result
    from perito.evidence.recording import Evidence
    from tests.hostile.attack import Attempt

BASE = "application-raises"  # its traceback is quoted in the finding
PROMISE = "no output has it, in any spelling, and the recording is graded alike"
SAID = b"KeyError: 'SECRETO'"
WORD, RANDOM = "clave-de-prueba-2026", "pL7x9QzT2mVb4Wn8Yc"
ODD = "abre-te\tSésamo \"n.º\" 7 & 'más'"

ECHOES: dict[str, Callable[[str], str]] = {
    "as it is": lambda one: one,
    "as repr": repr,
    "percent-encoded": lambda one: urllib.parse.quote(one, safe=""),
    "in base64": lambda one: base64.b64encode(f"u:{one}".encode()).decode(),
    "in HTML": html.escape,
    "in JSON": json.dumps,
    "in hex": lambda one: one.encode().hex(),
    "over two lines": lambda one: f"{one[: len(one) // 2]}\n    {one[len(one) // 2 :]}",
}

DOTENV, SYSTEMD, NGINX, PS = "/.env", "cat /etc/systemd/system/**", "cat /etc/nginx/**", "ps -ef"
ENV, UNIT, APP = b"FLASK_APP=", b"[Service]\n", b"app = Flask(__name__)"
INIT = b'"argv": "/usr/lib/systemd/systemd'
PLACES: dict[str, tuple[str, bytes, str]] = {  # what the question is about, instead of what, and how it stands there
    "SECRET_KEY in .env": (DOTENV, ENV, "SECRET_KEY={}\nFLASK_APP="),
    "CLAVE in .env": (DOTENV, ENV, "export CLAVE='{}'\nFLASK_APP="),
    "CONTRASEÑA in .env": (DOTENV, ENV, "CONTRASEÑA={}\nFLASK_APP="),
    "DB_PASS in .env": (DOTENV, ENV, "DB_PASS={}\nFLASK_APP="),
    "MAIL_PWD in .env": (DOTENV, ENV, "MAIL_PWD={}\nFLASK_APP="),
    "STRIPE in .env": (DOTENV, ENV, "STRIPE={}\nFLASK_APP="),
    "an address with a password": (DOTENV, ENV, "DATABASE_URL=postgresql://ana:{}@localhost/base\nFLASK_APP="),
    "Environment= of the unit": (SYSTEMD, UNIT, '[Service]\nEnvironment="LLAVE={}"\n'),
    "SetCredential= of the unit": (SYSTEMD, UNIT, "[Service]\nSetCredential=a:{}\n"),
    "an option of a command": (SYSTEMD, UNIT, "[Service]\nExecStartPre=/bin/x --password {}\n"),
    "a setting in the source": (DOTENV, APP, "app = Flask(__name__)\napp.config['SECRET_KEY'] = '{}'"),
    "a default in the source": (DOTENV, APP, "K = os.getenv('TOKEN', '{}')\napp = Flask(__name__)"),
    "a header in nginx": (NGINX, b"proxy_pass ", 'proxy_set_header Authorization "Bearer {}";\n proxy_pass '),
    "an argument of a process": (PS, INIT, '"argv": "/usr/lib/systemd/systemd\\u0000--token={}'),
}
ORDINARY = (
    "mi_aplicacion", "mi_aplicacion-TJwWnOpH", "Aplicacion desplegada", "proxy_params", "www.mi_aplicacion",
    "multi-user.target", "/var/www/mi_aplicacion", "mi_aplicacion.sock", "flask_app.service",
)  # fmt: skip
HARMLESS = "a word of the practice falsifies nothing: the same grade twice"


def seen_with(changes: dict[str, tuple[bytes, bytes]], echo: bytes, base: str = BASE) -> Evidence:
    """The recorded server with these changes to its answers, by what the question is about, and an echo."""
    seen = recorded(base)
    for place, one in enumerate(seen.exchanges):
        found = one.answer
        if isinstance(one.asked, Command) and isinstance(found, Answer):
            stdout = found.stdout
            for about, (old, new) in changes.items():
                if about in one.asked.about:
                    stdout = stdout.replace(old, new)
            said = json.dumps(echo.decode())[1:-1].encode() if b"__CURSOR" in stdout else echo  # the journal is JSON
            stdout = stdout.replace(SAID, b"ValueError: " + said)
            seen.exchanges[place] = replace(one, answer=replace(found, stdout=stdout))
        elif isinstance(found, HttpReply):
            seen.exchanges[place] = replace(one, answer=replace(found, body=found.body + b"<pre>" + echo + b"</pre>"))
    return seen


def recorded(name: str) -> Evidence:
    """A recording of the library, anew each time."""
    if name in store.DEMO:
        return recording.load(store.demo(name))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"{name}{store.SUFFIX}"
        file.write_bytes(library()[name])
        return recording.load(file)


@cache
def library() -> dict[str, bytes]:
    """All recordings."""
    return store.library()


def outputs(result: Result, evidence: Evidence) -> dict[str, str]:
    """Everything that Perito makes of a result, as text."""
    made: dict[str, str] = {}
    for audience in ("teacher", "student"):
        for kind in set(formats.FORMATS) - {"pdf"}:  # it is the page, compressed
            made[f"{kind} for a {audience}"] = str(formats.render(kind, result, evidence, audience))
        shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        terminal.show(result, evidence=evidence, verbosity=2, audience=audience, console=Console(file=shown, width=100))
        shown.seek(0)
        made[f"terminal for a {audience}"] = shown.read()
        view = View(result, audience)
        found = by_number(evidence)
        made[f"explain for a {audience}"] = "\n".join(
            str(part) for check in result.checks for part in answer(check, view, found)
        )
    made["GitHub"] = github.commands(result) + github.summary(result)
    student = line(Person("a01", "Ana", directory="a01"), result)
    graded = ClassResult(practice=result.practice, students=(student,))
    sheet = Sheet()
    sheet.add("a01", result)
    made["class.json"] = graded.to_json()
    made["class page"] = str(class_page.render(graded, sheet=sheet))
    made["class sheet"] = str(class_sheet.csv(graded.students, sheet))
    made |= {f"gradebook {kind}": str(gradebook.render(kind, graded)) for kind in gradebook.KINDS}
    made["workbook"] = repr(workbook.render(graded))
    made["evidence"] = gzip.decompress(evidence.packed()).decode("utf-8", "replace")
    return made


def betrayals(secret: str, made: dict[str, str]) -> list[str]:
    """Where a secret still stands, in which spelling; base64 by what its middle alone decides."""
    forms = {name: {spell(secret), json.dumps(spell(secret))[1:-1]} for name, spell in ECHOES.items()}
    forms["in base64"] = {
        base64.b64encode(bytes(before) + secret.encode()).decode()[4:-4] for before in range(3) if len(secret) > 9
    }
    forms.pop("over two lines")
    forms["half of it"] = {secret[: len(secret) // 2 + 4]} if secret == RANDOM else set()
    return [
        f"{where}: {name}"
        for where, text in made.items()
        for name, those in forms.items()
        for one in those
        if one in text
    ]


def graded(seen: Evidence, secret: str, monkeypatch: pytest.MonkeyPatch, place: Path) -> tuple[Session, Result]:
    """Grade it as a live one and once more from its recording; both say the same, and nothing says the secret."""
    hurried(monkeypatch)
    session = session_with(seen)
    result = of_session(session)
    made = outputs(result, session.evidence)
    assert not betrayals(secret, made)
    session.save(place / "evidence.jsonl.gz")
    again = Session.replay(place / "evidence.jsonl.gz")
    second = of_session(again)
    assert judged(second) == judged(result)
    assert second.score == result.score
    assert not betrayals(secret, outputs(second, again.evidence))
    return session, result


def judged(result: Result) -> list[tuple[Any, ...]]:
    """What a grade depends on."""
    return [(one.key, one.outcome, one.finding, one.earned, one.possible, one.blocked_by) for one in result.checks]


@pytest.mark.parametrize("secret", [WORD, RANDOM], ids=["a word", "a random one"])
@pytest.mark.parametrize("where", [case(one, "secrets", f"{one}, quoted by a traceback", PROMISE) for one in PLACES])
def test_a_secret_said_again(
    where: str, secret: str, attempt: Attempt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    about, before, form = PLACES[where]
    new = form.format(secret).encode()
    with attempt.measured():
        seen = seen_with({about: (before, new)}, f"bad value {secret} here".encode())
        assert any(new in one.answer.stdout for one in seen.exchanges if isinstance(one.answer, Answer))
        _session, result = graded(seen, secret, monkeypatch, tmp_path)
    assert MARK.decode() in result.to_json(), "the finding quotes the traceback, without the secret"
    attempt.happened("in none of the outputs; the same grade twice")


@pytest.mark.parametrize("secret", [RANDOM, ODD], ids=["a random one", "with odd characters"])
@pytest.mark.parametrize("how", [case(how, "secrets", f"a secret said again {how}", PROMISE) for how in ECHOES])
def test_a_secret_in_another_spelling(
    how: str, secret: str, attempt: Attempt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = json.dumps(secret, ensure_ascii=False)
    with attempt.measured():
        seen = seen_with(
            {"/.env": (b"FLASK_APP=", f"SECRET_KEY={kept}\nFLASK_APP=".encode())},
            f"bad value {ECHOES[how](secret)} here".encode(),
        )
        graded(seen, secret, monkeypatch, tmp_path)
    attempt.happened("in none of the outputs; the same grade twice")


@pytest.mark.parametrize("name", [case(name, "secrets", f"SECRET_KEY={name}", HARMLESS) for name in ORDINARY])
def test_a_word_of_the_practice_as_a_secret(
    name: str, attempt: Attempt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hurried(monkeypatch)
    with attempt.measured():
        seen = seen_with({"/.env": (b"FLASK_APP=", f"SECRET_KEY={name}\nFLASK_APP=".encode())}, b"x", "sound")
        sound = of_session(session_with(recorded("sound")))
        session = session_with(seen)
        result = of_session(session)
        assert judged(result) == judged(sound)
        session.save(tmp_path / "evidence.jsonl.gz")
        again = of_session(Session.replay(tmp_path / "evidence.jsonl.gz"))
    assert comparable(again) == comparable(result)
    assert result.score is not None
    attempt.happened(f"{result.score.grade:g} live and from the recording")


OWN = "Pa55-de-sudo!"


@attack("secrets", "a server that says back the password it was sent", "no error, log or traceback has it")
def test_perito_s_own_password_said_back(attempt: Attempt, caplog: pytest.LogCaptureFixture) -> None:
    Target(Kind.SSH, "198.51.100.7", password=OWN)
    said = str(TransportError(Reason.AUTH_FAILED, f"the server says: {OWN}, really"))
    assert said == "the server says: [redacted], really"
    record = logging.makeLogRecord({"msg": f"open {OWN}", "numbers": {"why": OWN}})
    assert OWN not in log._Lines().format(record)
    try:
        raise ValueError(f"cannot read {OWN}")
    except ValueError as error:
        shown = "".join(traceback.format_exception(given_secrets.cleaned(error)))
    assert OWN not in shown
    assert "cannot read [redacted]" in shown
    attempt.happened("struck")


@attack("secrets", "a worker of a class that meets a bug beside a password", "no message between machines has it")
def test_a_worker_s_bug(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(job: Job) -> None:
        target = replace(job.target, password=OWN)
        raise RuntimeError(f"a bug that quotes {target.password}")

    monkeypatch.setattr(worker, "_attempt", stumble)
    with pytest.raises(RuntimeError) as seen:
        worker.grade_server(Job(Person("a01"), Target(Kind.SSH, "198.51.100.7"), How(Path())))
    assert OWN not in "".join(traceback.format_exception(seen.value))
    assert "a bug that quotes [redacted]" in str(seen.value)
    attempt.happened("struck before it is sent")


@attack("secrets", "the password of sudo in answers, headers, pages", PROMISE)
def test_perito_s_own_password_in_answers(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried(monkeypatch)
    seen = seen_with({"id": (b"usuario", b"usuario")}, f"the password is {OWN} {json.dumps(OWN)}".encode())
    session = session_with(seen)
    session.evidence.redactor = type(session.evidence.redactor)((OWN,))
    with attempt.measured():
        result = of_session(session)
        made = outputs(result, session.evidence)
    assert not [where for where, text in made.items() if OWN in text]
    attempt.happened("in none of the outputs")


@attack("secrets", "a secret taken out of Environment=", "the application is tried with the true value")
def test_the_application_gets_the_true_value() -> None:
    redactor = Redactor()
    text = redactor.text('Environment="FERNET_SECRET=a=b" "FLASK_ENV=x"\nEnvironment=TOKEN=uno\nEnvironment=TOKEN=dos')
    assert text.count("[redacted]") == 3
    asked = Command("env -i 'FERNET_SECRET=[redacted]' 'TOKEN=[redacted]' true")
    (command,) = sent([asked], redactor)
    assert command.script == "env -i 'FERNET_SECRET=a=b' 'TOKEN=[redacted]' true", "of two nobody knows which"
