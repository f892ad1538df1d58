"""Sealing stored numbers again with the present key, so that a former key can be thrown away."""

import datetime as dt

from xuezuo.org.events import people as names
from xuezuo.org.models import MemberIdentity
from xuezuo.platform.access import Actor
from xuezuo.platform.accounts.reseal import factors_reseal
from xuezuo.platform.audit import services as audit
from xuezuo.platform.crypto import bound, is_current, seal, unseal
from xuezuo.platform.crypto.keyprints import field_key_changed

BATCH = 1000


@audit.use_case("org.identities_reseal")
def identities_reseal(*, actor: Actor, at: dt.datetime) -> int:
    """Open every number and second factor that a former key or cipher has sealed and seal it with the present one.

    Returns how many members had something to seal. Journals of imports stay under the key of their day: without it an
    old import cannot be revoked any more.

    Only programs of the house do this (the command line). A value that does not open stops the whole deed.

    Raises:
        Unreadable: a value does not open: its key is not among `XUEZUO_FIELD_KEYS_OLD`, or it was tampered with.
    """
    changed = []
    for row in MemberIdentity.objects.select_related("member").iterator(BATCH):
        fields = [field for field in ("id_number", "phone") if _is_old(getattr(row, field))]
        for field in fields:
            place = bound("org.identity", field, row.member.uid)
            setattr(row, field, seal(unseal(getattr(row, field), place=place), place=place))
        if fields:
            changed.append(row)
    MemberIdentity.objects.bulk_update(changed, ["id_number", "phone"], batch_size=BATCH)
    after = {"rows": len(changed), "count": factors_reseal()}
    field_key_changed()
    audit.record(names.IDENTITIES_RESEALED, actor=actor, subject=("org.identity", "all"), after=after, at=at)
    return len(changed)


def _is_old(value: bytes | memoryview | None) -> bool:
    return value is not None and not is_current(value)
