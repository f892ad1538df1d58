"""Capabilities of votes at meetings: which roles may do what, and how far it reaches.

Those who keep the meetings of a branch run its votes. Whoever stands on the frozen list reads what came of the vote,
for good. What somebody said in writing is read by that member alone. What a count leaves open is ruled on by the unit
itself or from above, and recorded by either.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER}
LOOKERS = KEEPERS | {Role.INSPECTOR}

VOTE_RUN = capability("votes.vote.run", "组织会议表决", roles=KEEPERS, reach=Reach.HERE)
VOTE_CORRECT = capability(
    "votes.vote.correct", "更正、重新组织或作废会议表决", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.HERE
)
VOTE_RULE = capability(
    "votes.vote.rule", "登记规定未明确的表决结果的认定", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
VOTE_VIEW = capability("votes.vote.view", "查看下级的会议表决", roles=LOOKERS, reach=Reach.BELOW)
