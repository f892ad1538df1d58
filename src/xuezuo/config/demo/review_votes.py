"""Votes: of one branch a resolution, an admission and one to come; a conversion; each about a person with a paper."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Activity
from xuezuo.life.services import activity_call, activity_confirm, activity_hold, activity_plan
from xuezuo.life.types import AttendanceStatus, Gathering, Mark, Sheet
from xuezuo.org.models import Affiliation, Member, Stage, Unit
from xuezuo.org.types import MemberStage, UnitKind
from xuezuo.platform.access import SYSTEM
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.queries import entitled_of
from xuezuo.review.votes.services import opinion_receive, vote_prepare, vote_start, vote_stop
from xuezuo.review.votes.types import Count, Motion, VoteKind, VoteMethod, Written

HOME: Final = "QH0501"
APPLICANT: Final = "林晓舟"


def vote(today: dt.date, at: dt.datetime) -> None:
    """Vote at meetings of the last weeks, and prepare what is to be voted on."""
    home = unit(HOME, today)
    _committee(home, today - dt.timedelta(days=24))
    _resolution(home, today - dt.timedelta(days=20))
    _about_one(home, today - dt.timedelta(days=17), None)
    probation = _on_probation(today - dt.timedelta(days=12))
    if probation is not None:
        _about_one(probation.unit, today - dt.timedelta(days=12), probation.member)
    _to_come(home, today + dt.timedelta(days=6), at)


def _instant(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), SHANGHAI)


def _planned(home: Unit, kind: str, day: dt.date, topic: str, at: dt.datetime) -> Activity:
    gathering = Gathering(kind, day, 70, dt.time(15), "三楼会议室", topic)
    return activity_plan(actor=SYSTEM, unit_id=home.pk, gathering=gathering, at=at)


def _held(activity: Activity, absent: list[int], at: dt.datetime) -> Activity:
    marks = tuple(Mark(pk, AttendanceStatus.LEAVE, "出差") for pk in absent)
    return activity_hold(actor=SYSTEM, activity=activity, sheet=Sheet(marks), at=at)


def _voted(made: Vote, at: dt.datetime, against: int) -> Vote:
    """Everybody present votes; `against` of them no."""
    made = vote_start(actor=SYSTEM, vote=made, at=at)
    present = made.present or 0
    yes, ballots = present - against, (present, present, 0) if made.is_secret else (0, 0, 0)
    return vote_stop(actor=SYSTEM, vote=made, count=Count(yes, against, 0, *ballots), at=at + dt.timedelta(minutes=10))


def _committee(home: Unit, day: dt.date) -> None:
    activity = _planned(home, "committee_meeting", day, "研究学习教育实施方案", _instant(day, 8))
    activity = _held(activity, [], _instant(day, 16))
    motion = Motion(VoteKind.COMMITTEE_RESOLUTION, "同意把学习教育实施方案提交党员大会讨论")
    made = vote_prepare(actor=SYSTEM, activity=activity, motion=motion, at=_instant(day, 16))
    _voted(made, _instant(day, 16), 0)
    activity_confirm(actor=SYSTEM, activity=activity, at=_instant(day, 17))


def _resolution(home: Unit, day: dt.date) -> None:
    activity = _planned(home, "general_meeting", day, "讨论通过学习教育实施方案", _instant(day, 8))
    entitled = entitled_of(home.pk, day, "general_meeting").entitled
    activity = _held(activity, list(entitled[-2:]), _instant(day, 16))
    motion = Motion(VoteKind.RESOLUTION, "同意学习教育实施方案")
    made = vote_prepare(actor=SYSTEM, activity=activity, motion=motion, at=_instant(day, 16))
    _voted(made, _instant(day, 16), 1)
    activity_confirm(actor=SYSTEM, activity=activity, at=_instant(day, 17))


def _on_probation(day: dt.date) -> Affiliation | None:
    """Return where somebody on probation belongs, in a branch of at least seven."""
    waiting = Stage.objects.filter(stage=MemberStage.PROBATIONARY, during__contains=day).values("member_id")
    homes = Affiliation.objects.filter(
        member_id__in=waiting, unit__kind=UnitKind.BRANCH, kind="formal", during__contains=day
    )
    for home in homes.select_related("unit", "member").order_by("unit__code", "pk"):
        if len(entitled_of(home.unit_id, day, "general_meeting").entitled) >= 7:
            return home
    return None


def _about_one(home: Unit, day: dt.date, candidate: Member | None) -> None:
    """A member away on a trip handed in a paper the day before; it counts."""
    entitled = entitled_of(home.pk, day, "general_meeting").entitled
    called, away = _instant(day - dt.timedelta(days=5), 9), entitled[-1]
    what = "讨论预备党员转正" if candidate else "讨论接收预备党员"
    activity = _planned(home, "general_meeting", day, what, called)
    motion = _motion(candidate, *entitled[:2])
    made = vote_prepare(actor=SYSTEM, activity=activity, motion=motion, at=called)
    written = Written(away, "yes", _instant(day - dt.timedelta(days=1), 11))
    opinion_receive(actor=SYSTEM, vote=made, written=written, at=_instant(day - dt.timedelta(days=1), 14))
    activity = _held(activity, [away], _instant(day, 16))
    _voted(made, _instant(day, 16), 1)
    activity_confirm(actor=SYSTEM, activity=activity, at=_instant(day, 17))


def _motion(candidate: Member | None, scrutineer: int, counter: int) -> Motion:
    """A conversion of somebody on the roster, or the admission of somebody who is on none yet."""
    watch = {"scrutineer_id": scrutineer, "counter_id": counter}
    if candidate is None:
        return Motion(
            VoteKind.ADMISSION, f"同意接收{APPLICANT}为预备党员", VoteMethod.COUNTED, APPLICANT, None, **watch
        )
    subject = f"同意{candidate.name}按期转为正式党员"
    return Motion(VoteKind.CONVERSION, subject, VoteMethod.COUNTED, candidate.name, candidate.pk, **watch)


def _to_come(home: Unit, day: dt.date, at: dt.datetime) -> None:
    activity = _planned(home, "general_meeting", day, "讨论半年工作", at)
    activity = activity_call(actor=SYSTEM, activity=activity, notice="请全体党员参加，会上将表决半年工作总结。", at=at)
    motion = Motion(VoteKind.RESOLUTION, "同意支部半年工作总结")
    vote_prepare(actor=SYSTEM, activity=activity, motion=motion, at=at)
