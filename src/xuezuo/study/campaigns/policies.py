"""Capabilities of campaigns.

Everybody sees the campaigns that bind a unit of theirs. Who keeps a unit starts campaigns there; what is checked below
is recorded by those who keep or inspect the units above.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

CAMPAIGN_VIEW = capability("campaigns.campaign.view", "查看学习教育", roles=EVERYONE, reach=Reach.BELOW)
CAMPAIGN_RUN = capability(
    "campaigns.campaign.run", "组织学习教育", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.HERE
)
CHECK_RECORD = capability(
    "campaigns.check.record",
    "登记学习教育检查结果",
    roles={Role.ORGANIZER, Role.INSPECTOR},
    reach=Reach.BELOW,
)
