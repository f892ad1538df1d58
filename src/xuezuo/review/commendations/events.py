"""Audit names of the app."""

from xuezuo.platform.audit.names import register_name

SCHEME_MADE = register_name("commendations.scheme_made", "设立表彰项目")
NOMINATION_MADE = register_name("commendations.nomination_made", "推荐表彰对象")
NOMINATION_STEPPED = register_name("commendations.nomination_stepped", "审核推荐")
NOMINATION_CONSENTED = register_name("commendations.nomination_consented", "本人对公示姓名表态")
NOTICE_PROPOSED = register_name("commendations.notice_proposed", "提出公示")
NOTICE_REVIEWED = register_name("commendations.notice_reviewed", "公示保密审查")
NOTICE_APPROVED = register_name("commendations.notice_approved", "批准公示")
OBJECTION_RECEIVED = register_name("commendations.objection_received", "收到公示异议")
OBJECTION_ANSWERED = register_name("commendations.objection_answered", "答复公示异议")
NOMINATION_DECIDED = register_name("commendations.nomination_decided", "决定表彰")
AWARD_REVOKED = register_name("commendations.award_revoked", "撤销表彰")
PLEDGE_MADE = register_name("commendations.pledge_made", "作出承诺")
PLEDGE_STATED = register_name("commendations.pledge_stated", "说明承诺是否兑现")
PLEDGE_CONFIRMED = register_name("commendations.pledge_confirmed", "支部确认承诺兑现情况")
POST_SET = register_name("commendations.post_set", "设立先锋岗")
POST_ENDED = register_name("commendations.post_ended", "结束先锋岗")
