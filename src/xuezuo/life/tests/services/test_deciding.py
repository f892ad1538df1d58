"""resolution_change, report, done, reopen, drop."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden
from xuezuo.life import errors
from xuezuo.life.models import Activity, Resolution
from xuezuo.life.services import (
    resolution_add,
    resolution_change,
    resolution_done,
    resolution_drop,
    resolution_reopen,
    resolution_report,
)
from xuezuo.life.tests.desk import audit_names, recorded, run_as
from xuezuo.life.types import Decided, Progress
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
DUE = dt.date(2025, 7, 1)


@pytest.fixture
def made(cast: Cast, at: dt.datetime) -> Resolution:
    meeting: Activity = recorded(cast, at)
    decided = Decided("修缮活动室", cast.zhao.pk, DUE)
    return run_as(cast.actor(cast.wang), resolution_add, activity=meeting, decided=decided, at=at)


def steps(made: Resolution) -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return list(made.steps.order_by("pk").values_list("step", "note"))


def test_the_owner_reports_the_keeper_confirms(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    reported = run_as(zhao, resolution_report, resolution=made, note=" 屋顶已修好 ", on=TODAY, at=at)
    assert (reported.progress, reported.note) == (Progress.REPORTED, "屋顶已修好")
    with pytest.raises(errors.ResolutionWrongState):
        run_as(zhao, resolution_report, resolution=made, note="再报", on=TODAY, at=at)
    with pytest.raises(Forbidden):
        run_as(zhao, resolution_done, resolution=made, on=TODAY, at=at)
    done = run_as(wang, resolution_done, resolution=made, on=TODAY, at=at)
    assert (done.progress, done.note, done.confirmed_by) == (Progress.DONE, "屋顶已修好", wang.account_id)
    assert steps(made) == [("noted", ""), ("reported", "屋顶已修好"), ("confirmed", "屋顶已修好")]


def test_only_owner_and_keepers_report(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.qian), resolution_report, resolution=made, note="好了", on=TODAY, at=at)
    assert run_as(cast.actor(cast.li), resolution_report, resolution=made, note="好了", on=TODAY, at=at).reported_on


def test_returned_and_reopened_with_a_reason(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    run_as(zhao, resolution_report, resolution=made, note="好了", on=TODAY, at=at)
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, resolution_reopen, resolution=made, reason=" ", at=at)
    assert run_as(wang, resolution_reopen, resolution=made, reason="还漏水", at=at).progress == Progress.OPEN
    run_as(wang, resolution_done, resolution=made, on=TODAY, note="现场看过", at=at)
    run_as(wang, resolution_reopen, resolution=made, reason="又漏了", at=at)
    assert steps(made)[2:] == [("returned", "还漏水"), ("confirmed", "现场看过"), ("reopened", "又漏了")]
    with acting_as(SYSTEM):
        assert made.steps.get(step="reopened").fields["note"] == "现场看过"
    with pytest.raises(errors.ResolutionWrongState):
        run_as(wang, resolution_reopen, resolution=made, reason="再来", at=at)


def test_nothing_is_done_on_a_day_to_come(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    values = {"resolution": made, "note": "好了", "on": TODAY + dt.timedelta(days=1), "at": at}
    for deed in (resolution_report, resolution_done):
        with pytest.raises(errors.DoneInFuture):
            run_as(cast.actor(cast.wang), deed, **values)  # type: ignore[arg-type]  # a table of services


def test_a_report_needs_words(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    with pytest.raises(errors.TextMissing):
        run_as(cast.actor(cast.zhao), resolution_report, resolution=made, note=" ", on=TODAY, at=at)


def test_two_editors_of_one_decision(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    first = Decided("修缮屋顶", cast.zhao.pk, DUE)
    run_as(wang, resolution_change, resolution=made, decided=first, reason="写清楚", at=at, base=1)
    second = Decided("修缮活动室", cast.li.pk, DUE)
    with pytest.raises(errors.SavedMeanwhile):
        run_as(li, resolution_change, resolution=made, decided=second, reason="换人", at=at, base=1)
    both = Decided("修缮屋顶", cast.li.pk, DUE)
    changed = run_as(li, resolution_change, resolution=made, decided=both, reason="换人", at=at, base=2)
    assert (changed.version, changed.text, changed.owner_id) == (3, "修缮屋顶", cast.li.pk)
    with acting_as(SYSTEM):
        assert made.steps.filter(step="changed").order_by("pk")[0].fields["text"] == "修缮活动室"
    with pytest.raises(errors.NothingChanged):
        run_as(li, resolution_change, resolution=made, decided=both, reason="没变", at=at)
    with pytest.raises(errors.ReasonMissing):
        run_as(li, resolution_change, resolution=made, decided=first, reason="", at=at)


def test_dropped_decisions_are_over(cast: Cast, at: dt.datetime, made: Resolution) -> None:
    wang = cast.actor(cast.wang)
    dropped = run_as(wang, resolution_drop, resolution=made, reason="活动室要搬", at=at)
    assert dropped.progress == Progress.DROPPED
    with pytest.raises(errors.ResolutionWrongState):
        run_as(wang, resolution_done, resolution=made, on=TODAY, at=at)
    assert run_as(wang, resolution_reopen, resolution=made, reason="不搬了", at=at).progress == Progress.OPEN
    assert audit_names()[-2:] == ["life.resolution_dropped", "life.resolution_reopened"]
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.li), resolution_drop, resolution=made, reason="委员不能", at=at)
