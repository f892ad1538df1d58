"""Terms that end: the list for the unit above, the term of a unit, reminders, other days."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, refusals_onto
from xuezuo.review.elections.errors import NotFromAbove
from xuezuo.review.elections.forms.steps import NoticeForm, ShiftForm
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE, ELECTIONS_VIEW
from xuezuo.review.elections.queries import lists
from xuezuo.review.elections.queries.access import oversees
from xuezuo.review.elections.services import terms
from xuezuo.review.elections.views.helpers import form_page

REMIND = "任期届满前，上级党组织一般提前 6 个月以发函或者打电话等形式提醒按期换届（支部工作条例第二十一条）。"
SHIFT = "延期或者提前换届须经上级党组织批准，一般不超过 1 年。到期不会自动发生任何变动。"


@require_GET
@requires(ELECTIONS_VIEW)
def term_list(request: HttpRequest) -> HttpResponse:
    """List the terms that end, the first to end first."""
    on = clock.today()
    within = request.GET.get("within", "12")
    within = within if within in lists.WITHIN else "12"
    page = paginate(lists.term_list(request.actor, within, on), page_number(request))
    context = {
        "page": page,
        "rows": lists.term_rows(request.actor, list(page), on),
        "within": within,
        "tabs": lists.WITHIN.items(),
    }
    return render(request, "elections/term_list.html", context)


@require_GET
@requires(ELECTIONS_VIEW)
def term_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the running term of a unit: when it ends, who reminded, what was approved."""
    on = clock.today()
    unit = unit_get_for(request.actor, uid, ELECTIONS_VIEW, on)
    page = lists.term_page(unit)
    rows = lists.term_rows(request.actor, [page.term] if page.term else [], on)
    context = {"unit": unit, "unit_name": lists.unit_name(unit.pk, on), "page": page, "row": rows[0] if rows else None}
    return render(request, "elections/term_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(ELECTIONS_OVERSEE)
def notice_send(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter a reminder."""
    on = clock.today()
    unit = unit_get_for(request.actor, uid, ELECTIONS_OVERSEE, on)
    if not oversees(request.actor, unit, on):
        raise NotFromAbove(deed="换届提醒")
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = {"way": form.cleaned_data["way"], "paper": form.paper}
            terms.notice_send(actor=request.actor, unit=unit, at=clock.now(), **said)
            messages.success(request, "已登记提醒。")
            return redirect("elections:term-detail", uid=uid)
    lead = f"{lists.unit_name(unit.pk, on)}。{REMIND}"
    back = reverse("elections:term-detail", args=[uid])
    return form_page(request, form, title="登记换届提醒", lead=lead, submit="登记", back=back)


@require_http_methods(["GET", "POST"])
@requires(ELECTIONS_OVERSEE)
def shift_approve(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter that another day was approved; more than a year warns."""
    on = clock.today()
    unit = unit_get_for(request.actor, uid, ELECTIONS_OVERSEE, on)
    if not oversees(request.actor, unit, on):
        raise NotFromAbove(deed="批准延期或提前换届")
    form = ShiftForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = {"due_on": form.cleaned_data["due_on"], "paper": form.paper(on)}
            shift = terms.shift_approve(actor=request.actor, unit=unit, at=clock.now(), **said)
            _say(request, lists.shift_months(shift.from_due_on, shift.to_due_on, unit))
            return redirect("elections:term-detail", uid=uid)
    lead = f"{lists.unit_name(unit.pk, on)}。{SHIFT}"
    back = reverse("elections:term-detail", args=[uid])
    return form_page(request, form, title="登记延期或提前换届", lead=lead, submit="登记", back=back)


def _say(request: HttpRequest, shifted: tuple[int, int | None]) -> None:
    months, most = shifted
    messages.success(request, "已登记。")
    if most is not None and months > most:
        messages.warning(request, f"这次变动约 {months} 个月，规定一般不超过 {most} 个月，请核对批准文件。")
