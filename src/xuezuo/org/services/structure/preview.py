"""What a structural deed would do, found by doing it and taking it back."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from xuezuo.org.queries.profile import Change, changes_recorded


class _TakenBack(Exception):
    """Ends the trial."""


def structure_preview(deed: Callable[[], object], at: dt.datetime) -> tuple[Change, ...]:
    """Carry the deed out, read what it recorded at the instant `at`, and undo everything.

    The trial is exact: the same checks, the same counts, nothing computed a second way. It waits for the structure
    lock and keeps it to the end of the request.

    Raises:
        DomainError: whatever the deed refuses.
    """
    found: tuple[Change, ...] = ()
    try:
        with transaction.atomic():
            deed()
            found = changes_recorded(at)
            raise _TakenBack
    except _TakenBack:
        return found
