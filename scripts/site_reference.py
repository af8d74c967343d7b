"""The reference pages of the site that are made of the code at every build: checks, result document, Python, settings.

Each function gives a page's Markdown in a language. What the code has and nothing here knows stops the build.
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import perito
from perito import errors
from perito.practice import rubric
from perito.report import schema
from perito.report.class_page import STATUSES
from perito.support import i18n
from scripts.site_authors import authors

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "es": """# Las comprobaciones

Las de la práctica que trae Perito, de `rubric.yaml` y `words/`: cuántos puntos valen, sin qué no tienen sentido, y de
qué formas pueden fallar. En el terminal, `perito explain ID`.
""",
    "en": """# The checks

Those of the practice that ships with Perito, from `rubric.yaml` and `words/`: their points, what they have no meaning
without, and the ways in which they fail. On the terminal: `perito explain ID`.
""",
}
WORDS = {
    "es": ("puntos", "necesita", "la explica", "Formas de fallar"),
    "en": ("points", "requires", "explained by", "Ways of failing"),
}


def checks(language: str) -> str:
    """Every check of the shipped practice, by step, with its findings."""
    i18n.use(language)
    shipped = rubric.load(ROOT / "rubric.yaml")
    said = shipped.words.everything()
    lines = [CHECKS[language]]
    for step in shipped.steps.values():
        lines.append(f"## {step.title.in_language(language)}\n")
        for name, one in step.checks.items():
            lines += _check(name, one, language)
            ways = {kind: text for kind, text in said.items() if kind.partition("/")[0] == name and text.says}
            if ways:
                rows = [f"| `{kind}` | {_cell(text.says.in_language(language))} |" for kind, text in ways.items()]
                lines.append(f'??? note "{WORDS[language][3]} ({len(ways)})"\n')
                lines += [f"    {row}".rstrip() for row in _table(rows)]
    return "\n".join(lines)


def _check(name: str, one: Any, language: str) -> list[str]:
    points, requires, wants, _ways = WORDS[language]
    told = [f"`{name}`", f"{i18n.decimal(float(one.points))} {points}"]
    told += [f"{requires} {_listed(one.requires)}"] if one.requires else []
    told += [f"{wants} {_listed(one.wants)}"] if one.wants else []
    return [
        f"### {one.title.in_language(language)} {{ #{name} }}\n",
        f"{' · '.join(told)}\n",
        f"{one.why.in_language(language)}\n" if one.why else "",
    ]


def _listed(names: Any) -> str:
    return ", ".join(f"[`{name}`](#{name})" for name in names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


RESULT = {
    "es": """# El documento del resultado

Lo que escribe `--json`, generado del [esquema JSON](../result.schema.json) (`perito/result/1`). Las descripciones son
las del código, en inglés. Se añade, nunca se rompe.
""",
    "en": """# The result document

