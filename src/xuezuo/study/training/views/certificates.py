"""Certificates of attendance: issued, printed, voided, checked by anybody who holds one."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import public, requires
from xuezuo.platform.http import HttpRequest, download, form_page, refusals_onto
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.policies import CLASS_KEEP, READ
from xuezuo.study.training.queries.access import certificate_get_for, class_get_for
from xuezuo.study.training.queries.classes import certificate_shown
from xuezuo.study.training.services import certificates as services


@require_POST
@requires(CLASS_KEEP)
def certificate_issue(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give certificates to everybody who attended long enough."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    made = services.certificates_issue(actor=request.actor, training_class=training_class, at=clock.now())
    messages.success(request, f"已颁发 {len(made)} 份结业证明。")
    return redirect("training:class-detail", uid=uid)


@require_GET
@requires(READ)
def certificate_read(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download a certificate as PDF."""
    certificate = certificate_get_for(request.actor, uid, clock.today())
    url = request.build_absolute_uri(reverse("training:certificate-check", args=[uid]))
    made = services.certificate_pdf(actor=request.actor, certificate=certificate, check_url=url, at=clock.now())
    return download(f"结业证明-{certificate.number}.pdf", made)


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def certificate_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void a certificate."""
    certificate = certificate_get_for(request.actor, uid, clock.today(), to_void=True)
    form = ReasonForm(request.POST or None)
    class_uid = certificate.training_class.uid
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.certificate_void(actor=request.actor, certificate=certificate, reason=reason, at=clock.now())
            messages.success(request, "已作废。扫码核对时会显示无效；可以再次颁发。")
            return redirect("training:class-detail", uid=class_uid)
    back = reverse("training:class-detail", args=[class_uid])
    title = f"作废结业证明 {certificate.number}"
    return form_page(request, form, title=title, submit="作废", back=back, danger=True)


@require_GET
@public
def certificate_check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say to anybody who scanned the code whether the certificate is valid; never whose it is."""
    found = certificate_shown(uid)
    response = render(request, "training/certificate_check.html", {"found": found}, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
