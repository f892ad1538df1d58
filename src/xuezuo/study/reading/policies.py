"""Capabilities of reading: which roles may do what, and how far it reaches.

Lists are kept by a unit's officers and read by whoever belongs at or below the unit. Self-study is approved in the
member's own branch; nobody approves one's own. Bookmarks, notes and habits need no capability: they are the member's.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

LIST_VIEW = capability("reading.list.view", "查看学习清单", roles=EVERYONE, reach=Reach.HERE)
LIST_KEEP = capability(
    "reading.list.keep",
    "管理学习清单",
    roles={Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER},
    reach=Reach.HERE,
)
STUDY_APPROVE = capability(
    "reading.self_study.approve", "认可个人自学", roles={Role.SECRETARY, Role.COMMITTEE_MEMBER}, reach=Reach.HERE
)
