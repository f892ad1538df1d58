"""Capabilities of training: which roles may do what, and how far it reaches.

What a unit keeps (classes, lecturers, teaching points, cases) is seen by everybody at or below it and by the posts
above; those below use it for their own people: enrol them, book a lecture, visit a place. Those above see who came.
Asking for a place in a class oneself needs no capability beyond `READ`. Reasons of leave are read by the keepers only.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.ORGANIZER}
OFFICERS = KEEPERS | {Role.COMMITTEE_MEMBER}
LOOKERS = OFFICERS | {Role.INSPECTOR}
EVERYONE = LOOKERS | {Role.GROUP_LEADER, Role.MEMBER}

VIEW = capability("training.view", "查看下级的培训与宣讲", roles=LOOKERS, reach=Reach.BELOW)
READ = capability("training.read", "查看培训与宣讲", roles=EVERYONE, reach=Reach.HERE)
CLASS_KEEP = capability("training.class.keep", "举办培训班", roles=KEEPERS, reach=Reach.HERE)
ENROL = capability("training.enrolment.keep", "为本组织党员报名", roles=OFFICERS, reach=Reach.HERE)
LECTURER_KEEP = capability("training.lecturer.keep", "管理宣讲员和宣讲安排", roles=KEEPERS, reach=Reach.HERE)
BOOK = capability("training.booking.make", "为本组织预约宣讲", roles=OFFICERS, reach=Reach.HERE)
PLACE_KEEP = capability("training.place.keep", "管理教学点和线路", roles=KEEPERS, reach=Reach.HERE)
VISIT_RECORD = capability(
    "training.visit.record", "登记现场教学", roles=OFFICERS | {Role.GROUP_LEADER}, reach=Reach.HERE
)
CASE_KEEP = capability("training.case.keep", "编写和发布案例", roles=OFFICERS, reach=Reach.HERE)
TOPIC_KEEP = capability("training.topic.keep", "管理课题", roles=OFFICERS, reach=Reach.HERE)
