"""Democratic evaluation of the demonstration: one branch is through, one is voting, the others write self-reviews."""

import datetime as dt
import random
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import civil_date
from xuezuo.life.services import activity_record
from xuezuo.life.types import ActivityKind, Gathering, Sheet
from xuezuo.platform.access import SYSTEM, Actor
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_close, tellers_appoint
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.models import Part, Round, Subject
from xuezuo.review.evaluation.queries.meetings import meetings_of
from xuezuo.review.evaluation.queries.standing import standings
from xuezuo.review.evaluation.types import HandedIn, RoundTerms, VerdictLine

COMMITTEE: Final = "QH05"
THROUGH: Final = "QH0501"
VOTING: Final = "QH0502"
DAYS_AGO: Final = 28
WORDS: Final = "按时参加组织生活，完成了分给我的工作；学得不够系统，明年每月读完一份规定的资料。"
REPORT: Final = (
    "一年来，支部委员会组织集中学习和主题党日，走访困难党员，办成了为民服务的三件事。"
    "不足：年轻党员参加议事少，有的会议记录补得晚。明年每季度由一名青年党员主持一次主题党日，会后三日内整理记录。"
)
OPINIONS: Final = ("履行党员义务认真，群众基础好。", "本职工作扎实，组织生活参加好。", "能完成任务，学习还要加强。")


def evaluate(chance: random.Random, today: dt.date) -> None:
    """Start a round of the county's organs and take two branches on."""
    begin = _noon(today - dt.timedelta(days=DAYS_AGO))
    day = civil_date(begin)
    terms = RoundTerms(
        year=day.year,
        title=f"{day.year} 年度民主评议党员",
        as_of=day,
        starts_on=day,
        ends_on=today + dt.timedelta(days=14),
        document=f"青直工〔{day.year}〕6号",
    )
    round_ = services.round_start(actor=SYSTEM, unit_id=unit(COMMITTEE, today).pk, terms=terms, at=begin)
    _through(chance, _part(round_, THROUGH, today), begin)
    _to_the_ballot(_part(round_, VOTING, today), begin + dt.timedelta(days=20))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(4), dt.UTC)


def _part(round_: Round, code: str, today: dt.date) -> Part:
    return Part.objects.select_related("round", "unit", "poll").get(round=round_, unit=unit(code, today))


def _lines(part: Part) -> list[Subject]:
    found = Subject.objects.filter(part=part, left_at__isnull=True).select_related("member")
    return list(found.order_by("member__number"))


def _to_the_ballot(part: Part, at: dt.datetime) -> Part:
    lines = _lines(part)
    for line in lines[:3]:
        who = Actor(member_id=line.member_id, account_id=line.member.account_id, label=line.member.number)
        line.part = part
        services.self_save(actor=who, subject=line, text=WORDS, hand_in=True, at=at)
    how = {line.pk: (HandedIn.PAPER.value, "") for line in lines[3:]}
    services.papers_record(actor=SYSTEM, part=part, how=how, at=at)
    held = {"held_on": civil_date(at), "way": "meeting"}
    part = services.peers_record(actor=SYSTEM, part=part, at=at, **held)  # type: ignore[arg-type]  # two kinds of value
    return services.ballot_start(actor=SYSTEM, part=part, mode="paper", closes_at=None, at=at)


def _through(chance: random.Random, part: Part, at: dt.datetime) -> None:
    part = _to_the_ballot(part, at + dt.timedelta(days=6))
    voted, told = at + dt.timedelta(days=6, hours=2), at + dt.timedelta(days=10)
    _count(chance, part, voted)
    part.refresh_from_db(fields=["poll"])
    day = civil_date(told)
    heard = civil_date(voted)
    services.committee_report(actor=SYSTEM, part=part, text=REPORT, heard_on=heard, at=told)
    services.verdicts_record(actor=SYSTEM, part=part, lines=_said(part), body="committee", decided_on=day, at=told)
    part = services.results_tell(actor=SYSTEM, part=part, at=told)
    if not meetings_of(part):
        topic = "组织生活会和民主评议党员"
        gathering = Gathering(ActivityKind.APPRAISAL_MEETING, civil_date(voted), 120, place="三楼会议室", topic=topic)
        activity_record(actor=SYSTEM, unit_id=part.unit_id, gathering=gathering, sheet=Sheet(), at=voted)
    services.part_finish(actor=SYSTEM, part=part, activity_uid=meetings_of(part)[0].uid, at=told)


def _count(chance: random.Random, part: Part, at: dt.datetime) -> None:
    """Two members hand out and count the paper; a third of the ballots say "excellent" of each, more or less."""
    if part.poll is None:
        return
    poll, people = poll_get(part.poll.uid), _lines(part)
    tellers = [line.member for line in people[-2:]]
    tellers_appoint(actor=SYSTEM, poll=poll, member_ids=[one.pk for one in tellers], at=at)
    paper_issue(actor=SYSTEM, poll=poll, member_ids=[line.member_id for line in people], at=at)
    number = sum(line.is_graded for line in people)
    best = [chance.randrange(len(people)) for _ in range(number)]
    counts = [{"excellent": good, "qualified": len(people) - good} for good in best]
    liked = len(people) * 3 // 4
    counts.append({"good": liked, "fair": len(people) - liked})
    sheet = TellerSheet(len(people), 0, tuple(ItemCount(n, one) for n, one in enumerate(counts, start=1)))
    for teller in tellers:
        who = Actor(member_id=teller.pk, account_id=teller.account_id, label=teller.number)
        paper_count(actor=who, poll=poll, sheet=sheet, at=at)
    poll_close(actor=SYSTEM, poll=poll, at=at)


def _said(part: Part) -> list[VerdictLine]:
    """Follow the ballots; beyond a third "excellent" the committee departs from them, and says why."""
    said, lines = standings(part), _lines(part)
    left = sum(line.is_graded for line in lines) // 3
    found = []
    for number, line in enumerate(lines):
        leader = said[line.member_id].leaders[0] if line.is_graded else ""
        wanted = "qualified" if leader == "excellent" and not left else leader
        left -= wanted == "excellent"
        reason = "优秀名额有限，按日常表现确定。" if wanted != leader else ""
        found.append(VerdictLine(line.pk, wanted, OPINIONS[number % len(OPINIONS)], reason))
    return found
