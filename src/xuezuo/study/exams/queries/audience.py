"""For whom an exam is: members affiliated, formally or as floating, to its unit or anything below it on the day.

Domains (`Exam.unit_types`) narrow the units; a group belongs to the domain of its branch. Whoever belongs to two units
of the audience counts once, in the formal one.
"""

import datetime as dt

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from xuezuo.org.models import Affiliation, Closure, Unit
from xuezuo.org.queries.domains import of_types
from xuezuo.org.types import AffiliationKind
from xuezuo.study.exams.models import Exam

KINDS = (AffiliationKind.FORMAL, AffiliationKind.FLOATING)


def audience_units(exam: Exam, day: dt.date) -> QuerySet[Unit]:
    """Return the units whose members the exam is for, as the tree stands on the civil day `day`."""
    below = Closure.objects.filter(ancestor_id=exam.unit_id, during__contains=day)
    return Unit.objects.filter(of_types(exam.unit_types, day), pk__in=below.values("descendant_id"))


def audience_affiliations(exam: Exam, day: dt.date) -> QuerySet[Affiliation]:
    """Return one affiliation per member of the audience on `day`; `unit_id` is where the member counts."""
    here = Affiliation.objects.filter(
        unit_id__in=audience_units(exam, day).values("pk"), kind__in=KINDS, during__contains=day
    )
    first = Case(When(kind=AffiliationKind.FORMAL, then=Value(0)), default=Value(1), output_field=IntegerField())
    return here.annotate(order=first).order_by("member_id", "order", "unit_id").distinct("member_id")


def audience_unit(exam: Exam, member_id: int, day: dt.date) -> int | None:
    """Return the unit in which the member belongs to the exam's audience on `day`; None = it is not for this member."""
    mine = audience_affiliations(exam, day).filter(member_id=member_id)
    return mine.values_list("unit_id", flat=True).first()


def exams_for(member_id: int, day: dt.date) -> Q:
    """Return the condition on exams whose unit stands at or above one of the member's on `day`, domains not asked.

    A list of at most a few dozen exams asks `audience_unit` of each that names domains.
    """
    units = Affiliation.objects.filter(member_id=member_id, kind__in=KINDS, during__contains=day).values("unit_id")
    above = Closure.objects.filter(descendant_id__in=units, during__contains=day)
    return Q(unit_id__in=above.values("ancestor_id"))
