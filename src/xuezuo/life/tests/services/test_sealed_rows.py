"""What is sealed holds in the database, whoever writes and by whichever way: here as the application's own role."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.life.errors import MinutesSealed, ReasonMissing
from xuezuo.life.models import (
    Activity,
    AgendaItem,
    CommentWindow,
    MeetingSetting,
    Minutes,
    MinutesComment,
    Resolution,
    ResolutionStep,
)
from xuezuo.life.queries.sealing import window_of
from xuezuo.life.services import (
    activity_confirm,
    activity_reopen,
    agenda_set,
    comment_add,
    comment_answer,
    minutes_correct,
    minutes_write,
    outcome_set,
    resolution_add,
    resolution_change,
    resolution_done,
)
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import over_and_done, run_as
from xuezuo.life.types import AgendaPoint, Decided, Outcome, State, Writing
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LATE = 8 * DAY


@pytest.fixture
def written(cast: Cast, at: dt.datetime) -> Activity:
    """A confirmed meeting with minutes and a comment without answer."""
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY, state=State.HELD)
    wang = cast.actor(cast.wang)
    run_as(wang, minutes_write, activity=made, writing=Writing("讨论了两件事"), at=at)
    run_as(wang, activity_confirm, activity=made, at=at)
    run_as(cast.actor(cast.zhao), comment_add, activity=made, text="没有写全", at=at)
    return made


def refused(words: str, deed: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), acting_as(SYSTEM):
        deed()


def version(made: Activity, at: dt.datetime, **values: object) -> Minutes:
    return Minutes(activity=made, version=2, text="另一稿", written_at=at, **values)


def test_only_a_correction_with_a_reason_comes_after_the_last_day(at: dt.datetime, written: Activity) -> None:
    refused("sealed", version(written, at + LATE).save)
    refused("life_minutes_correction_reason", version(written, at + LATE, is_correction=True).save)
    with acting_as(SYSTEM):
        version(written, at + LATE, is_correction=True, reason="补全").save()


def test_a_version_is_never_changed_or_deleted(at: dt.datetime, written: Activity) -> None:
    with acting_as(SYSTEM):
        first = Minutes.objects.get()
    refused("every version", lambda: Minutes.objects.filter(pk=first.pk).update(text="改了"))
    refused("every version", lambda: Minutes.objects.all().delete())
    with acting_as(SYSTEM):
        version(written, at + 7 * DAY).save()  # the last day is a day for writing
        assert list(Minutes.objects.order_by("version").values_list("text", flat=True)) == ["讨论了两件事", "另一稿"]


def test_the_days_for_comments_are_not_moved(written: Activity) -> None:
    refused("set once", lambda: CommentWindow.objects.update(last_day=TODAY + 60 * DAY))
    refused("set once", lambda: CommentWindow.objects.all().delete())


def test_comments_come_in_time_and_stay_as_they_are(cast: Cast, at: dt.datetime, written: Activity) -> None:
    def comment(made: Activity, when: dt.datetime) -> MinutesComment:
        return MinutesComment(uid=new_id(), activity=made, member=cast.zhao, text="还有", written_at=when)

    refused("not taken", comment(written, at + LATE).save)
    with acting_as(SYSTEM):
        bare = factories.activity(cast.office, TODAY, state=State.HELD)
        comment(written, at + 7 * DAY).save()
    refused("not taken", comment(bare, at).save)
    refused("as it was said", lambda: MinutesComment.objects.update(text="很好"))
    refused("are kept", lambda: MinutesComment.objects.all().delete())


def test_an_answer_is_sealed_with_the_minutes(cast: Cast, at: dt.datetime, written: Activity) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        comment = MinutesComment.objects.get()
    run_as(wang, comment_answer, comment=comment, answer="已补充", at=at)
    run_as(wang, comment_answer, comment=comment, answer="已补充在后", at=at + DAY)
    rows = MinutesComment.objects.filter(pk=comment.pk)
    refused("sealed with", lambda: rows.update(answer="没有的事", answered_at=at + LATE))
    refused("sealed with", lambda: rows.update(answer="", answered_at=None))


@pytest.mark.parametrize("days", [None, 3])
def test_the_database_counts_the_days_as_the_services_do(cast: Cast, at: dt.datetime, days: int | None) -> None:
    with acting_as(SYSTEM):
        if days:
            MeetingSetting.objects.create(unit=cast.office, comment_days=days, changed_at=at)
        made = factories.activity(cast.office, TODAY)
        assert last_day(made) is None
        Minutes.objects.create(activity=made, version=1, text="记录", written_at=at + DAY)
        assert not CommentWindow.objects.exists()  # recorded before windows were kept
        assert last_day(made) == window_of(made).last_day


def last_day(made: Activity) -> dt.date | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT life_last_comment_day(%s)", [made.pk])
        return cursor.fetchone()[0]


@pytest.fixture
def decided(cast: Cast, at: dt.datetime) -> Activity:
    """A confirmed meeting with a point, minutes and a decision; its days for comments end on the seventh day."""
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY, state=State.HELD)
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_set, activity=made, points=[AgendaPoint("研究修屋顶")], at=at)
    run_as(wang, minutes_write, activity=made, writing=Writing("讨论了两件事"), at=at)
    run_as(wang, resolution_add, activity=made, decided=Decided("月底前修好屋顶"), at=at)
    run_as(wang, activity_confirm, activity=made, at=at)
    return made


def clock_shows(at: dt.datetime) -> None:
    """Let the clock of the database show this instant until the test ends; what was done before has been judged."""
    over_and_done()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('xuezuo.test_clock', %s, true)", [at.isoformat()])


def run(statement: str, *values: object) -> None:
    """Run a statement past all services, and let the database ask what it asks at the end of a transaction."""
    with acting_as(SYSTEM), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        over_and_done()


def raw(words: str, statement: str, *values: object) -> None:
    with pytest.raises(IntegrityError, match=words):
        run(statement, *values)


def test_a_row_that_says_it_came_in_time_is_not_believed(cast: Cast, at: dt.datetime, written: Activity) -> None:
    clock_shows(at + LATE)
    add = "INSERT INTO life_minutes (activity_id, version, text, reason, written_at) VALUES (%s, 2, '假的', '', %s)"
    raw("minutes are sealed", add, written.pk, at)
    comment = MinutesComment(uid=new_id(), activity=written, member=cast.zhao, text="补一句", written_at=at)
    refused("not taken", comment.save)
    run("UPDATE life_minutescomment SET answer = '晚到的答复', answered_at = %s", at)  # the first answer may be late
    raw("sealed with", "UPDATE life_minutescomment SET answer = '改过的答复', answered_at = %s", at)


def test_some_minutes_past_midnight_a_request_still_comes_in_time(at: dt.datetime, written: Activity) -> None:
    night = at.replace(hour=16, minute=0) + 7 * DAY  # midnight in Shanghai after the last day
    clock_shows(night + dt.timedelta(minutes=6))
    refused("sealed", version(written, night - dt.timedelta(seconds=1)).save)
    clock_shows(night + dt.timedelta(minutes=4))
    with acting_as(SYSTEM):
        version(written, night - dt.timedelta(seconds=1)).save()


def test_points_and_their_outcomes_are_sealed(cast: Cast, at: dt.datetime, decided: Activity) -> None:
    with acting_as(SYSTEM):
        item = AgendaItem.objects.get(activity=decided)
        other = factories.activity(cast.office, TODAY, state=State.HELD)
    run_as(cast.actor(cast.wang), outcome_set, item=item, outcome=Outcome.DISCUSSED, at=at)
    clock_shows(at + LATE)
    raw("sealed", "UPDATE life_agendaitem SET outcome = 'not_reached'")
    raw("sealed", "UPDATE life_agendaitem SET title = '研究别的事'")
    raw("sealed", "UPDATE life_agendaitem SET activity_id = %s", other.pk)
    raw("sealed", "DELETE FROM life_agendaitem")
    add = "INSERT INTO life_agendaitem (activity_id, position, title) VALUES (%s, 2, '没有议过的事')"
    raw("sealed", add, decided.pk)
    run(add, other.pk)


def test_an_agenda_stays_sealed_when_a_meeting_is_reopened(cast: Cast, at: dt.datetime, decided: Activity) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, activity_reopen, activity=decided, reason="漏登一人", at=at + LATE)
    with pytest.raises(MinutesSealed):
        run_as(wang, agenda_set, activity=decided, points=[], at=at + LATE)


def test_what_was_decided_is_sealed_and_goes_on(cast: Cast, at: dt.datetime, decided: Activity) -> None:
    with acting_as(SYSTEM):
        resolution = Resolution.objects.get(activity=decided)
    clock_shows(at + LATE)
    raw("changed with a reason", "UPDATE life_resolution SET text = '不修了', version = 2")
    raw("changed with a reason", "UPDATE life_resolution SET due_on = %s", TODAY)
    raw("stays with its meeting", "UPDATE life_resolution SET activity_id = 0")
    raw("are kept", "DELETE FROM life_resolution")
    raw("is kept", "UPDATE life_resolutionstep SET note = '编的理由'")
    raw("is kept", "DELETE FROM life_resolutionstep")
    wang = cast.actor(cast.wang)
    change = {"resolution": resolution, "decided": Decided("六月底前修好屋顶"), "at": at + LATE}
    run_as(wang, resolution_change, reason="时间写错", **change)
    run_as(wang, resolution_done, resolution=resolution, on=TODAY, note="修好了", at=at + LATE)
    over_and_done()
    with acting_as(SYSTEM):
        assert Resolution.objects.get().text == "六月底前修好屋顶"


def test_a_decision_is_added_to_sealed_minutes_with_a_reason(cast: Cast, at: dt.datetime, decided: Activity) -> None:
    clock_shows(at + LATE)
    add = "INSERT INTO life_resolution (uid, activity_id, text) VALUES (gen_random_uuid(), %s, '没有的事')"
    raw("added with a reason", add, decided.pk)
    one = {"activity": decided, "decided": Decided("慰问老党员"), "at": at + LATE}
    with pytest.raises(ReasonMissing):
        run_as(cast.actor(cast.wang), resolution_add, **one)
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.li), resolution_add, reason="漏登", **one)
    run_as(cast.actor(cast.wang), resolution_add, reason="漏登", **one)
    over_and_done()
    with acting_as(SYSTEM):
        assert ResolutionStep.objects.get(resolution__text="慰问老党员").note == "漏登"


def test_a_correction_does_not_open_the_days_again(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY)
        Minutes.objects.create(activity=made, version=1, text="记录", written_at=at)
    writing = Writing("改正的记录", reason="错字")
    run_as(cast.actor(cast.wang), minutes_correct, activity=made, writing=writing, at=at + LATE)
    with acting_as(SYSTEM):
        assert CommentWindow.objects.get().last_day == TODAY + 7 * DAY


def test_the_clock_is_the_owners() -> None:
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"):
        run("CREATE OR REPLACE FUNCTION life_clock() RETURNS timestamptz LANGUAGE sql AS $$ SELECT now() $$")
