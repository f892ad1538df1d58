"""Lists of rooms above, told to the library so that search can be narrowed to them."""

import uuid
from collections.abc import Collection

from xuezuo.study.library.models import Listing


def listing_set(list_uid: uuid.UUID, material_ids: Collection[int]) -> None:
    """Say which materials stand in a list of a room above.

    Runs in the caller's transaction and by its
    rights: a list opens nothing, readers see only those of its materials that they may read anyhow.
    """
    there = set(Listing.objects.filter(list_uid=list_uid).values_list("material_id", flat=True))
    wanted = set(material_ids)
    Listing.objects.filter(list_uid=list_uid, material_id__in=there - wanted).delete()
    Listing.objects.bulk_create(Listing(list_uid=list_uid, material_id=key) for key in sorted(wanted - there))
