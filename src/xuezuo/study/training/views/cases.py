"""The case library."""

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.files.queries import file_of as file_named
from xuezuo.platform.files.queries import files_of
from xuezuo.platform.http import HttpRequest, download, form_page, page_number, paginate, refusals_onto
from xuezuo.study.training.forms.cases import CaseFilterForm, CaseForm, FileForm, NewCaseForm, PublishForm
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.policies import CASE_KEEP, READ, VIEW
from xuezuo.study.training.queries import cases as queries
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import cases as services
from xuezuo.study.training.types import CASE_FILES


@require_GET
@requires(READ, VIEW)
def case_list(request: HttpRequest) -> HttpResponse:
    """List the cases that the asker may see."""
    form = CaseFilterForm(request.GET)
    page = paginate(queries.case_list(request.actor, *form.said(), clock.today()), page_number(request))
    context = {"form": form, "page": page, "may_keep": CASE_KEEP.is_held_by(request.actor)}
    return render(request, "training/case_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_make(request: HttpRequest) -> HttpResponse:
    """Write a case."""
    form = NewCaseForm(request.POST or None, units=units_for(request.actor, CASE_KEEP, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            made = services.case_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "草稿已保存，由另一个人核对后发布。")
            return redirect("training:case-detail", uid=made.uid)
    return form_page(request, form, title="编写案例", submit="保存草稿", back=reverse("training:case-list"))


@require_GET
@requires(READ, VIEW)
def case_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a case."""
    case = queries.case_get_for(request.actor, uid, clock.today())
    keeps = queries.may_keep_case(request.actor, case, clock.today())
    context = {"case": case, "keeps": keeps, "files": files_of(CASE_FILES, case.uid)}
    return render(request, "training/case_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a draft."""
    case = queries.case_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = CaseForm.of(case, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.case_change(actor=request.actor, case=case, spec=form.spec(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("training:case-detail", uid=uid)
    return form_page(request, form, title="修改案例", submit="保存", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Publish a draft of somebody else, after a look for names."""
    case = queries.case_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.case_publish(actor=request.actor, case=case, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已发布，下级组织可以看到。")
            return redirect("training:case-detail", uid=uid)
    lead = "发布后下级组织的党员都能看到。案例用来学习，不能让人认出是谁；编写人不能自己发布。"
    return form_page(request, form, title=f"发布案例：{case.title}", submit="发布", back=_page(uid), lead=lead)


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Withdraw a published case."""
    case = queries.case_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.case_withdraw(actor=request.actor, case=case, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已撤回，只有本组织的编写人员还能看到。")
            return redirect("training:case-detail", uid=uid)
    return form_page(request, form, title="撤回案例", submit="撤回", back=_page(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_file_attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Attach a file to a draft."""
    case = queries.case_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_onto(form):
            file = form.cleaned_data["file"]
            services.case_file_attach(actor=request.actor, case=case, name=file.name, content=file, at=clock.now())
            messages.success(request, "附件已上传。")
            return redirect("training:case-detail", uid=uid)
    return form_page(request, form, title="上传附件", submit="上传", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(CASE_KEEP)
def case_file_remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Remove an attachment of a draft."""
    case = queries.case_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_onto(form):
            services.case_file_remove(actor=request.actor, case=case, file=file, at=clock.now())
            messages.success(request, "附件已移除。")
            return redirect("training:case-detail", uid=uid)
    name = file_named(CASE_FILES, case.uid, file).name
    return form_page(request, form, title=f"移除附件：{name}", submit="移除", back=_page(uid), danger=True)


@require_GET
@requires(READ, VIEW)
def case_file_read(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """Download an attachment of a case."""
    case = queries.case_get_for(request.actor, uid, clock.today())
    name, media_type, content = services.file_of(CASE_FILES, case.uid, file)
    return download(name, content, media_type)


def _page(uid: uuid.UUID) -> str:
    return reverse("training:case-detail", args=[uid])
