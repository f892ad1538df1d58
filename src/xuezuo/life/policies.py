"""Capabilities of organizational life: which roles may do what, and how far it reaches.

Reach `HERE` is the post's unit and the groups directly below it: a committee reads its branches' deeds but never writes
them. Members see the meetings of their own branch and their own attendance; other members' reasons for leave are shown
only to those who keep the attendance there. Signing in needs no capability: being on the meeting's roster is the right
to it.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.GROUP_LEADER, Role.ORGANIZER}
LOOKERS = KEEPERS | {Role.INSPECTOR}
EVERYONE = LOOKERS | {Role.MEMBER}

ACTIVITY_VIEW = capability("life.activity.view", "查看组织生活", roles=LOOKERS, reach=Reach.BELOW)
ACTIVITY_VIEW_OWN = capability("life.activity.view_own", "查看本组织的组织生活", roles=EVERYONE, reach=Reach.HERE)
ACTIVITY_RECORD = capability("life.activity.record", "记录组织生活", roles=KEEPERS, reach=Reach.HERE)
ACTIVITY_CORRECT = capability(
    "life.activity.correct",
    "更正组织生活记录",
    roles={Role.SECRETARY, Role.GROUP_LEADER, Role.ORGANIZER},
    reach=Reach.HERE,
)
TALK_RECORD = capability("life.talk.record", "登记谈心谈话", roles=KEEPERS, reach=Reach.HERE)
DEEDS_IMPORT = capability(
    "life.deeds.import", "导入组织生活", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
DEEDS_EXPORT = capability(
    "life.deeds.export", "导出组织生活", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
