"""Capabilities of evaluation: which roles may do what, and how far it reaches.

Names, grades and opinions are for the branch's own keepers (reach HERE). Above the branch there are counts, and a
single name only in an appeal, which two people answer. Members need no capability for what is about themselves.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

KEEPERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER}
STARTERS = {Role.SECRETARY, Role.ORGANIZER}

ROUND_START = capability("evaluation.round.start", "启动民主评议", roles=STARTERS, reach=Reach.BELOW)
PART_KEEP = capability("evaluation.part.keep", "组织本支部民主评议", roles=KEEPERS, reach=Reach.HERE)
COUNTS_VIEW = capability(
    "evaluation.counts.view",
    "查看民主评议进度和人数",
    roles=KEEPERS | {Role.ORGANIZER, Role.INSPECTOR},
    reach=Reach.BELOW,
)
APPEAL_DECIDE = capability("evaluation.appeal.decide", "答复下级党员的申诉", roles=STARTERS, reach=Reach.BELOW)
PAST_IMPORT = capability("evaluation.past.import", "导入往年民主评议结果", roles=STARTERS, reach=Reach.BELOW)
TAKE_PART = capability(
    "evaluation.subject.take_part",
    "参加民主评议",
    roles=KEEPERS | STARTERS | {Role.GROUP_LEADER, Role.INSPECTOR, Role.MEMBER},
    reach=Reach.BELOW,
)
