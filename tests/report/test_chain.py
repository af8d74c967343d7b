"""The chain as people get it: in the page, in the terminal, and in a line of a class."""

from __future__ import annotations

import re

import pytest

from perito.documents.class_result import ShortChain
from perito.documents.result import ChainLink, Outcome, Result
from perito.report import formats, terminal
from perito.report.chain import chains, runs, short_chain
from perito.report.terminal_steps import Settings
from perito.report.view import View
from perito.support import i18n

from . import samples

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
CAUSE = "poc/directory.mode"  # the second cause of the broken sample


def links(*, broken: bool = True, holds: bool = False) -> tuple[ChainLink, ...]:
    """Browser, site and socket, the last of which is looked for by another name."""
    return (
        ChainLink(kind="browser", title="navegador", name="http://app.izv/", outcome=PASSED),
        ChainLink(kind="site", title="sitio", name="sites-available/app", outcome=PASSED),
        ChainLink(
            kind="socket", title="socket", name="mia.sock", asked="otra.sock", outcome=FAILED if broken else PASSED,
            holds=holds, stops=broken and not holds, broken=broken and not holds, causes=(CAUSE,) if broken else (),
        ),
        ChainLink(kind="service", title="servicio", outcome=Outcome.NOT_APPLICABLE),
    )  # fmt: skip


def chained(found: tuple[ChainLink, ...], sees: str = "502: nginx no encuentra otra.sock") -> Result:
    result = samples.broken()
    first = result.deployments[0].model_copy(update={"chain": found, "sees": sees})
    return result.model_copy(update={"deployments": (first, *result.deployments[1:])})


def drawn(result: Result, width: int = 80, *, ascii_only: bool = False) -> str:
    rows = terminal.report(View(result), Settings(ascii_only=ascii_only), {})
    return "\n".join(one.plain for one in terminal.drawn(rows, width))


def test_the_page_draws_each_link_with_its_outcome_in_words() -> None:
    page = formats.render("html", chained(links()))
    chain = re.search(r'<section class="card chain".*?</section>', page, re.DOTALL)
    assert chain is not None
    items = re.findall(r"<li class=\"([\w ]+)\">\s*<svg[^>]*aria-label=\"([^\"]+)\"", chain[0])
    assert items == [
        ("passed", "correcto"), ("passed", "correcto"), ("failed broken", "rota aquí, causa 2"),
        ("not_applicable after", "sin mirar"),
    ]  # fmt: skip
    assert "otra.<wbr>sock" in chain[0]
    assert "mia.<wbr>sock" in chain[0]
    assert 'href="#k-2"' in chain[0]
    assert "502: nginx no encuentra otra.sock" in chain[0]
    assert page.index('class="card score') < page.index('class="card chain') < page.index('id="causes"')


def test_a_result_without_a_chain_draws_none() -> None:
    page = formats.render("html", samples.broken())
    assert 'class="card chain"' not in page
    assert "navegador" not in drawn(samples.broken())


@pytest.mark.parametrize("width", [20, 40, 80, 110])
def test_the_terminal_draws_it_in_any_width(width: int) -> None:
    shown = drawn(chained(links()), width)
    told = "".join(shown.split())
    assert "✓navegador→✓sitio→✗socketotra.sock≠mia.sock(2)→–servicio" in told
    assert "Elvisitanteve502:nginxnoencuentraotra.sock" in told
    assert all(len(one) <= width and one == one.rstrip() for one in shown.splitlines())


def test_a_terminal_of_ascii_has_it_too() -> None:
    told = drawn(chained(links()), ascii_only=True)
    assert "+ navegador > + sitio > x socket otra.sock != mia.sock (2) > - servicio" in told


def test_a_fault_that_lets_requests_past_is_no_break() -> None:
    found = chained(links(holds=True), "la página de la aplicación")
    one = chains(View(found))[0]
    assert one.broken is None
    assert one.whole
    assert [link.words for link in one.links][2] == "funciona, con un fallo, causa 2"
    assert "! socket (2)" in drawn(found)


def test_what_another_deployment_broke_is_drawn_as_the_break() -> None:
    taken = ChainLink(
        kind="service", title="servicio", outcome=Outcome.BLOCKED, stops=True, broken=True, causes=(CAUSE,)
    )
    one = chains(View(chained((*links()[:2], taken))))[0]
    assert one.links[2].outcome is FAILED
    assert one.links[2].words == "rota aquí, causa 2"


def test_a_class_has_letters_and_the_break() -> None:
    (short,) = ShortChain.of(chained(links()))
    assert (short.letters, short.broken, short.label) == ("ppFn", "socket", "poc")
    assert list(runs(short.letters)) == [("passed", "●●"), ("broken", "✖"), ("not_applicable", "○")]
    assert short_chain(short) == (
        "poc: La cadena está rota en: socket. El visitante ve 502: nginx no encuentra otra.sock."
    )
    assert ShortChain.of(samples.broken()) == ()
    i18n.use("en")
    assert short_chain(ShortChain(letters="pp")) == "No link of the chain is broken."


def test_names_of_a_hostile_server_are_harmless() -> None:
    nasty = ChainLink(kind="socket", title="socket", name=samples.NASTY, asked=samples.NASTY, outcome=FAILED)
    found = chained((nasty,), samples.NASTY)
    page, shown = formats.render("html", found), drawn(found)
    assert "<script>alert" not in page
    for text in (page, shown):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", text)
