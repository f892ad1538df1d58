"""Capabilities of elections: which roles may do what, and how far it reaches.

A unit holds its election itself; what needs the word of the unit above (request, candidates, result, notices, shifts)
is answered from above, by somebody else (`queries.access.oversees`). To be on the list of electors, or a candidate, is
the right to see an election; nobody's post opens a ballot.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

RUNNERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER}
LOOKERS = RUNNERS | {Role.INSPECTOR}

ELECTIONS_VIEW = capability("elections.election.view", "查看下级的换届和选举", roles=LOOKERS, reach=Reach.BELOW)
ELECTIONS_RUN = capability("elections.election.run", "办理换届和选举", roles=RUNNERS, reach=Reach.HERE)
ELECTIONS_OVERSEE = capability(
    "elections.election.oversee", "批复下级的选举、提醒换届", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
CONGRESS_RUN = capability(
    "elections.congress.run", "筹备党代表大会", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.HERE
)