What `--json` writes, from its [JSON Schema](../result.schema.json) (`perito/result/1`). It is added to, never broken.
""",
}


def result(language: str) -> str:
    """Every type of the result document, with its fields."""
    whole = json.loads(schema.text())
    lines = [RESULT[language], *_type("Result", whole)]
    for name, one in sorted(whole["$defs"].items()):
        lines += _type(name, one)
    return "\n".join(lines)


def _type(name: str, one: dict[str, Any]) -> list[str]:
    lines = [f"## {name}\n", f"{_prose(one.get('description', ''))}\n"]
    if "enum" in one:
        lines.append(" · ".join(f"`{value}`" for value in one["enum"]) + "\n")
    if one.get("properties"):
        needed = one.get("required", [])
        lines += ["| | | |", "| --- | --- | --- |"]
        for field, what in one["properties"].items():
            default = "" if field in needed or "default" not in what else f"`{json.dumps(what['default'])}`"
            lines.append(f"| `{field}` | {_kind(what)} | {default} |")
        lines.append("")
    return lines


def _kind(what: dict[str, Any]) -> str:
    if "$ref" in what:
        name = what["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in what:
        return " or ".join(_kind(one) for one in what["anyOf"])
    if what.get("type") == "array":
        items = what.get("items") or {}
        return f"list of {_kind(items)}" if items else "list"
    if what.get("type") == "object":
        inner = what.get("additionalProperties")
        return f"object of {_kind(inner)}" if isinstance(inner, dict) else "object"
    if "const" in what:
        return f"`{what['const']}`"
    return str(what.get("format") or what.get("type") or "anything")


def _prose(text: str) -> str:
    return inspect.cleandoc(text).replace("<", "&lt;")


STATUS = {
    "es": (
        "# Códigos de salida y motivos\n",
        {
            errors.OK: "Calificado, y bien: no falla nada, o se llega a `--fail-under N`.",
            errors.BELOW: "Calificado, y por debajo.",
            errors.USAGE: "Mal uso: una opción, una lista de clase, una rúbrica, un archivo que no se puede escribir.",
            errors.NOT_GRADED: "No se ha podido calificar, o solo provisionalmente, o se ha interrumpido.",
            errors.BUG: "Un fallo de Perito. `PERITO_DEBUG=1` lo muestra entero.",
        },
        "## Estados de un alumno\n\n`status` en `class.json` y en el resultado de un servidor que no se pudo mirar:\n",
        "## Motivos\n\n`reason` de los `problems` de un resultado; nunca son culpa del alumno:\n",
    ),
    "en": (
        "# Exit status and reasons\n",
        {
            errors.OK: "Graded, and good enough: nothing failed, or `--fail-under N` is reached.",
            errors.BELOW: "Graded, and below.",
            errors.USAGE: "Wrong usage: an option, a roster, a rubric, a file that cannot be written.",
            errors.NOT_GRADED: "Could not be graded, or only provisionally, or was interrupted.",
            errors.BUG: "A bug in Perito. `PERITO_DEBUG=1` shows the whole of it.",
        },
        "## Status of a student\n\n`status` in `class.json`, and in a result without a grade:\n",
        "## Reasons\n\n`reason` of a result's `problems`; never the student's fault:\n",
    ),
}


def status(language: str) -> str:
    """The exit statuses, a student's statuses, and the reasons why something could not be seen."""
    title, meanings, students, reasons = STATUS[language]
    known = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    if known != set(meanings):
        raise ValueError(f"exit statuses: {sorted(known ^ set(meanings))}")
    rows = [f"| {number} | {text} |" for number, text in sorted(meanings.items())]
    i18n.use(language)
    told = [f"| `{one}` | {i18n._(words)} |" for one, words in sorted(STATUSES.items())]
    why = " · ".join(f"`{one}`" for one in errors.Unseen) + "\n"
    return "\n".join([title, *_table(rows), students, *_table(told), reasons, why])


def _table(rows: list[str]) -> list[str]:
    return ["| | |", "| --- | --- |", *rows, ""]


PYTHON = {
    "es": """# Desde Python

Los nombres públicos de `perito`. Las descripciones son las del código, en inglés.
""",
    "en": "# From Python\n\nThe public names of `perito`.\n",
}


def python(language: str) -> str:
    """The public names, with their signatures and what is said of them."""
    lines = [PYTHON[language]]
    for name in perito.__all__:
        one = getattr(perito, name)
        if name == "__version__":
            continue
        lines += [f"## `{name}` {{ #{name} }}\n", "```python", _signature(name, one), "```\n"]
        lines += [_prose(one.__doc__ or ""), ""]
    return "\n".join(lines)


def _signature(name: str, one: Any) -> str:
    if inspect.isclass(one) and name == "Result":
        return f"class {name}  # reference/result"
    try:
        given = inspect.signature(one)
    except ValueError:
        return f"class {name}"
    start = "class" if inspect.isclass(one) else "def"
    short = given.replace(
        parameters=[each.replace(annotation=inspect.Parameter.empty) for each in given.parameters.values()],
        return_annotation=inspect.Signature.empty,
    )
    return f"{start} {name}{short}"


