"""Counts of states in one cell of a table."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def tally(counts: Mapping[str, int]) -> SafeString:
    """Render `met/bound`, then in words what is missing, due or late; exempt subjects are left out."""
    met = counts.get("met", 0) + counts.get("met_late", 0)
    bound = met + counts.get("due", 0) + counts.get("missed", 0)
    if not bound:
        return format_html('<span class="soft">{}</span>', "不适用")
    notes = [
        (look, word, number)
        for look, word, number in (
            ("missed", "缺", counts.get("missed", 0)),
            ("due", "待", counts.get("due", 0)),
            ("met_late", "迟", counts.get("met_late", 0)),
        )
        if number
    ]
    badges = format_html_join(" ", '<span class="badge {}">{} {}</span>', notes)
    return format_html("{}/{} {}", met, bound, badges)
