"""The door of an exam for authors and lookers, and their list.

Who looks after the exam's unit sees it; who looks after a unit that the exam is for sees it once it is published, with
the counts of the own units. Questions and keys are for the authors alone (`papers`), marks for nobody here.
"""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure, UnitName
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import Actor, Capability
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.asks.queries.lists import Doer, asks_open, fitting
from xuezuo.study.asks.types import AskFacts
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.policies import EXAM_ENTER, EXAM_VIEW
from xuezuo.study.exams.types import ExamState


def exams_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on exams that the actor looks after on `on`."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=EXAM_VIEW.nodes(actor), during__contains=on)
    coming_down = Q(unit_id__in=above.values("ancestor_id")) & ~Q(state=ExamState.DRAFT)
    return units_q(actor, EXAM_VIEW, on) | coming_down


def exam_list(actor: Actor, on: dt.date, state: str = "") -> QuerySet[Exam]:
    """Return the exams that the actor looks after, the latest window first, with `unit_name`; void ones on request."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Exam.objects.filter(exams_q(actor, on)).select_related("unit")
    found = found.filter(state=state) if state else found.exclude(state=ExamState.VOID)
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-opens_at", "-pk")


def exam_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Exam:
    """Return the exam if the actor may do this: look, enter results of some unit below, or what authors do at its unit.

    Raises:
        NotFound: no such exam, or outside what the actor looks after.
        Forbidden: seen but not allowed.
    """
    exam = Exam.objects.select_related("unit").filter(uid=uid).first()
    if exam is None or not Exam.objects.filter(exams_q(actor, on), pk=exam.pk).exists():
        raise NotFound
    if capability in (EXAM_VIEW, EXAM_ENTER):
        return exam
    decision = unit_decision(actor, capability, exam.unit_id, on)
    if not decision:
        raise Forbidden(reason=decision.reason)
    return exam


def may(actor: Actor, capability: Capability, exam: Exam, on: dt.date) -> bool:
    """Tell whether the actor may do this at the exam's unit."""
    return bool(unit_decision(actor, capability, exam.unit_id, on))


def asks_for(unit_ids: Sequence[int], on: dt.date) -> list[AskFacts]:
    """Return the asks that an exam of one of the units can meet on `on`, each once."""
    found = [ask for unit_id in unit_ids for ask in asks_open(Doer.of(unit_row(unit_id, on)), on)]
    return list({ask.id: ask for ask in fitting(found, {DeedKind.EXAM})}.values())
