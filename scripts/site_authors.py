"""The reference page for authors of practices, made from the code: rubric, fixtures, `expect`, placeholders, parts."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import typing
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from perito import models
from perito.grading.placeholders import of_model
from perito.models.flask.deployment import Deployment
from perito.models.flask.fixtures import heroku, tools
from perito.models.web.behind_nginx import BehindNginx
from perito.practice import rubric
from perito.practice.expect import Expectation
from perito.probes.accounts import Account, Accounts
from perito.probes.files import PathInfo
from perito.probes.nginx.facts import Location, NginxConfig, ServerBlock, Upstream
from perito.probes.nginx.files import NginxFiles, NginxMessage, NginxTest
from perito.probes.processes import Process
from perito.probes.sockets import Listener
from perito.probes.system import SystemInfo
from perito.probes.systemd.units import UnitState
from perito.pytest_plugin import plugin
from perito.server.server import Server
from perito.transport.base import HttpReply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

TEXTS = {
    "es": {
        "head": """# Escribir una práctica: la referencia

Generada del código, con sus propias palabras (en inglés). Cómo se usa todo esto se cuenta en
[Otra práctica](../howto/another-practice.md).
""",
        "rubric": "`rubric.yaml`",
        "fixtures": "Las fixtures de las comprobaciones",
        "expect": "Los verbos de `expect`",
        "placeholders": "Lo que se puede nombrar en los textos",
        "model": "Modelo",
        "told": """Además, las entradas que no sean secretas, por su nombre.

Una comprobación de un sujeto que nombra la práctica tiene, en vez de los nombres del modelo, la clase del sujeto y sus
valores.""",
        "flask": "Las partes de `deployment` (modelo `flask`)",
        "web": "Las partes de `deployment` (modelo `web`)",
        "server": "Los hechos de `server`",
        "records": "Lo que dan los hechos",
        "required": "obligatorio",
    },
    "en": {
        "head": """# Writing a practice: the reference

Made from the code, in its own words. How all of this is used: [Another practice](../howto/another-practice.md).
""",
        "rubric": "`rubric.yaml`",
        "fixtures": "The fixtures of checks",
        "expect": "The verbs of `expect`",
        "placeholders": "What texts may name",
        "model": "Model",
        "told": """Inputs as well, by their names, unless they are secret.

A check for a subject that the practice names has, instead of the model's names, the kind of the subject and its
values.""",
        "flask": "The parts of `deployment` (model `flask`)",
        "web": "The parts of `deployment` (model `web`)",
        "server": "The facts of `server`",
        "records": "What facts return",
        "required": "required",
    },
}
RECORDS = (
    HttpReply, UnitState, Listener, Process, PathInfo, Account, Accounts, SystemInfo, NginxFiles, NginxTest,
    NginxMessage, NginxConfig, ServerBlock, Location, Upstream,
)  # fmt: skip
MODELS = (
    rubric.Rubric, rubric.Step, rubric.CheckEntry, rubric.Part, rubric.Criterion, rubric.Level, rubric.Bound,
)  # fmt: skip


def authors(language: str) -> str:
    """The page."""
    said = TEXTS[language]
    lines = [said["head"], f"## {said['rubric']} {{ #rubric }}\n"]
    for model in MODELS:
        lines += [f"### {model.__name__}\n", prose(model.__doc__ or ""), "", *fields(model, said["required"]), ""]
    lines += [f"## {said['fixtures']} {{ #fixtures }}\n", *listed(fixtures()), ""]
    lines += [f"## {said['expect']} {{ #expect }}\n", *listed(verbs()), ""]
    lines += [f"## {said['placeholders']} {{ #placeholders }}\n"]
    for model in models.SHIPPED:
        names = " ".join(f"`{{{name}}}`" for name in sorted(of_model(models.load(model))))
        lines += [f"- {said['model']} `{model}`: {names}"]
    lines += ["", said["told"], ""]
    for title, found in (("flask", Deployment), ("web", BehindNginx)):
        lines += [f"## {said[title]} {{ #{title} }}\n", *listed(facts(found)), ""]
        for name, part in parts(found):
            lines += [f"### `deployment.{name}` {{ #{title}-{name} }}\n", prose(part.__doc__ or ""), ""]
            lines += [*listed(facts(part)), ""]
    lines += [f"## {said['server']} {{ #server }}\n", *listed(facts(Server)), ""]
    lines += [f"## {said['records']} {{ #records }}\n"]
    for record in RECORDS:
        lines += [f"### {record.__name__}\n", prose(record.__doc__ or ""), "", *listed(parts_of_record(record)), ""]
    return "\n".join(lines)


def fields(model: type[BaseModel], required: str) -> Iterator[str]:
    """The keys of a model of the rubric; what they mean its own text says."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        default = field.get_default(call_default_factory=True)
        said = required if field.is_required() else shown(default)
        yield f"- `{key}`" + (f" ({said})" if said else "")


