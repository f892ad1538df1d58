"""Commendations of the demonstration: one scheme from the nominations to the decision, pledges, an exemplary post."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Activity
from xuezuo.life.types import State
from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import SYSTEM, Actor
from xuezuo.review.commendations.models import Nomination, Scheme
from xuezuo.review.commendations.services import nominations, notices, records
from xuezuo.review.commendations.types import NominationSpec, SchemeFor, SchemeSpec

type Ago = Callable[[int], dt.datetime]

COUNTY: Final = "QH"
HOME: Final = "QH0501"
OTHER: Final = "QH0601"
CRITERIA: Final = "带头学习，按时参加组织生活；在本职岗位上作用明显；主动联系服务群众，群众认可；近两年没有受过处分。"
GROUNDS: Final = {
    HOME: "承担支部学习资料的准备和党员活动室的开放，一年里没有间断；利用周末为两户独居老人检修用电、代买药品。",
    OTHER: "坚持给住校学生义务辅导，带出两名青年教师；家访走遍了本班学生所在的村，困难学生没有一人辍学。",
}


def commend(today: dt.date) -> None:
    """Commend two members, one of whom does not want the name published; let members pledge."""

    def ago(days: int) -> dt.datetime:
        return dt.datetime.combine(today - dt.timedelta(days=days), dt.time(10), SHANGHAI)

    home = unit(HOME, today)
    member = _somebody(home, ago(60))
    _awarded(today, member, ago)
    _pledges(home, member, today, ago)
    words = ("学习资料管理先锋岗", "管好党员活动室和学习资料，每周开放三次，登记借阅")
    since = ago(20).date()
    records.post_set(actor=SYSTEM, unit_id=home.pk, member_id=member.pk, words=words, since=since, at=ago(20))


def _somebody(home: Unit, at: dt.datetime) -> Member:
    """Return a member of the unit who can log in and holds no post, or else any member without a post."""
    there = roster_affiliations(home.pk, at.date()).values("member_id")
    plain = Member.objects.filter(pk__in=there, posts=None)
    return plain.exclude(account=None).order_by("number").first() or plain.order_by("number")[0]


def _self(member: Member) -> Actor:
    return Actor(member_id=member.pk, account_id=member.account_id, label=member.number)


def _awarded(today: dt.date, member: Member, ago: Ago) -> None:
    begun = ago(42).date()
    spec = SchemeSpec(
        title=f"{begun.year} 年青禾县优秀共产党员",
        whom=SchemeFor.MEMBER.value,
        criteria=CRITERIA,
        places=3,
        until=ago(32).date(),
        document=f"关于评选表彰优秀共产党员的通知（青发〔{begun.year}〕15号）",
    )
    county = unit(COUNTY, today)
    scheme = nominations.scheme_make(actor=SYSTEM, unit_id=county.pk, spec=spec, at=ago(42))
    first = _nominated(scheme, unit(HOME, today), member, ago)
    other = unit(OTHER, today)
    second = _nominated(scheme, other, _somebody(other, ago(60)), ago)
    nominations.nomination_consent(actor=_self(member), nomination=first, agrees=True, at=ago(28))
    intro = "经逐级推荐审核，拟对下列同志予以表彰，现予公示。对拟表彰对象有异议的，请在公示期内提出。"
    notices.notice_propose(actor=SYSTEM, scheme=scheme, intro=intro, at=ago(27))
    notices.notice_review(actor=SYSTEM, scheme=scheme, note="不涉及国家秘密、工作秘密和个人隐私。", at=ago(26))
    notice = notices.notice_approve(actor=SYSTEM, scheme=scheme, ends_on=None, at=ago(25))
    last = notice.ends_on or today  # five working days: a week, or two with a long holiday in them
    decided = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(10), SHANGHAI)
    paper = f"关于表彰优秀共产党员的决定（青发〔{decided.year}〕18号）"
    for one in (first, second):
        nominations.nomination_decide(actor=SYSTEM, nomination=one, awarded=True, document=paper, at=decided)


def _nominated(scheme: Scheme, home: Unit, member: Member, ago: Ago) -> Nomination:
    """Nominate with what the branch did together, and pass it on level by level to the short list."""
    shown = Activity.objects.filter(unit=home, state=State.CONFIRMED, occurred_on__lt=ago(36).date())
    activities = tuple(shown.order_by("-occurred_on").values_list("pk", flat=True)[:2])
    spec = NominationSpec(member.pk, GROUNDS[home.code], activities)
    made = nominations.nominate(actor=SYSTEM, scheme=scheme, unit_id=home.pk, spec=spec, at=ago(36))
    for days, why in ((33, "材料属实，同意推荐。"), (30, "经研究，列为拟表彰对象。")):
        made = nominations.nomination_step(actor=SYSTEM, nomination=made, passed=True, why=why, at=ago(days))
    return made


def _pledges(home: Unit, member: Member, today: dt.date, ago: Ago) -> None:
    """One was kept, and the branch has confirmed it; one still runs."""
    kept = records.pledge_make(
        actor=_self(member), text="把活动室的资料整理编目，贴上书签", until=ago(8).date(), at=ago(50)
    )
    records.pledge_state(actor=_self(member), pledge=kept, is_kept=True, stated="全部编目上架，目录贴在门口", at=ago(9))
    records.pledge_confirm(actor=SYSTEM, pledge=kept, at=ago(6))
    secretary = Member.objects.get(posts__unit=home, posts__kind="secretary", posts__during__contains=today)
    until = today + dt.timedelta(days=45)
    text = "四十五天内和新转入的党员逐一谈心一次"
    records.pledge_make(actor=_self(secretary), text=text, until=until, at=ago(20))
