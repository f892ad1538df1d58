import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.training.errors import (
    DaysDoNotFit,
    NamesNotChecked,
    ReasonMissing,
    SecondPersonNeeded,
    TextMissing,
    WrongState,
)
from xuezuo.study.training.services.cases import case_change, case_make, case_publish, case_withdraw
from xuezuo.study.training.services.topics import (
    topic_accept,
    topic_change,
    topic_deliver,
    topic_make,
    topic_return,
    topic_start,
    topic_stop,
)
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import CaseSpec, CaseState, TopicSpec, TopicState

pytestmark = pytest.mark.django_db
AT = factories.AT
CASE = CaseSpec("某支部代签会议记录", "warning", "某支部委员补写记录。", "通报第 3 期", ("三会一课", " "))


def test_a_case_is_published_by_a_second_person_without_names(cast: Cast) -> None:
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    with acting_as(wang):
        case = case_make(actor=wang, unit_id=cast.office.pk, spec=CASE, at=AT)
        assert (case.state, case.tags) == (CaseState.DRAFT, ["三会一课"])
        with pytest.raises(SecondPersonNeeded):
            case_publish(actor=wang, case=case, names_are_checked=True, at=AT)
        with pytest.raises(TextMissing):
            case_change(actor=wang, case=case, spec=dataclasses.replace(CASE, source=" "), at=AT)
    zhao = cast.actor(cast.zhao)
    with acting_as(zhao), pytest.raises(NotFound):
        case_change(actor=zhao, case=case, spec=CASE, at=AT)
    with acting_as(li):
        with pytest.raises(NamesNotChecked):
            case_publish(actor=li, case=case, names_are_checked=False, at=AT)
        case = case_publish(actor=li, case=case, names_are_checked=True, at=AT)
        with pytest.raises(WrongState):
            case_change(actor=li, case=case, spec=CASE, at=AT)
        with pytest.raises(ReasonMissing):
            case_withdraw(actor=li, case=case, reason="", at=AT)
    with acting_as(zhao), pytest.raises(Forbidden):
        case_withdraw(actor=zhao, case=case, reason="过时", at=AT)
    with acting_as(li):
        assert case_withdraw(actor=li, case=case, reason="可以认出人", at=AT).state == CaseState.WITHDRAWN


def test_a_topic_goes_its_way_and_is_accepted_by_somebody_else(cast: Cast) -> None:
    wang, li, zhao = cast.actor(cast.wang), cast.actor(cast.li), cast.actor(cast.zhao)
    spec = TopicSpec("老党员学习", "", cast.zhao.pk, factories.FIRST, factories.LAST, (cast.li.pk, cast.zhao.pk))
    with acting_as(wang):
        late = dataclasses.replace(spec, due_on=dt.date(2025, 6, 1))
        with pytest.raises(DaysDoNotFit):
            topic_make(actor=wang, unit_id=cast.office.pk, spec=late, at=AT)
        topic = topic_make(actor=wang, unit_id=cast.office.pk, spec=spec, at=AT)
        assert [one.member_id for one in topic.people.all()] == [cast.li.pk]
        assert not topic.is_overdue(factories.LAST)
        assert topic.is_overdue(factories.LAST + dt.timedelta(days=1))
    with acting_as(zhao):  # answers for it, without a post
        with pytest.raises(WrongState):
            topic_deliver(actor=zhao, topic=topic, result="报告", at=AT)
        topic_start(actor=zhao, topic=topic, at=AT)
        topic_deliver(actor=zhao, topic=topic, result="报告", at=AT)
        with pytest.raises(Forbidden):
            topic_accept(actor=zhao, topic=topic, at=AT)
    with acting_as(li), pytest.raises(SecondPersonNeeded):  # an officer, but works on it
        topic_accept(actor=li, topic=topic, at=AT)
    with acting_as(wang):
        assert topic_return(actor=wang, topic=topic, reason="补充数据", at=AT).state == TopicState.RUNNING
    with acting_as(zhao):
        topic_deliver(actor=zhao, topic=topic, result="报告第二稿", at=AT)
    with acting_as(wang):
        done = topic_accept(actor=wang, topic=topic, at=AT)
        assert (done.state, done.is_overdue(dt.date(2026, 1, 1))) == (TopicState.ACCEPTED, False)
        with pytest.raises(WrongState):
            topic_stop(actor=wang, topic=topic, reason="不需要", at=AT)


def test_a_topic_is_stopped_with_a_reason(cast: Cast) -> None:
    wang, qian = cast.actor(cast.wang), cast.actor(cast.qian)
    with acting_as(SYSTEM):
        topic = factories.topic(cast.office, cast.zhao)
    with acting_as(qian), pytest.raises(Forbidden):
        topic_start(actor=qian, topic=topic, at=AT)
    with acting_as(wang):
        with pytest.raises(ReasonMissing):
            topic_stop(actor=wang, topic=topic, reason=" ", at=AT)
        later = TopicSpec("老党员学习", "", cast.zhao.pk, factories.FIRST, dt.date(2025, 9, 30))
        assert topic_change(actor=wang, topic=topic, spec=later, at=AT).due_on == dt.date(2025, 9, 30)
        assert topic_stop(actor=wang, topic=topic, reason="任务调整", at=AT).state == TopicState.STOPPED
