"""What a provision says at the moment of a vote: may it go on, with the article; unverified ones only remind."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from xuezuo.org.models import Unit
from xuezuo.org.types import BranchFunction, UnitKind, UnitType
from xuezuo.rules import vocabulary
from xuezuo.rules.candidates import committee_candidates, delegate_candidates, officers_equal
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import Clause, UnitFacts
from xuezuo.rules.verdicts import Ruling, judge
from xuezuo.rules.votes import Ceiling, Outcome, election_quorum, officers_quorum

SIX_KINDS = "dev.gz.denominator"


def clause_of(clause_id: str) -> Clause:
    """Return a provision that the formulas rest on."""
    return shipped_packs().clause(clause_id)


def cited(clause_id: str) -> str:
    """Return how minutes cite a provision: `支部工作条例第十一条`."""
    clause = clause_of(clause_id)
    document = clause.regulation.document.removeprefix("中国共产党").removesuffix("（试行）")
    return f"{document}{clause.article or ''}"


def article(clause_id: str) -> str:
    """Return the article alone: `第十一条`."""
    return clause_of(clause_id).article or ""


def ruling_of(outcome: Outcome | Ceiling) -> Ruling:
    """Return the verdict of the provision: a vote against it cannot be valid, so it is stopped, unless unverified."""
    return judge(clause_of(outcome.clause_id), holds=outcome.holds, is_impossible=True)


def ruling(clause_id: str, *, holds: bool) -> Ruling:
    """Return the verdict of a provision that is no number: secrecy, scrutineers."""
    return judge(clause_of(clause_id), holds=holds, is_impossible=True)


def six_kinds_clause(unit: Unit, on: dt.date) -> Clause | None:
    """Return the provincial provision by which six kinds of members may be left out of V; None where there is none."""
    facts = UnitFacts(
        kind=vocabulary.UnitKind[UnitKind(unit.kind).name],
        unit_type=vocabulary.UnitType[UnitType(unit.unit_type).name] if unit.unit_type else None,
        function=vocabulary.BranchFunction[BranchFunction(unit.function).name] if unit.function else None,
        province=settings.PROVINCE,
    )
    return shipped_packs().clause_for(SIX_KINDS, facts, on)


@dataclasses.dataclass(frozen=True, slots=True)
class ElectionPlan:
    """An election before it starts.

    Attributes:
        what: `committee`, `delegates` or `officers` (secretary and deputy, by the new committee).
        entitled, present: V and P; of officers the size of the committee and who of it is present.
        candidate_ids: members who stand; `scrutineer_ids` who watches the count.
    """

    what: str
    seats: int
    candidates: int
    entitled: int
    present: int
    is_secret: bool = True
    candidate_ids: Sequence[int] = ()
    scrutineer_ids: Sequence[int] = ()


_ENOUGH = {"committee": committee_candidates, "delegates": delegate_candidates, "officers": officers_equal}


def election_rulings(plan: ElectionPlan) -> list[Ruling]:
    """Return the verdict of every provision about an election before it starts; those that hold too.

    The election may start when all of them `may_go_on`; reminders of the others are shown and kept.
    """
    quorum = (
        officers_quorum(size=plan.entitled, present=plan.present)
        if plan.what == "officers"
        else election_quorum(entitled=plan.entitled, present=plan.present)
    )
    enough = _ENOUGH[plan.what](seats=plan.seats, candidates=plan.candidates)
    watchers_stand = set(plan.candidate_ids) & set(plan.scrutineer_ids)
    return [
        ruling_of(quorum),
        ruling_of(enough),
        ruling("election.ballot.secret", holds=plan.is_secret),
        ruling("election.tellers", holds=not watchers_stand),
    ]
