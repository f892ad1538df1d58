"""Capabilities of plans and prompts: which roles may do what, and how far it reaches.

Everybody reads what binds the own unit: the plans of the unit, of those above it and, by reach, of those below.
Drafts are seen by those who write them. Who has read a prompt is for the unit that sent it.
"""

from xuezuo.org.policies import EVERYONE
from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

WRITERS = {Role.SECRETARY, Role.ORGANIZER}
KEEPERS = WRITERS | {Role.COMMITTEE_MEMBER}

PLAN_VIEW = capability("plans.plan.view", "查看年度计划和工作提示", roles=EVERYONE, reach=Reach.BELOW)
PLAN_EDIT = capability("plans.plan.edit", "编写年度计划", roles=WRITERS, reach=Reach.HERE)
PROMPT_SEND = capability("plans.prompt.send", "发出工作提示", roles=WRITERS, reach=Reach.HERE)
PROMPT_RECEIVE = capability("plans.prompt.receive", "代表组织阅工作提示", roles=KEEPERS, reach=Reach.HERE)
RECEIPTS_VIEW = capability("plans.receipt.view", "查看工作提示的阅知情况", roles=KEEPERS, reach=Reach.HERE)
