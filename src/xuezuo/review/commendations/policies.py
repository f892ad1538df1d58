"""Capabilities of commendations: which roles may do what, and how far it reaches.

A scheme and its public notice are read by everybody at or below its unit. A nomination is read by posts of its unit
and above, and by whom it is about. Awards, pledges and exemplary posts: the person and the own unit.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

WRITERS = {Role.SECRETARY, Role.ORGANIZER}
KEEPERS = WRITERS | {Role.COMMITTEE_MEMBER}

SCHEME_VIEW = capability("commendations.scheme.view", "查看评选表彰", roles=EVERYONE, reach=Reach.BELOW)
SCHEME_KEEP = capability("commendations.scheme.keep", "办理评选表彰", roles=KEEPERS, reach=Reach.HERE)
NOMINATE = capability("commendations.nomination.make", "推荐表彰对象", roles=KEEPERS, reach=Reach.HERE)
NOMINATION_VIEW = capability("commendations.nomination.view", "查看推荐材料", roles=KEEPERS, reach=Reach.BELOW)
RECORD_KEEP = capability("commendations.record.keep", "登记先锋岗、确认承诺", roles=KEEPERS, reach=Reach.HERE)
