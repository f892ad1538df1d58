"""Training in the county: a class that is over, one that takes people, one that is coming."""

import datetime as dt

from xuezuo.config.demo.story import unit
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.platform.access import SYSTEM
from xuezuo.study.training.models import TrainingClass
from xuezuo.study.training.services.attendance import attendance_correct
from xuezuo.study.training.services.certificates import certificates_issue
from xuezuo.study.training.services.classes import class_close, class_make, class_open
from xuezuo.study.training.services.enrolments import enrolment_make, enrolments_decide
from xuezuo.study.training.services.sessions import session_plan, session_record
from xuezuo.study.training.types import ClassSpec, Mark, SessionSpec, Sheet

SECRETARIES = "各党支部书记"
TOPICS = ("党章和支部工作条例", "怎样开好党员大会", "党员教育管理", "发展党员工作", "现场教学：石桥村", "分组讨论")


def train(today: dt.date, at: dt.datetime) -> None:
    """Hold three classes of the county."""
    _over(today, at)
    _running(today, at)
    soon = ClassSpec(
        "发展对象培训班", today + dt.timedelta(days=20), today + dt.timedelta(days=22),
        audience="拟于年内发展的对象",
        places=40, enrol_until=today + dt.timedelta(days=15), venue="青禾县委党校", certificate_minutes=1440,
    )  # fmt: skip
    made = class_make(actor=SYSTEM, unit_id=unit("QH", today).pk, spec=soon, at=at)
    class_open(actor=SYSTEM, training_class=made, at=at)


def _secretaries(unit_ids: list[int], today: dt.date, count: int) -> list[Member]:
    found = members_of(unit_ids, today).filter(posts__kind="secretary", posts__during__contains=today)
    return list(found.filter(joined_on__lt=today - dt.timedelta(days=400)).distinct()[:count])


def _enrolled(spec: ClassSpec, people: list[Member], on: dt.date, at: dt.datetime) -> TrainingClass:
    county = unit("QH", on)
    made = class_make(actor=SYSTEM, unit_id=county.pk, spec=spec, at=at)
    made = class_open(actor=SYSTEM, training_class=made, at=at)
    rows = enrolment_make(actor=SYSTEM, training_class=made, member_ids=[one.pk for one in people], at=at)
    enrolments_decide(actor=SYSTEM, training_class=made, enrolments=rows, at=at)
    made.refresh_from_db()
    return made


def _taught(made: TrainingClass, spec: SessionSpec, sheet: Sheet, at: dt.datetime) -> int:
    held = session_record(actor=SYSTEM, training_class=made, spec=spec, sheet=sheet, uid=new_id(), at=at)
    return held.pk


def _over(today: dt.date, at: dt.datetime) -> None:
    """A class of three days for secretaries, with a correction and certificates."""
    first = today - dt.timedelta(days=75)
    people = _secretaries(subtree_ids(unit("QH", today).pk, today), today, 24)
    spec = ClassSpec(
        "党支部书记培训班", first, first + dt.timedelta(days=2), audience=SECRETARIES, places=30, venue="青禾县委党校",
        certificate_minutes=900, note="学习党章党规，练习组织生活的准备和记录。",
    )  # fmt: skip
    made = _enrolled(spec, people, today, at)
    topics = (
        "党章和支部工作条例",
        "怎样开好支部党员大会",
        "党员教育管理",
        "发展党员工作",
        "现场教学：石桥村",
        "分组讨论",
    )
    for number, topic in enumerate(topics):
        marks = (Mark(people[number].pk, "leave", "防汛值班"),) if number % 2 else ()
        day = first + dt.timedelta(days=number // 2)
        _taught(made, SessionSpec(day, 180, topic, dt.time(9 if number % 2 else 14), "县委党校教员"), Sheet(marks), at)
    last = made.sessions.get(topic=TOPICS[-1])
    sheet = Sheet((Mark(people[5].pk, "present"),))
    attendance_correct(actor=SYSTEM, session=last, sheet=sheet, reason="当天下午已返回参加", at=at)
    closed = class_close(actor=SYSTEM, training_class=made, at=at)
    certificates_issue(actor=SYSTEM, training_class=closed, at=at)


def _running(today: dt.date, at: dt.datetime) -> None:
    """A class for villages with few places: some wait, one has asked."""
    start = today - dt.timedelta(days=6)
    villages = [*subtree_ids(unit("QH01", today).pk, today), *subtree_ids(unit("QH02", today).pk, today)]
    people = _secretaries(villages, today, 13)
    spec = ClassSpec(
        "农村党支部书记乡村治理专题班", start, today + dt.timedelta(days=15), unit_types=("village",),
        audience="村党支部书记", places=8, enrol_until=today + dt.timedelta(days=5), venue="柳溪镇党群服务中心",
    )  # fmt: skip
    made = _enrolled(spec, people[:-1], today, at)
    _taught(made, SessionSpec(start, 120, "村规民约与议事协商", dt.time(9), "县民政局"), Sheet(), at)
    session_plan(
        actor=SYSTEM,
        training_class=made,
        spec=SessionSpec(today + dt.timedelta(days=3), 120, "集体经济账目公开"),
        at=at,
    )
    if people[-1:]:
        enrolment_make(actor=SYSTEM, training_class=made, member_ids=[people[-1].pk], at=at)
