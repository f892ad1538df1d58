"""Capabilities of contests: which roles may do what, and how far it reaches.

A contest is run at its unit. Taking part, entering a work and judging need no capability: to belong to the audience,
or to be appointed to the jury, is the right to it. Nobody's post opens a juror's marks or, before the end, who wrote
what: the database refuses it too.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

RUNNERS = {Role.SECRETARY, Role.ORGANIZER}
LOOKERS = RUNNERS | {Role.COMMITTEE_MEMBER, Role.INSPECTOR}

CONTEST_VIEW = capability("contests.contest.view", "查看下级的比赛", roles=LOOKERS, reach=Reach.BELOW)
CONTEST_RUN = capability("contests.contest.run", "组织比赛", roles=RUNNERS, reach=Reach.HERE)
CONTEST_HOST = capability(
    "contests.contest.host", "主持知识竞赛", roles=RUNNERS | {Role.COMMITTEE_MEMBER}, reach=Reach.HERE
)
