"""Capabilities of polls: which roles may do what, and how far it reaches.

Those who keep the meetings of a unit run its polls. Taking part needs no capability: standing on the frozen list is
the right to it. Nobody's post opens a ballot: the tables are sealed for everybody but the poll's own services.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.GROUP_LEADER, Role.ORGANIZER}
LOOKERS = KEEPERS | {Role.INSPECTOR}

BALLOTS_RUN = capability("ballots.poll.run", "主持投票", roles=KEEPERS, reach=Reach.HERE)
BALLOTS_VIEW = capability("ballots.poll.view", "查看下级的投票结果", roles=LOOKERS, reach=Reach.BELOW)
