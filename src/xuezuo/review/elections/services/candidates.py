"""Who is proposed and who stands, and in which order."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Affiliation, Member, Post, Stage
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.org.types import COMMITTEE_POSTS, AffiliationKind, MemberStage, PostKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import CandidateWrong
from xuezuo.review.elections.models import Candidate, Election, Elector
from xuezuo.review.elections.services.asking import body_of
from xuezuo.review.elections.services.checks import check_state, lock_to_run, tell
from xuezuo.review.elections.types import (
    BY_COMMITTEE,
    OFFICES,
    Body,
    CandidateState,
    ElectionKind,
    ElectionState,
)
from xuezuo.review.elections.words import by_strokes

PROPOSING = (ElectionState.PREPARING, ElectionState.REQUESTED, ElectionState.APPROVED)
GONE = (CandidateState.WITHDRAWN,)


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed: for which office (of a committee's ballot), with which wording, by whom."""

    member_id: int
    office: str = ""
    title: str = ""
    origin: str = ""


@use_case("elections.candidate_propose")
def candidate_propose(*, actor: Actor, election: Election, proposal: Proposal, at: dt.datetime) -> Candidate:
    """Propose a member; while further seats are to be filled, the meeting adds candidates in the same way.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: the list has been submitted.
        CandidateWrong: not a full member of the unit, no such office, proposed already.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (*PROPOSING, ElectionState.MEETING), "推荐人选", "名单已经上报；要换人请上级退回。")
    with acting_as(SYSTEM):
        if election.state == ElectionState.MEETING and not election.rounds.exists():
            raise CandidateWrong(what="候选人预备人选已经批复，第一次投票以前不能再加人。要换人请作废后重新办理。")
        body = body_of(election)
        check_eligible(election, proposal.member_id, election.held_on or civil_date(at))
        _check_office(election, proposal.office)
        if Candidate.objects.filter(election=election, body=body, member_id=proposal.member_id).exclude(state__in=GONE):
            raise CandidateWrong(what="这名党员已经是人选，不用再加。")
        state = CandidateState.STANDING if election.state == ElectionState.MEETING else CandidateState.PROPOSED
        candidate = put(election, body, proposal, state)
        arrange(election, body)
    tell(events.CANDIDATE_PROPOSED, actor, election, at)
    return candidate


def put(election: Election, body: str, proposal: Proposal, state: CandidateState) -> Candidate:
    """Write a candidate at the end of the list; somebody withdrawn before comes back."""
    last = Candidate.objects.filter(election=election, body=body).order_by("-position").first()
    candidate, _ = Candidate.objects.update_or_create(
        election=election,
        body=body,
        member_id=proposal.member_id,
        defaults={
            "unit_id": election.unit_id,
            "state": state,
            "office": proposal.office,
            "title": squeeze(proposal.title)[:40],
            "origin": squeeze(proposal.origin)[:200],
            "position": last.position + 1 if last else 1,
        },
    )
    return candidate


def check_eligible(election: Election, member_id: int, on: dt.date) -> None:
    """Raise `CandidateWrong` unless the member may be elected: a full member, who belongs to the unit on the day.

    Source: 党章 art. 7; election.franchise (基层组织选举工作条例 art. 5).
    """
    stage = Stage.objects.filter(member_id=member_id, during__contains=on).values_list("stage", flat=True).first()
    if stage != MemberStage.FULL:
        raise CandidateWrong(
            what="预备党员和已离开的人没有被选举权，不能作为人选（《中国共产党基层组织选举工作条例》第五条）。"
        )
    below = subtree_ids(election.unit_id, on)
    here = Affiliation.objects.filter(
        member_id=member_id, unit_id__in=below, kind=AffiliationKind.FORMAL, during__contains=on
    )
    if not here.exists():
        raise CandidateWrong(what="人选的正式组织关系应在本组织。请先办理组织关系转接。")
    if Elector.objects.filter(election=election, member_id=member_id).exclude(why="").exists():
        raise CandidateWrong(what="选举人名单上注明这名党员没有选举权，不能作为人选。")
    if election.kind in BY_COMMITTEE and not _sits(election, member_id, on):
        raise CandidateWrong(what="书记、副书记由委员会从委员中选举产生，请先补选为委员。")


def _sits(election: Election, member_id: int, on: dt.date) -> bool:
    posts = Post.objects.filter(unit_id=election.unit_id, kind__in=COMMITTEE_POSTS, during__contains=on)
    return posts.filter(member_id=member_id).exists()


def _check_office(election: Election, office: str) -> None:
    if election.kind in BY_COMMITTEE and office not in OFFICES:
        raise CandidateWrong(what="请选择书记或副书记。")
    if election.kind not in BY_COMMITTEE and office:
        raise CandidateWrong(what="委员选出以后，再由委员会选举书记、副书记。")


@use_case("elections.candidate_withdraw")
def candidate_withdraw(*, actor: Actor, candidate: Candidate, reason: str, at: dt.datetime) -> Candidate:
    """Take a proposal back before the list is submitted.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: the list has been submitted.
    """
    election = lock_to_run(actor, candidate.election, at)
    check_state(election, PROPOSING, "撤下人选", "名单已经上报；要换人请上级退回。")
    candidate.state = CandidateState.WITHDRAWN
    candidate.origin = f"{candidate.origin}；{squeeze(reason)}"[:200].strip("；")
    with acting_as(SYSTEM):
        candidate.save(update_fields=["state", "origin"])
    tell(events.CANDIDATE_WITHDRAWN, actor, election, at)
    return candidate


@use_case("elections.candidates_order")
def candidates_order(*, actor: Actor, election: Election, ids: Sequence[int], at: dt.datetime) -> Election:
    """Put the candidates in this order, where the order by strokes has to be corrected by hand.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: the first ballot has begun.
        CandidateWrong: not the same people.
    """
    election = lock_to_run(actor, election, at)
    with acting_as(SYSTEM):
        if election.rounds.exists():
            check_state(election, (), "调整顺序", "选票已经印发，顺序不再改变。")
        rows = {one.pk: one for one in standing_or_proposed(election, body_of(election))}
        if sorted(rows) != sorted(ids):
            raise CandidateWrong(what="名单和刚才不同了，请刷新页面后再排。")
        for position, pk in enumerate(ids, start=1):
            rows[pk].position = position
            rows[pk].save(update_fields=["position"])
    tell(events.CANDIDATES_ORDERED, actor, election, at)
    return election


def standing_or_proposed(election: Election, body: str) -> list[Candidate]:
    """Return whoever is proposed or stands, in order."""
    rows = Candidate.objects.filter(election=election, body=body).exclude(state__in=GONE)
    return list(rows.select_related("member").order_by("position", "pk"))


def arrange(election: Election, body: str) -> None:
    """Put the candidates in the order of surname strokes; of the committee's ballot the secretary comes first."""
    rows = standing_or_proposed(election, body)
    rows.sort(key=lambda one: (_rank(one.office), by_strokes(one.member.name)))
    for position, one in enumerate(rows, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])


