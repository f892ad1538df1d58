"""Meetings of the demonstration in full: a series, a carried item, decisions and what came of them, a comment."""

import datetime as dt

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Activity, AgendaItem, Resolution
from xuezuo.life.services import (
    activity_confirm,
    activity_hold,
    activity_plan,
    agenda_carry,
    agenda_set,
    comment_add,
    minutes_write,
    outcome_set,
    resolution_add,
    resolution_done,
    resolution_report,
    series_make,
    template_make,
    turn_skip,
)
from xuezuo.life.types import (
    ActivityKind,
    AgendaPoint,
    Decided,
    Gathering,
    ItemKind,
    Outcome,
    Presenter,
    Rhythm,
    SeriesSpec,
    Sheet,
    TemplatePoint,
    TemplateSpec,
    Writing,
)
from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.access import actor_for_account
from xuezuo.org.queries.people import committee_posts
from xuezuo.platform.access import SYSTEM, acting_as

MEETING = TemplateSpec(
    "每月支委会", ActivityKind.COMMITTEE_MEETING, dt.time(9), 60, "三楼会议室", "支部工作",
    (
        TemplatePoint("学习上级文件", ItemKind.STUDY, 15, Presenter.PUBLICITY, "提前一天发到群里，会上只讲要点。"),
        TemplatePoint("通报上月工作", ItemKind.REPORT, 15, Presenter.COMMITTEE),
        TemplatePoint("研究本月工作", ItemKind.DECISION, 30, Presenter.SECRETARY, "每项定下责任人和时限。"),
    ),
    "请各位委员准时参加，会前看好材料。", 5,
)  # fmt: skip
DAY = TemplateSpec(
    "主题党日",
    ActivityKind.THEME_DAY,
    dt.time(15),
    90,
    "党员活动室",
    "主题党日",
    (TemplatePoint("集中学习", ItemKind.STUDY, 45), TemplatePoint("交流讨论", ItemKind.DISCUSSION, 45)),
)


def meet(today: dt.date) -> None:
    """Let the office branch meet by its series, decide, report and carry on what it did not finish."""
    office = unit("QH0501", today)
    _series(office, today)
    held = _committee(office, today - dt.timedelta(days=9))
    _decide(held, today)
    later = Gathering(
        ActivityKind.COMMITTEE_MEETING, today + dt.timedelta(days=6), 60, dt.time(9), "三楼会议室", "研究下步工作"
    )
    planned = activity_plan(actor=SYSTEM, unit_id=office.pk, gathering=later, at=_noon(today))
    left = AgendaItem.objects.get(activity=held, outcome=Outcome.UNFINISHED)
    told = Resolution.objects.get(activity=held, done_on__isnull=False)
    agenda_carry(actor=SYSTEM, activity=planned, items=[left.uid], told=[told.uid], at=_noon(today))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), SHANGHAI)


def _series(office: Unit, today: dt.date) -> None:
    at = _noon(today)
    usual = template_make(actor=SYSTEM, unit_id=office.pk, spec=MEETING, at=at)
    friday = SeriesSpec(Rhythm.MONTHLY_WEEKDAY, today + dt.timedelta(days=7), weekday=4, ordinal=1)
    series_make(actor=SYSTEM, template=usual, spec=friday, at=at)
    day = template_make(actor=SYSTEM, unit_id=office.pk, spec=DAY, at=at)
    fifth = SeriesSpec(Rhythm.MONTHLY_DAY, today + dt.timedelta(days=7), day=5)
    made = series_make(actor=SYSTEM, template=day, spec=fifth, at=at)
    last = made.meetings.order_by("-turn")[0]
    turn_skip(actor=SYSTEM, series=made, turn=last.turn, reason="并入上级组织的集中学习", at=at)


def _committee(office: Unit, day: dt.date) -> Activity:
    """Hold a meeting of the committee with three points; the last is not finished."""
    at = _noon(day)
    gathering = Gathering(ActivityKind.COMMITTEE_MEETING, day, 75, dt.time(9), "三楼会议室", "支部近期工作")
    made = activity_plan(actor=SYSTEM, unit_id=office.pk, gathering=gathering, at=at)
    points = [
        AgendaPoint("活动室修缮", minutes=20),
        AgendaPoint("志愿服务安排", minutes=20),
        AgendaPoint("发展对象培养", minutes=30),
    ]
    agenda_set(actor=SYSTEM, activity=made, points=points, at=at, base=0)
    activity_hold(actor=SYSTEM, activity=made, sheet=Sheet(), at=at)
    items = list(AgendaItem.objects.filter(activity=made).order_by("position"))
    texts = (
        "活动室屋顶漏水，会议同意先修屋顶，再换桌椅。",
        "沿河清理每月一次，与主题党日结合。",
        "听取了培养联系人的意见，材料不全，下次再议。",
    )
    outcomes = (Outcome.DISCUSSED, Outcome.DISCUSSED, Outcome.UNFINISHED)
    for item, text, outcome in zip(items, texts, outcomes, strict=True):
        minutes_write(actor=SYSTEM, activity=made, writing=Writing(text, base=0, item_id=item.pk), at=at)
        outcome_set(actor=SYSTEM, item=item, outcome=outcome, at=at)
    return activity_confirm(actor=SYSTEM, activity=made, at=_noon(day + dt.timedelta(days=5)))


def _decide(held: Activity, today: dt.date) -> None:
    """Decide three things: one done and confirmed, one reported, one overdue; an attendee comments on the minutes."""
    items = list(AgendaItem.objects.filter(activity=held).order_by("position"))
    people = list(committee_posts(held.unit_id, held.occurred_on).values_list("member_id", flat=True))
    at, owner = _noon(held.occurred_on), people[-1]
    specs = (
        Decided("联系施工队修屋顶", owner, today - dt.timedelta(days=3), items[0].pk),
        Decided("公布每月沿河清理的日子", people[0], today + dt.timedelta(days=5), items[1].pk),
        Decided("购置活动室桌椅", owner, today - dt.timedelta(days=1), items[0].pk),
    )
    first, second, _ = (resolution_add(actor=SYSTEM, activity=held, decided=spec, at=at) for spec in specs)
    done = today - dt.timedelta(days=4)
    resolution_report(actor=SYSTEM, resolution=first, note="施工队已进场，屋顶当天修好。", on=done, at=_noon(done))
    resolution_done(actor=SYSTEM, resolution=first, on=done, at=_noon(today - dt.timedelta(days=2)))
    resolution_report(actor=SYSTEM, resolution=second, note="已在公开栏张贴。", on=today, at=_noon(today))
    account = Member.objects.filter(pk__in=people).exclude(account=None).values_list("account_id", flat=True).first()
    if account is None:
        return
    attendee = actor_for_account(account, is_admin=False, on=today)
    with acting_as(attendee):
        comment_add(actor=attendee, activity=held, text="屋顶修缮的预算没有写进记录。", at=_noon(today))
