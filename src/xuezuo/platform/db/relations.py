"""Pieces of the relations `deed` and `participation` that apps contribute; see `xuezuo.life.deeds` for the columns."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Final

ASK_PREFIX: Final = "ask:"  # a deed that names an ask has the further kind `ask:<id of the ask>`


@dataclasses.dataclass(frozen=True, slots=True)
class DeedSource:
    """What one app contributes for some kinds of deeds.

    Attributes:
        kinds: those that occur in it; `ask:` stands for every kind that begins so.
        deed: a SELECT with the hook `{where}` on the base table, alias `b`.
        participation: the same for the people, with `t.member_id`.
        base: the id of the base row as an expression over `deed_id`; ids of different apps never collide.
    """

    kinds: frozenset[str]
    deed: str
    participation: str
    base: str = "deed_id"


def deed_relation(sources: Sequence[DeedSource], kinds: Collection[str] | None, where: str) -> str:
    """Return the SELECT of the deeds of these kinds (None = all kinds).

    Args:
        sources: of all apps.
        kinds: only sources in which one of them may occur are asked: what nobody counts costs nothing.
        where: condition on the base tables (`b`); `{base}` in it becomes the id of the base row over `deed_id`.
    """
    chosen = [source.deed.format(where=where.format(base=source.base)) for source in _giving(sources, kinds)]
    return "\nUNION ALL".join(chosen) or sources[0].deed.format(where="FALSE")


def participation_relation(sources: Sequence[DeedSource], kinds: Collection[str] | None, where: str) -> str:
    """Return the SELECT of who took part in deeds of these kinds, each deed and person once."""
    texts = dict.fromkeys(source.participation for source in _giving(sources, kinds))
    return "\nUNION ALL".join(text.format(where=where) for text in texts) or sources[0].participation.format(
        where="FALSE"
    )


def _giving(sources: Sequence[DeedSource], kinds: Collection[str] | None) -> list[DeedSource]:
    if kinds is None:
        return list(sources)
    wanted = {ASK_PREFIX if kind.startswith(ASK_PREFIX) else kind for kind in kinds}
    return [source for source in sources if source.kinds & wanted]
