"""Capabilities of training: which roles may do what, and how far it reaches.

A class is kept at the unit that holds it; those below it see it and enrol their own people; those above see who came.
Asking for a place oneself needs no capability beyond seeing the class. Reasons of leave are read by the keepers only.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.ORGANIZER}
LOOKERS = KEEPERS | {Role.COMMITTEE_MEMBER, Role.INSPECTOR}
EVERYONE = LOOKERS | {Role.GROUP_LEADER, Role.MEMBER}

CLASS_VIEW = capability("training.class.view", "查看培训班的学员和出勤", roles=LOOKERS, reach=Reach.BELOW)
CLASS_READ = capability("training.class.read", "查看培训班", roles=EVERYONE, reach=Reach.HERE)
CLASS_KEEP = capability("training.class.keep", "举办培训班", roles=KEEPERS, reach=Reach.HERE)
ENROL = capability(
    "training.enrolment.keep", "为本组织党员报名", roles=KEEPERS | {Role.COMMITTEE_MEMBER}, reach=Reach.HERE
)
