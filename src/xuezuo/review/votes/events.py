"""What votes tell upwards after commit, and the audit names. An entry never says who voted what."""

import dataclasses
import uuid

from xuezuo.platform.audit.names import register_name


@dataclasses.dataclass(frozen=True, slots=True)
class VoteStopped:
    """A vote came to a result, or its result was corrected, withdrawn or made void: read it again."""

    uid: uuid.UUID
    unit_id: int


PREPARED = register_name("votes.vote_prepared", "拟定表决事项")
CHANGED = register_name("votes.vote_changed", "修改表决事项")
EXCLUSION_STATED = register_name("votes.exclusion_stated", "登记不计入应到会的党员")
EXCLUSION_REMOVED = register_name("votes.exclusion_removed", "撤销不计入应到会的登记")
OPINION_RECEIVED = register_name("votes.opinion_received", "登记会前书面意见")
OPINION_RETURNED = register_name("votes.opinion_returned", "退回会前书面意见")
STARTED = register_name("votes.vote_started", "开始表决")
STOPPED = register_name("votes.vote_stopped", "登记表决结果")
CORRECTED = register_name("votes.vote_corrected", "更正表决结果")
RULED = register_name("votes.result_ruled", "登记表决结果的认定")
REPEATED = register_name("votes.vote_repeated", "重新表决")
VOIDED = register_name("votes.vote_voided", "作废表决")
