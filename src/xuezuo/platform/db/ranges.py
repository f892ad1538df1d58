"""Between `kernel.dates.DateSpan` and PostgreSQL's `daterange` as Django's range fields carry it."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from xuezuo.kernel.dates import DateSpan


def to_range(span: DateSpan) -> DateRange:
    """Return the value to store in a `DateRangeField`; an open end is unbounded."""
    return DateRange(span.start, span.end, "[)")


def date_range(start: dt.date, end: dt.date | None = None) -> DateRange:
    """Return the range of civil days `[start, end)`; no `end` = open.

    Raises:
        ValueError: when it would be empty.
    """
    return to_range(DateSpan(start, end))


def to_span(value: DateRange) -> DateSpan:
    """Return the stored range as a `DateSpan`.

    Raises:
        ValueError: when the range has no lower bound; the house never stores one.
    """
    if value.lower is None:
        raise ValueError("a range of civil days without a beginning")
    return DateSpan(value.lower, value.upper)
