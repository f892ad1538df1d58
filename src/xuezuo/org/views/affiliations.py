"""Floating, residence and temporary affiliations."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.members import AffiliationForm, ReasonForm
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.affiliations import affiliation_get_for, member_agreed
from xuezuo.org.queries.member_page import about
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services import people
from xuezuo.org.views.form_page import FormPage, answer
from xuezuo.org.views.parts import member_form
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest

NOTE = "由接收党员参加组织生活的支部登记；正式组织关系不变，仍在原支部。"


@require_http_methods(["GET", "POST"])
@requires(policies.MEMBER_CHANGE)
def affiliation_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let a member of another unit take part here."""
    unit = unit_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = AffiliationForm(request.POST or None)
    back = f"{reverse('org:member-list')}?unit={unit.uid}"
    name = unit_row(unit.pk, clock.today()).name
    page = FormPage("登记流动、居住地或临时组织关系", name, "组织关系已登记。", back, "登记", NOTE)

    def deed() -> None:
        data = form.cleaned_data
        people.affiliation_add(
            actor=request.actor,
            member=member_agreed(data["number"], data["name"]),
            unit=unit,
            kind=data["kind"],
            on=data["on"],
            reason=data["reason"],
            at=clock.now(),
        )

    return answer(request, page, form, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.MEMBER_CHANGE)
def affiliation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End such an affiliation."""
    row = affiliation_get_for(request.actor, pk, policies.MEMBER_CHANGE, clock.today())
    form = ReasonForm(request.POST or None)
    page = member_form(row.member.uid, about(row.member), "终止组织关系", "组织关系已终止。", submit="终止")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.affiliation_end(actor=request.actor, affiliation=row, on=form.day, reason=reason, at=clock.now())

    return answer(request, page, form, deed)
