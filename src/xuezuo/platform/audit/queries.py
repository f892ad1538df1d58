"""Reading the audit trail."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.audit.models import Entry


def has_entry(name: str, *, account_id: int | None, member_uid: uuid.UUID, since: dt.datetime) -> bool:
    """Tell whether the account has done this to the member since the instant."""
    with acting_as(SYSTEM):  # the asker need not see the entry, nor does the answer show it
        return Entry.objects.filter(name=name, account_id=account_id, member_uid=member_uid, at__gte=since).exists()


def entries(where: Q) -> QuerySet[Entry]:
    """Return the entries that satisfy a policy's condition, the newest first."""
    return Entry.objects.filter(where).order_by("-at", "-id")


def entries_about_member(member_uid: uuid.UUID, names: Sequence[str]) -> QuerySet[Entry]:
    """Return the entries of these names about a member, the newest first."""
    return entries(Q(member_uid=member_uid, name__in=names))


def entries_of_subject(kind: str, uid: uuid.UUID | str) -> QuerySet[Entry]:
    """Return the history of one thing, the newest first."""
    return entries(Q(subject_kind=kind, subject_uid=str(uid)))
