"""Classes: the list, one class, its steps."""

import io
import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download, form_page, page_number, paginate, refusals_onto, render_partial
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.training.forms.classes import ClassFilterForm, ClassForm, NewClassForm, ReasonForm
from xuezuo.study.training.policies import CLASS_KEEP, READ, VIEW
from xuezuo.study.training.queries import classes as queries
from xuezuo.study.training.queries.access import class_get_for
from xuezuo.study.training.queries.asks import asks_for, asks_for_any
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import classes as services
from xuezuo.study.training.services.lists import list_export


@require_GET
@requires(READ, VIEW)
def class_list(request: HttpRequest) -> HttpResponse:
    """List the classes within the asker's sight."""
    form, today = ClassFilterForm(request.GET), clock.today()
    page = paginate(queries.class_list(request.actor, *form.said(), today), page_number(request))
    context = {"form": form, "page": page, "today": today, "may_keep": CLASS_KEEP.is_held_by(request.actor)}
    return render_partial(request, "training/class_list.html", context, target="rows")


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def class_make(request: HttpRequest) -> HttpResponse:
    """Prepare a class."""
    units = units_for(request.actor, CLASS_KEEP, clock.today())
    form = NewClassForm(request.POST or None, units=units)
    form.offer(asks_for_any(units, DeedKind.TRAINING, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            made = services.class_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "培训班已保存，发布后下级组织可以看到并报名。")
            return redirect("training:class-detail", uid=made.uid)
    return form_page(request, form, title="举办培训班", submit="保存", back=reverse("training:class-list"))


@require_GET
@requires(READ, VIEW)
def class_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one class with all that the asker may see of it."""
    today = clock.today()
    training_class = class_get_for(request.actor, uid, READ, today)
    page = queries.class_page(request.actor, training_class, today)
    return render(request, "training/class_detail.html", {"page": page, "class": training_class, "today": today})


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def class_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a class."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    asks = asks_for(training_class.unit_id, DeedKind.TRAINING, training_class.starts_on)
    form = ClassForm.of(training_class, request.POST or None, asks)
    if form.is_valid():
        with refusals_onto(form):
            services.class_change(actor=request.actor, training_class=training_class, spec=form.spec(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("training:class-detail", uid=uid)
    return form_page(request, form, title="修改培训班", submit="保存", back=_page(uid))


@require_POST
@requires(CLASS_KEEP)
def class_open(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let those below see the class and enrol."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    services.class_open(actor=request.actor, training_class=training_class, at=clock.now())
    messages.success(request, "已发布，下级组织可以报名了。")
    return redirect("training:class-detail", uid=uid)


@require_POST
@requires(CLASS_KEEP)
def class_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close a class."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    services.class_close(actor=request.actor, training_class=training_class, at=clock.now())
    messages.success(request, "已结业。可以颁发结业证明；出勤仍可更正。")
    return redirect("training:class-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def class_cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Cancel a class of which nothing was held."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.class_cancel(actor=request.actor, training_class=training_class, reason=reason, at=clock.now())
            messages.success(request, "已取消。")
            return redirect("training:class-detail", uid=uid)
    return form_page(request, form, title="取消培训班", submit="取消培训班", back=_page(uid), danger=True)


@require_GET
@requires(VIEW, CLASS_KEEP)
def class_export(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the list of the class."""
    training_class = class_get_for(request.actor, uid, VIEW, clock.today())
    out = io.BytesIO()
    list_export(actor=request.actor, training_class=training_class, out=out, at=clock.now())
    out.seek(0)
    return download(f"学员名单-{training_class.number}.xlsx", out)


def _page(uid: uuid.UUID) -> str:
    return reverse("training:class-detail", args=[uid])
