"""Paper results of past years from a file: all rows or none, every fault named."""

import datetime as dt
import itertools
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import PastFileWrong
from xuezuo.review.evaluation.exchange import past
from xuezuo.review.evaluation.exchange.reading import read_table
from xuezuo.review.evaluation.models import Part, PastCount, Round, Subject, Verdict
from xuezuo.review.evaluation.services.checks import lock_year
from xuezuo.review.evaluation.types import Body, RoundState

MOST_SHOWN = 200


@use_case("evaluation.past_import")
def past_import(*, actor: Actor, name: str, content: bytes, at: dt.datetime) -> int:
    """Take in a file with one row per member, or one per unit; returns how many rows.

    A file of members has a column 党员编号, one of counts has none. Units that the actor may not import for are faults
    like any other.

    Raises:
        PastFileWrong: with every fault and its row; nothing was taken.
    """
    table = read_table(name, content, "组织代码")
    faults: list[str] = [table.fault] if table.fault else []
    if not table.fault and not table.rows:
        faults.append("表头下面没有内容。")
    is_people = "党员编号" in table.heads
    rows = past.heads_of(table, actor, civil_date(at), faults, only_branches=is_people)
    for year in sorted({row.year for row in rows}):
        lock_year(year)
    past.check_free(rows, faults)
    number = _people(actor, rows, faults, at) if is_people else _counts(actor, rows, faults, at)
    subject = ("evaluation.past", str(new_id()))
    record(events.PAST_IMPORTED, actor=actor, subject=subject, at=at, after={"rows": number, "people": is_people})
    return number


def _refuse(faults: list[str]) -> None:
    if faults:
        raise PastFileWrong(tuple(faults[:MOST_SHOWN]))


def _counts(actor: Actor, rows: list[past.PastRow], faults: list[str], at: dt.datetime) -> int:
    past.check_twice(rows, faults)
    found = past.counts_of_rows(rows, faults)
    _refuse(faults)
    with acting_as(SYSTEM):
        PastCount.objects.bulk_create(
            PastCount(
                unit_id=row.unit_id,
                year=row.year,
                decided_on=row.day,
                excellent=one.excellent,
                qualified=one.qualified,
                nearly=one.nearly,
                unqualified=one.unqualified,
                imported_at=at,
                imported_by=actor.account_id,
            )
            for row, one in found
        )
    return len(found)


def _people(actor: Actor, rows: list[past.PastRow], faults: list[str], at: dt.datetime) -> int:
    found = past.people_of_rows(rows, faults)
    _refuse(faults)
    found.sort(key=lambda one: (one.row.unit_id, one.row.year, one.row.number))
    with acting_as(SYSTEM):
        for _, group in itertools.groupby(found, key=lambda one: (one.row.unit_id, one.row.year)):
            _branch(actor, list(group), at)
    return len(found)


def _branch(actor: Actor, people: Sequence[past.PastPerson], at: dt.datetime) -> None:
    """Write one branch's year as a finished part of a closed round of its own."""
    head, last = people[0].row, max(one.row.day for one in people)
    round_ = Round.objects.create(
        uid=new_id(),
        unit_id=head.unit_id,
        year=head.year,
        title=f"{head.year} 年度民主评议党员（往年结果）",
        as_of=last,
        starts_on=last,
        ends_on=last,
        appeal_days=0,
        state=RoundState.CLOSED,
        is_import=True,
        made_at=at,
        made_by=actor.account_id,
        closed_at=at,
    )
    part = Part.objects.create(
        uid=new_id(),
        round=round_,
        unit_id=head.unit_id,
        year=head.year,
        body=Body.COMMITTEE,
        decided_on=last,
        told_at=at,
        told_on=last,
        finished_at=at,
        finished_by=actor.account_id,
    )
    made = Subject.objects.bulk_create(_subject(part, one) for one in people)
    Verdict.objects.bulk_create(_verdict(line, one, actor, at) for line, one in zip(made, people, strict=True))


def _subject(part: Part, one: past.PastPerson) -> Subject:
    return Subject(
        uid=new_id(),
        part=part,
        year=part.year,
        member_id=one.member_id,
        home_id=one.home_id,
        is_graded=one.is_graded,
    )


def _verdict(line: Subject, one: past.PastPerson, actor: Actor, at: dt.datetime) -> Verdict:
    return Verdict(
        subject=line,
        version=1,
        grade=one.grade,
        opinion=one.row.cells.get("评定意见", "")[:1000],
        reason=one.row.cells.get("理由", "")[:300],
        decided_on=one.row.day,
        recorded_at=at,
        recorded_by=actor.account_id,
    )
