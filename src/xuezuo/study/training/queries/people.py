"""People of training: where they belong on a day, how they are called, who may be enrolled."""

import dataclasses
import datetime as dt
from collections.abc import Collection

from xuezuo.org.models import Affiliation, Closure, Member, Unit, UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.domains import of_types
from xuezuo.org.queries.people import LIFE_KINDS
from xuezuo.org.queries.tree import to_row, units_on
from xuezuo.org.types import AffiliationKind, UnitRow
from xuezuo.platform.access import Actor, Capability, beyond_scope
from xuezuo.study.training.models import TrainingClass
from xuezuo.study.training.policies import ENROL
from xuezuo.study.training.types import ALIVE, Person

SHOWN = 300  # members offered on one page


@dataclasses.dataclass(frozen=True, slots=True)
class Homes:
    """Where members belong: for each the unit, and which of those units a class is for."""

    unit_of: dict[int, int]
    fitting: frozenset[int]


def homes_on(member_ids: Collection[int], on: dt.date) -> dict[int, int]:
    """Return the unit of each member on the civil day: of the formal affiliation, else of a floating one.

    Asked beyond the actor's scope: where somebody belongs decides where the deed counts, whoever writes it down.
    """
    with beyond_scope():
        rows = Affiliation.objects.filter(member_id__in=member_ids, kind__in=LIFE_KINDS, during__contains=on)
        found = list(rows.values_list("kind", "member_id", "unit_id"))
    ordered = sorted(found, key=lambda row: row[0] == AffiliationKind.FORMAL)
    return {member_id: unit_id for _, member_id, unit_id in ordered}


def homes_for(training_class: TrainingClass, member_ids: Collection[int], on: dt.date) -> Homes:
    """Return where the members belong on the day, and which of these units lie below the class and in its domains."""
    unit_of = homes_on(member_ids, on)
    below = Closure.objects.filter(
        ancestor_id=training_class.unit_id, descendant_id__in=set(unit_of.values()), during__contains=on
    )
    fitting = Unit.objects.filter(of_types(training_class.unit_types, on), pk__in=below.values("descendant_id"))
    return Homes(unit_of, frozenset(fitting.values_list("pk", flat=True)))


def people_named(member_ids: Collection[int], on: dt.date) -> dict[int, Person]:
    """Return number, name and unit of people who stand on a list that the asker may read.

    Beyond the actor's scope: whoever may read the list may know who is on it, also a guest from elsewhere or a member
    who has moved away since.
    """
    homes = homes_on(member_ids, on)
    with beyond_scope():
        rows = list(Member.objects.filter(pk__in=member_ids).values_list("pk", "number", "name"))
    names = unit_names(homes.values(), on)
    return {pk: Person(pk, number, name, names.get(homes.get(pk, 0), "")) for pk, number, name in rows}


def unit_names(unit_ids: Collection[int], on: dt.date) -> dict[int, str]:
    """Return the names of units on the civil day."""
    rows = UnitName.objects.filter(unit_id__in=set(unit_ids), during__contains=on)
    return dict(rows.values_list("unit_id", "name"))


def units_for(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may do this on `on`, by code."""
    found = units_on(on).filter(units_q(actor, capability, on, "pk")).order_by("code")
    return [to_row(unit) for unit in found[:200]]


def candidates(actor: Actor, training_class: TrainingClass, on: dt.date) -> list[Person]:
    """Return the members of the actor's own branches who may still be enrolled, by unit and pinyin."""
    here = Affiliation.objects.filter(units_q(actor, ENROL, on), kind__in=LIFE_KINDS, during__contains=on)
    ids = list(here.order_by("unit__code", "member__pinyin").values_list("member_id", flat=True)[:SHOWN])
    homes = homes_for(training_class, ids, on)
    taken = set(
        training_class.enrolments.filter(state__in=ALIVE, member_id__in=ids).values_list("member_id", flat=True)
    )
    people = people_named(ids, on)
    fitting = [pk for pk in dict.fromkeys(ids) if homes.unit_of.get(pk) in homes.fitting and pk not in taken]
    return [people[pk] for pk in fitting]
