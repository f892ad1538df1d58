"""Make and withdraw asks."""

import dataclasses
import datetime as dt
import uuid

import pytest

from xuezuo.kernel.dates import DateSpan
from xuezuo.rules.vocabulary import DeedKind, Post, SubjectKind, Template
from xuezuo.study.asks import services
from xuezuo.study.asks.errors import AskRepeated, AskUnfit, AskWithoutEnd
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.types import AskOrigin, AskSource, AskSpec

AT = dt.datetime(2026, 3, 1, 1, tzinfo=dt.UTC)
SPEC = AskSpec(
    key="seminar",
    label="专题讨论",
    why="学习教育安排了一次专题讨论。",
    what_counts="集中学习。",
    subjects=(SubjectKind.BRANCH,),
    during=DateSpan(dt.date(2026, 3, 1), dt.date(2026, 7, 1)),
    deed_kinds=(DeedKind.STUDY_SESSION,),
)


@pytest.fixture
def origin(cast):
    return AskOrigin(cast.committee.id, AskSource.PROMPT, uuid.uuid4(), "关于三月学习的提示", dt.date(2026, 2, 27))


def test_asks_are_written_as_asked(origin):
    made = services.asks_make(origin, [SPEC], by=None, at=AT)
    row = Ask.objects.get(pk=made[0].pk)
    assert (row.key, row.subjects, row.deed_kinds) == ("seminar", ["branch"], ["study_session"])
    assert (row.during.lower, row.during.upper) == (SPEC.during.start, SPEC.during.end)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"during": DateSpan(dt.date(2026, 3, 1))}, AskWithoutEnd),
        ({"subjects": (SubjectKind.BRANCH, SubjectKind.MEMBER)}, AskUnfit),
        ({"subjects": (SubjectKind.MEMBER,)}, AskUnfit),
        ({"deed_kinds": ()}, AskUnfit),
        ({"template": Template.EVENT_BY_ROLE}, AskUnfit),
        ({"by_posts": (Post.SECRETARY,)}, AskUnfit),
        ({"required": 0}, AskUnfit),
    ],
)
def test_what_cannot_be_a_duty_is_refused(origin, change, error):
    with pytest.raises(error):
        services.asks_make(origin, [SPEC, dataclasses.replace(SPEC, key="other", **change)], by=None, at=AT)
    assert not Ask.objects.exists()


def test_a_key_stands_once_until_it_is_withdrawn(origin):
    made = services.asks_make(origin, [SPEC], by=None, at=AT)
    with pytest.raises(AskRepeated):
        services.asks_make(origin, [SPEC], by=None, at=AT)
    services.asks_withdraw(made, on=dt.date(2026, 4, 1), why="改为专题研讨")
    services.asks_make(origin, [SPEC], by=None, at=AT)
    assert sorted(Ask.objects.values_list("withdrawn_why", flat=True)) == ["", "改为专题研讨"]
