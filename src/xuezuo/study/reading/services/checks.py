"""What services of reading check in the same way."""

from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.study.reading.errors import ReasonMissing


def check_reason(reason: str) -> str:
    """Return the reason without stray blanks; raise `ReasonMissing` when nothing is left."""
    text = squeeze(reason)
    if not text:
        raise ReasonMissing
    return text


def member_of(actor: Actor) -> int:
    """Return the member behind the log-in.

    Raises:
        Forbidden: an account without a member keeps nothing.
    """
    if actor.member_id is None:
        raise Forbidden(reason="这个账号不是党员账号，没有个人学习记录。")
    return actor.member_id
