"""Lists of duties: drafted, filled, adopted, revised, done."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import acting_as
from xuezuo.review.responsibility import errors
from xuezuo.review.responsibility.models import DutyItem, DutyList
from xuezuo.review.responsibility.queries.access import list_get_for
from xuezuo.review.responsibility.services import lists
from xuezuo.review.responsibility.tests.desk import AT, DUTY, YEAR, adopted_list, made_list, run_as

pytestmark = pytest.mark.django_db


def test_a_template_fills_a_draft_once(cast):
    made, wang = made_list(cast), cast.actor(cast.wang)
    first = run_as(wang, lists.list_fill, duty_list=made, source="branch")
    assert first == DutyItem.objects.filter(duty_list=made).count() > 5
    assert run_as(wang, lists.list_fill, duty_list=made, source="branch") == 0


def test_last_years_list_comes_with_this_years_days(cast):
    former = adopted_list(cast)
    DutyList.objects.filter(pk=former.pk).update(year=YEAR - 1)
    DutyItem.objects.update(due_on=dt.date(YEAR - 1, 12, 31))
    made = made_list(cast)
    assert run_as(cast.actor(cast.wang), lists.list_fill, duty_list=made, source="last_year") == 1
    assert made.items.get().due_on == dt.date(YEAR, 12, 31)


def test_nothing_to_copy_is_said(cast):
    with pytest.raises(errors.NothingToCopy):
        run_as(cast.actor(cast.wang), lists.list_fill, duty_list=made_list(cast), source="last_year")


def test_an_adopted_list_does_not_change_and_is_revised(cast):
    first, wang = adopted_list(cast), cast.actor(cast.wang)
    with pytest.raises(errors.WrongState):
        run_as(wang, lists.duty_add, duty_list=first, spec=DUTY)
    second = made_list(cast)
    assert second.items.get().what == DUTY.what
    run_as(wang, lists.list_adopt, duty_list=second, on=TODAY, document="")
    first.refresh_from_db()
    assert first.state == "replaced"


@pytest.mark.parametrize("day", [dt.date(YEAR - 1, 12, 31), dt.date(YEAR + 1, 1, 1)])
def test_a_day_of_another_year_is_refused(cast, day):
    with pytest.raises(errors.DayOutside):
        made_list(cast, dataclasses.replace(DUTY, due_on=day))


def test_an_empty_list_and_a_day_to_come_are_refused(cast):
    empty, wang = made_list(cast), cast.actor(cast.wang)
    with pytest.raises(errors.ListEmpty):
        run_as(wang, lists.list_adopt, duty_list=empty, on=TODAY, document="")
    with pytest.raises(errors.ListExists):
        made_list(cast)
    run_as(wang, lists.duty_add, duty_list=empty, spec=DUTY)
    with pytest.raises(errors.DayOutside):
        run_as(wang, lists.list_adopt, duty_list=empty, on=TODAY + dt.timedelta(days=1), document="")


def test_who_sees_a_draft_and_who_an_adopted_list(cast):
    draft = made_list(cast, DUTY)
    for person in (cast.li, cast.zhao, cast.wu):
        with acting_as(cast.actor(person)), pytest.raises(NotFound):
            list_get_for(cast.actor(person), draft.uid, TODAY)
    run_as(cast.actor(cast.wang), lists.list_adopt, duty_list=draft, on=TODAY, document="")
    for person in (cast.zhao, cast.wu, cast.sun):
        with acting_as(cast.actor(person)):
            assert list_get_for(cast.actor(person), draft.uid, TODAY) == draft
    with acting_as(cast.actor(cast.zheng)), pytest.raises(NotFound):
        list_get_for(cast.actor(cast.zheng), draft.uid, TODAY)


def test_a_duty_is_noted_as_done_by_who_keeps_the_list(cast):
    item = adopted_list(cast).items.get()
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.zhao), lists.duty_finish, item=item, on=TODAY, note="已召开")
    run_as(cast.actor(cast.wang), lists.duty_finish, item=item, on=TODAY, note="已召开")
    item.refresh_from_db()
    assert (item.done_on, item.done_note) == (TODAY, "已召开")
    assert AT.date() == TODAY


def test_groups_keep_no_list(cast):
    with pytest.raises(errors.KeptByBranch):
        run_as(cast.actor(cast.wang), lists.list_make, unit_id=cast.first_group.pk, year=YEAR, title="小组清单")
