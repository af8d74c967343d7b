"""The site of docs/: built strictly in both languages, every link and anchor there, nothing asked of other hosts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {"es": "mkdocs.yml", "en": "mkdocs.en.yml"}
LOADS = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("use", "href")}


def mkdocs(config: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, *words]
    have = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run([str(word) for word in command], env=have, capture_output=True, text=True, timeout=100)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both languages, as `./dev docs` builds them."""
    directory = tmp_path_factory.mktemp("site")
    with ThreadPoolExecutor() as pool:
        both = {one: pool.submit(mkdocs, ROOT / config, "-d", directory / one) for one, config in LANGUAGES.items()}
    for ended in [one.result() for one in both.values()]:
        assert ended.returncode == 0, ended.stderr
    (directory / "en").rename(directory / "es" / "en")
    return directory / "es"


class Page(HTMLParser):
    """What a page loads, what it leads to, and what may be led to in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.alternates: dict[str, str] = {}
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        self.anchors |= {have[name] for name in ("id", "name") if name in have}
        self.loads += [value for name, value in have.items() if (tag, name) in LOADS]
        if tag == "a" and "href" in have:
            self.leads.append(have["href"])
            if "hreflang" in have:
                self.alternates[have["hreflang"]] = have["href"]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_link_and_anchor_is_there(pages: dict[Path, Page]) -> None:
    gone = []
    for path, page in pages.items():
        for link in page.leads + page.loads:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "data"}:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = target.is_file() and (
                not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].anchors
            )
            gone += [] if there or parts.fragment == "__skip" else [f"{path.name}: {link}"]
    assert gone == []


def test_the_reference_for_authors_says_what_facts_return(site: Path) -> None:
    page = re.sub(r"<[^>]*>", "", (site / "reference" / "practice.html").read_text(encoding="utf-8"))
    for said in (
        "loaded: UnitState",
        "active_state: str",
        "reply(name): HttpReply",
        "header(name): str",
        "is_static: bool",
        "nginx_test: NginxTest",
        "listeners: list[Listener]",
    ):
        assert said in page, said


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[Path, Page]) -> None:
    assert [link for page in pages.values() for link in page.loads if urlsplit(link).netloc] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*[\"']?https?:[^)]*", styles) == []


def test_every_page_leads_to_itself_in_the_other_language(site: Path, pages: dict[Path, Page]) -> None:
    own = {path: page for path, page in pages.items() if "gallery" not in path.parts}
    assert len(own) > 60
    for path, page in own.items():
        name = path.relative_to(site).as_posix().removeprefix("en/")
        there = {lang: (path.parent / link).resolve() for lang, link in page.alternates.items()}
        assert there == {"es": site.resolve() / name, "en": site.resolve() / "en" / name}


@pytest.mark.parametrize("broken", ["[a](nowhere.md)", "[a](index.md#nowhere)", "[a](../nowhere.yaml)"])
def test_what_leads_nowhere_fails_the_build(tmp_path: Path, broken: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Home\n\n{broken}\n")
    validation = (ROOT / "mkdocs.yml").read_text().partition("\nvalidation:")[2].partition("\nnav:")[0]
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: P\nvalidation:{validation}\n")
    ended = mkdocs(config, "-d", tmp_path / "site")
    assert ended.returncode == 1
    assert "nowhere" in ended.stderr
