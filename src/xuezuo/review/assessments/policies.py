"""Capabilities of assessments. Who was drawn answers through the ballots and needs no capability."""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER}

SURVEY_VIEW = capability("assessments.survey.view", "查看专项评估", roles=KEEPERS | {Role.INSPECTOR}, reach=Reach.BELOW)
SURVEY_KEEP = capability("assessments.survey.keep", "组织专项评估", roles=KEEPERS, reach=Reach.HERE)
