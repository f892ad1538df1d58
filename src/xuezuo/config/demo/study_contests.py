"""Contests of the county: a knowledge contest that is over, essays before the jury, a speech contest that is open."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.org.models import Member
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.contests.models import Contest
from xuezuo.study.contests.queries.board import board_of
from xuezuo.study.contests.queries.works import works_to_judge
from xuezuo.study.contests.services import contests, hosting, judging, juries, preparing
from xuezuo.study.contests.services.entering import entry_make
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.types import CardText, ContestSpec, Credits, Press, RoundSpec, Work

CARDS: Final = (
    ("支部党员大会一般多久召开一次？", ("每月", "每季度", "每半年"), "每季度"),
    ("党小组会一般多久召开一次？", ("每月", "每季度", "每半年"), "每月"),
    ("支部委员会会议一般多久召开一次？", ("每月", "每季度", "每年"), "每月"),
    ("预备党员的预备期是多久？", ("半年", "一年", "两年"), "一年"),
    ("党费一般由谁按月向哪里交纳？", (), "由党员本人主动按月向所在党支部交纳"),
    ("主题党日一般多久开展一次？", ("每月", "每季度", "每年"), "每月"),
    ("说出“三会一课”中的“三会”。", (), "支部党员大会、支部委员会会议、党小组会"),
    ("党支部书记应当多长时间至少讲一次党课？", ("每季度", "每年", "每两年"), "每年"),
    ("党组织实行什么样的组织制度？", (), "民主集中制"),
)
ROUNDS: Final = (
    RoundSpec("required", "必答题", 10, 0),
    RoundSpec("buzz", "抢答题", 10, 10),
    RoundSpec("risk", "风险题", levels=(10, 20, 30)),
    RoundSpec("tie_break", "加赛题", 10, 0),
)
TEAMS: Final = (("云岭队", "QH01"), ("柳溪队", "QH02"), ("南湖队", "QH04"), ("机关队", "QH05"))
# round, card, then (team, right, stake) of those who answered
COURSE: Final = (
    (0, 0, ((0, True, 0),)), (0, 1, ((1, True, 0),)), (0, 2, ((2, False, 0),)), (0, 3, ((3, True, 0),)),
    (1, 4, ((2, True, 0),)), (1, 5, ((0, False, 0), (1, True, 0))),
    (2, 6, ((3, True, 20),)), (2, 7, ((2, True, 20), (1, True, 10))), (3, 8, ((1, True, 0), (3, False, 0))),
)  # fmt: skip
ESSAYS: Final = (
    (
        "巡山路上",
        "每天走同一条路，看见的却不一样。第一年我只数树，第二年我记得住每一块界碑，第三年村里的孩子跟着我认路。",
    ),
    ("一盏夜校的灯", "夜校开在打谷场边上，来的人从三个变成三十个。讲什么，先问大家想听什么，这是我学到的第一课。"),
    ("把台账写在田埂上", "以前忙着补材料，现在先把事办完。水渠修好那天，没有人问我记录在哪里。"),
    ("社区里的一件小事", "楼道的灯坏了两年，换一盏只用了十分钟。难的是听见，不是修好。"),
)


def compete(today: dt.date, at: dt.datetime) -> None:
    """Hold the contests, all of the county's committee."""
    _knowledge(today, at - dt.timedelta(days=40))
    _essays(today, at)
    _speeches(today, at)


def _make(kind: str, spec: ContestSpec, today: dt.date, at: dt.datetime) -> Contest:
    return contests.contest_make(actor=SYSTEM, unit_id=unit("QH", today).pk, kind=kind, spec=spec, at=at)


def _knowledge(today: dt.date, at: dt.datetime) -> None:
    spec = ContestSpec(
        "党章党规知识竞赛", "学党章、守规矩", "每队三人，必答、抢答、风险三轮。", today - dt.timedelta(days=40)
    )
    contest = _make("knowledge", spec, today, at)
    rounds = [preparing.round_add(actor=SYSTEM, contest=contest, spec=one, at=at) for one in ROUNDS]
    cards = [
        preparing.card_add(
            actor=SYSTEM, contest=contest, text=CardText(number, stem, answer, options), round_id=None, at=at
        )
        for number, (stem, options, answer) in enumerate(CARDS, start=1)
    ]
    teams = [
        preparing.team_add(
            actor=SYSTEM, contest=contest, name=name, numbers=_numbers(code, today), unit_id=unit(code, today).pk, at=at
        )
        for name, code in TEAMS
    ]
    contest = contests.contest_open(actor=SYSTEM, contest=contest, at=at)
    for round_, card, answers in COURSE:
        _press(contest, Press("show", 0, rounds[round_].pk, cards[card].pk), at)
        for team, is_right, stake in answers:
            _press(contest, Press("mark", 0, team_id=teams[team].pk, is_right=is_right, stake=stake), at)
    _press(contest, Press("undo", 0), at)  # a slip of the finger
    _press(contest, Press("mark", 0, team_id=teams[3].pk, is_right=False), at)
    contests.knowledge_close(actor=SYSTEM, contest=contest, at=at)


