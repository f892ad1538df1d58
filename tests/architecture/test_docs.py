"""Docs tell what the program does: generated pages are fresh, links lead somewhere, every name is documented.

Why: a reference page that is wrong is worse than none.
"""

import pytest
from tools.docs import links, pages
from tools.docs.__main__ import NOTICE, REFERENCE

from tests.architecture.tree import ROOT, SOURCES


@pytest.mark.parametrize("name", sorted(pages.PAGES))
def test_the_generated_page_is_fresh(name):
    """Settings, capabilities, commands, audit names, error codes, duties, fields: run `just docs-write`."""
    page = REFERENCE / name
    assert page.exists()
    assert page.read_text(encoding="utf-8") == NOTICE + pages.PAGES[name]().strip() + "\n"


def test_links_lead_somewhere():
    assert links.faults(ROOT) == []


def test_every_error_code_is_unique():
    codes = [one.code for one in pages.shipped_errors()]
    assert len(codes) == len(set(codes))


def test_every_command_can_be_loaded():
    _, commands = pages.build_parser()
    for command in commands.all.values():
        assert callable(command.load())


@pytest.mark.parametrize("room", sorted(path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()))
def test_every_room_introduces_itself(room):
    """Half a page: nouns, deeds, events in and out, invariants."""
    text = (SOURCES / room / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in index] == []
