"""Use cases of campaigns."""

from xuezuo.study.campaigns.services.checking import check_record, round_open
from xuezuo.study.campaigns.services.course import (
    campaign_archive,
    campaign_close,
    campaign_pause,
    campaign_resume,
)
from xuezuo.study.campaigns.services.linking import reading_fix
from xuezuo.study.campaigns.services.starting import campaign_start

__all__ = [
    "campaign_archive",
    "campaign_close",
    "campaign_pause",
    "campaign_resume",
    "campaign_start",
    "check_record",
    "reading_fix",
    "round_open",
]
