"""Events and audit names of structural deeds."""

import dataclasses
import datetime as dt

from xuezuo.platform.audit.names import register_name

UNIT_SET_UP = register_name("org.unit_set_up", "设立党组织")
UNIT_RENAMED = register_name("org.unit_renamed", "党组织更名")
UNIT_MOVED = register_name("org.unit_moved", "调整隶属关系")
UNIT_MERGED = register_name("org.unit_merged", "合并党组织")
UNIT_SPLIT = register_name("org.unit_split", "分设党组织")
UNIT_DISSOLVED = register_name("org.unit_dissolved", "撤销党组织")


@dataclasses.dataclass(frozen=True, slots=True)
class TreeChanged:
    """A structural deed took place.

    Attributes:
        kind: a `ChangeKind`.
        unit_ids: the units it was about, ascending: those that changed, ended, began or received.
        on: first civil day on which the tree is different; everything before is as it was.
    """

    kind: str
    unit_ids: tuple[int, ...]
    on: dt.date
