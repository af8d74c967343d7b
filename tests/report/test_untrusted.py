"""Whatever a server says, no report carries an escape, a control character or markup of the server's."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perito.documents.result import (
    ChainLink,
    CheckResult,
    DeploymentNames,
    Outcome,
    Problem,
    Result,
    RootCause,
    Score,
    StepTitle,
)
from perito.report import formats, github, terminal
from perito.report.evidence import Seen
from perito.support.console import Console

from . import samples

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [samples.NASTY, "[bold]x[/bold]", "<img src=x onerror=y>", "]]>", "{{ 7*7 }}", "::stop-commands::x"]
)


def small(text: str) -> tuple[Result, tuple[Seen, ...]]:
    """A result and its evidence, `text` wherever a server has a say."""
    check = CheckResult(
        id="service.group",
        step="service",
        deployment="poc",
        title=text,
        outcome=Outcome.FAILED,
        possible=1.0,
        expected=text,
        actual=text,
        detail=text,
        command=text,
        hint=text,
        cause="service.group",
        evidence=(1,),
    )
    root = RootCause(
        check=check.id, deployment="poc", step="service", text=text, next_step=text, proof=text, points=1.0
    )
    error = check.model_copy(update={"id": "service.user", "outcome": Outcome.ERROR, "cause": None})
    link = ChainLink(
        kind="socket", title="socket", name=text, asked=text, outcome=Outcome.FAILED, stops=True, broken=True
    )
    names = DeploymentNames(
        label="poc", app=text, directory=text, socket=text, site=text, assumed=(text,), chain=(link,), sees=text
    )
    result = Result(
        perito="0",
        practice="flask",
        language="es",
        target={"address": text},
        started=samples.STARTED,
        finished=samples.STARTED,
        complete=False,
        score=Score(earned=0, possible=1, grade=0),
        deployments=(names, names.model_copy(update={"label": "exercise"})),
        steps=(StepTitle(id="service", title="Servicio"),),
        checks=(check, error),
        root_causes=(root,),
        problems=(Problem(reason="lost", text=text),),
    )
    return result, (Seen(1, text, text, 0, text, text),)


def on_terminal(result: Result, evidence: tuple[Seen, ...]) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, color_system="standard", legacy_windows=False)
    terminal.show(result, evidence=evidence, verbosity=2, audience="teacher", console=console)
    return stream.getvalue()


class Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANY_TEXT)
def test_terminal_sends_no_escape_but_richs_own(text: str) -> None:
    shown = on_terminal(*small(text))
    without_colours = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not CONTROL.search(without_colours)


def test_terminal_takes_nothing_for_markup() -> None:
    assert "[bold]x[/bold]" in on_terminal(*small("[bold]x[/bold]"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANY_TEXT)
def test_page_has_no_markup_but_its_own(text: str) -> None:
    page, plain = Page(), Page()
    result, evidence = small(text)
    html = formats.render("html", result, evidence)
    page.feed(html)
    plain.feed(formats.render("html", *small("x")))
    assert page.tags <= plain.tags | {"p", "dl", "div", "wbr"}
    assert page.attributes <= plain.attributes
    assert not CONTROL.search(html)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANY_TEXT)
def test_machine_formats_stay_well_formed(text: str) -> None:
    result, _evidence = small(text)
    junit = formats.render("junit", result)
    ET.fromstring(junit)  # noqa: S314 - our own document
    assert not CONTROL.search(junit)
    for kind in ("ctrf", "gradescope", "sarif", "gitlab"):
        document = formats.render(kind, result)
        document.encode("utf-8")
        assert not CONTROL.search("".join(strings(json.loads(document))).replace("\n", ""))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANY_TEXT)
def test_github_gets_one_command_for_each_finding_and_no_other(text: str) -> None:
    result, _evidence = small(text)
    lines = github.commands(result).splitlines()
    assert [re.match(r"::(\w+) title=[^:,]*::", one).group(1) for one in lines if one] == [  # type: ignore[union-attr]
        "error",
        "warning",
        "notice",
    ]


@pytest.mark.parametrize("text", ["**x** <b> | `y` [a](b) @me #1 http://x.y", "1. x", "> q", "---"])
def test_summary_has_no_markdown_of_the_servers(text: str) -> None:
    assert not set("*_`[]()<>|@\\!~") & set(github.markdown(text))
    assert not re.match(r"\d+\.|>|-|#(?!\d)", github.markdown(text))


def strings(value: object) -> list[str]:
    """Every string in a JSON value."""
    if isinstance(value, dict):
        return [one for item in value.items() for part in item for one in strings(part)]
    if isinstance(value, list):
        return [one for item in value for one in strings(item)]
    return [value] if isinstance(value, str) else []
