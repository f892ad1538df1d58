"""Read campaign packs from folders; every fault is told with its file, line and place."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.conf import settings

from xuezuo.rules.findings import Finding
from xuezuo.rules.source import Source, read_source
from xuezuo.study.campaigns.errors import CampaignPacksInvalid, PackUnknown
from xuezuo.study.campaigns.exchange.validating import read_campaign
from xuezuo.study.campaigns.types.pack import CampaignModel

SHIPPED: Final = Path(__file__).parents[1] / "data"


def packs() -> dict[str, CampaignModel]:
    """Return the campaign packs of this site by id: those shipped, then those of its own folder; read once.

    Raises:
        CampaignPacksInvalid: with every fault of every file.
    """
    return _load((SHIPPED, *settings.CAMPAIGN_DIRS))


def pack_get(pack_id: str) -> CampaignModel:
    """Return one campaign pack.

    Raises:
        PackUnknown: no pack has this id.
    """
    found = packs().get(pack_id)
    if found is None:
        raise PackUnknown(pack=pack_id)
    return found


def pack_from(path: Path) -> CampaignModel:
    """Return the campaign pack of a file that belongs to no folder of this site.

    Raises:
        CampaignPacksInvalid: with every fault of the file.
    """
    source = read_source(path)
    pack = read_campaign(source)
    faults = _faults(source)
    if pack is None or faults:
        raise CampaignPacksInvalid(tuple(faults))
    return pack


@functools.cache
def _load(folders: tuple[Path, ...]) -> dict[str, CampaignModel]:
    found: dict[str, CampaignModel] = {}
    findings: list[Finding] = []
    for path in _files(folders):
        source = read_source(path)
        pack = read_campaign(source)
        if pack is not None and pack.id in found:
            source.add(("id",), "duplicate_id", f"“{pack.id}”已在另一个学习教育包中使用。")
        if pack is not None:
            found.setdefault(pack.id, pack)
        findings += _faults(source)
    if findings:
        raise CampaignPacksInvalid(tuple(findings))
    return found


def _files(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".yaml", ".yml"}]


def _faults(source: Source) -> list[Finding]:
    """Return what forbids the file, each once; warnings do not."""
    return sorted({one for one in source.findings if not one.is_warning})
