"""Lists of duties: made, filled from a template or last year's, adopted; duties added, changed, done."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.review.responsibility import events
from xuezuo.review.responsibility.errors import ListEmpty, ListExists, NothingToCopy
from xuezuo.review.responsibility.models import DutyItem, DutyList
from xuezuo.review.responsibility.policies import LIST_EDIT
from xuezuo.review.responsibility.queries.templates import template_specs
from xuezuo.review.responsibility.services.checks import check_day, keeping_unit, lock_list, reason_of, tell
from xuezuo.review.responsibility.types import DutySpec, ListState

LAST_YEAR = "last_year"
NOW = "now"


@use_case("responsibility.list_make")
def list_make(*, actor: Actor, unit_id: int, year: int, title: str, at: dt.datetime) -> DutyList:
    """Make the draft of a unit's list for a year; with an adopted one it begins as its copy (a revision).

    Raises:
        NotFound, Forbidden, KeptByBranch: the actor may not, or a group.
        ListExists: there is a draft.
    """
    unit = keeping_unit(actor, LIST_EDIT, unit_id, at)
    made = _create(unit, year, title, actor, at)
    adopted = DutyList.objects.filter(unit=unit, year=year, state=ListState.ADOPTED).first()
    if adopted is not None:
        _fill(made, _specs_of(adopted, year))
    tell(events.LIST_MADE, actor, made, at, year=year, is_revision=adopted is not None)
    return made


def _create(unit: Unit, year: int, title: str, actor: Actor, at: dt.datetime) -> DutyList:
    made = DutyList(uid=new_id(), unit=unit, year=year, title=squeeze(title), made_at=at, made_by=actor.account_id)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise ListExists(year=year, state=ListState.DRAFT.label) from None
    return made


@use_case("responsibility.list_fill")
def list_fill(*, actor: Actor, duty_list: DutyList, source: str, at: dt.datetime) -> int:
    """Take the duties of last year's list (`last_year`) or of a template into a draft; return how many.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, no draft, or no such template.
        NothingToCopy: last year has no adopted list.
    """
    duty_list = lock_list(actor, duty_list, at, "带入事项")
    specs = _last_year(duty_list) if source == LAST_YEAR else template_specs(source, duty_list.year)
    known = set(duty_list.items.values_list("what", flat=True))
    fresh = [spec for spec in specs if spec.what not in known]
    _fill(duty_list, fresh)
    tell(events.LIST_FILLED, actor, duty_list, at, source=source, count=len(fresh))
    return len(fresh)


def _last_year(duty_list: DutyList) -> list[DutySpec]:
    year = duty_list.year - 1
    former = DutyList.objects.filter(unit_id=duty_list.unit_id, year=year, state=ListState.ADOPTED).first()
    if former is None:
        raise NothingToCopy(year=year)
    return _specs_of(former, duty_list.year)


def _specs_of(former: DutyList, year: int) -> list[DutySpec]:
    return [
        DutySpec(one.area, one.what, one.holder, one.measure, _in_year(one.due_on, year))
        for one in former.items.order_by("number")
    ]


def _in_year(day: dt.date | None, year: int) -> dt.date | None:
    """Return the same day of another year; the last of February for the 29th."""
    if day is None:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 2, 28)


def _fill(duty_list: DutyList, specs: Sequence[DutySpec]) -> None:
    number = _next(duty_list)
    DutyItem.objects.bulk_create(_item(duty_list, number + place, spec) for place, spec in enumerate(specs))


def _next(duty_list: DutyList) -> int:
    last: int = duty_list.items.aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _item(duty_list: DutyList, number: int, spec: DutySpec) -> DutyItem:
    return _write(DutyItem(uid=new_id(), duty_list=duty_list, number=number), spec)


def _write(item: DutyItem, spec: DutySpec) -> DutyItem:
    item.area, item.what, item.measure = squeeze(spec.area), squeeze(spec.what), squeeze(spec.measure)
    item.holder, item.due_on = spec.holder, spec.due_on
    return item


@use_case("responsibility.list_adopt")
def list_adopt(*, actor: Actor, duty_list: DutyList, on: dt.date, document: str, at: dt.datetime) -> DutyList:
    """Note that a draft was adopted on a day; it replaces the adopted one, whose finished duties stay noted there.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        ListEmpty: nothing in it.
        DayOutside: a day to come.
    """
    duty_list = lock_list(actor, duty_list, at, "通过")
    if not duty_list.items.exists():
        raise ListEmpty(deed="通过")
    check_day("通过", on, last=civil_date(at))
    DutyList.objects.filter(unit_id=duty_list.unit_id, year=duty_list.year, state=ListState.ADOPTED).update(
        state=ListState.REPLACED
    )
    duty_list.state, duty_list.adopted_on, duty_list.document = ListState.ADOPTED, on, squeeze(document)
    duty_list.save(update_fields=["state", "adopted_on", "document"])
    tell(events.LIST_ADOPTED, actor, duty_list, at, adopted_on=on, count=duty_list.items.count())
    return duty_list


@use_case("responsibility.list_discard")
def list_discard(*, actor: Actor, duty_list: DutyList, at: dt.datetime) -> None:
    """Delete a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    duty_list = lock_list(actor, duty_list, at, "删除")
    tell(events.LIST_DISCARDED, actor, duty_list, at, year=duty_list.year)
    duty_list.items.all().delete()
    duty_list.delete()


