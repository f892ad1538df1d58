"""What several pages about members have in common: filters, tabs, the frame of a form."""

import datetime as dt
import uuid

from django.urls import NoReverseMatch, reverse

from xuezuo.org import policies
from xuezuo.org.forms.members import MemberFilterForm
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.members import MemberFilter
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitRow
from xuezuo.org.views.form_page import FormPage
from xuezuo.platform.access import Actor

# Rooms above add pages about a member; a tab appears as soon as its URL name exists.
TABS = (
    ("record", "基本信息", "org:member-detail"),
    ("meetings", "组织生活", "life:member-meetings"),
    ("duties", "应做与落实", "duties:member-status"),
    ("audit", "操作留痕", "org:member-audit"),
)


def filter_of(actor: Actor, form: MemberFilterForm, on: dt.date) -> tuple[MemberFilter, UnitRow | None]:
    """Return what a list of members is narrowed to, and the unit named; odd parameters narrow nothing.

    Raises:
        NotFound: the unit is outside what the actor may see.
        Forbidden: the actor may not look at its members.
    """
    if not form.is_valid():
        return MemberFilter(), None
    data, unit = form.cleaned_data, None
    if data["unit"]:
        unit = unit_row(unit_get_for(actor, data["unit"], policies.MEMBER_VIEW, on).pk, on)
    wanted = MemberFilter(
        text=data["q"],
        unit_id=unit.id if unit else None,
        stage=data["stage"],
        kind=data["kind"],
        has_login=data["login"],
    )
    return wanted, unit


def member_form(  # CONFIG keyword words of one page
    uid: uuid.UUID, about: str, title: str, done: str, *, note: str = "", submit: str = "保存", is_grave: bool = False
) -> FormPage:
    """Return the frame of a form about a member, which leads back to the member's page."""
    back = reverse("org:member-detail", args=[uid])
    crumbs = ({"url": reverse("org:member-list"), "label": "党员"}, {"url": back, "label": about}, {"label": title})
    return FormPage(title, about, done, back, submit, note, crumbs, is_grave)


def record_tabs(uid: uuid.UUID, current: str) -> list[dict[str, object]]:
    """Return the tabs of a member's page that exist."""
    tabs: list[dict[str, object]] = []
    for key, label, name in TABS:
        try:
            url = reverse(name, args=[uid])
        except NoReverseMatch:
            continue
        tabs.append({"url": url, "label": label, "is_current": key == current})
    return tabs
