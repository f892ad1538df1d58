"""Campaigns for tests, started through the service."""

import datetime as dt

from xuezuo.org.models import Unit
from xuezuo.platform.access import SYSTEM
from xuezuo.study.campaigns.exchange.loader import pack_get
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.services import campaign_start
from xuezuo.study.campaigns.types import BatchTerms, StartTerms
from xuezuo.study.campaigns.types.pack import CampaignModel

AT = dt.datetime(2025, 3, 3, 4, tzinfo=dt.UTC)
START = dt.date(2025, 3, 3)


def terms(*batches: BatchTerms) -> StartTerms:
    """What a notice says."""
    return StartTerms("关于开展学习教育的通知", dt.date(2025, 2, 28), batches)


def run(unit: Unit, pack: CampaignModel | str = "two-studies-regular", *batches: BatchTerms) -> CampaignRun:
    """Start a campaign for everything below the unit."""
    found = pack_get(pack) if isinstance(pack, str) else pack
    said = batches or (BatchTerms(found.batches[0].id, START),)
    return campaign_start(actor=SYSTEM, unit_id=unit.pk, pack=found, terms=terms(*said), at=AT)
