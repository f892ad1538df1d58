"""The packs in force here: those shipped with the product and those in the site's own folder."""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings

from xuezuo.duties.types import AskDuty
from xuezuo.org.queries.tree import chains_within
from xuezuo.rules.loader import SHIPPED, load_packs
from xuezuo.rules.packset import PackSet
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import Level
from xuezuo.study.asks.queries.packs import code_of


def packs() -> PackSet:
    """Return the packs of this site, read once per process.

    Raises:
        PackError: with every fault of every file, when a pack of the site is wrong.
    """
    return _load(tuple(settings.PACK_DIRS))


def pack_nodes() -> dict[int, tuple[str, ...]]:
    """Return the units that have packs of their own, by id, each with the organization codes from it to the top.

    Only codes that packs name are needed in the chain, the widest first. One query, none when no such pack exists.
    """
    named = {code for pack in packs().packs if pack.level is Level.UNIT for code in pack.scope.units}
    return chains_within(named) if named else {}


def rules_of(duty: Duty) -> PackSet:
    """Return the packs that say what a duty requires."""
    return duty.packs if isinstance(duty, AskDuty) else packs()


def nodes_of(duties: Sequence[Duty]) -> list[Mapping[int, tuple[str, ...]]]:
    """Return where requirements may differ, for each duty: 0 = everywhere, else below a unit, with its chain of codes.

    An ask binds below its own units alone; packs of units that change parameters do not reach into it.
    """
    is_filed = any(not isinstance(duty, AskDuty) for duty in duties)
    everywhere = {0: (), **pack_nodes()} if is_filed else {}
    return [
        {unit_id: (code_of(unit_id),) for unit_id in duty.facts.bound + duty.facts.itself}
        if isinstance(duty, AskDuty)
        else everywhere
        for duty in duties
    ]


@functools.cache
def _load(folders: tuple[Path, ...]) -> PackSet:
    return load_packs((SHIPPED, *folders))
