"""A year of meetings, as lines of a JSON Lines file: most in time, some missing, some entered late."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.life.queries.roster import roster_on
from xuezuo.org.models import Unit
from xuezuo.org.queries.people import committee_posts, member_labels
from xuezuo.org.queries.tree import units_on
from xuezuo.org.types import UnitKind

TOPICS: Final = (
    "学习党章第一章，讨论怎样当好一名党员",
    "农忙时节帮扶困难户",
    "河道清理和防汛值守安排",
    "讨论本季度党费收支公示",
    "学习支部工作条例，查找三会一课的不足",
    "村道修缮项目的监督分工",
    "慰问老党员，听取意见",
    "森林防火分片包户",
    "讨论社区食堂和电梯改造",
    "警示教育：身边的几件小事",
)
REASONS: Final = ("外出务工", "因病", "值班", "照顾家人")
LAZY: Final = ("QH0206", "QH0306", "QH0406", "QH0803")  # branches that often miss a meeting


def months_before(today: dt.date) -> list[Period]:
    """Return the present month and the twelve before it, in order."""
    found = [Period.containing(PeriodKind.MONTH, today)]
    while len(found) < 13:
        found.append(found[-1].previous())
    return found[::-1]


def lines(chance: random.Random, today: dt.date) -> Iterator[str]:
    """Yield one line of JSON a deed, by month and unit; nothing is dated after yesterday."""
    for month in months_before(today):
        for unit in units_on(month.start).order_by("code"):
            for kind, parts, odds in _plan(unit.kind, month):
                day = month.start + dt.timedelta(days=chance.randrange(3, 26))
                done = odds - (0.35 if unit.code in LAZY else 0)
                if day < today and chance.random() < done and _alive(unit.during, day):
                    deed = _deed(chance, unit, kind, day, today)
                    if deed is not None:
                        yield json.dumps(deed | {"unit": unit.code, "parts": list(parts)}, ensure_ascii=False)


def _alive(during: object, day: dt.date) -> bool:
    upper = getattr(during, "upper", None)
    return upper is None or day < upper


def _plan(kind: str, month: Period) -> Sequence[tuple[str, tuple[str, ...], float]]:
    """Return what a unit of a kind ought to do in a month, with the odds that it is done."""
    number = month.start.month
    if kind == UnitKind.GROUP:
        return (("group_meeting", (), 0.85),)
    if kind == UnitKind.COMMITTEE:
        quarterly = (("theory_group", (), 0.95), ("special_study", (), 0.6)) if number % 3 == 2 else ()
        return (*quarterly, ("committee_meeting", (), 0.7))
    plan: list[tuple[str, tuple[str, ...], float]] = [
        ("theme_day", ("study_session",) if number % 2 else ("lecture", "study_session"), 0.93),
        ("committee_meeting", (), 0.88),
    ]
    if number % 3 == 0:
        plan.append(("general_meeting", (), 0.9))
    if number % 3 == 1:
        plan.append(("lecture", (), 0.5))
    if number == 12:
        plan += [("org_life_meeting", (), 0.95), ("appraisal_meeting", (), 0.9)]
    return plan


def _deed(chance: random.Random, unit: Unit, kind: str, day: dt.date, today: dt.date) -> dict[str, object] | None:
    roster = [row.member_id for row in roster_on(unit.pk, kind, day)]
    if not roster:  # a committee has no members of its own: its leading body takes part as guests
        roster = [post.member_id for post in committee_posts(unit.pk, day)]
    if not roster:
        return None
    labels = member_labels(roster)
    late = chance.choices((0, 1, 3, 12, 45), (70, 15, 8, 4, 3))[0]
    attendance = []
    for member in roster:
        roll = chance.random()
        status = "present" if roll < 0.86 else "leave" if roll < 0.96 else "absent"
        entry = {"member": labels[member][0], "status": status}
        attendance.append(entry | ({"reason": chance.choice(REASONS)} if status == "leave" else {}))
    deed: dict[str, object] = {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "kind": kind,
        "date": day.isoformat(),
        "minutes": chance.choice((60, 90, 90, 120)),
        "topic": chance.choice(TOPICS),
        "recorded_on": min(today, day + dt.timedelta(days=late)).isoformat(),
        "attendance": attendance,
    }
    if kind == "lecture":
        lecturer = _lecturer(chance, unit, day) or chance.choice(roster)
        deed["lecturer"] = member_labels([lecturer])[lecturer][0]
    return deed


def _lecturer(chance: random.Random, unit: Unit, day: dt.date) -> int | None:
    """Return the secretary of the committee above now and then, mostly the branch's own; None when there is neither."""
    where = getattr(unit, "parent_id", None) if chance.random() < 0.15 else unit.pk
    posts = committee_posts(where, day).filter(kind="secretary") if where else ()
    return next((post.member_id for post in posts), None)