def shown(default: object) -> str:
    """A default as YAML has it; empty where there is nothing to tell."""
    return f"`{default}`" if isinstance(default, (str, int, Decimal)) and default != "" else ""


def fixtures() -> Iterator[tuple[str, str]]:
    """The fixtures by name."""
    found = {name: getattr(plugin, name) for name in ("server", "session", "deployment", "inputs", "subjects", "host")}
    for name, one in {**found, "tools": tools, "heroku": heroku}.items():
        yield name, inspect.getdoc(getattr(one, "__wrapped__", one)) or ""
    yield "KIND", "A subject of that kind, where the head has `subjects: {KIND: …}`: `.name`, and `[…]` for its values."


def verbs() -> Iterator[tuple[str, str]]:
    """The public methods of an expectation, with their arguments."""
    for name, one in inspect.getmembers(Expectation, inspect.isfunction):
        if not name.startswith("_"):
            given = [each for each in inspect.signature(one).parameters if each != "self"]
            said, _blank, examples = (inspect.getdoc(one) or "").partition("\n\n")
            yield f"expect(…).{name}({', '.join(given)})", f"{said} {examples}"


def parts(deployment: type) -> Iterator[tuple[str, Any]]:
    """The parts that a deployment makes in its constructor: name and class."""
    module = import_module(deployment.__module__)
    tree = ast.parse(inspect.getsource(module))
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=ast.Call(func=ast.Name(id=made))
            ):
                part = getattr(module, made, None)
                if inspect.isclass(part) and not name.startswith("_"):
                    yield name, part


def facts(part: type, without: typing.Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The public facts of a part: properties, and methods with their arguments."""
    for name, one in inspect.getmembers(part):
        if name.startswith("_") or name.endswith("_probe") or name in without:
            continue
        computed = getattr(one, "fget", None) or getattr(one, "func", None) or getattr(one, "read", None)
        if computed is not None:
            yield f"{name}{returned(computed)}", inspect.getdoc(computed) or ""
        elif inspect.isfunction(one):
            given = [each for each in inspect.signature(one).parameters if each != "self"]
            yield f"{name}({', '.join(given)}){returned(one)}", inspect.getdoc(one) or ""


def returned(function: Any) -> str:
    """What a fact is, as its code says it; modules' names say nothing to a reader."""
    said = re.sub(r"\b[a-z_]+\.(?=[A-Z])", "", str(function.__annotations__.get("return", "")))
    return f": {said}" if said not in {"", "None"} else ""


def parts_of_record(record: type) -> Iterator[tuple[str, str]]:
    """The fields of a record with their types, then what it tells besides."""
    for field in dataclasses.fields(record):
        yield f"{field.name}: {field.type}", ""
    yield from facts(record, without=[field.name for field in dataclasses.fields(record)])


def listed(found: typing.Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names and the first sentence about each."""
    for name, said in found:
        first = re.split(r"\n\n", said.strip())[0].replace("\n", " ")
        yield f"- `{name}`" + (f": {prose(first)}" if first else "")


def prose(text: str) -> str:
    """A docstring as Markdown: no angle or curly bracket is markup."""
    return inspect.cleandoc(text).replace("<", "&lt;").replace("{", "&#123;")
