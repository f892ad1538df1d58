"""Training in the county: classes over, running and coming; lecturers, teaching points, a case, research topics."""

import datetime as dt

from xuezuo.config.demo.story import unit
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.platform.access import SYSTEM
from xuezuo.study.training.models import Lecturer, TrainingClass
from xuezuo.study.training.queries.places import visitors_possible
from xuezuo.study.training.services.attendance import attendance_correct
from xuezuo.study.training.services.bookings import booking_confirm, booking_hold, booking_make
from xuezuo.study.training.services.cases import case_make, case_publish
from xuezuo.study.training.services.certificates import certificates_issue
from xuezuo.study.training.services.classes import class_close, class_make, class_open
from xuezuo.study.training.services.enrolments import enrolment_make, enrolments_decide
from xuezuo.study.training.services.lecturers import lecturer_make, offer_make
from xuezuo.study.training.services.places import place_make, route_make
from xuezuo.study.training.services.sessions import session_plan, session_record
from xuezuo.study.training.services.topics import topic_deliver, topic_make, topic_start
from xuezuo.study.training.services.visits import visit_record
from xuezuo.study.training.types import (
    CaseKind,
    CaseSpec,
    ClassSpec,
    LecturerSpec,
    Mark,
    OfferSpec,
    PlaceSpec,
    RouteSpec,
    SessionSpec,
    Sheet,
    TopicSpec,
    VisitSpec,
)

SECRETARIES = "各党支部书记"
TOPICS = ("党章和支部工作条例", "怎样开好党员大会", "党员教育管理", "发展党员工作", "现场教学：石桥村", "分组讨论")


def train(today: dt.date, at: dt.datetime) -> None:
    """Hold three classes of the county."""
    teacher = _lectures(today, at)
    _over(today, at)
    _running(today, at, teacher)
    soon = ClassSpec(
        "发展对象培训班", today + dt.timedelta(days=20), today + dt.timedelta(days=22),
        audience="拟于年内发展的对象",
        places=40, enrol_until=today + dt.timedelta(days=15), venue="青禾县委党校", certificate_minutes=1440,
    )  # fmt: skip
    made = class_make(actor=SYSTEM, unit_id=unit("QH", today).pk, spec=soon, at=at)
    class_open(actor=SYSTEM, training_class=made, at=at)
    _places(today, at)
    _cases_and_topics(today, at)


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


def _running(today: dt.date, at: dt.datetime, teacher: Lecturer) -> None:
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
        spec=SessionSpec(today + dt.timedelta(days=3), 120, "集体经济账目公开", lecturer_id=teacher.pk),
        at=at,
    )
    if people[-1:]:
        enrolment_make(actor=SYSTEM, training_class=made, member_ids=[people[-1].pk], at=at)


def _lectures(today: dt.date, at: dt.datetime) -> Lecturer:
    """A register of two, lectures to come, one asked for, one that was held last week. Returns the first of the two."""
    county, office = unit("QH", today), unit("QH0501", today)
    since = today - dt.timedelta(days=300)
    teacher = LecturerSpec(None, "沈讲师", "青禾县委党校", ("党章学习", "支部工作条例解读"), since)
    best = _secretaries(subtree_ids(county.pk, today), today, 1)[0]
    neighbour = LecturerSpec(best.pk, "", "", ("我当支部书记这些年",), since)
    week_ago = at - dt.timedelta(days=9)
    made = lecturer_make(actor=SYSTEM, unit_id=county.pk, spec=teacher, at=week_ago)
    lecturer_make(actor=SYSTEM, unit_id=county.pk, spec=neighbour, at=week_ago)
    past = OfferSpec("党章学习", at - dt.timedelta(days=6), 90)
    offer = offer_make(actor=SYSTEM, lecturer=made, spec=past, at=week_ago)
    booked = booking_make(actor=SYSTEM, offer=offer, unit_id=office.pk, place="县委办三楼会议室", at=week_ago)
    booking_confirm(actor=SYSTEM, booking=booked, at=week_ago)
    booking_hold(actor=SYSTEM, booking=booked, minutes=85, listeners=46, at=at)
    for days, topic in ((8, "支部工作条例解读"), (12, "党章学习")):
        coming = OfferSpec(topic, at + dt.timedelta(days=days), 90)
        offer = offer_make(actor=SYSTEM, lecturer=made, spec=coming, at=at)
    booking_make(actor=SYSTEM, offer=offer, unit_id=office.pk, place="县委办三楼会议室", at=at)
    return made


