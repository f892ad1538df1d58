import datetime as dt

import pytest
from django.db import connection

from xuezuo.life import deeds
from xuezuo.life.tests import factories
from xuezuo.life.tests.factories import DeedSpec
from xuezuo.life.types import ActivityKind, AttendanceStatus, State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
SCOPED = "b.unit_id = ANY(%(units)s) AND b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"


def rows(template: str, where: str = "TRUE", **params: object) -> list[dict[str, object]]:
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(template.format(where=where), params or None)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_theme_day_counts_for_each_part_but_its_attendance_once(cast: Cast) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(
            cast.office,
            TODAY,
            kind=ActivityKind.THEME_DAY,
            minutes=90,
            parts=(ActivityKind.LECTURE, ActivityKind.GENERAL_MEETING),
            statuses={cast.zhao.pk: AttendanceStatus.LEAVE},
        )
    found = rows(deeds.DEED)
    assert {(row["kind"], row["is_main"]) for row in found} == {
        ("theme_day", True),
        ("lecture", False),
        ("general_meeting", False),
    }
    assert {(row["uid"], row["quantity"], row["expected"], row["present"]) for row in found} == {(made.uid, 90, 5, 4)}
    took_part = rows(deeds.PARTICIPATION)
    assert len(took_part) == 5
    assert {row["minutes"] for row in took_part} == {90}
    assert [row["status"] for row in took_part if row["member_id"] == cast.zhao.pk] == ["leave"]


def test_only_confirmed_deeds_and_talks_that_stand_appear(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.activities(DeedSpec(cast.office, TODAY, state=state) for state in (State.HELD, State.CALLED))
        talk = factories.talk(cast.office, TODAY, cast.wang, cast.zhao)
        voided = factories.talk(cast.office, TODAY, cast.li, cast.zhao)
        voided.voided_at = voided.recorded_at
        voided.save(update_fields=["voided_at"])
    assert [(row["kind"], row["uid"]) for row in rows(deeds.DEED)] == [("heart_talk_member_member", talk.uid)]
    assert {row["member_id"] for row in rows(deeds.PARTICIPATION)} == {cast.wang.pk, cast.zhao.pk}


def test_hook_narrows_the_base_tables(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.office, TODAY)
        factories.activity(cast.community, TODAY)
        factories.activity(cast.office, dt.date(2024, 6, 1))
        factories.talk(cast.office, TODAY, cast.wang, cast.zhao)
    scope = {"units": [cast.office.pk], "start": dt.date(2025, 1, 1), "end": dt.date(2026, 1, 1)}
    assert len(rows(deeds.DEED, SCOPED, **scope)) == 2
    found = rows(deeds.PARTICIPATION, f"{SCOPED} AND t.member_id = %(member)s", member=cast.zhao.pk, **scope)
    assert {row["kind"] for row in found} == {"general_meeting", "heart_talk_member_member"}
