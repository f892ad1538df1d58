"""What people type into a form, turned into the thing they mean."""

import datetime as dt

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member, Unit, UnitName


def units_named(text: str, on: dt.date) -> list[Unit]:
    """Return the units that exist on the day with this code or, else, this name; more than one when names are equal."""
    typed = squeeze(text)
    found = list(Unit.objects.filter(code=typed, during__contains=on))
    if found or not typed:
        return found
    names = UnitName.objects.filter(name=typed.replace(" ", ""), during__contains=on, unit__during__contains=on)
    return [name.unit for name in names.select_related("unit").order_by("unit__code")[:10]]


def member_numbered(number: str) -> Member | None:
    """Return the member with this number, as far as row-level security shows one."""
    return Member.objects.filter(number=squeeze(number)).first()
