"""The page: alone in the world, safe, complete, and fit to be read aloud."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from perito.report import formats, html

from . import samples

if TYPE_CHECKING:
    from perito.documents.result import Result

VOID = {"wbr", "meta", "link", "br", "img", "input", "hr", "use", "path", "circle"}


class Outline(HTMLParser):
    """Tags, ids, links and text of a page; fails where tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.text += "" if tag == "wbr" or found.get("class") == "whole" else " "
        self.tags.append((tag, found))
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def page(result: Result, audience: str = "student") -> str:
    return formats.render("html", result, samples.EVIDENCE, audience)


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    assert found.open == []
    return found


@pytest.mark.parametrize("make", [samples.sound, samples.broken, samples.provisional, samples.hostile])
def test_page_nests_and_every_link_leads_somewhere_on_it(make: samples.Maker) -> None:
    found = outline(page(make()))
    assert len(found.ids) == len(set(found.ids))
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)


def test_page_asks_for_nothing_from_outside_and_runs_nothing() -> None:
    html = page(samples.broken())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not re.search(r"<(script|link|img|iframe|form|object)\b|\son\w+=|url\(|@import", html)


def test_page_tells_language_landmarks_and_names() -> None:
    found = outline(page(samples.broken()))
    tags = [tag for tag, _attributes in found.tags]
    assert dict(found.tags)["html"]["lang"] == "es"
    assert [tags.count(tag) for tag in ("main", "nav", "h1")] == [1, 2, 1]  # a window shows one list of steps
    unnamed = [a for tag, a in found.tags if tag == "svg" and a.get("role") == "img" and not a.get("aria-label")]
    assert unnamed == []
    html = page(samples.make(samples.Making(language="en")))
    assert '<html lang="en">' in html
    assert "Everything the practice asks for is there." in html


def test_page_has_score_causes_checks_and_evidence() -> None:
    text = re.sub(r"\s+", " ", outline(page(samples.broken())).text)
    for part in (
        "7,18 / 10",
        "3,7 de 5,15 puntos",
        "Arregla esto primero bloquea 3 comprobaciones · +1,27 puntos",
        "El servidor dice Unit azure-app.service could not be found.",
        "Siguiente paso systemd solo mira",
        "Esperado 775 Encontrado 755",
        "En el servidor stat -c '%a' /var/www/flask-poc",
        "UnitFileState=disabled",
        "pip está instalado",
    ):
        assert part in text
    assert text.index("Por dónde empezar") < text.index("Los permisos son 775") < text.index("Evidencia Lo que")


def test_failures_are_open_and_what_passed_is_folded() -> None:
    found = outline(page(samples.broken()))
    checks = [a for tag, a in found.tags if tag == "details" and (a.get("class") or "").startswith("check ")]
    assert len(checks) == len(samples.broken().checks)
    assert {a["class"] for a in checks if "open" in a} == {"check failed"}


def test_provisional_page_says_so_first() -> None:
    text = outline(page(samples.provisional())).text
    assert text.index("Nota provisional") < text.index("No es un fallo tuyo") < text.index("Por dónde empezar")


def test_advice_is_for_the_teacher() -> None:
    assert "Ninguna otra entrega usa esta clave" in page(samples.with_advice(), "teacher")
    assert "Ninguna otra entrega usa esta clave" not in page(samples.with_advice())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast_enough(scheme: str) -> None:
    """WCAG AA, 4.5 to 1, for every colour of text on every ground it stands on."""
    css = re.search(r"<style>(.*?)</style>", page(samples.sound()), re.DOTALL)
    assert css is not None
    roots = re.findall(r":root \{(.*?)\}", css[1], re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", roots[0] if scheme == "light" else roots[1]))
    for ink in ("text", "muted", "accent", "passed", "failed", "blocked", "error"):
        for ground in ("page", "card", "code"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["on"], colours["failed"]) >= 4.5
    assert contrast(colours["text"], colours["soft-error"]) >= 4.5
    assert contrast(colours["failed"], colours["soft-failed"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_checks_have_fragments_that_do_not_change_and_are_one_word() -> None:
    assert html.anchor("poc", "service.active") == "c-poc.service.active"
    assert html.anchor(None, "nginx.enabled") == "c-nginx.enabled"
    assert re.fullmatch(r"c-[A-Za-z0-9._-]+", html.anchor(samples.NASTY, "x.y"))
    result = samples.broken()
    ids = outline(page(result)).ids
    assert {html.anchor(*check.key) for check in result.checks} <= set(ids)
    alike = tuple(
        check.model_copy(update={"deployment": "a_b" if n else "a b"}) for n, check in enumerate(result.checks[:1] * 2)
    )
    ids = outline(page(result.model_copy(update={"checks": alike, "root_causes": ()}))).ids
    assert len([one for one in ids if one.startswith("c-a_b")]) == 2