def _press(contest: Contest, press: Press, at: dt.datetime) -> None:
    seen = board_of(contest).last
    said = {"round_id": press.round_id, "card_id": press.card_id, "team_id": press.team_id}
    now = Press(press.kind, seen, is_right=press.is_right, stake=press.stake, **said)
    hosting.call_make(actor=SYSTEM, contest=contest, press=now, at=at)


def _numbers(code: str, today: dt.date) -> list[str]:
    below = members_of(subtree_ids(unit(code, today).pk, today), today)
    return [one.number for one in below.filter(joined_on__lt=today - dt.timedelta(days=900))[:3]]


def _actor(member: Member) -> Actor:
    """Who the member is; those who have no log-in of their own wrote at the branch's computer."""
    return Actor(account_id=member.account_id or 0, member_id=member.pk, label=member.number, whole_tree=True)


def _written(kind: str, spec: ContestSpec, today: dt.date, at: dt.datetime) -> Contest:
    contest = _make(kind, spec, today, at)
    criteria = [("主题鲜明", 4000), ("内容真实", 4000), ("语言通顺", 2000)]
    preparing.criteria_set(actor=SYSTEM, contest=contest, criteria=criteria, at=at)
    return contests.contest_open(actor=SYSTEM, contest=contest, at=at)


def _enter(contest: Contest, member: Member, work: Work, at: dt.datetime, *, agrees: bool) -> None:
    with acting_as(_actor(member)) as actor:
        entry_make(actor=actor, contest=contest, work=work, credits=Credits(agrees=agrees), at=at)


def _essays(today: dt.date, at: dt.datetime) -> None:
    """Judging is going on: one juror is through, the other has begun."""
    until = at - dt.timedelta(days=3)
    spec = ContestSpec("“我身边的支部”征文", "身边的人和事", "两千字以内，写自己做过、见过的事。", None, until, True)
    contest = _written("essay", spec, today, at - dt.timedelta(days=20))
    for place, (code, (title, text)) in enumerate(zip(("QH0101", "QH0203", "QH0302", "QH0402"), ESSAYS, strict=True)):
        home = members_of([unit(code, today).pk], today).filter(joined_on__lt=today - dt.timedelta(days=900))
        author = home.filter(posts=None)[0]
        _enter(contest, author, Work(title, text), at - dt.timedelta(days=9), agrees=place % 2 == 0)
    jurors = [Member.objects.get(account__username=name) for name in ("shuji", "dudao")]
    for juror in jurors:
        juries.juror_appoint(actor=SYSTEM, contest=contest, number=juror.number, at=at - dt.timedelta(days=4))
    contest = judging.judging_begin(actor=SYSTEM, contest=contest, at=at - dt.timedelta(days=2))
    _judge(contest, jurors[1], 4, at)
    _judge(contest, jurors[0], 1, at)


def _judge(contest: Contest, juror: Member, how_many: int, at: dt.datetime) -> None:
    with acting_as(_actor(juror)) as actor:
        for work in works_to_judge(actor, contest)[:how_many]:
            given = {one.pk: one.marks * (7 + (work.number + one.position) % 3) // 10 for one in contest.criteria.all()}
            entry_mark(actor=actor, contest=contest, number=work.number, marks=given, note="", at=at)


def _speeches(today: dt.date, at: dt.datetime) -> None:
    spec = ContestSpec(
        "“学做结合”演讲比赛", "从学到做", "稿件入选后到县里演讲，每人八分钟。", today + dt.timedelta(days=30),
        at + dt.timedelta(days=12),
    )  # fmt: skip
    contest = _written("speech", spec, today, at - dt.timedelta(days=6))
    member = Member.objects.get(account__username="dangyuan")
    text = "学了什么，最后要看办了什么。我从窗口排队的那条线讲起。"
    _enter(contest, member, Work("窗口里外", text), at - dt.timedelta(days=1), agrees=True)
