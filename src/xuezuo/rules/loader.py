"""Load rule packs from folders; either everything is sound or nothing is loaded and every fault is told."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from xuezuo.rules.building import pack_of
from xuezuo.rules.errors import PacksInvalid
from xuezuo.rules.findings import Finding
from xuezuo.rules.layers import check_overrides, check_together
from xuezuo.rules.packset import PackSet
from xuezuo.rules.references import Wider
from xuezuo.rules.schema import PackModel
from xuezuo.rules.source import Source, read_source
from xuezuo.rules.types import Pack, Regulation
from xuezuo.rules.vocabulary import Level
from xuezuo.rules.wording import model_of

SHIPPED: Final = Path(__file__).parent / "packs"


def load_packs(folders: Iterable[Path]) -> PackSet:
    """Load every `*.yaml` and `*.yml` below `folders`, in any order; layers follow from the packs themselves.

    The result is immutable; reading takes about a tenth of a second, so the caller keeps it.

    Raises:
        PacksInvalid: with all faults of all files, when there is at least one, or when a folder does not exist.
    """
    packs, findings = _load([path for folder in folders for path in _files(folder)])
    if findings:
        raise PacksInvalid(tuple(findings))
    return PackSet.of(packs)


@functools.cache
def shipped_packs() -> PackSet:
    """Return the packs that come with the product (read once per process)."""
    return load_packs([SHIPPED])


def validate_pack(path: Path, *, beside: Sequence[Path] = (SHIPPED,)) -> list[Finding]:
    """Return the faults of one pack file, as it would be loaded beside the packs of other folders.

    Args:
        path: the file to check.
        beside: folders whose packs it may refer to; faults in them are not reported here.
    """
    others = [other for folder in beside for other in _files(folder) if other.resolve() != path.resolve()]
    _, findings = _load([*others, path])
    return [finding for finding in findings if finding.file == path]


def _files(folder: Path) -> list[Path]:
    """Return the pack files below a folder; the folder itself when it does not exist, so that this is reported."""
    if not folder.is_dir():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Shaped:
    source: Source
    model: PackModel


def _load(paths: Sequence[Path]) -> tuple[list[Pack], list[Finding]]:
    sources = [read_source(path) for path in paths]
    shaped = [_Shaped(source, model) for source in sources if (model := model_of(source))]
    packs = _build(shaped, is_complete=len(shaped) == len(sources))
    check_together({str(one.source.path): one.source for one in shaped}, packs)
    return packs, sorted({finding for source in sources for finding in source.findings})


def _build(shaped: Sequence[_Shaped], *, is_complete: bool) -> list[Pack]:
    """Build packs level by level, so that narrower ones can refer to wider ones."""
    packs: list[Pack] = []
    for level in Level:
        here = [one for one in shaped if one.model.level is level]
        wider = Wider.of(packs, _regulations(here))
        for one in here:
            pack = pack_of(one.source, one.model, wider)
            check_overrides(one.source, pack, wider)
            packs.append(pack)
            if not is_complete:  # what a broken file would have defined is not known: blame only that file
                one.source.findings[:] = [fault for fault in one.source.findings if fault.code != "unknown_reference"]
    return packs


def _regulations(shaped: Iterable[_Shaped]) -> Iterable[Regulation]:
    """Return the documents of one level; packs of a level share them."""
    for one in shaped:
        for key, item in one.model.regulations.items():
            yield Regulation(key, item.document, item.issued, item.source, item.titled)
