"""Every template of the house: it parses, and the CSP never has to forbid anything in it."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2] / "src" / "xuezuo"
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
FORBIDDEN = {
    r"<style\b|\sstyle\s*=": "inline style: the CSP drops it; use a class",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)": "inline script: the CSP drops it; use data-* and a file",
    r"\son[a-z]+\s*=|\shx-on": "inline handler: needs unsafe-inline or eval",
    r"hx-(vals|headers|confirm)[^=]*=[\"']\s*(js|javascript):": "htmx would call eval",
    r"hx-trigger[^=]*=[\"'][^\"']*\[": "a filter in hx-trigger is eval",
    r"(src|href|action)\s*=\s*[\"'](https?:)?//": "nothing is loaded from or sent to elsewhere",
}


def name(path: Path) -> str:
    return path.as_posix().split("/templates/")[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_template_parses(path):
    assert get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_template_needs_nothing_that_the_csp_forbids(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [reason for pattern, reason in FORBIDDEN.items() if re.search(pattern, text)] == []


def test_post_forms_carry_their_token():
    """A form that posts without a token fails for people without JavaScript."""
    missing = [
        name(path)
        for path in TEMPLATES
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
        if "{% csrf_token %}" not in form and "gallery" not in name(path) and "elements" not in name(path)
    ]
    assert missing == []
