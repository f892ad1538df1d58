"""The dated organization.

    Unit --< UnitName        names by day
    Unit --< Edge >-- Unit   parent by day (one at a time)
    Unit --< Succession      who follows whom after a merge or split
    Closure                  read model: every ancestor of every unit on every day (derived, `verify-tree` checks it)
    Member --< Affiliation >-- Unit   formal (one at a time), floating, residence, temporary
    Member --< Stage, Post; Unit --< Term
    MemberIdentity           encrypted identity number and phone, apart from the member
    Transfer, Invitation, RosterBatch

Dated relations carry `during`, a half-open range of civil days guarded by an exclusion constraint; open ends are
unbounded. Foreign keys PROTECT. Nothing is deleted; ended relations keep their range.
"""

from xuezuo.org.models.batch import RosterBatch
from xuezuo.org.models.member import Affiliation, Member, MemberIdentity, Post, Stage
from xuezuo.org.models.movement import Invitation, Transfer, TransferState
from xuezuo.org.models.tree import Closure, Edge, StructuralChange, Succession, Term, Unit, UnitName

__all__ = [
    "Affiliation",
    "Closure",
    "Edge",
    "Invitation",
    "Member",
    "MemberIdentity",
    "Post",
    "RosterBatch",
    "Stage",
    "StructuralChange",
    "Succession",
    "Term",
    "Transfer",
    "TransferState",
    "Unit",
    "UnitName",
]
