"""Coming into a unit while its life may end: members, posts and terms never reach beyond it."""

import datetime as dt
from collections.abc import Collection

from django.db import connection

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Affiliation, Member, Unit
from xuezuo.org.queries.tree import span_of
from xuezuo.org.services.structure.checks import check_alive, heirs_of
from xuezuo.org.services.structure.handover import rows_with
from xuezuo.platform.db.ranges import date_range


def unit_keep(unit_ids: Collection[int]) -> None:
    """Keep the units from being ended by others until the transaction ends; read them after this, not before.

    For whoever writes something that needs the unit to exist on its day, in this room or above.
    """
    with connection.cursor() as cursor:
        text = "SELECT 1 FROM org_unit WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
        cursor.execute(text, [list(unit_ids)])


def stay_in(unit: Unit, on: dt.date) -> DateSpan:
    """Return the days from `on` to the unit's recorded end, and keep the unit from being ended by others meanwhile.

    A unit that is being ended at this moment is waited for and read anew (it holds its row, see `rows.hold`).

    Raises:
        UnitNotAlive: the unit does not exist on the day.
    """
    unit_keep([unit.pk])
    fresh = Unit.objects.get(pk=unit.pk)
    check_alive(fresh, on)
    return DateSpan(on, span_of(fresh).end)


def affiliation_put(member: Member, unit: Unit, kind: str, on: dt.date) -> Affiliation:
    """Write that the member belongs to the unit from the day on; returns the first row.

    When the end of the unit is already recorded (the entry is late, or the merger lies ahead), the member goes on with
    the unit's main successor from that day, as everybody else in the unit did.

    Raises:
        UnitNotAlive: the unit does not exist on the day.
        ParentGone: the unit ends later and nobody carries on for it.
    """
    stay_in(unit, on)
    fresh = Unit.objects.get(pk=unit.pk)
    wanted = Affiliation(member=member, unit=fresh, kind=kind, during=date_range(on))
    return Affiliation.objects.bulk_create(rows_with(heirs_of(fresh, DateSpan(on)), [wanted], on))[0]
