"""Keeping reading lists."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, refusals_onto
from xuezuo.study.library.queries import material_get_for, material_search
from xuezuo.study.library.types import MaterialFilter
from xuezuo.study.reading.forms import FindForm, HintForm, ItemForm, ListForm, NewListForm
from xuezuo.study.reading.policies import LIST_KEEP
from xuezuo.study.reading.queries import lists as queries
from xuezuo.study.reading.services import lists as services
from xuezuo.study.reading.views.helpers import refusals_told


@require_http_methods(["GET", "POST"])
@requires(LIST_KEEP)
def list_make(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    units = queries.units_to_keep_for(request.actor, clock.today())
    form = NewListForm(request.POST or None, units=units)
    if form.is_valid():
        with refusals_onto(form):
            made = services.list_make(
                actor=request.actor, unit_id=form.cleaned_data["unit"], spec=form.spec, at=clock.now()
            )
            messages.success(request, "清单已建立，现在可以加入资料。")
            return redirect("reading:list-detail", uid=made.uid)
    return form_page(request, form, title="建立清单", submit="建立", back=reverse("reading:list-list"))


@require_http_methods(["GET", "POST"])
@requires(LIST_KEEP)
def list_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a list."""
    found = queries.list_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ListForm(request.POST or None, initial={"title": found.title, "intro": found.intro})
    if form.is_valid():
        with refusals_onto(form):
            services.list_change(actor=request.actor, reading_list=found, spec=form.spec, at=clock.now())
            messages.success(request, "已保存。")
            return redirect("reading:list-detail", uid=uid)
    return form_page(request, form, title="修改清单", submit="保存", back=reverse("reading:list-detail", args=[uid]))


@require_POST
@requires(LIST_KEEP)
def list_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a list out of sight."""
    found = queries.list_get_for(request.actor, uid, clock.today(), to_keep=True)
    with refusals_told(request):
        services.list_withdraw(actor=request.actor, reading_list=found, at=clock.now())
        messages.success(request, "清单已撤下，资料仍在资料库。")
    return redirect("reading:list-list")


@require_http_methods(["GET", "POST"])
@requires(LIST_KEEP)
def item_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Find a material in the library and put it into the list."""
    on = clock.today()
    found = queries.list_get_for(request.actor, uid, on, to_keep=True)
    if request.method == "POST":
        return _add(request, uid)
    form = FindForm(request.GET or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    hits = material_search(request.actor, MaterialFilter(text=text), on, page_number(request))
    return render(request, "reading/item_add.html", {"list": found, "form": form, "hits": hits, "today": on})


def _add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = queries.list_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ItemForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择一份资料；天天读还要填写日期；导读最多 200 字。")
        return redirect("reading:item-add", uid=uid)
    said = form.cleaned_data
    with refusals_told(request):
        material = material_get_for(request.actor, said["material"], clock.today())
        words = {"on": said["on"], "hint": said["hint"]}
        services.item_add(actor=request.actor, reading_list=found, material=material, at=clock.now(), **words)
        messages.success(request, f"已加入：{material.title}")
    return redirect("reading:list-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(LIST_KEEP)
def item_change(request: HttpRequest, uid: uuid.UUID, item: int) -> HttpResponse:
    """Change what the readers of a material are told."""
    found = queries.item_get_for(request.actor, uid, item, clock.today())
    form = HintForm(request.POST or None, initial={"hint": found.hint})
    if request.method == "POST" and form.is_valid():
        with refusals_onto(form):
            services.item_change(actor=request.actor, item=found, hint=form.cleaned_data["hint"], at=clock.now())
            messages.success(request, "导读已保存。")
            return redirect("reading:list-detail", uid=uid)
    back = reverse("reading:list-detail", args=[uid])
    return form_page(request, form, title=f"导读：{found.material.title}", submit="保存", back=back)


@require_POST
@requires(LIST_KEEP)
def item_remove(request: HttpRequest, uid: uuid.UUID, item: int) -> HttpResponse:
    """Take a material out of the list."""
    found = queries.item_get_for(request.actor, uid, item, clock.today())
    with refusals_told(request):
        services.item_remove(actor=request.actor, item=found, at=clock.now())
    return redirect("reading:list-detail", uid=uid)


@require_POST
@requires(LIST_KEEP)
def item_move(request: HttpRequest, uid: uuid.UUID, item: int) -> HttpResponse:
    """Move a material up or down."""
    found = queries.item_get_for(request.actor, uid, item, clock.today())
    with refusals_told(request):
        services.item_move(actor=request.actor, item=found, up=request.POST.get("to") == "up", at=clock.now())
    return redirect("reading:list-detail", uid=uid)
