"""Stories in a browser wait for what they expect: what is read right after a touch may be the page before it."""

import ast
from pathlib import Path

import pytest

from tests.architecture.test_sources import listed
from tests.architecture.tree import ROOT, parsed, relative

STORIES = sorted((ROOT / "tests" / "journeys").glob("*.py"))
READ_AT_ONCE = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "count", "get_attribute"}
READ_AT_ONCE |= {"text_content", "inner_text", "inner_html", "input_value", "all_text_contents", "all_inner_texts"}


def reads_at_once(node: ast.AST) -> bool:
    """Tell whether this reads the page without waiting; counting rows of the database does not."""
    if isinstance(node, ast.Attribute) and node.attr == "url":
        return ast.unparse(node.value).endswith("page")
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READ_AT_ONCE):
        return False
    return ".objects" not in ast.unparse(node.func) and "trail()" not in ast.unparse(node.func)


@pytest.mark.parametrize("path", STORIES, ids=relative)
def test_stories_wait_for_what_they_assert(path: Path):
    """`assert page.locator(...).is_visible()` fails on a slow machine; `expect(page.locator(...))` waits."""
    found = [
        f"{relative(path)}:{claim.lineno}: {ast.unparse(node)}"
        for claim in ast.walk(parsed(path))
        if isinstance(claim, ast.Assert)
        for node in ast.walk(claim.test)
        if reads_at_once(node)
    ]
    assert not found, listed(found)


@pytest.mark.parametrize("path", STORIES, ids=relative)
def test_stories_have_no_pauses_and_no_patience_of_their_own(path: Path):
    """A pause is too long here and too short there; how long to wait is said once, in tests/support/browser.py."""
    found = [
        f"{relative(path)}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and (
            ast.unparse(node.func).endswith(("wait_for_timeout", "sleep"))
            or ("timeout" in {word.arg for word in node.keywords} and "launch" not in ast.unparse(node.func))
        )
    ]
    assert not found, listed(found)
