"""A congress that is being prepared: two branches have elected delegates, a third one has asked; one is unchecked."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.review_elections import ballot, evening, fit
from xuezuo.config.demo.story import unit
from xuezuo.org.models import Unit
from xuezuo.org.queries.tree import children_on
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM
from xuezuo.review.elections.models import Congress, Delegate, Election
from xuezuo.review.elections.services import asking, candidates, congresses, elections, electors, reporting
from xuezuo.review.elections.services.candidates import Proposal
from xuezuo.review.elections.types import Approval, CongressPlan, Paper, Plan
from xuezuo.review.votes.queries import entitled_of

COMMITTEE: Final = "QH05"
BRANCHES, EACH, FEWEST = 3, 2, 9


def congress(today: dt.date, at: dt.datetime) -> None:
    """Allocate seats, elect delegates in two branches, check all but the last of them."""
    home, first = unit(COMMITTEE, today), today - dt.timedelta(days=26)
    homes = _large(home, first)
    plan = CongressPlan("第二次党员代表大会", today + dt.timedelta(days=5), EACH * len(homes), "青委复〔2025〕31号")
    made = congresses.congress_begin(actor=SYSTEM, unit=home, plan=plan, at=evening(first))
    seats = {branch.pk: EACH for branch in homes}
    congresses.quotas_set(actor=SYSTEM, congress=made, seats=seats, at=evening(first))
    for branch in homes[:-1]:
        _finish(_proposed(branch, made, first), first)
    _proposed(homes[-1], made, today - dt.timedelta(days=14))
    found = list(Delegate.objects.filter(congress=made).select_related("congress__unit").order_by("pk"))
    for one in found[:-1]:
        congresses.delegate_check(actor=SYSTEM, delegate=one, is_qualified=True, reason="", at=at)


def _large(home: Unit, day: dt.date) -> list[Unit]:
    below = children_on(home.pk, day).filter(kind=UnitKind.BRANCH, is_temporary=False).order_by("code")
    return [one for one in below if len(entitled_of(one.pk, day, "general_meeting").entitled) >= FEWEST][:BRANCHES]


def _paper(day: dt.date, what: str) -> Paper:
    return Paper(day, f"{what}（青代〔{day.year}〕{day.month}号）")


def _proposed(branch: Unit, made: Congress, first: dt.date) -> Election:
    """Ask, propose one more than is elected, and have the list approved."""
    plan = Plan("delegates", "出席第二次党员代表大会代表选举", EACH, made.pk)
    election = elections.election_begin(actor=SYSTEM, unit=branch, plan=plan, at=evening(first))
    days = [first + dt.timedelta(days=count) for count in (1, 3, 6, 8, 11)]
    asked = _paper(days[0], "关于选举代表的请示")
    asking.election_request(actor=SYSTEM, election=election, paper=asked, at=evening(days[0]))
    agreed = _paper(days[1], "关于选举代表的批复")
    asking.request_answer(actor=SYSTEM, election=election, paper=agreed, agrees=True, at=evening(days[1]))
    for one in fit(election, first)[: EACH + 1]:
        proposal = Proposal(one, origin="党小组推荐，支部委员会研究")
        candidates.candidate_propose(actor=SYSTEM, election=election, proposal=proposal, at=evening(days[2]))
    listed = _paper(days[3], "代表候选人预备人选的请示")
    asking.list_submit(actor=SYSTEM, election=election, paper=listed, at=evening(days[3]))
    answer = _paper(days[4], "代表候选人预备人选的批复")
    return asking.list_answer(actor=SYSTEM, election=election, paper=answer, agrees=True, at=evening(days[4]))


def _finish(election: Election, first: dt.date) -> None:
    held, reported, answered = (first + dt.timedelta(days=count) for count in (15, 17, 20))
    electors.electors_freeze(
        actor=SYSTEM, election=election, paper=Paper(held, ""), claims=(), meeting=None, at=evening(held)
    )
    ballot(election, "meeting", evening(held), (0, 1))
    report = _paper(reported, "关于代表选举结果的报告")
    reporting.result_report(actor=SYSTEM, election=election, paper=report, titles={}, at=evening(reported))
    approval = Approval(_paper(answered, "关于代表选举结果的批复"), answered)
    reporting.result_confirm(actor=SYSTEM, election=election, approval=approval, at=evening(answered))