def _rank(office: str) -> int:
    return OFFICES.index(PostKind(office)) if office in OFFICES else len(OFFICES)


@use_case("elections.officers_nominate")
def officers_nominate(
    *, actor: Actor, election: Election, secretary: int, deputies: Sequence[int], at: dt.datetime
) -> Election:
    """Nominate secretary and deputies of a new committee from those just elected: one candidate for each seat.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: the committee is not elected, or has voted.
        CandidateWrong: not of the elected, or somebody twice.

    Source: election.officers.equal, branch.officers.election.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.ELECTED,), "提名书记、副书记")
    wanted = [secretary, *deputies]
    with acting_as(SYSTEM):
        elected = Candidate.objects.filter(election=election, body=Body.MEETING, elected_in__isnull=False)
        if election.kind != ElectionKind.TERM_CHANGE or election.rounds.filter(body=Body.COMMITTEE).exists():
            raise CandidateWrong(what="书记、副书记的选举已经开始，或这次选举不选书记、副书记。")
        if len(set(wanted)) < len(wanted) or not set(wanted) <= set(elected.values_list("member_id", flat=True)):
            raise CandidateWrong(what="书记、副书记从刚选出的委员中提名，每人只提一个职务。")
        Candidate.objects.filter(election=election, body=Body.COMMITTEE).delete()
        for member_id in wanted:
            office = PostKind.SECRETARY if member_id == secretary else PostKind.DEPUTY
            put(election, Body.COMMITTEE, Proposal(member_id, office), CandidateState.STANDING)
        arrange(election, Body.COMMITTEE)
        freeze_committee(election)
    tell(events.OFFICERS_NOMINATED, actor, election, at, candidates=len(wanted))
    return election


def freeze_committee(election: Election) -> None:
    """Write the new committee as the electors of its officers."""
    Elector.objects.filter(election=election, body=Body.COMMITTEE).delete()
    elected = Candidate.objects.filter(election=election, body=Body.MEETING, elected_in__isnull=False)
    Elector.objects.bulk_create(
        Elector(election=election, unit_id=election.unit_id, body=Body.COMMITTEE, member_id=pk)
        for pk in elected.order_by("member_id").values_list("member_id", flat=True)
    )


def member_by_number(number: str) -> Member:
    """Return the member with this number, wherever; the deed that follows checks where the member belongs.

    Raises:
        CandidateWrong: there is none.
    """
    with acting_as(SYSTEM):
        member = Member.objects.filter(number=squeeze(number)).first()
    if member is None:
        raise CandidateWrong(what="没有这个编号的党员，请核对。")
    return member
