"""Capabilities of the library.

A unit's officers keep its materials; whoever belongs at or below the audience of a material reads it; officers above a
keeper see what is kept below them. Sharing with a wider circle is decided by that circle's own organizers.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

_KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER}

MATERIAL_VIEW = capability("library.material.view", "查看学习资料", roles=EVERYONE, reach=Reach.HERE)
MATERIAL_OVERSEE = capability(
    "library.material.oversee", "查看下级组织的学习资料", roles=_KEEPERS | {Role.INSPECTOR}, reach=Reach.BELOW
)
MATERIAL_KEEP = capability("library.material.keep", "管理学习资料", roles=_KEEPERS, reach=Reach.HERE)
MATERIAL_SHARE = capability(
    "library.material.share", "向更大范围开放学习资料", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.HERE
)
GROUP_ARRANGE = capability(
    "library.group.arrange", "整理相似资料", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
