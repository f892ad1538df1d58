"""Where the ballots of an election stand, and which comes next. Read as the system, after a door."""

from xuezuo.review.elections.models import Candidate, Election, Elector, Round, Watcher
from xuezuo.review.elections.types import (
    BY_COMMITTEE,
    WITH_OFFICERS,
    Body,
    CandidateState,
    ElectionState,
    NextRound,
    RoundKind,
    RoundState,
    WatcherRole,
)


def body_now(election: Election) -> str:
    """Return who votes at this step: the meeting, and after it, where officers follow, the new committee."""
    if election.kind in BY_COMMITTEE:
        return Body.COMMITTEE
    after = election.state not in {ElectionState.MEETING, ElectionState.AGREED}
    return Body.COMMITTEE if after and election.kind in WITH_OFFICERS and has_officers(election) else Body.MEETING


def has_officers(election: Election) -> bool:
    """Tell whether secretary and deputies have been nominated to a committee elected before."""
    return Candidate.objects.filter(election=election, body=Body.COMMITTEE).exists()


def open_round(election: Election) -> Round | None:
    """Return the ballot that is going on."""
    rows = Round.objects.select_related("poll__unit", "election__unit")
    return rows.filter(election=election, state=RoundState.OPEN).first()


def rounds_of(election: Election, body: str | None = None) -> list[Round]:
    """Return the ballots in order."""
    rows = Round.objects.filter(election=election).select_related("poll").order_by("number")
    return list(rows.filter(body=body) if body else rows)


def standing_of(election: Election, body: str) -> list[Candidate]:
    """Return who stands and is not elected yet, in the order of the ballot."""
    rows = Candidate.objects.filter(election=election, body=body, elected_in=None)
    stand = rows.filter(state__in=(CandidateState.STANDING, CandidateState.WRITTEN_IN))
    return list(stand.select_related("member").order_by("position", "pk"))


def elected_of(election: Election, body: str) -> list[Candidate]:
    """Return who is elected, in the order of the ballot."""
    rows = Candidate.objects.filter(election=election, body=body, elected_in__isnull=False)
    return list(rows.select_related("member", "elected_in").order_by("position", "pk"))


def seats_of(election: Election, body: str) -> int:
    """Return how many are to be elected by this body; of officers one for each office that somebody stands for."""
    if body == Body.COMMITTEE and election.kind not in BY_COMMITTEE:
        return Candidate.objects.filter(election=election, body=body).count()
    return election.seats


def next_round(election: Election, body: str) -> NextRound | None:
    """Return the ballot that comes next; None when one is going on, or every seat is filled.

    A void ballot is held again as it was. After a tie the tied stand again; for seats that nobody got a further ballot
    is held, for which those not elected, and whoever the meeting adds, may stand.
    """
    rounds = rounds_of(election, body)
    if rounds and rounds[-1].state == RoundState.OPEN:
        return None
    standing = tuple(one.pk for one in standing_of(election, body))
    if not rounds:
        return NextRound(RoundKind.FIRST, body, seats_of(election, body), standing)
    last = rounds[-1]
    if last.state == RoundState.VOID:
        return NextRound(last.kind, body, last.seats, tuple(last.standing))
    if last.outcome["tied"]:
        return NextRound(RoundKind.RUNOFF, body, last.outcome["seats_for_tied"], tuple(last.outcome["tied"]))
    missing = seats_of(election, body) - len(elected_of(election, body))
    return NextRound(RoundKind.FURTHER, body, missing, standing) if missing > 0 else None


def is_filled(election: Election, body: str) -> bool:
    """Tell whether every seat has somebody."""
    return next_round(election, body) is None and open_round(election) is None and bool(rounds_of(election, body))


def electors_of(election: Election, body: str) -> list[Elector]:
    """Return the frozen list by pinyin."""
    rows = Elector.objects.filter(election=election, body=body).select_related("member")
    return list(rows.order_by("member__pinyin", "member__number"))


def watchers_of(election: Election, body: str) -> dict[str, list[Watcher]]:
    """Return scrutineers and tellers as confirmed, by role."""
    rows = Watcher.objects.filter(election=election, body=body).select_related("member").order_by("member__pinyin")
    found: dict[str, list[Watcher]] = {role.value: [] for role in WatcherRole}
    for one in rows:
        found[one.role].append(one)
    return found
