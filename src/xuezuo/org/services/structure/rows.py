"""Writing dated rows: what was there before the day stays, what is new lasts until the next change on record."""

import datetime as dt
from collections.abc import Collection, Sequence

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Edge, Post, Term, Unit, UnitName
from xuezuo.org.pinyin import reading_of
from xuezuo.org.queries.tree import span_of
from xuezuo.org.services.structure.checks import Heir
from xuezuo.platform.db.ranges import date_range, to_range, to_span

type Dated = Edge | UnitName | Post | Term


def span_from(rows: Sequence[Dated], unit: Unit, on: dt.date) -> DateSpan:
    """Return the days a change on `on` is valid: until the next change on record, else the end of the unit.

    Args:
        rows: all rows of one relation of the unit (its edges, its names).
        unit: the unit, alive on `on`.
        on: first day of the change.
    """
    ends = [span_of(unit).end]
    for row in rows:
        span = to_span(row.during)
        ends.append(span.end if on in span else span.start)
    return DateSpan(on, min((end for end in ends if end is not None and end > on), default=None))


def free(rows: Sequence[Dated], span: DateSpan) -> None:
    """Take the days of `span` away from the rows; a row that keeps no day goes, as it never came to be.

    No row may reach beyond both ends of the span (that would have to make two of one).
    """
    for row in rows:
        kept = to_span(row.during).minus(span)
        if not kept:
            row.delete()
        elif kept[0] != to_span(row.during):
            row.during = to_range(kept[0])
            row.save(update_fields=["during"])


def until_text(end: dt.date | None) -> str | None:
    """Return the end of a change's validity for the record; None when it has none."""
    return end.isoformat() if end else None


def edges_put(unit: Unit, heirs: Sequence[Heir]) -> None:
    """Have the unit stand under the heirs, each during its days, instead of what was there."""
    edges = list(Edge.objects.filter(unit=unit))
    free(edges, DateSpan(heirs[0].span.start, heirs[-1].span.end))
    Edge.objects.bulk_create(Edge(unit=unit, parent_id=heir.unit_id, during=to_range(heir.span)) for heir in heirs)


def name_put(unit: Unit, name: str, span: DateSpan) -> None:
    """Have the unit bear the name during the days, instead of what was there."""
    free(list(UnitName.objects.filter(unit=unit)), span)
    reading = reading_of(name)
    UnitName.objects.create(
        unit=unit, name=name, pinyin=reading.pinyin, initials=reading.initials, during=to_range(span)
    )


def _all(model: type[Dated], unit: Unit) -> list[Dated]:
    return list(model.objects.filter(unit=unit))


def unit_close(unit: Unit, on: dt.date) -> int:
    """End the unit, its name, its place, its posts and its terms on the day; returns the number of posts ended."""
    rest = DateSpan(on)
    posts = list(Post.objects.filter(unit=unit, during__overlap=to_range(rest)))
    for rows in (posts, _all(Edge, unit), _all(UnitName, unit), _all(Term, unit)):
        free(rows, rest)
    unit.during = date_range(unit.during.lower, on)
    unit.save(update_fields=["during"])
    return len(posts)


def hold(unit_ids: Collection[int]) -> None:
    """Lock the rows of ending units, by id: nobody joins them or records of them meanwhile; who does is waited for."""
    locked = Unit.objects.select_for_update().filter(pk__in=unit_ids).order_by("pk")
    list(locked.values_list("pk", flat=True))
