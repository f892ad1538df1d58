"""heart_talk_record, heart_talk_void."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import errors
from xuezuo.life.events import HeartTalkChanged
from xuezuo.life.models import HeartTalk
from xuezuo.life.services import heart_talk_record, heart_talk_void
from xuezuo.life.services.talks import Talk
from xuezuo.life.tests.desk import audit_names, run_as
from xuezuo.org.tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


def talk(cast: Cast, at: dt.datetime, what: Talk, by: str = "wang", **more: object) -> HeartTalk:
    return run_as(cast.actor(getattr(cast, by)), heart_talk_record, unit_id=cast.office.pk, talk=what, at=at, **more)


def test_the_pair_follows_from_the_posts(cast: Cast, at: dt.datetime, told: list[object]) -> None:
    pairs = [(cast.wang, cast.li), (cast.zhao, cast.wang), (cast.zhao, cast.qian)]
    made = [talk(cast, at, Talk(first.pk, second.pk, TODAY)) for first, second in pairs]
    assert [one.pair for one in made] == ["committee_committee", "committee_member", "member_member"]
    assert told == [HeartTalkChanged(cast.office.pk, (TODAY,), one.uid) for one in made]
    assert audit_names() == ["life.heart_talk_recorded"] * 3


def test_sent_twice_is_one_talk(cast: Cast, at: dt.datetime) -> None:
    uid, what = new_id(), Talk(cast.wang.pk, cast.zhao.pk, TODAY)
    assert talk(cast, at, what, uid=uid).pk == talk(cast, at, what, uid=uid).pk


def test_void_with_a_reason_once(cast: Cast, at: dt.datetime) -> None:
    made, wang = talk(cast, at, Talk(cast.wang.pk, cast.zhao.pk, TODAY)), cast.actor(cast.wang)
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, heart_talk_void, talk=made, reason="", at=at)
    assert run_as(wang, heart_talk_void, talk=made, reason="重复", at=at).void_reason == "重复"
    with pytest.raises(errors.AlreadyVoided):
        run_as(wang, heart_talk_void, talk=made, reason="再来", at=at)


def test_what_cannot_be(cast: Cast, at: dt.datetime) -> None:
    w, z = cast.wang.pk, cast.zhao.pk
    cases: list[tuple[Talk, type[Exception]]] = [
        (Talk(w, w, TODAY), errors.TalkNeedsTwoPeople),
        (Talk(w, cast.zhou.pk, TODAY), errors.NotOnRoster),
        (Talk(w, z, dt.date(2025, 6, 17)), errors.ActivityInFuture),
        (Talk(w, z, dt.date(2014, 6, 17)), errors.UnitNotAliveThen),
        (Talk(w, z, TODAY, "member_member"), errors.TalkPairDoesNotFit),
    ]
    for what, error in cases:
        with pytest.raises(error):
            talk(cast, at, what)


@pytest.mark.parametrize(("person", "error"), [("zhao", Forbidden), ("sun", Forbidden), ("zheng", NotFound)])
def test_who_may_not(cast: Cast, at: dt.datetime, person: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        talk(cast, at, Talk(cast.wang.pk, cast.zhao.pk, TODAY), by=person)
