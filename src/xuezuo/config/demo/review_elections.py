"""Elections: a branch changed its committee and posts were written; another term ends soon, and it is reminded."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.kernel.dates import add_months
from xuezuo.org.models import Term, Unit
from xuezuo.org.services.people import term_begin
from xuezuo.platform.access import SYSTEM
from xuezuo.review.elections.models import Candidate, Election, Elector, Round
from xuezuo.review.elections.queries.electorate import electorate_of
from xuezuo.review.elections.services import asking, candidates, elections, electors, reporting, rounds, terms
from xuezuo.review.elections.services.candidates import Proposal
from xuezuo.review.elections.types import (
    Approval,
    CandidateCount,
    Counted,
    Paper,
    Plan,
    RoundOrder,
)

CHANGED: Final = "QH0502"
LENGTH: Final = 36  # months
SEATS: Final = 3


def elect(today: dt.date, at: dt.datetime) -> None:
    """Hold a term change from the request to the posts, and remind another branch of its own."""
    _change(unit(CHANGED, today), today - dt.timedelta(days=40))
    _remind(_without_term(today), today, at)


def evening(day: dt.date) -> dt.datetime:
    """Return the instant at which the papers of a day are entered."""
    return dt.datetime.combine(day, dt.time(17), SHANGHAI)


def _change(home: Unit, first: dt.date) -> None:
    """Ask, propose, vote, report: the days of five weeks."""

    def paper(days: int, what: str) -> Paper:
        day = first + dt.timedelta(days=days)
        return Paper(day, f"{what}（青换〔{day.year}〕{days + 1}号）")

    def at(days: int) -> dt.datetime:
        return evening(first + dt.timedelta(days=days))

    plan = Plan("term_change", "支部委员会换届选举", SEATS)
    election = elections.election_begin(actor=SYSTEM, unit=home, plan=plan, at=at(0))
    asking.election_request(actor=SYSTEM, election=election, paper=paper(0, "关于换届选举的请示"), at=at(0))
    asking.request_answer(actor=SYSTEM, election=election, paper=paper(4, "关于换届选举的批复"), agrees=True, at=at(4))
    for one in fit(election, first)[: SEATS + 1]:
        proposal = Proposal(one, origin="党小组推荐，支部委员会研究")
        candidates.candidate_propose(actor=SYSTEM, election=election, proposal=proposal, at=at(9))
    asking.consultation_note(actor=SYSTEM, election=election, paper=paper(11, "征求党员和群众意见记录"), at=at(11))
    asking.list_submit(actor=SYSTEM, election=election, paper=paper(12, "候选人预备人选的请示"), at=at(12))
    agreed = paper(18, "候选人预备人选的批复")
    asking.list_answer(actor=SYSTEM, election=election, paper=agreed, agrees=True, at=at(18))
    electors.electors_freeze(
        actor=SYSTEM, election=election, paper=Paper(paper(25, "").on, ""), claims=(), meeting=None, at=at(25)
    )
    ballot(election, "meeting", at(25), (0, 1, 2))
    committee = list(Candidate.objects.filter(election=election, elected_in__isnull=False).order_by("position"))
    candidates.officers_nominate(
        actor=SYSTEM, election=election, secretary=committee[0].member_id, deputies=[], at=at(25)
    )
    ballot(election, "committee", at(25), (0,))
    _finish(election, committee, paper(27, "关于换届选举结果的报告"), paper(33, "关于选举结果的批复"))


def fit(election: Election, day: dt.date) -> list[int]:
    """Return who may be elected, whoever sits in the committee now first."""
    rows = [row.member_id for row in electorate_of(election, "meeting", day) if not row.why]
    sitting = set(election.unit.posts.filter(during__contains=day).values_list("member_id", flat=True))
    return sorted(rows, key=lambda pk: (pk not in sitting, pk))


def ballot(election: Election, body: str, at: dt.datetime, against: tuple[int, ...]) -> Round:
    """One elector is away; so many of those present are against each candidate, all but one against the last."""
    election = Election.objects.select_related("unit").get(pk=election.pk)
    lines = Elector.objects.filter(election=election, body=body, why="").order_by("pk")
    here = list(lines.values_list("member_id", flat=True))
    present = here[:-1] if body == "meeting" else here
    electors.attendance_take(actor=SYSTEM, election=election, member_ids=present, at=at)
    stand = set(Candidate.objects.filter(election=election).values_list("member_id", flat=True))
    came = Elector.objects.filter(election=election, body="meeting", is_present=True).exclude(member_id__in=stand)
    watch = list(came.order_by("pk").values_list("member_id", flat=True)[:3])
    electors.watchers_confirm(actor=SYSTEM, election=election, scrutineers=watch[:1], tellers=watch[1:], at=at)
    one = rounds.round_open(actor=SYSTEM, election=election, order=RoundOrder(""), at=at)
    no = [*against, *[one.present - 1] * (len(one.standing) - len(against))]
    rows = tuple(CandidateCount(pk, one.present - count, count) for pk, count in zip(one.standing, no, strict=True))
    counted = Counted(one.present, one.present, 0, rows)
    return rounds.round_enter(actor=SYSTEM, one=one, counted=counted, numbers={}, at=at)


def _finish(election: Election, committee: list[Candidate], report: Paper, answer: Paper) -> None:
    titles = dict(zip([one.pk for one in committee[1:]], ("组织委员", "宣传委员"), strict=False))
    reporting.result_report(actor=SYSTEM, election=election, paper=report, titles=titles, at=evening(report.on))
    approval = Approval(answer, answer.on)
    reporting.result_confirm(actor=SYSTEM, election=election, approval=approval, at=evening(answer.on))


def _without_term(today: dt.date) -> Unit:
    """Return the first branch, old enough, whose term nobody has entered yet."""
    running = Term.objects.filter(during__contains=today).values("unit_id")
    branches = Unit.objects.filter(
        kind="branch",
        is_temporary=False,
        during__contains=today,
        during__startswith__lte=add_months(today, 5 - LENGTH),
    )
    return branches.exclude(pk__in=running).order_by("code")[0]


def _remind(home: Unit, today: dt.date, at: dt.datetime) -> None:
    due = add_months(today, 5)
    approval = f"青组批〔{due.year - 3}〕12号"
    term_begin(actor=SYSTEM, unit=home, on=add_months(due, -LENGTH), document=approval, at=at, years=3)
    sent = Paper(add_months(due, -6) + dt.timedelta(days=2), f"关于按期换届的提醒函（青组函〔{today.year}〕18号）")
    terms.notice_send(actor=SYSTEM, unit=home, way="letter", paper=sent, at=at)