VARIABLES: dict[str, dict[str, str]] = {
    "PERITO_CACHE_DIR": {
        "es": "dónde se guarda lo que se puede volver a hacer: prácticas de git y preguntas aprendidas",
        "en": "where what can be made again is kept: practices from git, and questions that were learned",
    },
    "PERITO_INPUT_NAME": {
        "es": "un dato que pide la práctica, con su nombre en mayúsculas en lugar de `NAME`",
        "en": "an input of the practice, with its name in capitals in place of `NAME`",
    },
    "PERITO_CONFIG": {
        "es": "el archivo `perito.toml` en el que se confía, como `--config`",
        "en": "the trusted `perito.toml`, as `--config` is",
    },
    "PERITO_DEBUG": {"es": "`1`: un fallo de Perito, entero", "en": "`1`: a bug in Perito, all of it"},
    "PERITO_LAB_DIR": {
        "es": "dónde guarda el laboratorio sus servidores (`/var/lib/perito/lab`)",
        "en": "where the lab keeps its servers (`/var/lib/perito/lab`)",
    },
    "PERITO_LANG": {
        "es": "el idioma de los textos y de la ayuda: `es`, `en` o `ca`, como `--lang`",
        "en": "the language of the texts and of the help: `es`, `en` or `ca`, as `--lang` is",
    },
    "PERITO_LOG": {
        "es": "un archivo al que añadir lo que se hace: un objeto JSON por línea, sin contenidos ni contraseñas",
        "en": "a file to which is added what is done: a JSON object a line, with no contents and no secrets",
    },
    "PERITO_COMMAND_OPTION": {
        "es": "una opción de una orden: `PERITO_CHECK_FAIL_UNDER=8`",
        "en": "an option of a command: `PERITO_CHECK_FAIL_UNDER=8`",
    },
}
OF_THE_SERVER = {"PERITO_CREDENTIALS"}  # of scripts that run there
SETTINGS = {
    "es": """# Configuración

Lo que se repite en cada llamada va en `perito.toml` o en `[tool.perito]` de `pyproject.toml`: [la puerta en
CI](../gate.md). La línea de órdenes gana al entorno, y el entorno al archivo.

## Archivos que lee

| archivo | para qué |
| --- | --- |
| `~/.ssh`: `config`, `known_hosts`, claves; el agente | como `ssh` (`--ssh-config`, `--known-hosts`, `--identity`) |
| el archivo hosts de este equipo | los nombres que conoce quien visita el sitio; otro, con `--hosts-file` |
| `perito.toml`, `pyproject.toml` | lo que se repite |
| `rubric.yaml`, `checks/`, `words/` de la práctica | `--practice DIR`; si no, la que trae Perito |

## Variables de entorno

""",
    "en": """# Configuration

What every call repeats goes into `perito.toml`, or `[tool.perito]` of `pyproject.toml`: [the gate in CI](../gate.md).
The command line wins over the environment, that over the file.

## Files that it reads

| file | what for |
| --- | --- |
| `~/.ssh`: `config`, `known_hosts`, keys; the agent | as `ssh` does (`--ssh-config`, `--known-hosts`, `--identity`) |
| this computer's hosts file | the names that a visitor knows; another one with `--hosts-file` |
| `perito.toml`, `pyproject.toml` | what every call repeats |
| `rubric.yaml`, `checks/`, `words/` of the practice | `--practice DIR`; without it the one that ships with Perito |

## Environment variables

""",
}


def settings(language: str) -> str:
    """Files and environment variables. Raises ValueError for a variable of the code that is not told here."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "perito").rglob("*.py"))
    used = {one for one in re.findall(r"PERITO_[A-Z_]*[A-Z]", text) if not one.startswith("PERITO_CHECK_")}
    untold = used - set(VARIABLES) - OF_THE_SERVER - {"PERITO_INPUT"}  # the beginning of PERITO_INPUT_NAME
    if untold:
        raise ValueError(f"environment variables that no page tells: {sorted(untold)}")
    rows = [f"| `{name}` | {meaning[language]} |" for name, meaning in VARIABLES.items()]
    return SETTINGS[language] + "\n".join(_table(rows))


PAGES: dict[str, Callable[[str], str]] = {
    "reference/checks.md": checks,
    "reference/result.md": result,
    "reference/exit-status.md": status,
    "reference/python.md": python,
    "reference/configuration.md": settings,
    "reference/practice.md": authors,
}
