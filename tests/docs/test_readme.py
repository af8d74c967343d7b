"""README's first screen: its two commands, and its picture, which is Perito's own output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts import site_gallery
from tests.cli.running import ROOT, perito

if TYPE_CHECKING:
    from pathlib import Path

    from perito.lab.lab import Lab

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_demonstration(lab: Lab, tmp_path: Path) -> None:
    """`./dev demo` is `perito demo` in the environment that ./dev makes; `./dev test` is what CI runs."""
    assert "    demo) environment; exec" in (ROOT / "dev").read_text(encoding="utf-8")
    assert "./dev test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    ended = perito("demo", "--reports", "reports", cwd=tmp_path)
    assert ended.status == 0
    told = re.findall(r"^  (reports/\S+)$", ended.out, re.M)
    assert len(told) == 4
    assert all((tmp_path / one).is_file() for one in told)


def test_the_picture_is_what_perito_shows() -> None:
    assert f"]({site_gallery.PICTURE.relative_to(ROOT)})" in README
    assert site_gallery.main(["--check"]) == 0, "python -m scripts.site_gallery"
    drawn = site_gallery.PICTURE.read_text(encoding="utf-8")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert len(drawn) < 30_000
