"""Capabilities of the duties room."""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

STATUS_VIEW = capability("duties.status.view", "查看落实情况", roles=EVERYONE, reach=Reach.BELOW)
HOURS_VIEW = capability(
    "duties.hours.view", "查看党员学时", roles={Role.SECRETARY, Role.COMMITTEE_MEMBER}, reach=Reach.HERE
)
RULES_VIEW = capability("duties.rules.view", "查看规定", roles=EVERYONE | {Role.ADMIN}, reach=Reach.BELOW)
