"""Templates of a unit's meetings, series of them, single turns."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.dates import add_months
from xuezuo.life import services
from xuezuo.life.forms.series import CommentDaysForm, DayForm, HorizonForm, SeriesForm
from xuezuo.life.forms.small import ReasonForm
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries import series as reads
from xuezuo.life.queries.sealing import unit_comment_days
from xuezuo.life.views.patterns import SeriesDesk, TemplateDesk
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto


@require_GET
@requires(ACTIVITY_RECORD)
def template_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the unit's templates with their series, and its setting for comments."""
    today = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, ACTIVITY_RECORD, today).pk, today)
    setting = CommentDaysForm(initial={"comment_days": unit_comment_days(unit.id)})
    templates = [
        (one, [(two, reads.rule_words(two)) for two in one.series.all()]) for one in reads.templates_of(unit.id)
    ]
    context = {"unit": unit, "templates": templates, "setting": setting, "today": today}
    return render(request, "life/template_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def meeting_setting(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Settle for how many days attendees may comment."""
    unit = unit_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = CommentDaysForm(request.POST or None, initial={"comment_days": unit_comment_days(unit.pk)})
    back = reverse("life:template-list", kwargs={"uid": uid})
    if form.is_valid():
        with refusals_onto(form):
            services.meeting_setting_save(actor=request.actor, unit_id=unit.pk, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已保存，用于以后的会议记录。")
            return redirect(back)
    return form_page(request, form, title="征求意见天数", submit="保存", back=back)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def template_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Keep a new template."""
    unit = unit_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    desk = TemplateDesk(request.actor, unit.pk, unit.kind)
    if request.method == "POST" and desk.read(request.POST):
        with refusals_onto(desk.form):
            made = desk.make()
            messages.success(request, "模板已保存，可以用它定期召开会议。")
            return redirect("life:template-detail", uid=made.uid)
    return desk.page(request, reverse("life:template-list", kwargs={"uid": uid}))


@require_GET
@requires(ACTIVITY_RECORD)
def template_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one template, its series and what can be made of it."""
    today = clock.today()
    template = reads.template_get_for(request.actor, uid, today)
    context = {
        "template": template,
        "unit": unit_row(template.unit_id, today),
        "series": [(one, reads.rule_words(one)) for one in template.series.order_by("-starts_on", "-pk")],
        "items": template.items.order_by("position"),
        "today": today,
    }
    return render(request, "life/template_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def template_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a template; unedited drafts of its series follow at once."""
    template = reads.template_get_for(request.actor, uid, clock.today())
    desk = TemplateDesk(request.actor, template.unit_id, template.unit.kind, template)
    if request.method == "POST" and desk.read(request.POST):
        with refusals_onto(desk.form):
            if (clash := desk.keep()) is not None:
                return render(request, clash["page"], {**clash, "back": _template(uid)}, status=409)
            messages.success(request, "模板已保存。没有人改动过的草稿已随之更新，其他会议不变。")
            return redirect("life:template-detail", uid=uid)
    return desk.page(request, _template(uid))


@require_POST
@requires(ACTIVITY_RECORD)
def template_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a template out of use."""
    template = reads.template_get_for(request.actor, uid, clock.today())
    services.template_end(actor=request.actor, template=template, at=clock.now())
    messages.success(request, "模板已停用，已生成的会议不受影响。")
    return redirect("life:template-list", uid=template.unit.uid)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def template_plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Plan one meeting of the template."""
    template = reads.template_get_for(request.actor, uid, clock.today())
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            day = form.cleaned_data["on"]
            made = services.activity_plan_from(actor=request.actor, template=template, on=day, at=clock.now())
            messages.success(request, "已按模板生成草稿。")
            return redirect("life:activity-detail", uid=made.uid)
    return form_page(request, form, title="按模板安排一次", submit="生成草稿", back=_template(uid), lead=template.name)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def series_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let meetings of the template come again."""
    template = reads.template_get_for(request.actor, uid, clock.today())
    form = SeriesForm(request.POST or None, today=clock.today())
    if form.is_valid():
        with refusals_onto(form):
            made = services.series_make(actor=request.actor, template=template, spec=form.spec(), at=clock.now())
            messages.success(request, "已设定，并生成了三个月内的草稿。")
            return redirect("life:series-detail", uid=made.uid)
    return form_page(request, form, title="定期召开", submit="设定", back=_template(uid), lead=template.name)


@require_GET
@requires(ACTIVITY_RECORD)
def series_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a series: its rule, and the turns of the next twelve months."""
    today = clock.today()
    series = reads.series_get_for(request.actor, uid, today)
    horizon = HorizonForm(initial={"until": add_months(today, reads.AHEAD_MONTHS)})
    context = {
        "series": series,
        "template": series.template,
        "unit": unit_row(series.template.unit_id, today),
        "rule": reads.rule_words(series),
        "turns": reads.turns_ahead(series, today),
        "horizon": horizon,
    }
    return render(request, "life/series_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def series_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change the rule or the end of a series."""
    series = reads.series_get_for(request.actor, uid, clock.today())
    desk = SeriesDesk(request.actor, series)
    form = desk.form(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            if (clash := desk.keep(form)) is not None:
                return render(request, clash["page"], {**clash, "back": _series(uid)}, status=409)
            messages.success(request, _told(desk.done.made, desk.done.changed, desk.done.dropped))
            return redirect("life:series-detail", uid=uid)
    lead = "只影响今后没有人改动过的草稿；已编辑、已通知、已召开的会议不变。要结束，请填“到哪天止”。"
    draft = f"series {uid}"
    return form_page(request, form, title="修改定期会议", submit="保存", back=_series(uid), lead=lead, draft=draft)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def series_draft(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make drafts ahead."""
    series = reads.series_get_for(request.actor, uid, clock.today())
    form = HorizonForm(request.POST or None, initial={"until": add_months(clock.today(), reads.AHEAD_MONTHS)})
    if form.is_valid():
        until = form.cleaned_data["until"]
        done = services.series_draft(actor=request.actor, series=series, until=until, at=clock.now())
        messages.success(request, _told(done.made, done.changed, done.dropped))
        return redirect("life:series-detail", uid=uid)
    return form_page(request, form, title="生成草稿", submit="生成", back=_series(uid))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def turn_skip(request: HttpRequest, uid: uuid.UUID, turn: str) -> HttpResponse:
    """Leave one turn out."""
    series, form = reads.series_get_for(request.actor, uid, clock.today()), ReasonForm(request.POST or None)
    day = reads.turn_named(turn)
    if form.is_valid():
        with refusals_onto(form):
            services.turn_skip(actor=request.actor, series=series, turn=day, at=clock.now(), **form.cleaned_data)
            messages.success(request, "这一次已跳过，可以随时恢复。")
            return redirect("life:series-detail", uid=uid)
    return form_page(
        request, form, title="跳过这一次", submit="跳过", back=_series(uid), lead=reads.turn_words(series, day)
    )


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def turn_move(request: HttpRequest, uid: uuid.UUID, turn: str) -> HttpResponse:
    """Hold one turn on another day."""
    series, form = reads.series_get_for(request.actor, uid, clock.today()), DayForm(request.POST or None)
    day = reads.turn_named(turn)
    if form.is_valid():
        with refusals_onto(form):
            to = form.cleaned_data["on"]
            services.turn_move(actor=request.actor, series=series, turn=day, to=to, at=clock.now())
            messages.success(request, "这一次已改期。")
            return redirect("life:series-detail", uid=uid)
    return form_page(
        request, form, title="这一次改期", submit="改期", back=_series(uid), lead=reads.turn_words(series, day)
    )


@require_POST
@requires(ACTIVITY_RECORD)
def turn_restore(request: HttpRequest, uid: uuid.UUID, turn: str) -> HttpResponse:
    """Take back that a turn is left out or moved."""
    series = reads.series_get_for(request.actor, uid, clock.today())
    services.turn_restore(actor=request.actor, series=series, turn=reads.turn_named(turn), at=clock.now())
    messages.success(request, "已恢复原来的安排。")
    return redirect("life:series-detail", uid=uid)


def _told(made: int, changed: int, dropped: int) -> str:
    return f"新生成草稿 {made} 次，更新 {changed} 次，撤下 {dropped} 次；有人改动过的会议都没有动。"


def _template(uid: uuid.UUID) -> str:
    return reverse("life:template-detail", kwargs={"uid": uid})


def _series(uid: uuid.UUID) -> str:
    return reverse("life:series-detail", kwargs={"uid": uid})
