"""An overview as one HTML file that needs nothing else: figures lead to their line in the appendix."""

from importlib import resources

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from xuezuo.reports.overview.text import Overview


def as_html(overview: Overview) -> bytes:
    """Return the overview as the bytes of an HTML file (UTF-8)."""
    css = resources.files("xuezuo.reports").joinpath("data/overview.css").read_text(encoding="utf-8")
    style = format_html("<style>{}</style>", mark_safe(css))  # noqa: S308  # the house's own file
    return render_to_string("reports/overview_file.html", {"overview": overview, "style": style}).encode()
