"""The list, one activity, the one-minute record, the plan."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import Desk, FilterForm, GatheringForm, WhereForm
from xuezuo.life.forms.correct import PlanForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto, render_partial


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def activity_list(request: HttpRequest) -> HttpResponse:
    """List the activities within the asker's sight."""
    form, today = FilterForm(request.GET), clock.today()
    page = paginate(queries.activity_list(request.actor, form.filters(), today), page_number(request))
    may_record = ACTIVITY_RECORD.is_held_by(request.actor)
    context = {"form": form, "page": page, "may_record": may_record, "asked": form.asked_unit}
    return render_partial(request, "life/activity_list.html", context, target="rows")


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def activity_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one activity with all that the asker may see of it."""
    today = clock.today()
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_VIEW_OWN, today)
    page = queries.activity_page(request.actor, activity, today)
    return render(request, "life/activity_detail.html", {"page": page, "activity": activity})


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def activity_record(request: HttpRequest) -> HttpResponse:
    """Record an activity that took place, in a minute: everybody present, touch the exceptions."""
    today, units = clock.today(), queries.units_to_record_for(request.actor, clock.today())
    where = WhereForm(request.POST or request.GET, units=units, today=today)
    if (desk := _desk(where, request.POST, today)) is None:
        return render(request, "life/activity_record.html", {"where": where}, status=400 if request.POST else 200)
    if request.method == "POST" and desk.is_valid(request.POST):
        with refusals_onto(desk.details):
            activity = services.activity_record(
                actor=request.actor,
                unit_id=desk.unit.id,
                gathering=desk.gathering,
                sheet=desk.attendance,
                uid=desk.uid,
                at=clock.now(),
            )
            messages.success(request, "已登记并确认。")
            return redirect("life:activity-detail", uid=activity.uid)
    status = 400 if request.method == "POST" else 200
    return render(request, "life/activity_record.html", {"where": where, "desk": desk}, status=status)


def _desk(where: WhereForm, posted: Mapping[str, object], today: dt.date) -> Desk | None:
    """Lay out the desk for a valid `where`; what its roster is refused for stands at the form, and there is none."""
    if where.is_valid():
        with refusals_onto(where):
            return Desk.of(where, posted, today)
    return None


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def activity_plan(request: HttpRequest) -> HttpResponse:
    """Plan an activity; a draft until its notice goes out."""
    today, units = clock.today(), queries.units_to_record_for(request.actor, clock.today())
    where = WhereForm(request.POST or request.GET, units=units, today=today)
    form = GatheringForm.after(where, request.POST)
    if request.method == "POST" and form and form.is_valid():
        with refusals_onto(form):
            said = where.cleaned_data
            activity = services.activity_plan(
                actor=request.actor,
                unit_id=where.chosen.id,
                gathering=form.gathering(said["kind"], said["date"]),
                at=clock.now(),
            )
            messages.success(request, "计划已保存。发出通知后党员可以看到。")
            return redirect("life:activity-detail", uid=activity.uid)
    status = 400 if request.method == "POST" else 200
    return render(request, "life/activity_plan.html", {"where": where, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def activity_replan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is planned of a meeting that was not held yet."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = PlanForm(request.POST or None, activity=activity)
    if form.is_valid():
        with refusals_onto(form):
            services.activity_replan(actor=request.actor, activity=activity, gathering=form.corrected(), at=clock.now())
            messages.success(request, "计划已修改。已发通知的，请修改通知。")
            return redirect("life:activity-detail", uid=uid)
    back = reverse("life:activity-detail", kwargs={"uid": uid})
    lead = f"{activity.occurred_on} {activity.headline}"
    return form_page(request, form, title="修改计划", submit="保存计划", back=back, lead=lead)
