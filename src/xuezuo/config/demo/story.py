"""What happened besides meetings: the tree changes, people move, terms run out, somebody corrects a mistake."""

import datetime as dt
import random

from xuezuo.kernel import clock
from xuezuo.life.policies import ACTIVITY_VIEW
from xuezuo.life.queries.access import activity_get_for
from xuezuo.life.services import activity_call, activity_correct, activity_plan, heart_talk_record
from xuezuo.life.services.talks import Talk
from xuezuo.life.types import Gathering, Part
from xuezuo.org.models import Member, Unit
from xuezuo.org.policies import UNIT_VIEW
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import unit_row, units_on
from xuezuo.org.services.people import Letter, term_begin, transfer_receive, transfer_send
from xuezuo.org.services.structure import unit_dissolve, unit_merge, unit_move, unit_rename, unit_set_up, unit_split
from xuezuo.org.types import Document, NewUnit, SplitPlan, UnitKind
from xuezuo.platform.access import SYSTEM


def unit(code: str, on: dt.date) -> Unit:
    """Return a unit of the county by its code."""
    return unit_get_for(SYSTEM, unit_row(code, on).uid, UNIT_VIEW, on)


def change_the_tree(today: dt.date, at: dt.datetime) -> None:
    """Rename, move, merge, split, set up: each with the document it rests on."""

    def paper(days: int, number: int) -> Document:
        on = today - dt.timedelta(days=days)
        return Document(on, f"青组复〔{on.year}〕{number}号")

    def of(code: str, days: int) -> Unit:
        return unit(code, today - dt.timedelta(days=days))

    unit_rename(actor=SYSTEM, unit=of("QH0503", 300), name="水务局党支部", document=paper(300, 3), at=at)
    unit_move(actor=SYSTEM, unit=of("QH0206", 210), parent=of("QH03", 210), document=paper(210, 9), at=at)
    unit_merge(actor=SYSTEM, units=[of("QH0107", 160)], target=of("QH0101", 160), document=paper(160, 14), at=at)
    plan = SplitPlan((("QH0505A", "人民医院临床党支部"), ("QH0505B", "人民医院行政后勤党支部")), "QH0505A")
    unit_split(actor=SYSTEM, unit=of("QH0505", 100), plan=plan, document=paper(100, 21), at=at)
    youth = NewUnit(
        "QH0804", "青年创业园党支部", UnitKind.BRANCH, of("QH08", 70).pk, "private_enterprise", "non_public"
    )
    unit_set_up(actor=SYSTEM, new=youth, document=paper(70, 26), at=at)
    empty = NewUnit("QH0703X", "抢险保供临时党支部", UnitKind.BRANCH, of("QH07", 260).pk, "state_enterprise", "", True)
    made = unit_set_up(actor=SYSTEM, new=empty, document=paper(260, 5), at=at)
    unit_dissolve(actor=SYSTEM, unit=made, document=paper(200, 10), at=at)


def move_people(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Transfer members: most received, one still on its way."""
    for number, (source, target, days) in enumerate(
        (
            ("QH0102", "QH0402", 240),
            ("QH0203", "QH0701", 180),
            ("QH0301", "QH0804", 60),
            ("QH0103", "QH0804", 58),
            ("QH0405", "QH0804", 55),
            ("QH0403", "QH0602", 9),
        )
    ):
        sent = today - dt.timedelta(days=days)
        member = _plain_member(chance, unit(source, sent), today)
        letter = Letter("工作调动", sent + dt.timedelta(days=60), f"青组介字第{101 + number}号")
        transfer = transfer_send(actor=SYSTEM, member=member, to_unit=unit(target, sent), letter=letter, on=sent, at=at)
        if days > 30:
            transfer_receive(actor=SYSTEM, transfer=transfer, on=sent + dt.timedelta(days=5), at=at)


def _plain_member(chance: random.Random, home: Unit, today: dt.date) -> Member:
    """Return a long-standing member without a post."""
    found = [
        member
        for member in members_of([home.pk], today)
        if member.joined_on < today - dt.timedelta(days=900) and not member.posts.exists()
    ]
    return chance.choice(found)


def begin_terms(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Give most branches a term; some run out soon, one has run out."""
    for row in units_on(today).filter(kind=UnitKind.BRANCH, is_temporary=False).order_by("code"):
        days = chance.choice((400, 600, 800, 950, 1010, 1130))
        on = max(row.during.lower, today - dt.timedelta(days=days))
        if chance.random() < 0.9:
            begun = unit(row.code, today)
            term_begin(actor=SYSTEM, unit=begun, on=on, document=f"青组批〔{on.year}〕{row.pk}号", at=at)


def talk(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Record heart-to-heart talks: fact, day and pair."""
    for row in units_on(today).filter(kind=UnitKind.BRANCH).order_by("code"):
        people = list(members_of([row.pk], today)[:12])
        for _ in range(chance.randrange(4) if len(people) > 3 else 0):
            first, second = chance.sample(people, 2)
            day = today - dt.timedelta(days=chance.randrange(5, 60))
            if all(one.joined_on < day - dt.timedelta(days=60) for one in (first, second)) and row.during.lower < day:
                _talk(row.pk, Talk(first.pk, second.pk, day), at)


def _talk(unit_id: int, one: Talk, at: dt.datetime) -> None:
    """Record a talk, unless one of the two belonged elsewhere that day."""
    there = set(members_of([unit_id], one.occurred_on).values_list("pk", flat=True))
    if {one.first_id, one.second_id} <= there:
        heart_talk_record(actor=SYSTEM, unit_id=unit_id, talk=one, at=at)


def correct_and_plan(today: dt.date, at: dt.datetime) -> None:
    """Correct a length that was typed wrongly, and plan and call what is coming."""
    office = unit("QH0501", today)
    former = office.activities.filter(state="confirmed", kind="theme_day").order_by("-occurred_on").first()
    if former is not None:
        activity = activity_get_for(SYSTEM, former.uid, ACTIVITY_VIEW, today)
        gathering = Gathering("theme_day", activity.occurred_on, 120, topic=activity.topic, parts=(Part("lecture"),))
        activity_correct(actor=SYSTEM, activity=activity, gathering=gathering, reason="时长误记为90分钟", at=at)
    soon = Gathering(
        "theme_day", today + dt.timedelta(days=4), None, dt.time(15, 0), "三楼会议室", "学习新修订的制度，志愿清理河道",
        parts=(Part("study_session"),),
    )  # fmt: skip
    planned = activity_plan(actor=SYSTEM, unit_id=office.pk, gathering=soon, at=at)
    activity_call(actor=SYSTEM, activity=planned, notice="请全体党员准时参加，带好笔记本。", at=clock.now())
