"""Structural deeds: set up, rename, move, merge, split, dissolve a unit, each from a day on, by a document.

A deed for a day sets how things stand from that day until the next change that is already recorded, so changes may be
entered in any order: backdated, for today, for the future. Everything before the day stays as it was. A unit that ends
on a day does not exist on that day any more (days are half-open); its successors do.

Locks, in this order: the structure lock (one advisory lock, so deeds run one after the other and two moves cannot make
a cycle), then the rows of ending units by id (so that nobody joins a unit that is ending, and nothing more is recorded
of it).
"""

from xuezuo.org.services.structure.dissolve import unit_dissolve
from xuezuo.org.services.structure.frame import lock_structure
from xuezuo.org.services.structure.joining import affiliation_put, stay_in, unit_keep
from xuezuo.org.services.structure.merge import unit_merge
from xuezuo.org.services.structure.move import unit_move
from xuezuo.org.services.structure.preview import structure_preview
from xuezuo.org.services.structure.recorded import concerns_about, recorded_from
from xuezuo.org.services.structure.rename import unit_rename
from xuezuo.org.services.structure.set_up import unit_set_up
from xuezuo.org.services.structure.split import unit_split

__all__ = [
    "affiliation_put",
    "concerns_about",
    "lock_structure",
    "recorded_from",
    "stay_in",
    "structure_preview",
    "unit_dissolve",
    "unit_keep",
    "unit_merge",
    "unit_move",
    "unit_rename",
    "unit_set_up",
    "unit_split",
]
