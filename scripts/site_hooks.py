"""How MkDocs makes one site of docs/ in each language (mkdocs.yml: Spanish, mkdocs.en.yml: English).

`page.es.md` is the Spanish of `page.md`, under the same address; a page without it is shown in English on both sites,
and says so. Links that leave docs/ become pages (CONTRIBUTING.md, CHANGELOG.md) or downloads. A build for each language
keeps each search in its own language. https://www.mkdocs.org/user-guide/configuration/#hooks
"""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

SPANISH = ".es.md"
OF_THE_ROOT = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
DOWNLOADS = "repository"
LINK = re.compile(r"(\]\()([^)#\s]+)")
FENCE = re.compile(r"^( *)```([\w-]+) ([^\n{\"]+)$", re.MULTILINE)
FOR_TESTS = re.compile(r"^ *<!-- (?:lab|not run|run by): .*? -->\n", re.MULTILINE | re.DOTALL)
NAMES = {"es": "Español", "en": "English"}
ONLY_ENGLISH = '<p class="only-english" lang="es">Esta página está solo en inglés.</p>'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages of this language, each under its own name, with those made from the repository's other files."""
    spanish = [one for one in files if one.src_uri.endswith(SPANISH)]
    for one in spanish:
        files.remove(one)
        if config.extra["lang"] == "es":
            _replace(files, File.generated(config, _plain(one.src_uri), abs_src_path=str(one.abs_src_path)))
    for source, name in OF_THE_ROOT.items():
        _replace(files, File.generated(config, name, abs_src_path=str(ROOT / source)))
    for name, content in _made(config.extra["lang"]):
        _replace(files, File.generated(config, name, content=content))
    for path in _linked_outside(files):
        files.append(File.generated(config, f"{DOWNLOADS}/{path}", abs_src_path=str(ROOT / path)))
    return files


def _made(language: str) -> Iterator[tuple[str, str]]:
    """What is made of the code and of recorded servers: reference and gallery."""
    from scripts import site_gallery, site_reference

    for name, page in site_reference.PAGES.items():
        yield name, page(language)
    yield from site_gallery.pages(language)


def _replace(files: Files, new: File) -> None:
    old = files.get_file_from_path(new.src_uri)
    if old is not None:
        files.remove(old)
    files.append(new)


def _plain(path: str) -> str:
    return path.removesuffix(SPANISH) + ".md" if path.endswith(SPANISH) else path


def _linked_outside(files: Files) -> list[str]:
    """The repository's files beside docs/ that pages link to, by their paths."""
    found = set()
    for one in files.documentation_pages():
        for _start, link in LINK.findall(one.content_string):
            path = _path_in_repository(one, link)
            if path and not path.startswith("docs/") and path not in OF_THE_ROOT and (ROOT / path).is_file():
                found.add(path)
    return sorted(found)


def _path_in_repository(page: File, link: str) -> str:
    """Where in the repository a link of a page points to; empty: nowhere in it."""
    if re.match(r"[a-z]+:", link) or not page.abs_src_path:
        return ""
    start = Path(page.abs_src_path).parent.relative_to(ROOT).as_posix()
    path = posixpath.normpath(posixpath.join(start, link))
    return "" if path.startswith("..") else path


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A page's links as they are on the site, and its fences in words that the highlighter knows."""

    def moved(match: re.Match[str]) -> str:
        path = _path_in_repository(page.file, match[2])
        if not path:
            return match[0]
        if path in OF_THE_ROOT:
            target = OF_THE_ROOT[path]
        elif path.startswith("docs/"):
            target = _plain(path.removeprefix("docs/"))
        else:
            target = f"{DOWNLOADS}/{path}"
        return match[1] + posixpath.relpath(target, posixpath.dirname(page.file.src_uri) or ".")

    markdown = FOR_TESTS.sub("", markdown)
    return FENCE.sub(r'\1```\2 title="\3"', LINK.sub(moved, markdown))


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page; in English on the Spanish site it says so, to readers and to screen readers."""
    if config.extra["lang"] == "en" or not _is_english(page):
        return html
    return f'{ONLY_ENGLISH}<div lang="en">{html}</div>'


def _is_english(page: Page) -> bool:
    source = page.file.abs_src_path  # None: made in the right language
    return source is not None and not source.endswith(SPANISH)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Both languages, with a mark for where each is: that depends on the page."""
    config.extra["alternate"] = [{"name": name, "link": _mark(lang), "lang": lang} for lang, name in NAMES.items()]
    return config


def _mark(lang: str) -> str:
    return f"#in-{lang}"  # the theme leaves fragments alone


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The same page in the other language, whatever the site's address is."""
    up, own = "../" * page.url.count("/"), page.url.rpartition("/")[2]
    there = {"es": f"{up}../{page.url}", "en": f"{up}en/{page.url}"} | {config.extra["lang"]: own}
    for lang, link in there.items():
        output = output.replace(f'"{_mark(lang)}"', f'"{link}"')
    return output


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The page of what is not there leads to both homes."""
    for lang, link in {"es": "/index.html", "en": "/en/index.html"}.items():
        output = output.replace(f'"{_mark(lang)}"', f'"{link}"')
    return output
