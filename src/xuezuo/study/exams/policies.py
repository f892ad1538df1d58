"""Capabilities of exams: which roles may do what, and how far it reaches.

A unit's exams and banks are made at that unit. Results on paper are entered by the branch or by whoever stands above
it. Sitting an exam needs no capability: to belong to its audience (`queries.audience`) is the right to it. Nobody's
post opens somebody else's marks.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

AUTHORS = {Role.SECRETARY, Role.ORGANIZER}
LOOKERS = AUTHORS | {Role.COMMITTEE_MEMBER, Role.INSPECTOR}

EXAM_VIEW = capability("exams.exam.view", "查看考学情况", roles=LOOKERS, reach=Reach.BELOW)
EXAM_AUTHOR = capability("exams.exam.author", "组织考学", roles=AUTHORS, reach=Reach.HERE)
BANK_EDIT = capability("exams.bank.edit", "维护题库", roles=AUTHORS, reach=Reach.HERE)
EXAM_MARK = capability("exams.exam.mark", "评阅简答题", roles=AUTHORS | {Role.COMMITTEE_MEMBER}, reach=Reach.HERE)
EXAM_ENTER = capability("exams.exam.enter", "录入纸质考学成绩", roles=AUTHORS, reach=Reach.BELOW)
