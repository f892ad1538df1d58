"""Events of polls and their audit names. An entry says that a ballot was issued, never which one came back."""

import dataclasses
import uuid

from xuezuo.platform.audit.names import register_name


@dataclasses.dataclass(frozen=True, slots=True)
class PollClosed:
    """A poll was closed and has a result; ask `queries.results.poll_result`."""

    poll_id: int
    poll_uid: uuid.UUID


@dataclasses.dataclass(frozen=True, slots=True)
class PollVoided:
    """A poll was made void: it counts for nothing and is repeated."""

    poll_id: int
    poll_uid: uuid.UUID


POLL_PREPARED = register_name("ballots.poll_prepared", "准备投票")
POLL_OPENED = register_name("ballots.poll_opened", "开始投票")
POLL_SEALED = register_name("ballots.poll_sealed", "投票封箱")
POLL_CLOSED = register_name("ballots.poll_closed", "结束投票")
POLL_VOIDED = register_name("ballots.poll_voided", "投票作废")
BALLOT_SIGNED = register_name("ballots.ballot_signed", "发出一张电子票")
PAPER_ISSUED = register_name("ballots.paper_issued", "发放纸质票")
TELLERS_APPOINTED = register_name("ballots.tellers_appointed", "指定计票人")
PAPER_COUNTED = register_name("ballots.paper_counted", "录入计票结果")
PAPER_RECOUNTED = register_name("ballots.paper_recounted", "重新计票")
LIST_EXPORTED = register_name("ballots.list_exported", "下载选票清单")
