"""Reports: begun, written, handed in; read, returned or accepted by the unit above; problems."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto, refusals_told, year_asked
from xuezuo.review.responsibility.forms.lists import ReasonForm
from xuezuo.review.responsibility.forms.reports import CallForm, HeardForm, TextsForm
from xuezuo.review.responsibility.policies import LIST_VIEW, REPORT_RECEIVE, REPORT_VIEW, REPORT_WRITE
from xuezuo.review.responsibility.queries import desk as queries
from xuezuo.review.responsibility.queries.access import may, report_get_for
from xuezuo.review.responsibility.queries.reports import report_page, versions_of
from xuezuo.review.responsibility.services import reports as services
from xuezuo.review.responsibility.types import spans_of


def _url(uid: uuid.UUID) -> str:
    return reverse("responsibility:report-detail", args=[uid])


@require_POST
@requires(REPORT_WRITE)
def report_begin(request: HttpRequest, unit: uuid.UUID, year: int, span: str) -> HttpResponse:
    """Begin a report about a period of the year."""
    here = unit_get_for(request.actor, unit, REPORT_WRITE, clock.today())
    if not 2000 <= year <= 2100:
        raise NotFound
    about = queries.span_named(year, span)
    report = services.report_begin(actor=request.actor, unit_id=here.pk, span=about, at=clock.now())
    messages.success(request, "已起草，系统掌握的数据已放入并固定在此刻。请写明工作情况和问题。")
    return redirect(_url(report.uid))


@require_GET
@requires(LIST_VIEW)
def report_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a report; a superior's first look at what was handed in is its receipt."""
    on = clock.today()
    report = report_get_for(request.actor, uid, on)
    services.report_read(actor=request.actor, report=report, at=clock.now())
    asked = request.GET.get("version", "")
    page = report_page(request.actor, report, int(asked) if asked.isdecimal() else None, on)
    return render(request, "responsibility/report_detail.html", {"page": page, "report": report, "today": on})


@require_http_methods(["GET", "POST"])
@requires(REPORT_WRITE)
def report_write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the texts of a report."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_WRITE)
    form = TextsForm.of(request.POST or None, versions_of(report)[0])
    if form.is_valid():
        with refusals_onto(form):
            revision = form.cleaned_data["revision"]
            services.report_write(
                actor=request.actor, report=report, texts=form.texts, revision=revision, at=clock.now()
            )
            messages.success(request, "已保存。手填的数字已标出并核对。")
            return redirect(_url(uid))
    return form_page(request, form, title="填写报告", submit="保存", back=_url(uid))


@require_POST
@requires(REPORT_WRITE)
def report_refresh(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Freeze the figures anew."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_WRITE)
    with refusals_told(request):
        services.report_refresh(actor=request.actor, report=report, at=clock.now())
        messages.success(request, "系统数据已更新到此刻。")
    return redirect(_url(uid))


@require_POST
@requires(REPORT_WRITE)
def report_hand_in(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Hand a report to the unit above."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_WRITE)
    with refusals_told(request):
        services.report_hand_in(actor=request.actor, report=report, at=clock.now())
        messages.success(request, "已报送。上级首次打开和签收的时间会显示在这一页。")
    return redirect(_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REPORT_RECEIVE)
def report_return(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send a report back."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_RECEIVE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.report_return(actor=request.actor, report=report, reason=reason, at=clock.now())
            messages.success(request, "已退回。")
            return redirect(_url(uid))
    return form_page(request, form, title="退回报告", submit="退回", back=_url(uid), danger=True)


@require_POST
@requires(REPORT_RECEIVE)
def report_accept(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accept a report."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_RECEIVE)
    with refusals_told(request):
        services.report_accept(actor=request.actor, report=report, at=clock.now())
        messages.success(request, "已签收。")
    return redirect(_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REPORT_WRITE)
def report_heard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note that the secretary reported to the members' meeting."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_WRITE)
    form = HeardForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            services.report_heard(actor=request.actor, report=report, on=form.cleaned_data["on"], at=clock.now())
            return redirect(_url(uid))
    return form_page(request, form, title="登记向党员大会述职", submit="登记", back=_url(uid))


@require_GET
@requires(REPORT_VIEW)
def report_below(request: HttpRequest, unit: uuid.UUID) -> HttpResponse:
    """Show who of the units directly below has handed in, in the order of the tree."""
    on = clock.today()
    here = unit_get_for(request.actor, unit, REPORT_VIEW, on)
    year = year_asked(request, on.year)
    span = queries.span_asked(here.pk, year, request.GET.get("span", ""))
    context = {
        "unit": here,
        "span": span,
        "spans": [(one.name, one.label) for one in spans_of(year)],
        "year": year,
        "page": paginate(queries.reports_below(here.pk, span, on), page_number(request)),
        "call": queries.call_of(here.pk, span.kind, span.start),
        "may_call": may(request.actor, REPORT_RECEIVE, here.pk, on),
        "name": span.name,
    }
    return render(request, "responsibility/report_below.html", context)


@require_http_methods(["GET", "POST"])
@requires(REPORT_RECEIVE)
def call_make(request: HttpRequest, unit: uuid.UUID, year: int, span: str) -> HttpResponse:
    """Say until when the units below hand in."""
    here = unit_get_for(request.actor, unit, REPORT_RECEIVE, clock.today())
    if not 2000 <= year <= 2100:
        raise NotFound
    about, form = queries.span_named(year, span), CallForm(request.POST or None)
    back = f"{reverse('responsibility:report-below', args=[unit])}?year={year}&span={span}"
    if form.is_valid():
        with refusals_onto(form):
            services.call_make(actor=request.actor, unit_id=here.pk, span=about, **form.cleaned_data, at=clock.now())
            messages.success(request, "报送期限已定，下级在责任链页面能看到。")
            return redirect(back)
    return form_page(request, form, title=f"{about.label}：定报送期限", submit="确定", back=back)
