"""A study education of the county: the first batch is discussing, the second has begun; a round of checking is open."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.life.services import activity_record
from xuezuo.life.types import ActivityKind, Gathering, Sheet
from xuezuo.platform.access import SYSTEM
from xuezuo.study.asks.queries.lists import Doer, asks_open
from xuezuo.study.campaigns.exchange.loader import pack_get
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.services import campaign_start, check_record, round_open
from xuezuo.study.campaigns.types import BatchTerms, CheckState, Mark, StartTerms

FIRST: Final = ("QH05", "QH06", "QH07", "QH08")
SECOND: Final = ("QH01", "QH02", "QH03", "QH04")
BEGUN: Final = ("QH0501", "QH0502", "QH0601", "QH0701")  # branches that have held their first meeting
CHECKED: Final = {"QH0501": "支部书记讲得出本支部的问题", "QH0601": "还缺两次专题讨论"}


def educate(today: dt.date, at: dt.datetime) -> None:
    """Start the study education, hold what some branches have held, check two of them."""
    run = _start(today, at)
    for code in BEGUN:
        _first_meeting(code, today, at)
    round_ = round_open(
        actor=SYSTEM,
        run=run,
        label="第一批中期检查",
        items=[(item.id, item.asks) for item in pack_get("two-studies").checklist[:3]],
        due_on=today + dt.timedelta(days=20),
        at=at,
    )
    for code, remark in CHECKED.items():
        marks = [Mark("members_know", CheckState.DONE), Mark("topics_held", CheckState.NOT_DONE, remark)]
        check_record(actor=SYSTEM, round_=round_, unit_id=unit(code, today).pk, marks=marks, at=at)


def _start(today: dt.date, at: dt.datetime) -> CampaignRun:
    begun = today - dt.timedelta(days=70)
    batches = (
        BatchTerms("first", begun, tuple(unit(code, today).pk for code in FIRST)),
        BatchTerms("second", today - dt.timedelta(days=12), tuple(unit(code, today).pk for code in SECOND)),
    )
    return campaign_start(
        actor=SYSTEM,
        unit_id=unit("QH", today).pk,
        pack=pack_get("two-studies"),
        terms=StartTerms("关于开展“两学一做”学习教育的通知", begun - dt.timedelta(days=7), batches),
        at=at - dt.timedelta(days=71),
    )


def _first_meeting(code: str, today: dt.date, at: dt.datetime) -> None:
    branch, day = unit(code, today), today - dt.timedelta(days=58)
    doer = Doer(branch.pk, branch.kind, branch.unit_type or "")
    named = tuple(ask.id for ask in asks_open(doer, day) if ask.label == "支部动员")
    meeting = Gathering(ActivityKind.GENERAL_MEETING, day, minutes=60, topic="学习教育动员", asks=named)
    activity_record(actor=SYSTEM, unit_id=branch.pk, gathering=meeting, sheet=Sheet(), at=at - dt.timedelta(days=58))
