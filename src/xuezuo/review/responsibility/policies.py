"""Capabilities of the chain of responsibility: which roles may do what, and how far it reaches.

A list of duties, once adopted, is read by everybody at or below its unit. A report is read by posts of its unit and of
those above; a yearly one that was given to the members' meeting also by the unit's members. What a review of reports
came to is for the person and for those who keep the round.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

WRITERS = {Role.SECRETARY, Role.ORGANIZER}
KEEPERS = WRITERS | {Role.COMMITTEE_MEMBER}

LIST_VIEW = capability("responsibility.list.view", "查看责任清单", roles=EVERYONE, reach=Reach.BELOW)
LIST_EDIT = capability("responsibility.list.edit", "编制责任清单", roles=WRITERS, reach=Reach.HERE)
REPORT_VIEW = capability(
    "responsibility.report.view", "查看责任报告", roles=KEEPERS | {Role.INSPECTOR}, reach=Reach.BELOW
)
REPORT_WRITE = capability("responsibility.report.write", "起草和报送责任报告", roles=KEEPERS, reach=Reach.HERE)
REPORT_RECEIVE = capability("responsibility.report.receive", "签收、退回下级报告", roles=WRITERS, reach=Reach.HERE)
REVIEW_KEEP = capability("responsibility.review.keep", "组织述职评议", roles=WRITERS, reach=Reach.HERE)
