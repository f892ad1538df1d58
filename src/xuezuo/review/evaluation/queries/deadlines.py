"""What falls due in evaluations, for the page of a unit's month: the branch's steps, answers, one's own part."""

import datetime as dt
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse

from xuezuo.kernel.deadlines import Deadline
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.evaluation.models import Appeal, Part, Round, Subject, Verdict
from xuezuo.review.evaluation.policies import PART_KEEP, ROUND_START
from xuezuo.review.evaluation.queries.appeals import last_day
from xuezuo.review.evaluation.types import AppealState, RoundState, Step

AHEAD: Final = dt.timedelta(days=31)  # what ends later is no reminder yet


def deadlines_of(actor: Actor, unit: UnitRow, on: dt.date) -> list[Deadline]:
    """Return what waits at a unit for its own officers (steps, answers, rounds below), and the actor's own part."""
    found = _own(actor, unit.id, on)
    if unit.kind == UnitKind.BRANCH and unit.id in PART_KEEP.nodes(actor):
        found += _of_branch(actor, unit.id, on)
    if unit.kind != UnitKind.BRANCH and unit.id in ROUND_START.nodes(actor):
        found += _of_rounds(unit.id, on)
    return found


def _running(on: dt.date) -> Q:
    return Q(round__state=RoundState.RUNNING, voided_at__isnull=True, round__ends_on__lte=on + AHEAD)


def _of_branch(actor: Actor, unit_id: int, on: dt.date) -> list[Deadline]:
    with acting_as(SYSTEM):
        rows = Part.objects.select_related("round", "poll").filter(_running(on), unit_id=unit_id)
        parts = list(rows.filter(finished_at=None))
        waiting = Appeal.objects.filter(verdict__subject__part__unit_id=unit_id, state=AppealState.MADE)
        appeals = waiting.exclude(verdict__subject__member_id=actor.member_id or 0).count()
    found = [
        Deadline(
            f"{part.round.title}：{part.step.label}",
            reverse("evaluation:part-detail", args=[part.uid]),
            part.round.ends_on,
            "本支部的民主评议还没有完成",
        )
        for part in parts
    ]
    if appeals:
        words = f"{appeals} 件评议申诉待支部答复"
        found.append(Deadline(words, reverse("evaluation:appeal-list"), None, "由不是申诉人的委员答复"))
    return found


def _of_rounds(unit_id: int, on: dt.date) -> list[Deadline]:
    left = Count("parts", filter=Q(parts__finished_at=None, parts__voided_at=None))
    with acting_as(SYSTEM):
        rows = Round.objects.filter(unit_id=unit_id, state=RoundState.RUNNING, ends_on__lte=on + AHEAD)
        rounds = list(rows.annotate(left=left, places=Count("parts")))
    return [
        Deadline(
            f"{one.title}：结束并汇总",
            reverse("evaluation:round-detail", args=[one.uid]),
            one.ends_on,
            f"{one.places} 个支部中还有 {one.left} 个没有完成",
        )
        for one in rounds
        if one.places > 1  # a branch's own round ends with the branch
    ]


def _own(actor: Actor, unit_id: int, on: dt.date) -> list[Deadline]:
    """Return what the actor has to do about the own evaluation in this unit."""
    if actor.member_id is None:
        return []
    with acting_as(SYSTEM):
        rows = Subject.objects.select_related("part__round", "part__poll", "part__unit")
        mine = rows.filter(member_id=actor.member_id, part__unit_id=unit_id, left_at=None, part__voided_at=None)
        subject = mine.order_by("-year").first()
        verdict = Verdict.objects.filter(subject=subject).order_by("-version").first() if subject else None
    if subject is None:
        return []
    part, href = subject.part, reverse("evaluation:mine", args=[subject.uid])
    if part.step == Step.SELF and not subject.handed_in and part.round.ends_on <= on + AHEAD:
        return [Deadline(f"{part.round.title}：写个人自评", href, part.round.ends_on, "只有您自己能看到，提交后交支部")]
    if verdict is None or verdict.read_at is not None:
        return []
    verdict.subject = subject
    until = last_day(verdict)
    if until is None or on > until:
        return []
    return [Deadline(f"{part.round.title}：看评议结果", href, until, "有不同意见，可以在这一天前提出申诉")]
