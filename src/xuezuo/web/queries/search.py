"""One box for units, members and materials, within what the asker may see.

Units and members by name, pinyin, initials, code or member's number; materials by the words of their title and text.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.text import squeeze
from xuezuo.org.policies import MEMBER_VIEW
from xuezuo.org.queries.members import MemberFilter, MemberRow, member_list, member_rows
from xuezuo.org.queries.secrets import holds_secret
from xuezuo.org.queries.tree import rows_by_id, unit_labels
from xuezuo.org.queries.units import unit_search
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.library.policies import MATERIAL_VIEW
from xuezuo.study.library.queries import Hit, material_search
from xuezuo.study.library.types import MaterialFilter

SHOWN = 10
TEXTS_SHOWN = 5


@dataclasses.dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit that was found, with the name of the unit above it."""

    row: UnitRow
    parent_name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a search brought.

    Attributes:
        units: the first hits, by code.
        members: the first hits, by pinyin; empty for people who may not look at members.
        materials: the first hits, those with a fitting title first.
        has_more_units: there are more than are shown.
        has_more_members: there are more than are shown.
        has_more_materials: there are more than are shown.
        is_secret: the text looks like an identity number or a phone and was not searched for.
        may_find: the asker has the page that searches for such numbers.
    """

    units: Sequence[UnitHit] = ()
    members: Sequence[MemberRow] = ()
    materials: Sequence[Hit] = ()
    has_more_units: bool = False
    has_more_members: bool = False
    has_more_materials: bool = False
    is_secret: bool = False
    may_find: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was found."""
        return not self.units and not self.members and not self.materials


def search(actor: Actor, text: str, on: dt.date) -> Found:
    """Return the units and members of the civil day `on` that match `text`; nothing for an empty text."""
    typed = squeeze(text)
    if not typed:
        return Found()
    if holds_secret(typed):
        return Found(is_secret=True, may_find=bool(MEMBER_VIEW.nodes(actor)))
    ids = list(unit_search(actor, typed, on).values_list("pk", flat=True)[: SHOWN + 1])
    units = rows_by_id(ids, on)
    above = unit_labels({row.parent_id for row in units if row.parent_id}, on)
    members = list(member_list(actor, MemberFilter(text=typed), on)[: SHOWN + 1]) if MEMBER_VIEW.nodes(actor) else []
    texts = _materials(actor, typed, on)
    return Found(
        materials=texts[:TEXTS_SHOWN],
        has_more_materials=len(texts) > TEXTS_SHOWN,
        units=[UnitHit(row, above[row.parent_id][1] if row.parent_id in above else "") for row in units[:SHOWN]],
        members=member_rows(members[:SHOWN], on),
        has_more_units=len(units) > SHOWN,
        has_more_members=len(members) > SHOWN,
    )


def _materials(actor: Actor, text: str, on: dt.date) -> Sequence[Hit]:
    """Return the materials that hold all the words; a search that had to be loosened brings none here."""
    if not MATERIAL_VIEW.is_held_by(actor):
        return ()
    found = material_search(actor, MaterialFilter(text=text), on)
    return () if found.is_loose else found.page.rows
