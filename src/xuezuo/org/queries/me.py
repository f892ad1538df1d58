"""What belongs to the person who asks."""

from xuezuo.org.models import Member
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.models import Entry
from xuezuo.platform.audit.names import label_of
from xuezuo.platform.audit.queries import entries_of_subject

LAST_LOGINS = 20


def my_member(actor: Actor) -> Member | None:
    """Return the member behind the asker's log-in."""
    return Member.objects.filter(pk=actor.member_id).first() if actor.member_id else None


def my_logins(actor: Actor) -> list[tuple[Entry, str]]:
    """Return the last deeds around the asker's log-in (log-ins, failed ones, passwords), with their words."""
    if actor.account_id is None:
        return []
    with beyond_scope():  # a log-in belongs to no unit; these are the asker's own
        found = list(entries_of_subject("accounts.account", str(actor.account_id))[:LAST_LOGINS])
    return [(entry, label_of(entry.name)) for entry in found]
