"""The plan of a year, and with whom nobody has talked yet."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries
from xuezuo.life.forms import ReasonForm
from xuezuo.life.forms.yearly import SessionForm, TopicForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN, TALK_RECORD
from xuezuo.life.queries.talking import ARTICLE, talk_board
from xuezuo.life.queries.yearly import topic_get_for, year_plan
from xuezuo.life.services.yearly import topic_add, topic_change, topic_drop, topic_plan
from xuezuo.life.sheets.papers import filed
from xuezuo.life.sheets.yearly import plan_sheet
from xuezuo.life.views.patterns import TopicDesk
from xuezuo.life.views.printing import downloaded
from xuezuo.org.queries.access import unit_decision, unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto, year_asked
from xuezuo.study.library.queries import material_list


@require_GET
@requires(TALK_RECORD)
def talks_missing(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show to those who keep the talks who has not talked yet."""
    today = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, TALK_RECORD, today).pk, today)
    year = year_asked(request, today.year, first=1921, last=9998)
    context = {"unit": unit, "board": talk_board(unit.id, year, today), "article": ARTICLE, "before": year - 1}
    return render(request, "life/talk_board.html", context)


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Show the topics of a year and what of them was held; `?form=pdf` or `docx` is the paper."""
    today = clock.today()
    unit = unit_row(queries.readable_unit_get_for(request.actor, uid, today).pk, today)
    year = year_asked(request, today.year, first=1921, last=9998)
    found = year_plan(request.actor, unit.id, year, today)
    if request.GET.get("form") in ("pdf", "docx"):
        return downloaded(filed(plan_sheet(unit.name, found), f"{unit.name}{year}年学习计划", request.GET["form"]))
    may_record = bool(unit_decision(request.actor, ACTIVITY_RECORD, unit.id, today))
    context = {"unit": unit, "plan": found, "may_record": may_record, "around": (year - 1, year + 1)}
    return render(request, "life/year_plan.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def plan_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a topic into the plan."""
    today = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, ACTIVITY_RECORD, today).pk, today)
    year, offered = year_asked(request, today.year, first=1921, last=9998), material_list(request.actor, today)[:20]
    form = TopicForm(request.POST or None, unit_kind=unit.kind, materials=[(one.uid, one.title) for one in offered])
    if form.is_valid():
        with refusals_onto(form):
            topic_add(actor=request.actor, unit_id=unit.id, topic=form.topic(year), at=clock.now())
            messages.success(request, "专题已列入计划。")
            return redirect(f"{_plan(uid)}?year={year}")
    return form_page(request, form, title=f"列入 {year} 年计划", submit="列入计划", back=f"{_plan(uid)}?year={year}")


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def plan_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a topic that was not studied yet."""
    topic = topic_get_for(request.actor, uid, clock.today())
    form, back = TopicDesk(request.actor, topic).form(request.POST or None), _plan(topic.unit.uid)
    if form.is_valid():
        with refusals_onto(form):
            said, base = form.topic(topic.year), form.cleaned_data["base"]
            topic_change(actor=request.actor, topic=topic, said=said, base=base, at=clock.now())
            messages.success(request, "专题已修改。已经拟定的会议不随之变化。")
            return redirect(f"{back}?year={topic.year}")
    return form_page(request, form, title="修改专题", submit="保存", back=f"{back}?year={topic.year}")


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def plan_meet(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Plan the session of a topic."""
    topic = topic_get_for(request.actor, uid, clock.today())
    form = SessionForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            made = topic_plan(actor=request.actor, topic=topic, on=form.cleaned_data["day"], at=clock.now())
            messages.success(request, "已拟定会议，可以补充时间、地点，再发通知。")
            return redirect("life:activity-detail", uid=made.uid)
    return form_page(request, form, title=topic.title, submit="拟定会议", back=_plan(topic.unit.uid))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def plan_drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a topic out of the plan."""
    topic = topic_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            topic_drop(actor=request.actor, topic=topic, at=clock.now(), **form.cleaned_data)
            messages.success(request, "专题已取消，原因保留在计划里。")
            return redirect(_plan(topic.unit.uid))
    back = _plan(topic.unit.uid)
    return form_page(request, form, title="取消专题", submit="取消专题", back=back, danger=True)


def _plan(uid: uuid.UUID) -> str:
    return reverse("life:year-plan", kwargs={"uid": uid})
