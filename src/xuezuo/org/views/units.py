"""The tree of units and the page of one unit, as on any day."""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.units import DayForm
from xuezuo.org.queries.access import unit_decision, unit_get_for
from xuezuo.org.queries.profile import posts_of, unit_history
from xuezuo.org.queries.tree import ancestors_on, clamp, span_of
from xuezuo.org.queries.units import lines_of, top_units, tree_lines, unit_search
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor, requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial


@require_GET
@requires(policies.UNIT_VIEW)
def unit_list(request: HttpRequest) -> HttpResponse:
    """Show the tree of a day below what the asker may see, or what a search finds."""
    form = DayForm(request.GET)
    on = _day(form)
    text = form.cleaned_data.get("q", "").strip()
    context: dict[str, object] = {"form": form, "on": on, "is_today": on == clock.today(), "text": text}
    if text:
        page = paginate(unit_search(request.actor, text, on), page_number(request))
        context |= {"page": page, "lines": lines_of([unit.pk for unit in page], on)}
    else:
        context |= {"lines": tree_lines(top_units(request.actor, on), on)}
    return render_partial(request, "org/unit_list.html", context, target="rows")


@require_GET
@requires(policies.UNIT_VIEW)
def unit_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a unit as on a day: place, people, history."""
    on = _day(DayForm(request.GET))
    unit = unit_get_for(request.actor, uid, policies.UNIT_VIEW, on)
    shown = clamp(on, span_of(unit))
    this, *lines = tree_lines([unit.pk], shown)
    context = {
        "unit": this.row,
        "this": this,
        "members_here": this.members - sum(line.members for line in lines if line.row.parent_id == unit.pk),
        "lines": lines,
        "history": unit_history(unit.pk, shown),
        "posts": posts_of(unit.pk, shown),
        "on": shown,
        "is_today": shown == clock.today(),
        "crumbs": unit_crumbs(this.row, shown, request.actor),
        "may_change": may_change(request.actor, unit.pk, clock.today()),
    }
    return render(request, "org/unit_detail.html", context)


def unit_crumbs(unit: UnitRow, on: dt.date, actor: Actor) -> list[dict[str, str]]:
    """Return the way to a unit: the list, the units above as far as the asker sees them, the unit."""
    rows = ancestors_on(unit.id, on)
    nodes = policies.UNIT_VIEW.nodes(actor)
    first = next((index for index, row in enumerate(rows) if row.id in nodes), len(rows) - 1)
    above = [{"label": row.name, "url": reverse("org:unit-detail", kwargs={"uid": row.uid})} for row in rows[first:-1]]
    return [{"label": "组织", "url": reverse("org:unit-list")}, *above, {"label": unit.name}]


def may_change(actor: Actor, unit_id: int, on: dt.date) -> bool:
    """Tell whether the page offers the structural deeds."""
    held = policies.UNIT_CHANGE.is_held_by(actor)
    return held and bool(unit_decision(actor, policies.UNIT_CHANGE, unit_id, on))


def _day(form: DayForm) -> dt.date:
    """Return the day that was asked for; today when none or an odd one was."""
    form.is_valid()
    on = form.cleaned_data.get("on")
    return on if isinstance(on, dt.date) else clock.today()
