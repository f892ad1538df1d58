"""Contests for tests, made ready through the services by the organizer of the committee (吴组织)."""

import datetime as dt
import io
import zipfile

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.models import Card, Contest, Entry, Round, Team
from xuezuo.study.contests.services.contests import contest_make, contest_open
from xuezuo.study.contests.services.entering import entry_make
from xuezuo.study.contests.services.hosting import call_make
from xuezuo.study.contests.services.judging import judging_begin
from xuezuo.study.contests.services.juries import juror_appoint
from xuezuo.study.contests.services.preparing import card_add, criteria_set, round_add, team_add
from xuezuo.study.contests.types import CardText, ContestSpec, Credits, Press, RoundSpec, Work

AT = dt.datetime(2025, 6, 16, 2, tzinfo=dt.UTC)
UNTIL = AT + dt.timedelta(days=10)
LATER = UNTIL + dt.timedelta(hours=1)
AGREES = Credits(agrees=True)
ROUNDS = (
    RoundSpec("required", "必答题", 10, 0),
    RoundSpec("buzz", "抢答题", 10, 10),
    RoundSpec("risk", "风险题", levels=(10, 20, 30)),
)


def draft(cast, kind: str, **said: object) -> Contest:
    """Make a contest in preparation at the committee."""
    spec = ContestSpec("学党章", entries_until=UNTIL, **said)  # type: ignore[arg-type]  # test sugar
    return contest_make(actor=cast.actor(cast.wu), unit_id=cast.committee.pk, kind=kind, spec=spec, at=AT)


def knowledge(cast, *, is_open: bool = True) -> Contest:
    """Make a knowledge contest: two teams, three rounds, six cards."""
    wu, contest = cast.actor(cast.wu), draft(cast, "knowledge")
    for spec in ROUNDS:
        round_add(actor=wu, contest=contest, spec=spec, at=AT)
    for number in range(1, 7):
        text = CardText(number, f"第 {number} 题问什么？", "甲", ("甲", "乙"))
        card_add(actor=wu, contest=contest, text=text, round_id=None, at=AT)
    office, community = cast.office.pk, cast.community.pk
    team_add(actor=wu, contest=contest, name="机关队", numbers=["LC0003", "LC0004"], unit_id=office, at=AT)
    team_add(actor=wu, contest=contest, name="社区队", numbers=["LC0005"], unit_id=community, at=AT)
    return contest_open(actor=wu, contest=contest, at=AT) if is_open else contest


class Table:
    """The host's table: presses by what is meant, always with the latest number unless told otherwise."""

    def __init__(self, contest: Contest, actor) -> None:
        self.contest, self.actor = contest, actor
        self.rounds = list(Round.objects.filter(contest=contest).order_by("position"))
        self.cards = list(Card.objects.filter(contest=contest).order_by("number"))
        self.teams = list(Team.objects.filter(contest=contest).order_by("position"))

    def press(self, kind: str, *, seen: int | None = None, **said: object):
        last = self.contest.calls.count() if seen is None else seen
        press = Press(kind, last, **said)  # type: ignore[arg-type]  # test sugar
        return call_make(actor=self.actor, contest=self.contest, press=press, at=AT)

    def show(self, round_place: int, number: int):
        return self.press("show", round_id=self.rounds[round_place].pk, card_id=self.cards[number - 1].pk)

    def mark(self, place: int, *, is_right: bool = True, stake: int = 0, seen: int | None = None):
        return self.press("mark", seen=seen, team_id=self.teams[place].pk, is_right=is_right, stake=stake)


def essay(cast, *, is_open: bool = True, kind: str = "essay", drops: bool = False) -> Contest:
    """Make an essay contest of the committee with two criteria."""
    contest = draft(cast, kind, drops_extremes=drops)
    criteria = [("主题鲜明", 6000), ("文字通顺", 4000)]
    criteria_set(actor=cast.actor(cast.wu), contest=contest, criteria=criteria, at=AT)
    return contest_open(actor=cast.actor(cast.wu), contest=contest, at=AT) if is_open else contest


def enter(cast, contest: Contest, who, title: str, credits_: Credits = AGREES) -> Entry:
    """Hand in a work."""
    actor, work = cast.actor(who), Work(title, f"{title}。这一年我们学得认真，做得扎实。")
    with acting_as(actor):
        return entry_make(actor=actor, contest=contest, work=work, credits=credits_, at=AT)


def judged(cast, *, drops: bool = False) -> Contest:
    """Make an essay contest being judged: works of 赵 (office) and 郑 (community); 李, 孙 and 周 judge.

    李 belongs to the office branch, 孙 to the community branch, 周 to another committee.
    """
    contest, wu = essay(cast, drops=drops), cast.actor(cast.wu)
    enter(cast, contest, cast.zhao, "护林记", Credits())
    enter(cast, contest, cast.zheng, "邻里之间")
    for number in ("LC0002", "LC0007", "HK0001"):
        juror_appoint(actor=wu, contest=contest, number=number, at=AT)
    return judging_begin(actor=wu, contest=contest, at=LATER)


def number_of(title: str) -> int:
    """Return the drawn number of a work."""
    with acting_as(SYSTEM):
        return Entry.objects.get(title=title).number


def docx(text: str, author: str = "赵党员") -> bytes:
    """Make a word file as office programs do, with its author in five places."""
    out = io.BytesIO()
    body = (
        f'<w:document xmlns:w="w"><w:p><w:ins w:author="{author}" w:date="2025-01-01"><w:t>{text}</w:t></w:ins></w:p>'
    )
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", body + "</w:document>")
        file.writestr("word/comments.xml", f'<w:comment w:author="{author}" w:initials="{author}"/>')
        file.writestr("word/people.xml", f'<w15:person w15:author="{author}"/>')
        file.writestr("docProps/core.xml", f"<dc:creator>{author}</dc:creator>")
        file.writestr("docProps/app.xml", f"<Company>{author}</Company>")
    return out.getvalue()
