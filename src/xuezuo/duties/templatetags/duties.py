"""Counts of states in one cell of a table; where the record of a deed is shown."""

from collections.abc import Mapping

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from xuezuo.duties.queries.this_month import Item
from xuezuo.duties.queries.trace import DeedRow

register = template.Library()

PAGES: Mapping[str, str] = {  # of kinds that life does not keep; a room that is missing has no page
    "self_study": "reading:self-study-detail",
    "training": "training:session-detail",
    "exam": "exams:sitting-result",
    "teaching_visit": "training:visit-detail",
    "secretary_report_up": "responsibility:report-detail",
    "secretary_report_members": "responsibility:report-detail",
    "report_review": "responsibility:round-detail",
}
DESKS: Mapping[str, tuple[str, str]] = {  # by the beginning of a kind that is no meeting: where it is done
    "heart_talk": ("life:talk-record", "登记谈话"),
    "secretary_report_up": ("responsibility:home", "去写述职报告"),
    "secretary_report_members": ("responsibility:home", "去登记述职"),
    "report_review": ("responsibility:home", "去组织述职评议"),
}


@register.simple_tag
def deed_url(deed: DeedRow) -> str:
    """Return the address of the page that shows the deed, empty when there is none: `{% deed_url deed as url %}`."""
    if deed.kind.startswith("heart_talk"):
        return reverse("life:talk-list")
    try:
        return reverse(PAGES.get(deed.kind, "life:activity-detail"), args=[deed.uid])
    except NoReverseMatch:
        return ""


@register.simple_tag
def desk_link(item: Item) -> dict[str, str] | None:
    """Return address and words of the page where it is done, if no meeting: `{% desk_link item as desk %}`."""
    kinds = () if item.deed_kind else item.deed_kinds
    place = next((DESKS[key] for kind in kinds for key in DESKS if kind.startswith(key)), None)
    if place is None:
        return None
    status = item.status
    asked = {"unit": status.subject} if place[0] == "life:talk-record" else {"unit": str(status.unit_uid)}
    return {"url": reverse(place[0], query=asked), "label": place[1]}


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
