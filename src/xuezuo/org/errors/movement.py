"""Why a transfer, an invitation or a look at a number is refused."""

from xuezuo.kernel.errors import DomainError, Kind


class TransferOpen(DomainError):
    """One transfer at a time."""

    code = "org.transfer_open"
    kind = Kind.CONFLICT
    template = "该党员有一份转接尚待接收。请等待接收，或先撤回。"


class TransferDecided(DomainError):
    """The transfer was received, refused or withdrawn already."""

    code = "org.transfer_decided"
    kind = Kind.CONFLICT
    template = "这份转接已经办结（{state}），不能再次办理。"


class TransferExpired(DomainError):
    """The letter is too old to receive the member on that day."""

    code = "org.transfer_expired"
    kind = Kind.CONFLICT
    template = "介绍信有效期至 {until}，已不能接收。请联系转出支部撤回后重新转出。"


class TransferTooEarly(DomainError):
    """Received before it was sent, or on the affiliation's first day."""

    code = "org.transfer_too_early"
    template = "接收日期须晚于原组织关系的起始日期 {since}，且不早于转出日期 {sent}。"


class TransferAhead(DomainError):
    """A transfer is entered on the day it takes place, or afterwards."""

    code = "org.transfer_ahead"
    template = "日期 {on} 还没有到。组织关系转接不能预先登记：请在当天或之后办理，或改填今天以前的日期。"


class LetterTooLong(DomainError):
    """Letters are valid for three months at most."""

    code = "org.letter_too_long"
    template = "介绍信有效期最长三个月，最晚填 {latest}。（组通字〔2006〕45号）"


class TransferToSame(DomainError):
    """The member is there already."""

    code = "org.transfer_to_same"
    template = "转入组织与现所在组织相同，或属于同一支部。支部内部调整党小组请用“调整编组”。"


class NoFormalAffiliation(DomainError):
    """There is nothing to transfer."""

    code = "org.no_formal_affiliation"
    kind = Kind.CONFLICT
    template = "该党员在 {on} 没有正式组织关系，不能办理。"


class InvitationInvalid(DomainError):
    """Unknown, used, expired or revoked: the stranger is not told which."""

    code = "org.invitation_invalid"
    template = "邀请码或核对信息不正确，或者邀请码已经使用、过期、作废。请核对邀请单，必要时请支部书记重新打印。"


class InvitationNotOpen(DomainError):
    """There is nothing to revoke."""

    code = "org.invitation_not_open"
    kind = Kind.CONFLICT
    template = "这张邀请码已经使用、过期或作废。"


class IdNumberBad(DomainError):
    """Length, date or check digit of an identity number is wrong."""

    code = "org.id_number_bad"
    template = "公民身份号码不正确：{problem}"


class IdNumberTaken(DomainError):
    """Two members with one identity number."""

    code = "org.id_number_taken"
    kind = Kind.CONFLICT
    template = "已有党员登记了这个公民身份号码，请核对是否重复登记。"


class PhoneBad(DomainError):
    """Not a mobile number of the mainland, nor one with a country code."""

    code = "org.phone_bad"
    template = "手机号码不正确：请填11位手机号码，境外号码以 + 开头。"


class NothingStored(DomainError):
    """There is no number to show."""

    code = "org.nothing_stored"
    kind = Kind.NOT_FOUND
    template = "没有登记这项信息。"
