"""Components as template tags: what needs a little logic. The rest is `{% include "web/components/…" %}`."""

from collections.abc import Mapping

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xuezuo.org.types import UnitRow
from xuezuo.platform.access import current_actor
from xuezuo.platform.http import Page
from xuezuo.web.navigation import find_place, may_open
from xuezuo.web.navigation import unit_links as links_of_unit

register = template.Library()

STATES: Mapping[str, tuple[str, str]] = {
    "met": ("✓", "已落实"),
    "met_late": ("◷", "迟报落实"),
    "due": ("○", "待办"),
    "missed": ("✕", "未落实"),
    "exempt": ("–", "不适用"),
}
ATTENDANCE = (("present", "出席", "✓"), ("leave", "请假", "–"), ("absent", "缺席", "✕"))


# Not a template: a list shows sixty of them, and rendering a template costs ten times as much as this one element.
_BADGE = '<span class="badge {}"><span aria-hidden="true">{}</span>{}</span>'


@register.simple_tag
def state(name: str, word: str = "") -> SafeString:
    """Render the badge of a duty's state: `{% state "met" %}`; `word` replaces the usual word."""
    sign, usual = STATES[name]
    return badge(word or usual, name, sign)


@register.simple_tag
def badge(word: str, look: str = "exempt", sign: str = "") -> SafeString:
    """Render any other badge; `look` is one of the five states and only chooses the colours."""
    return format_html(_BADGE, look, sign, word)


@register.simple_tag
def state_counts(**counts: int) -> SafeString:
    """Render how many are in each state, zeros left out: `{% state_counts met=12 missed=3 %}`."""
    shown = [(name, *STATES[name], counts[name]) for name in STATES if counts.get(name)]
    return render_to_string("web/components/state_counts.html", {"counts": shown})


@register.simple_tag
def place(name: str) -> str:
    """Return the address of a URL name if the actor may open it at all, else nothing: `{% place "…" as url %}`."""
    url, access = find_place(name)
    return url if url and may_open(current_actor(), access) else ""


@register.inclusion_tag("web/components/unit_links.html")
def unit_links(unit: UnitRow) -> dict[str, object]:
    """Render the ways on from one unit into every room: `{% unit_links unit %}`; for today's actor."""
    return {"links": links_of_unit(current_actor(), unit.uid, unit.code)}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Render a form's field with label, help and error: `{% field form.date %}`."""
    return bound.as_field_group()


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """Render the summary of all errors of a form that is laid out field by field."""
    return render_to_string("web/components/form_errors.html", {"form": form})


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page: Page[object], name: str = "page") -> SafeString:
    """Render the links to the neighbouring pages; other parameters of the address are kept."""
    request = context.get("request")
    query = request.GET if isinstance(request, HttpRequest) else QueryDict()
    return render_to_string(
        "web/components/pager.html",
        {
            "page": page,
            "previous_url": _with(query, name, page.number - 1),
            "next_url": _with(query, name, page.number + 1),
        },
    )


def _with(query: QueryDict, name: str, number: int) -> str:
    changed = query.copy()
    changed[name] = str(number)
    return f"?{changed.urlencode()}"


@register.simple_tag
def member_row(label: str, name: str, value: str = "present", **more: str) -> SafeString:
    """Render one member with the choice present, leave, absent; works without JavaScript.

    `more`: `note` (after the name), `reason_name` (name of the field for the reason of a leave), `reason`.
    """
    return render_to_string(
        "web/components/member_row.html", {"label": label, "name": name, "value": value, "choices": ATTENDANCE, **more}
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002  # WONTFIX reads as HTML does
    """Render a `<dialog>`; any link with `data-dialog="ID"` opens it, and leads to its own page without JavaScript."""
    return render_to_string("web/components/dialog.html", {"id": id, "title": title, "content": content})
