"""The structural deeds: a form, then what it would do, then the deed."""

import dataclasses
import datetime as dt
import functools
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.org import policies
from xuezuo.org.forms.units import DeedForm, MergeForm, MoveForm, RenameForm, SetUpForm, SplitForm
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services import structure
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest

type Deed = Callable[[dt.datetime], object]


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """What a page calls its deed."""

    title: str
    note: str = ""
    is_grave: bool = False


SET_UP = Words("设立下级组织")
RENAME = Words("更名")
MOVE = Words("调整隶属关系", "本组织连同下级组织一起调整。此前的记录和报表不变。")
MERGE = Words(
    "并入其他组织", "本组织自生效之日起不再存在，党员和下级组织转入接收组织，职务终止。此前的记录不变。", is_grave=True
)
SPLIT = Words("分设", "本组织自生效之日起不再存在，由新组织承接。此前的记录不变。", is_grave=True)
DISSOLVE = Words("撤销", "有党员或下级组织的不能撤销。此前的记录不变。", is_grave=True)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_set_up(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Set up a unit below this one."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = SetUpForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        new = form.new_unit(unit.pk)
        return structure.unit_set_up(actor=request.actor, new=new, document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, SET_UP, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_rename(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give the unit another name."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = RenameForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        name = form.cleaned_data["name"]
        return structure.unit_rename(actor=request.actor, unit=unit, name=name, document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, RENAME, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_move(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Move the unit under another superior."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = MoveForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        parent = form.cleaned_data["parent"]
        return structure.unit_move(actor=request.actor, unit=unit, parent=parent, document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, MOVE, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_merge(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Merge the unit into another."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = MergeForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        target = form.cleaned_data["target"]
        return structure.unit_merge(actor=request.actor, units=[unit], target=target, document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, MERGE, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_split(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Split the unit into new ones."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = SplitForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        return structure.unit_split(actor=request.actor, unit=unit, plan=form.plan(), document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, SPLIT, deed)


@require_http_methods(["GET", "POST"])
@requires(policies.UNIT_CHANGE)
def unit_dissolve(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Dissolve the unit."""
    unit = unit_get_for(request.actor, uid, policies.UNIT_CHANGE, clock.today())
    form = DeedForm(request.POST or None)

    def deed(at: dt.datetime) -> object:
        return structure.unit_dissolve(actor=request.actor, unit=unit, document=form.basis(), at=at)

    return _answer(request, unit_row(unit.pk, clock.today()), form, DISSOLVE, deed)


def _answer(request: HttpRequest, unit: UnitRow, form: DeedForm, words: Words, deed: Deed) -> HttpResponse:
    """Show the form; once it is sound, what the deed would do; once that is confirmed, do it and go to the unit.

    Refusals that another input would avoid stand in the form; a lack of right goes on to the error page.
    """
    back = reverse("org:unit-detail", kwargs={"uid": unit.uid})
    context = {"unit": unit, "form": form, "words": words, "back": back}
    if form.is_valid() and "edit" not in request.POST:
        try:
            if "confirm" in request.POST:
                deed(clock.now())
                messages.success(request, f"已登记：{words.title}。")
                return redirect(back)
            at = clock.now()
            context["changes"] = structure.structure_preview(functools.partial(deed, at), at)
            context["concerns"] = structure.concerns_about(unit.id, form.basis().on) if words.is_grave else []
            return render(request, "org/unit_deed.html", context)
        except DomainError as error:
            if error.kind not in {Kind.INVALID, Kind.CONFLICT}:
                raise
            form.add_error(None, error.message)
    return render(request, "org/unit_deed.html", context, status=400 if form.errors else 200)
