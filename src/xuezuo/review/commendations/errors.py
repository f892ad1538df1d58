"""Refusals of commendations, one per broken rule."""

from xuezuo.kernel.errors import DomainError, Kind


class WrongState(DomainError):
    """The thing is not in a state in which this can be done."""

    code = "commendations.wrong_state"
    kind = Kind.CONFLICT
    template = "目前是“{state}”，不能{deed}。{hint}"


class NominationWrong(DomainError):
    """Somebody who cannot be nominated here."""

    code = "commendations.nomination_wrong"
    template = "不能推荐：{why}"


class ReasonMissing(DomainError):
    """Grounds, returns, answers and revocations are given in words."""

    code = "commendations.reason_missing"
    template = "请写明{what}。"


class SecondPerson(DomainError):
    """What is checked is checked by somebody else."""

    code = "commendations.second_person"
    kind = Kind.FORBIDDEN
    template = "这一步要由另一个人办理：{why}"


class PrivateWords(DomainError):
    """A text for the public holds a number that may identify somebody."""

    code = "commendations.private_words"
    template = "公示内容里有像身份证号或电话号码的数字，不能公示。请删去；公示只写姓名和所在组织。"


class NoticeRunning(DomainError):
    """Nothing is decided while people may still object."""

    code = "commendations.notice_running"
    kind = Kind.CONFLICT
    template = "{why}，还不能决定。"


class TooManyAwards(DomainError):
    """A scheme has so many places and no more."""

    code = "commendations.too_many_awards"
    kind = Kind.CONFLICT
    template = "名额是 {places} 个，已经用完。"


class NothingToPublish(DomainError):
    """Nobody passed all levels."""

    code = "commendations.nothing_to_publish"
    template = "还没有审核通过的推荐，没有可以公示的。"


class DayWrong(DomainError):
    """A day lies where it cannot."""

    code = "commendations.day_wrong"
    template = "日期不对：{why}"
