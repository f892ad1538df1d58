"""What is sealed holds in the database, whoever writes and by whichever way."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, CommentWindow, MeetingSetting, Minutes, MinutesComment
from xuezuo.life.queries.sealing import window_of
from xuezuo.life.services import activity_confirm, comment_add, comment_answer, minutes_write
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import run_as
from xuezuo.life.types import State, Writing
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
