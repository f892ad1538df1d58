"""Refusals of organizational life, one per broken rule: what happened, why, what to do next."""

from xuezuo.kernel.errors import DomainError, Kind


class ActivityWrongState(DomainError):
    """The activity is not in a state in which this can be done."""

    code = "life.activity_wrong_state"
    kind = Kind.CONFLICT
    template = "这次活动目前是“{state}”，不能{deed}。{hint}"


class ActivityInFuture(DomainError):
    """A meeting cannot have been held on a day that has not come."""

    code = "life.activity_in_future"
    template = "日期 {on} 还没有到，不能登记为已召开。请改日期，或先保存为计划。"


class RosterTooLarge(DomainError):
    """A members' meeting of more people than a sheet of attendance holds, without a congress in its place."""

    code = "life.roster_too_large"
    template = (
        "这次党员大会应到 {count} 人，一张签到表最多登记 {most} 人，请换一种开法。"
        "党员 500 名以上的，经上级党组织批准可以召开党员代表大会：请在“选举”里登记代表大会和代表，应到名单就是代表；"
        "不开代表大会的，请由各党支部分别召开、分别登记。"
    )


class UnitNotAliveThen(DomainError):
    """The unit did not exist on that day."""

    code = "life.unit_not_alive"
    template = "该组织在 {on} 尚未成立或已经撤销，不能登记这一天的组织生活。请核对日期或组织。"


class KindDoesNotFit(DomainError):
    """This kind of unit does not hold this kind of meeting."""

    code = "life.kind_does_not_fit"
    template = "“{kind}”不由{unit_kind}召开。{hint}"


class PartDoesNotFit(DomainError):
    """A part repeats the activity's own kind or cannot be a part."""

    code = "life.part_does_not_fit"
    template = "“{part}”不能作为“{kind}”的一项内容。请从列出的内容中选择，每项一次。"


class MinutesOutOfRange(DomainError):
    """No meeting lasts that long."""

    code = "life.minutes_out_of_range"
    template = "时长应在 1 到 1440 分钟之间。请核对时长。"


class LecturerMissing(DomainError):
    """A lecture needs to say who gave it."""

    code = "life.lecturer_missing"
    template = "党课需要注明主讲人：请选择党员，或填写系统外主讲人姓名。"


class DeedOfAnotherUnit(DomainError):
    """The client's id already names a deed of another unit."""

    code = "life.deed_of_another_unit"
    kind = Kind.CONFLICT
    template = "这条记录的编号已属于另一组织的记录。请重新打开录入页面再提交。"


class AskDoesNotFit(DomainError):
    """The activity names an ask that is not open for the unit that day, or that this kind cannot meet."""

    code = "life.ask_does_not_fit"
    template = (
        "勾选的要求（学习教育、计划或提示）在 {on} 不适用于该组织，或者这类活动不能落实它。"
        "请去掉勾选，或核对类型和日期。"
    )


class NotOnRoster(DomainError):
    """The member does not belong to the roster of that meeting."""

    code = "life.not_on_roster"
    template = "该党员不在这次会议的应到名单中（以会议当天的组织关系为准）。如确实参加，可由支部登记为列席。"


class AlreadyOnRoster(DomainError):
    """A guest was named who is on the roster."""

    code = "life.already_on_roster"
    template = "该党员已在应到名单中，请在名单上登记出席，不要重复登记为列席。"


class LeaveNeedsReason(DomainError):
    """Leave is granted for a reason."""

    code = "life.leave_needs_reason"
    template = "登记请假需要填写事由（例如：出差、生病）。"


class ReasonMissing(DomainError):
    """Changing what was recorded needs a reason."""

    code = "life.reason_missing"
    template = "更改已登记的内容需要写明原因，原记录会保留。请填写原因。"


class NothingChanged(DomainError):
    """A correction that changes nothing makes no version."""

    code = "life.nothing_changed"
    template = "没有发现改动，未保存新版本。请修改后再提交。"


class SignInRefused(DomainError):
    """The QR code is old, foreign or the meeting does not take sign-ins now."""

    code = "life.sign_in_refused"
    template = "签到未成功：{why}"


class TextMissing(DomainError):
    """Minutes, resolutions and agenda items need words."""

    code = "life.text_missing"
    template = "{what}不能为空。请填写后再保存。"


class TalkNeedsTwoPeople(DomainError):
    """A talk is between two different members."""

    code = "life.talk_needs_two_people"
    template = "谈心谈话需要两名不同的党员。请重新选择。"


class TalkPairDoesNotFit(DomainError):
    """The chosen pair does not agree with the posts held that day."""

    code = "life.talk_pair_does_not_fit"
    template = "所选类型与两人当天的职务不符：应为“{expected}”。请核对类型或日期。"


class AlreadyVoided(DomainError):
    """What is void stays void."""

    code = "life.already_voided"
    kind = Kind.CONFLICT
    template = "这条记录已经作废，不能再更改。"


