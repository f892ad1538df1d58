"""What a provision says at the moment of a vote: may it go on, with the article; unverified ones only remind."""

import datetime as dt

from django.conf import settings

from xuezuo.org.models import Unit
from xuezuo.org.types import BranchFunction, UnitKind, UnitType
from xuezuo.rules import vocabulary
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import Clause, UnitFacts
from xuezuo.rules.verdicts import Ruling, judge
from xuezuo.rules.votes import Ceiling, Outcome

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
