"""Add, correct, tag, share, withdraw; attachments; groups."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.library import queries, services
from xuezuo.study.library.forms import AddForm, CorrectForm, FileForm, ReasonForm, ShareForm, TagsForm
from xuezuo.study.library.policies import GROUP_ARRANGE, MATERIAL_KEEP, MATERIAL_SHARE, MATERIAL_VIEW
from xuezuo.study.library.queries.detail import circles_for
from xuezuo.study.library.types import as_tags


def _page(uid: uuid.UUID) -> str:
    return reverse("library:material-detail", kwargs={"uid": uid})


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def material_add(request: HttpRequest) -> HttpResponse:
    """Add a material by hand."""
    units = queries.units_to_keep_for(request.actor, clock.today())
    form = AddForm(request.POST or None, request.FILES or None, units=units)
    if form.is_valid():
        said, file = form.cleaned_data, form.cleaned_data["file"]
        with refusals_onto(form):
            material = services.material_add(
                actor=request.actor,
                unit_id=said["unit"],
                article=form.article(),
                tags=as_tags(said["tags"]),
                file=(file.name, file) if file else None,
                at=clock.now(),
            )
            messages.success(request, "资料已添加。")
            return redirect("library:material-detail", uid=material.uid)
    back = reverse("library:material-list")
    return form_page(request, form, title="添加资料", submit="添加", back=back, draft="library-add")


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def material_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct what a material says."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    form = CorrectForm.of(request.POST or None, material)
    if form.is_valid():
        with refusals_onto(form):
            reason, article = form.cleaned_data["reason"], form.article()
            services.material_correct(
                actor=request.actor, material=material, article=article, reason=reason, at=clock.now()
            )
            messages.success(request, "已更正，原来的内容保留为旧版本。")
            return redirect("library:material-detail", uid=uid)
    return form_page(request, form, title="更正资料", submit="保存更正", back=_page(uid), draft=f"library-{uid}")


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def material_tag(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change the tags."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    form = TagsForm(request.POST or None, initial={"tags": " ".join(material.tags)})
    if form.is_valid():
        with refusals_onto(form):
            tags = as_tags(form.cleaned_data["tags"])
            services.material_tag(actor=request.actor, material=material, tags=tags, at=clock.now())
            messages.success(request, "标签已保存。")
            return redirect("library:material-detail", uid=uid)
    return form_page(request, form, title="修改标签", submit="保存", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP, MATERIAL_SHARE)
def material_share(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Choose for whose people the material is."""
    today = clock.today()
    material = queries.material_get_for(request.actor, uid, today, MATERIAL_VIEW)
    form = ShareForm(request.POST or None, circles=circles_for(request.actor, material, today))
    if form.is_valid():
        with refusals_onto(form):
            audience = form.cleaned_data["audience"]
            services.material_share(actor=request.actor, material=material, audience_id=audience, at=clock.now())
            messages.success(request, "开放范围已调整。")
            return redirect("library:material-detail", uid=uid)
    return form_page(request, form, title="调整开放范围", submit="保存", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def material_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take the material out of the library."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.material_withdraw(actor=request.actor, material=material, reason=reason, at=clock.now())
            messages.success(request, "资料已撤下，读者不再看到。")
            return redirect("library:material-list")
    lead = f"撤下后，读者搜不到也打不开《{material.title}》；相似资料组由下一份顶上。"
    return form_page(request, form, title="撤下资料", submit="撤下", back=_page(uid), lead=lead, danger=True)


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def file_attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Attach a file."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_onto(form):
            file = form.cleaned_data["file"]
            services.file_attach(actor=request.actor, material=material, name=file.name, content=file, at=clock.now())
            messages.success(request, "附件已上传。")
            return redirect("library:material-detail", uid=uid)
    return form_page(request, form, title="上传附件", submit="上传", back=_page(uid))


@require_POST
@requires(MATERIAL_KEEP)
def file_remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take an attachment out of sight."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    services.file_remove(actor=request.actor, material=material, uid=file, at=clock.now())
    messages.success(request, "附件已移除。")
    return redirect("library:material-detail", uid=uid)


@require_POST
@requires(GROUP_ARRANGE)
def group_lead(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let this material stand for its group."""
    material = queries.material_get_for(request.actor, uid, clock.today(), GROUP_ARRANGE)
    services.group_lead(actor=request.actor, material=material, at=clock.now())
    messages.success(request, "搜索和列表中改由这一份代表。")
    return redirect("library:material-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(GROUP_ARRANGE)
def group_leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that this material is a text of its own."""
    material = queries.material_get_for(request.actor, uid, clock.today(), GROUP_ARRANGE)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.group_leave(actor=request.actor, material=material, reason=reason, at=clock.now())
            messages.success(request, "已移出，作为单独一份资料。")
            return redirect("library:material-detail", uid=uid)
    return form_page(request, form, title="不是同一篇", submit="移出相似资料组", back=_page(uid))