def _places(today: dt.date, at: dt.datetime) -> None:
    """Two teaching points, the route over both, and visits with and without names."""
    county, office = unit("QH", today), unit("QH0501", today)
    said = (
        PlaceSpec("柳溪老渡口", "柳溪镇河街 3 号", "当年支前民工渡河处，有实物陈列和讲解。", "柳溪镇文化站"),
        PlaceSpec("石桥村村史馆", "石桥镇石桥村", "村集体经济从欠债到分红的账本和照片。", "石桥村委会"),
    )
    first, second = (place_make(actor=SYSTEM, unit_id=county.pk, spec=one, at=at) for one in said)
    both = RouteSpec("青禾一日", (first.pk, second.pk), 240, "上午渡口，下午村史馆")
    route = route_make(actor=SYSTEM, unit_id=county.pk, spec=both, at=at)
    day = today - dt.timedelta(days=18)
    ids = tuple(sorted(one.member_id for one in visitors_possible(office.pk, day))[:-1])
    named = VisitSpec(day, 90, len(ids) + 2, place_id=first.pk, member_ids=ids, note="与结对村支部同去")
    visit_record(actor=SYSTEM, unit_id=office.pk, spec=named, uid=new_id(), at=at)
    counted = VisitSpec(today - dt.timedelta(days=40), 240, 25, route_id=route.pk)
    visit_record(actor=SYSTEM, unit_id=unit("QH0601", today).pk, spec=counted, uid=new_id(), at=at)


def _cases_and_topics(today: dt.date, at: dt.datetime) -> None:
    """A published case, a draft, a topic that is overdue and one that was delivered."""
    county, office = unit("QH", today), unit("QH0501", today)
    told = CaseSpec(
        "会议记录“补”出来的教训", CaseKind.WARNING,
        "某支部为应付检查，由一名委员一次补写半年的会议记录，并代他人签名。检查时发现记录的日期与值班表矛盾。"
        "上级责令如实重新登记，缺的注明“未召开”，支部书记作出说明。\n\n启示：没有开就写没有开，补录要标明。",
        "县委组织部通报第 3 期", ("三会一课", "会议记录"),
    )  # fmt: skip
    case = case_make(actor=SYSTEM, unit_id=county.pk, spec=told, at=at)
    case_publish(actor=SYSTEM, case=case, names_are_checked=True, at=at)
    good = CaseSpec(
        "大字版学习角", CaseKind.EXAMPLE, "某支部把学习资料放大打印，老党员轮流领读。", "支部来稿", ("老党员",)
    )
    case_make(actor=SYSTEM, unit_id=county.pk, spec=good, at=at)
    owner, *others = list(members_of([office.pk], today)[:3])
    team = tuple(one.pk for one in others)
    late = TopicSpec("党员学时怎样如实登记", "访谈五个支部，写成报告", owner.pk, today - dt.timedelta(days=90),
                     today - dt.timedelta(days=5), team)  # fmt: skip
    topic_start(actor=SYSTEM, topic=topic_make(actor=SYSTEM, unit_id=office.pk, spec=late, at=at), at=at)
    spec = TopicSpec(
        "机关支部主题党日的选题", "", owner.pk, today - dt.timedelta(days=60), today + dt.timedelta(days=9)
    )
    topic = topic_start(actor=SYSTEM, topic=topic_make(actor=SYSTEM, unit_id=office.pk, spec=spec, at=at), at=at)
    topic_deliver(actor=SYSTEM, topic=topic, result="整理了一年的选题，附建议清单。", at=at)
