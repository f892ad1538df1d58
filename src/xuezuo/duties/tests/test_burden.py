"""What each level asks of a branch, against counts by hand."""

import csv
import dataclasses
import datetime as dt
import io
import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse

from xuezuo.duties.queries.burden import Counts, burden, place_of
from xuezuo.kernel import clock
from xuezuo.kernel.dates import DateSpan
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, UnitType
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.services import asks_make
from xuezuo.study.asks.types import AskOrigin, AskPeriod, AskSource, AskSpec
from xuezuo.study.plans.models import Prompt

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 1, 6, 1, tzinfo=dt.UTC)
JUNE = DateSpan(dt.date(2025, 6, 1), dt.date(2025, 7, 1))
SEMINAR = AskSpec(
    key="seminar",
    label="专题讨论",
    why="计划安排。",
    what_counts="集中学习。",
    subjects=(SubjectKind.BRANCH,),
    during=JUNE,
    deed_kinds=(DeedKind.STUDY_SESSION,),
)


def ask(unit, **changes):
    """Ask something in a plan of the unit."""
    origin = AskOrigin(unit.pk, AskSource.PLAN, uuid.uuid4(), "林党〔2025〕3号", dt.date(2025, 1, 6))
    with acting_as(SYSTEM):
        return asks_make(origin, [dataclasses.replace(SEMINAR, **changes)], by=None, at=AT)[0]


def prompt(unit, **said):
    values = {"title": "六月提示", "body": "请落实", "month": JUNE.start, "state": "sent", "sent_at": AT, "made_at": AT}
    return Prompt.objects.create(uid=uuid.uuid4(), unit=unit, **(values | said))


def listed(unit, unit_type=""):
    with acting_as(SYSTEM):
        return burden(place_of(unit_row(unit.pk, TODAY), unit_type, TODAY), 2025)


def due(found, month, level):
    return [line.label for line in found.months[month - 1] if line.level == str(level) and line.is_due]


def row(found, level):
    return next(one for one in found.levels if one.key == str(level))


def test_the_standing_rules_of_a_branch_by_hand(cast):
    found = listed(cast.office)
    monthly = {"支部委员会会议", "党小组会", "主题党日"}
    assert set(due(found, 1, "national")) == monthly
    assert set(due(found, 6, "national")) - monthly == {"支部党员大会", "党课"}
    counts = row(found, "national").months
    # three each month, in the last month of a quarter two more, in December what is asked once a year
    assert [one.required for one in counts[:11]] == [3, 3, 5, 3, 3, 5, 3, 3, 5, 3, 3]
    assert row(found, "national").total.required == sum(one.required for one in counts)


def test_what_each_unit_asks_stands_under_its_name_and_month(cast):
    ask(cast.committee, period=AskPeriod.MONTH, during=DateSpan(dt.date(2025, 5, 1), dt.date(2025, 8, 1)))
    ask(cast.committee, label="参观学习", is_required=False)
    ask(cast.committee, label="社区的事", unit_types=(UnitType.COMMUNITY,))
    ask(cast.office, label="支部自己的学习")
    prompt(cast.committee)
    prompt(cast.committee, unit_types=["community"])
    prompt(cast.committee, state="draft", sent_at=None)

    found = listed(cast.office)

    assert [one.required for one in row(found, cast.committee.pk).months] == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    assert row(found, cast.committee.pk).months[5] == Counts(required=1, optional=1, read=1)
    assert row(found, cast.office.pk).total == Counts(required=1)
    [line] = [one for one in found.months[5] if one.label == "专题讨论"]
    assert (line.clause, line.often, line.until) == ("《林党〔2025〕3号》", "每月 1 次", dt.date(2025, 6, 30))


def test_what_runs_on_is_shown_and_counted_where_it_falls_due(cast):
    ask(cast.committee, during=DateSpan(dt.date(2025, 4, 10), dt.date(2025, 6, 20)))
    found = listed(cast.office)
    assert [one.required for one in row(found, cast.committee.pk).months] == [0] * 5 + [1] + [0] * 6
    running = [line for line in found.months[3] if line.label == "专题讨论"]
    assert [(line.is_due, line.until) for line in running] == [(False, dt.date(2025, 6, 19))]


def test_the_typical_branch_of_a_domain(cast):
    ask(cast.committee, label="社区的事", unit_types=(UnitType.COMMUNITY,))
    ask(cast.office, label="支部自己的学习")
    prompt(cast.committee, audience="children")

    community, organ = listed(cast.committee, "community"), listed(cast.committee, "organ")

    assert row(community, cast.committee.pk).months[5] == Counts(required=1, read=1)
    assert row(organ, cast.committee.pk).months[5] == Counts(read=1)
    assert community.place.is_typical
    assert listed(cast.committee).place.unit_type in {"community", "organ"}


def test_one_deed_may_meet_several_requests(cast):
    ask(cast.committee)
    ask(cast.office, label="支部自己的学习")
    lines = {line.label: line for line in listed(cast.office).months[5]}
    assert lines["专题讨论"].also == ("支部自己的学习",)
    assert lines["支部自己的学习"].also == ("专题讨论",)
    assert lines["支部党员大会"].also == ()


def test_the_database_takes_no_request_without_an_end(cast):
    made = ask(cast.committee)
    with pytest.raises(IntegrityError):
        Ask.objects.filter(pk=made.pk).update(during=date_range(JUNE.start))


def test_the_page_and_the_file_say_the_same(cast, client, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    ask(cast.committee, label="=专题")
    client.force_login(cast.account(cast.wang))
    text = client.get(reverse("duties:burden-home"), follow=True).content.decode()
    assert "林场党委（1）" in text
    assert "全国规定" in text

    file = client.get(reverse("duties:burden-file", args=[cast.office.uid]) + "?month=2025-06")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    mine = [one for one in rows if one["要求方"] == "林场党委"]
    assert [(one["月份"], one["事项"], one["到期日"], one["必须或选做"]) for one in mine] == [
        ("2025-06", "'=专题", "2025-06-30", "必须做")
    ]


def test_the_page_of_a_committee_and_of_a_group(cast, client, query_budget):
    client.force_login(cast.account(cast.wu))
    url = reverse("duties:burden", args=[cast.committee.uid])
    assert "以下的社区党支部" in client.get(url + "?type=community&month=2025-03").content.decode()
    assert "机关支部" in client.get(reverse("duties:burden", args=[cast.first_group.uid])).content.decode()
    with query_budget("duties:burden"):
        client.get(url)


def test_the_month_shows_what_plans_and_prompts_say(cast, client, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    prompt(cast.committee)
    client.force_login(cast.account(cast.wang))
    text = client.get(reverse("duties:month", args=[cast.office.uid])).content.decode()
    assert "工作提示和计划（1）" in text
    assert "六月提示" in text