class BatchAlreadyRevoked(DomainError):
    """A batch can be taken back once."""

    code = "life.batch_already_revoked"
    kind = Kind.CONFLICT
    template = "这次导入已经撤销过。"


class SavedMeanwhile(DomainError):
    """Somebody else saved the same thing after it was opened for editing."""

    code = "life.saved_meanwhile"
    kind = Kind.CONFLICT
    template = (
        "您打开{what}之后，另一位同志已经保存了新的内容。两边的内容都在，没有丢失：请对照后合并，或选用其中一份。"
    )


class ChangedMeanwhile(DomainError):
    """Somebody else changed a setting after it was opened for editing."""

    code = "life.changed_meanwhile"
    kind = Kind.CONFLICT
    template = "您打开页面之后，另一位同志已经修改了{what}，您的修改没有保存。请返回后重新打开，核对后再改。"


class MinutesSealed(DomainError):
    """The time to comment on the minutes is over; they change only by a correction with a reason."""

    code = "life.minutes_sealed"
    kind = Kind.CONFLICT
    template = "会议记录的征求意见期已于 {last_day} 结束，记录已固定。确需修改的，请用“更正会议记录”，写明原因。"


class ItemInUse(DomainError):
    """An item of the agenda was taken away although something hangs on it."""

    code = "life.item_in_use"
    kind = Kind.CONFLICT
    template = "议题“{title}”已有记录、决议、表决，或已列入以后的会议，不能从议程中删除。请保留它，并标明“未议”。"


class ItemOfAnotherMeeting(DomainError):
    """The item does not belong to this meeting."""

    code = "life.item_of_another_meeting"
    template = "这项议题不属于这次会议。请刷新页面后重试。"


class NotToBeCarried(DomainError):
    """Only what an earlier meeting of the same body left unfinished is carried on, and only once."""

    code = "life.not_to_be_carried"
    kind = Kind.CONFLICT
    template = (
        "所选内容不能列入这次会议：只能列入本组织以前同类会议未议、待续的议题或决议，且每项只列入一次。请刷新页面。"
    )


class ResolutionWrongState(DomainError):
    """The decision is not in a state in which this can be done."""

    code = "life.resolution_wrong_state"
    kind = Kind.CONFLICT
    template = "这项决议目前是“{state}”，不能{deed}。请刷新页面查看最新情况。"


class DoneInFuture(DomainError):
    """Nothing is carried out on a day that has not come."""

    code = "life.done_in_future"
    template = "完成日期 {on} 还没有到。请改为今天或以前的日期。"


class CommentsClosed(DomainError):
    """Comments on the minutes are taken only while the minutes are open for them."""

    code = "life.comments_closed"
    kind = Kind.CONFLICT
    template = "现在不能对这份会议记录提意见：{why}"


class CommentAnswered(DomainError):
    """An answer is sealed with the minutes."""

    code = "life.comment_answered"
    kind = Kind.CONFLICT
    template = "这条意见已经答复，征求意见期已于 {last_day} 结束，答复和记录一起固定。需要补充的，请更正会议记录。"


class TurnWrongState(DomainError):
    """The turn of a series cannot be left out or moved."""

    code = "life.turn_wrong_state"
    kind = Kind.CONFLICT
    template = "{turn} 这一次不能{deed}：{why}"


class SeriesRuleOdd(DomainError):
    """The numbers do not say on which days the meetings come."""

    code = "life.series_rule_odd"
    template = "没有说清会议在哪些日子召开：{why}"


class DaysOutOfRange(DomainError):
    """The number of days for comments is not sensible."""

    code = "life.comment_days_out_of_range"
    template = "征求意见的天数应在 1 到 30 之间。请修改。"


class TemplateInUse(DomainError):
    """A template is taken out of use after its series have ended."""

    code = "life.template_in_use"
    kind = Kind.CONFLICT
    template = "还有按这个模板定期召开的会议。请先把定期会议的结束日期设为今天以前，再停用模板。"


class TooManyFeeds(DomainError):
    """Nobody needs more addresses than devices; old ones are to be ended."""

    code = "life.too_many_feeds"
    template = "正在使用的订阅地址已有 {most} 个。请先停用不再使用的，再生成新的。"


class NoOrgLifeMeeting(DomainError):
    """Only organizational-life meetings have this procedure."""

    code = "life.no_org_life_meeting"
    template = "这不是组织生活会，没有组织生活会程序。请在组织生活会的页面办理。"


class PeopleOutOfRange(DomainError):
    """An opinion comes from somebody."""

    code = "life.people_out_of_range"
    template = "人数应在 1 到 9999 之间。请修改。"


class ProblemDecided(DomainError):
    """What became a decision is changed as a decision."""

    code = "life.problem_decided"
    kind = Kind.CONFLICT
    template = "这个问题的整改措施已经列为决议。请在决议页面修改或办理，问题清单会跟着变化。"


class TopicWrongState(DomainError):
    """A topic is studied once, and not after it was dropped."""

    code = "life.topic_wrong_state"
    kind = Kind.CONFLICT
    template = "这个专题不能再办理：{why}需要时请另列一个专题。"
