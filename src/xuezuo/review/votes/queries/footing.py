"""On what a unit's vote rests: the regulation itself, its article 34, or nothing that is written down here.

branch                                          支部工作条例 art. 11, 12
committee, general branch of village, community the same by art. 34
every other committee and general branch        no provision known: reckoned like a branch, shown, never stopped;
                                                what the count leaves open is ruled on and recorded (`vote_rule`)
"""

import dataclasses
from typing import Final

from xuezuo.life.queries import delegates_on
from xuezuo.org.models import Unit
from xuezuo.org.types import UnitKind, UnitType
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.queries.rulings import article, cited
from xuezuo.review.votes.types import VoteKind

SCOPE: Final = "branch.scope.higher"
VOTING_UNITS: Final = (UnitKind.BRANCH, UnitKind.GENERAL_BRANCH, UnitKind.COMMITTEE)
_BY_SCOPE: Final = (UnitType.VILLAGE, UnitType.COMMUNITY)


@dataclasses.dataclass(frozen=True, slots=True)
class Footing:
    """What the numbers of a vote are held against.

    Attributes:
        binds: a provision says so; False = reckoned by analogy, nothing is stopped.
        by_scope: it is the regulation of branches, by its article 34.
        committee: what the committee that votes is called.
    """

    binds: bool = True
    by_scope: bool = False
    committee: str = "支部委员会"

    def cite(self, kind: str, clause_id: str) -> str:
        """Return how the provision is cited for this kind of vote at this unit."""
        words = cited(clause_id)
        if kind == VoteKind.CONVERSION and clause_id.startswith("dev.vote."):
            words += "；转正按第三十三条"
        if not clause_id.startswith("branch.meeting."):
            return words
        if self.by_scope:
            return f"{words}，村和社区党委、党总支按{article(SCOPE)}"
        return words if self.binds else f"参照{words}"


OF_BRANCH: Final = Footing()
_COMMITTEES: Final = {UnitKind.BRANCH: "支部委员会", UnitKind.GENERAL_BRANCH: "总支委员会", UnitKind.COMMITTEE: "党委"}


def footing_of(unit: Unit) -> Footing:
    """Return on what votes of the unit rest."""
    by_scope = unit.kind != UnitKind.BRANCH and unit.unit_type in _BY_SCOPE
    committee = _COMMITTEES.get(UnitKind(unit.kind), "委员会")
    return Footing(unit.kind == UnitKind.BRANCH or by_scope, by_scope, committee)


def footing_of_vote(vote: Vote) -> Footing:
    """Return on what this vote rests."""
    return footing_of(vote.unit)


def is_congress(vote: Vote) -> bool:
    """Tell whether delegates vote for all members."""
    if vote.kind != VoteKind.RESOLUTION or vote.unit.kind == UnitKind.BRANCH:
        return False
    return delegates_on(vote.unit_id, vote.activity.occurred_on) is not None
