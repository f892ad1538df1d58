"""The unit's page for a year, and lists of duties."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto, year_asked
from xuezuo.review.responsibility.forms.lists import AdoptForm, DoneForm, DutyForm, FillForm, ListForm
from xuezuo.review.responsibility.policies import LIST_EDIT, LIST_VIEW
from xuezuo.review.responsibility.queries.access import item_get_for, list_get_for, may, units_keeping
from xuezuo.review.responsibility.queries.desk import chosen_unit, desk, items_of
from xuezuo.review.responsibility.queries.templates import templates_for
from xuezuo.review.responsibility.services import lists as services


def _list_url(uid: uuid.UUID) -> str:
    return reverse("responsibility:list-detail", args=[uid])


@require_GET
@requires(LIST_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Show a unit's chain of responsibility in a year."""
    on = clock.today()
    unit, units = chosen_unit(request.actor, request.GET.get("unit", ""), on)
    if unit is None:
        return render(request, "responsibility/no_unit.html")
    shown = desk(request.actor, unit, year_asked(request, on.year), on)
    return render(request, "responsibility/home.html", {"desk": shown, "units": units, "unit": unit, "today": on})


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def list_make(request: HttpRequest) -> HttpResponse:
    """Make the draft of a list, or a revision of the adopted one."""
    on = clock.today()
    form = ListForm(request.POST or None, units_keeping(request.actor, LIST_EDIT, on), year_asked(request, on.year))
    if form.is_valid():
        said = form.cleaned_data
        with refusals_onto(form):
            made = services.list_make(
                actor=request.actor, unit_id=said["unit"], year=said["year"], title=said["title"], at=clock.now()
            )
            messages.success(request, "草稿已建立。可以从模板或上年清单带入，再逐项修改。")
            return redirect("responsibility:list-detail", uid=made.uid)
    return form_page(request, form, title="编制责任清单", submit="建立", back=reverse("responsibility:home"))


@require_GET
@requires(LIST_VIEW)
def list_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a list of duties."""
    on = clock.today()
    duty_list = list_get_for(request.actor, uid, on)
    may_edit = may(request.actor, LIST_EDIT, duty_list.unit_id, on)
    context = {"list": duty_list, "items": items_of(duty_list), "may_edit": may_edit, "today": on}
    return render(request, "responsibility/list_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def list_fill(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take duties of last year's list or of a template into a draft."""
    duty_list = list_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = FillForm(request.POST or None, templates_for(duty_list.unit.kind))
    if form.is_valid():
        with refusals_onto(form):
            source = form.cleaned_data["source"]
            count = services.list_fill(actor=request.actor, duty_list=duty_list, source=source, at=clock.now())
            messages.success(request, f"带入了 {count} 项，已有的没有重复带入。请逐项核对。")
            return redirect(_list_url(uid))
    return form_page(request, form, title="带入责任事项", submit="带入", back=_list_url(uid))


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def list_adopt(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note that a list was adopted."""
    duty_list = list_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = AdoptForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            services.list_adopt(actor=request.actor, duty_list=duty_list, **form.cleaned_data, at=clock.now())
            messages.success(request, "清单已登记为通过，本组织和下级都能看到。")
            return redirect(_list_url(uid))
    lead = "通过后不再改动；需要调整时“修订”出新的一版。"
    return form_page(request, form, title="登记清单已通过", lead=lead, submit="登记", back=_list_url(uid))


@require_POST
@requires(LIST_EDIT)
def list_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Delete a draft."""
    duty_list = list_get_for(request.actor, uid, clock.today(), to_edit=True)
    services.list_discard(actor=request.actor, duty_list=duty_list, at=clock.now())
    messages.success(request, "草稿已删除。")
    return redirect("responsibility:home")


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def duty_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a duty to a draft."""
    duty_list = list_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = DutyForm.of(request.POST or None, None)
    if form.is_valid():
        with refusals_onto(form):
            services.duty_add(actor=request.actor, duty_list=duty_list, spec=form.spec, at=clock.now())
            return redirect(_list_url(uid))
    return form_page(request, form, title="增加责任事项", submit="增加", back=_list_url(uid))


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def duty_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a duty of a draft."""
    item = item_get_for(request.actor, uid, clock.today())
    form = DutyForm.of(request.POST or None, item)
    back = _list_url(item.duty_list.uid)
    if form.is_valid():
        with refusals_onto(form):
            services.duty_change(actor=request.actor, item=item, spec=form.spec, at=clock.now())
            return redirect(back)
    return form_page(request, form, title="修改责任事项", submit="保存", back=back)


@require_POST
@requires(LIST_EDIT)
def duty_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a duty out of a draft."""
    item = item_get_for(request.actor, uid, clock.today())
    duty_list = services.duty_remove(actor=request.actor, item=item, at=clock.now())
    return redirect(_list_url(duty_list.uid))


@require_http_methods(["GET", "POST"])
@requires(LIST_EDIT)
def duty_finish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note that a duty was done."""
    item = item_get_for(request.actor, uid, clock.today())
    form = DoneForm.of(request.POST or None, item, clock.today())
    back = _list_url(item.duty_list.uid)
    if form.is_valid():
        with refusals_onto(form):
            services.duty_finish(actor=request.actor, item=item, **form.cleaned_data, at=clock.now())
            return redirect(back)
    return form_page(request, form, title="登记完成情况", lead=item.what, submit="登记", back=back)
