"""Events and audit names of deeds about members."""

import dataclasses
import datetime as dt

from xuezuo.platform.audit.names import register_name

MEMBER_ENROLLED = register_name("org.member_enrolled", "登记党员")
MEMBER_CORRECTED = register_name("org.member_corrected", "更正党员信息")
MEMBER_RENUMBERED = register_name("org.member_renumbered", "更正党员编号")
MEMBER_PROMOTED = register_name("org.member_promoted", "预备党员转正")
MEMBER_ENDED = register_name("org.member_ended", "党员出册")
MEMBER_REGROUPED = register_name("org.member_regrouped", "调整编组")
MEMBER_VIEWED = register_name("org.member_viewed", "查看党员信息")
AFFILIATION_ADDED = register_name("org.affiliation_added", "登记组织关系")
AFFILIATION_ENDED = register_name("org.affiliation_ended", "终止组织关系")
TRANSFER_SENT = register_name("org.transfer_sent", "转出组织关系")
TRANSFER_RECEIVED = register_name("org.transfer_received", "接收组织关系")
TRANSFER_REFUSED = register_name("org.transfer_refused", "退回组织关系转接")
TRANSFER_WITHDRAWN = register_name("org.transfer_withdrawn", "撤回组织关系转接")
POST_APPOINTED = register_name("org.post_appointed", "登记任职")
POST_ENDED = register_name("org.post_ended", "登记免职")
TERM_BEGUN = register_name("org.term_begun", "登记新一届任期")
TERM_ENDED = register_name("org.term_ended", "登记任期结束")
TERM_NOTICED = register_name("org.term_noticed", "提醒按期换届")
TERM_SHIFTED = register_name("org.term_shifted", "批准延期或提前换届")
COMMITTEE_REPLACED = register_name("org.committee_replaced", "按选举结果写入任职")
COMMITTEE_RESTORED = register_name("org.committee_restored", "撤销按选举结果写入的任职")
IDENTITY_SET = register_name("org.identity_set", "登记证件号码或手机号码")
IDENTITY_UNMASKED = register_name("org.identity_unmasked", "查看完整证件号码或手机号码")
IDENTITIES_RESEALED = register_name("org.identities_resealed", "用新密钥重新加密号码")
INVITATION_ISSUED = register_name("org.invitation_issued", "打印登录邀请码")
INVITATION_REVOKED = register_name("org.invitation_revoked", "作废登录邀请码")
MEMBER_JOINED = register_name("org.member_joined", "凭邀请码开通登录")

LOOKS = (MEMBER_VIEWED, IDENTITY_UNMASKED)  # what "who looked at my record" shows


@dataclasses.dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Who belongs where, in which stage or with which post is different from a day on.

    Attributes:
        member_id: the member.
        unit_ids: the units whose roster or posts changed, ascending.
        on: first civil day on which it is different.
    """

    member_id: int
    unit_ids: tuple[int, ...]
    on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class TermChanged:
    """A term of office of a unit began or ended on a day."""

    unit_id: int
    on: dt.date
