"""Reads of the library: the doors, lists and search, one material, likeness."""

from xuezuo.study.library.queries.access import (
    is_open_to,
    material_get_for,
    materials_q,
    require_material,
    units_to_keep_for,
)
from xuezuo.study.library.queries.detail import MaterialPage, material_page
from xuezuo.study.library.queries.lists import (
    batch_list,
    material_count,
    material_list,
    material_rows,
    materials_by_uid,
    tag_list,
)
from xuezuo.study.library.queries.search import Hit, SearchPage, material_search
from xuezuo.study.library.queries.titles import Named, materials_named

__all__ = [
    "Hit",
    "MaterialPage",
    "Named",
    "SearchPage",
    "batch_list",
    "is_open_to",
    "material_count",
    "material_get_for",
    "material_list",
    "material_page",
    "material_rows",
    "material_search",
    "materials_by_uid",
    "materials_named",
    "materials_q",
    "require_material",
    "tag_list",
    "units_to_keep_for",
]
