"""Capabilities of the organization room: which roles may do what, and how far it reaches.

Roles follow from posts held on the day (`types.ROLE_OF_POST`); a technical administrator has none of these.
"""

from xuezuo.org.types import Role
from xuezuo.platform.access import Reach, capability

EVERYONE = {
    Role.SECRETARY,
    Role.COMMITTEE_MEMBER,
    Role.GROUP_LEADER,
    Role.ORGANIZER,
    Role.INSPECTOR,
    Role.MEMBER,
}
OFFICERS = {Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.ORGANIZER}

UNIT_VIEW = capability("org.unit.view", "查看党组织", roles=EVERYONE, reach=Reach.BELOW)
UNIT_CHANGE = capability("org.unit.change", "调整党组织设置", roles={Role.ORGANIZER}, reach=Reach.BELOW)
MEMBER_VIEW = capability(
    "org.member.view", "查看党员信息", roles=OFFICERS | {Role.GROUP_LEADER, Role.INSPECTOR}, reach=Reach.BELOW
)
MEMBER_CHANGE = capability(
    "org.member.change", "维护党员信息", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
MEMBER_UNMASK = capability(
    "org.member.unmask", "查看完整证件号码和手机号码", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
MEMBER_INVITE = capability(
    "org.member.invite", "打印登录邀请码", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
POST_CHANGE = capability("org.post.change", "登记任职和任期", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW)
TRANSFER_SEND = capability(
    "org.transfer.send", "转出组织关系", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
TRANSFER_RECEIVE = capability(
    "org.transfer.receive", "接收组织关系", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW
)
ROSTER_IMPORT = capability("org.roster.import", "导入花名册", roles={Role.ORGANIZER}, reach=Reach.BELOW)
ROSTER_EXPORT = capability("org.roster.export", "导出花名册", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW)
AUDIT_VIEW = capability("org.audit.view", "查看操作留痕", roles={Role.SECRETARY, Role.ORGANIZER}, reach=Reach.BELOW)