@use_case("responsibility.duty_add")
def duty_add(*, actor: Actor, duty_list: DutyList, spec: DutySpec, at: dt.datetime) -> DutyItem:
    """Add a duty to a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        DayOutside: its day lies in another year.
    """
    duty_list = lock_list(actor, duty_list, at, "增加事项")
    _check(duty_list, spec)
    item = _item(duty_list, _next(duty_list), spec)
    item.save(force_insert=True)
    tell(events.DUTY_ADDED, actor, duty_list, at, number=item.number)
    return item


@use_case("responsibility.duty_change")
def duty_change(*, actor: Actor, item: DutyItem, spec: DutySpec, at: dt.datetime) -> DutyItem:
    """Change a duty of a draft; raises as `duty_add`."""
    duty_list = lock_list(actor, item.duty_list, at, "修改事项")
    _check(duty_list, spec)
    _write(item, spec).save(update_fields=["area", "what", "measure", "holder", "due_on"])
    tell(events.DUTY_CHANGED, actor, duty_list, at, number=item.number)
    return item


@use_case("responsibility.duty_remove")
def duty_remove(*, actor: Actor, item: DutyItem, at: dt.datetime) -> DutyList:
    """Take a duty out of a draft; raises as `duty_add`."""
    duty_list = lock_list(actor, item.duty_list, at, "删除事项")
    tell(events.DUTY_REMOVED, actor, duty_list, at, number=item.number)
    item.delete()
    return duty_list


@use_case("responsibility.duty_finish")
def duty_finish(*, actor: Actor, item: DutyItem, on: dt.date, note: str, at: dt.datetime) -> DutyItem:
    """Note on which day a duty of the adopted list was done, and how; it may be noted anew.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or the list is not adopted.
        DayOutside: a day to come.
        ReasonMissing: nothing is said about how.
    """
    duty_list = lock_list(actor, item.duty_list, at, "登记完成", ListState.ADOPTED)
    check_day("完成", on, last=civil_date(at))
    item.done_on, item.done_note = on, reason_of(note, "完成情况")
    item.save(update_fields=["done_on", "done_note"])
    tell(events.DUTY_DONE, actor, duty_list, at, number=item.number, done_on=on)
    return item


def _check(duty_list: DutyList, spec: DutySpec) -> None:
    if spec.due_on is not None:
        year = duty_list.year
        check_day("期限", spec.due_on, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31))
