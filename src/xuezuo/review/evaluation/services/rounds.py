"""A round from its start over a subtree to its end; who is on the list of a branch."""

import datetime as dt
import itertools
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.db.bulk import bulk_insert, next_ids
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import NobodyToEvaluate, ReasonMissing, RoundNotRunning, RoundUnfit, StillOpen
from xuezuo.review.evaluation.models import Part, Round, Subject
from xuezuo.review.evaluation.policies import ROUND_START
from xuezuo.review.evaluation.queries.enrolment import Placed, placed_in
from xuezuo.review.evaluation.services.checks import lock_round, lock_year
from xuezuo.review.evaluation.types import RoundState, RoundTerms

MOST_APPEAL_DAYS = 90


@use_case("evaluation.round_start")
def round_start(*, actor: Actor, unit_id: int, terms: RoundTerms, at: dt.datetime) -> Round:
    """Start a round: every branch at or below the unit that has members and does not evaluate that year takes part.

    Who is on which list follows from the affiliations of `terms.as_of` (see `queries.enrolment`).

    Raises:
        NotFound, Forbidden: the actor does not start evaluations of the unit.
        RoundUnfit: days or year that cannot be.
        NobodyToEvaluate: no branch is left that could take part.

    Source: branch.review.freq, branch.review.steps (支部工作条例 art. 18).
    """
    require_unit(actor, ROUND_START, unit_id, civil_date(at))
    if faults := _faults(terms, civil_date(at)):
        raise RoundUnfit(what="；".join(faults))
    lock_year(terms.year)
    rows = placed_in(unit_id, terms.year, terms.as_of)
    if not rows:
        raise NobodyToEvaluate(day=terms.as_of, year=terms.year)
    with acting_as(SYSTEM):
        round_ = _round(actor, unit_id, terms, at)
        parts = enrol(round_, rows)
    after = {"year": terms.year, "branches": len(parts), "members": len(rows)}
    record(
        events.ROUND_STARTED,
        actor=actor,
        subject=("evaluation.round", round_.uid),
        at=at,
        unit_id=unit_id,
        after=after,
        reason=round_.document,
    )
    return round_


def _faults(terms: RoundTerms, today: dt.date) -> list[str]:
    wrong = {
        "没有名称": not squeeze(terms.title),
        "结束日期早于开始日期": terms.ends_on < terms.starts_on,
        f"评议年度只能是 {today.year - 1} 年或 {today.year} 年，更早的请用“导入往年结果”": terms.year
        not in (today.year - 1, today.year),
        "参评人员截止日不能晚于今天": terms.as_of > today,
        "参评人员截止日不能早于评议年度": terms.as_of.year < terms.year,
        f"申诉期限应在 1 到 {MOST_APPEAL_DAYS} 天之间": not 1 <= terms.appeal_days <= MOST_APPEAL_DAYS,
    }
    return [what for what, is_wrong in wrong.items() if is_wrong]


def _round(actor: Actor, unit_id: int, terms: RoundTerms, at: dt.datetime) -> Round:
    return Round.objects.create(
        uid=new_id(),
        unit_id=unit_id,
        year=terms.year,
        title=squeeze(terms.title)[:120],
        document=squeeze(terms.document)[:200],
        as_of=terms.as_of,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        appeal_days=terms.appeal_days,
        made_at=at,
        made_by=actor.account_id,
    )


def enrol(round_: Round, rows: Sequence[Placed]) -> list[Part]:
    """Make the part of each branch and the lines of its list; `rows` are sorted by branch. Acts as the system."""
    branches = [key for key, _ in itertools.groupby(rows, key=lambda row: row.place_id)]
    ids = next_ids("evaluation_part", len(branches))
    parts = Part.objects.bulk_create(
        Part(pk=pk, uid=new_id(), round=round_, unit_id=unit, year=round_.year)
        for pk, unit in zip(ids, branches, strict=True)
    )
    of = dict(zip(branches, ids, strict=True))
    columns = ("uid", "part_id", "year", "member_id", "home_id", "is_graded", "handed_in", "excuse", "left_reason")
    values = (
        (new_id(), of[row.place_id], round_.year, row.member_id, row.home_id, row.is_graded, "", "", "") for row in rows
    )
    bulk_insert("evaluation_subject", columns, values)
    return parts


@use_case("evaluation.round_close")
def round_close(*, actor: Actor, round_: Round, at: dt.datetime) -> Round:
    """Close a round: from now on its grades are counted upward. Branches that are late go on, and count when through.

    Raises:
        NotFound, Forbidden: the actor does not start evaluations of the unit.
        RoundNotRunning: closed or void.
        StillOpen: a branch is not through, and the last day has not passed.
    """
    require_unit(actor, ROUND_START, round_.unit_id, civil_date(at))
    round_ = lock_round(round_)
    _check_running(round_, "结束")
    with acting_as(SYSTEM):
        open_ = Part.objects.filter(round=round_, finished_at__isnull=True, voided_at__isnull=True).count()
        if open_ and civil_date(at) <= round_.ends_on:
            raise StillOpen(count=open_, day=round_.ends_on)
        close_now(round_, at)
    _tell(events.ROUND_CLOSED, actor, round_, at, open=open_)
    return round_


def close_now(round_: Round, at: dt.datetime) -> None:
    """Write that the round is closed; the caller holds its row."""
    round_.state, round_.closed_at = RoundState.CLOSED, at
    round_.save(update_fields=["state", "closed_at"])


@use_case("evaluation.round_void")
def round_void(*, actor: Actor, round_: Round, reason: str, at: dt.datetime) -> Round:
    """Make a running round void: it counts for nothing, its branches and members are free for another one.

    Raises:
        NotFound, Forbidden: the actor does not start evaluations of the unit.
        RoundNotRunning: closed or void.
        ReasonMissing: no reason.
    """
    require_unit(actor, ROUND_START, round_.unit_id, civil_date(at))
    round_, why = lock_round(round_), squeeze(reason)[:200]
    _check_running(round_, "作废")
    if not why:
        raise ReasonMissing(deed="作废")
    with acting_as(SYSTEM):
        parts = Part.objects.filter(round=round_, voided_at__isnull=True)
        Subject.objects.filter(part__in=parts, left_at__isnull=True).update(left_at=at, left_reason="评议作废")
        parts.update(voided_at=at, void_reason=why)
        round_.state, round_.voided_at, round_.void_reason = RoundState.VOID, at, why
        round_.save(update_fields=["state", "voided_at", "void_reason"])
    _tell(events.ROUND_VOIDED, actor, round_, at, reason=why)
    return round_


def _check_running(round_: Round, deed: str) -> None:
    if round_.state != RoundState.RUNNING:
        raise RoundNotRunning(state=RoundState(round_.state).label, deed=deed)


def _tell(name: str, actor: Actor, round_: Round, at: dt.datetime, reason: str = "", **after: int) -> None:
    subject = ("evaluation.round", round_.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=round_.unit_id, after=after, reason=reason)
