"""Use cases of the library."""

from xuezuo.study.library.services.adding import material_add
from xuezuo.study.library.services.arranging import group_lead, group_leave
from xuezuo.study.library.services.correcting import (
    material_correct,
    material_share,
    material_tag,
    material_withdraw,
)
from xuezuo.study.library.services.files import file_attach, file_remove
from xuezuo.study.library.services.importing import ImportRequest, materials_import
from xuezuo.study.library.services.listing import listing_set

__all__ = [
    "ImportRequest",
    "file_attach",
    "file_remove",
    "group_lead",
    "group_leave",
    "listing_set",
    "material_add",
    "material_correct",
    "material_share",
    "material_tag",
    "material_withdraw",
    "materials_import",
]
