"""All deeds of all rooms in one schema: the relations `deed` and `participation` (architecture §7).

Ask for the kinds that matter: rooms in which none of them occurs are left out of the statement.
"""

from collections.abc import Collection
from typing import Final

from xuezuo.life import deeds as life
from xuezuo.platform.db import relations
from xuezuo.review import deeds as review
from xuezuo.study import deeds as study

SOURCES: Final = (*life.SOURCES, *study.SOURCES, *review.SOURCES)


def deeds_of(kinds: Collection[str] | None, where: str) -> str:
    """Return the SELECT of deeds; see `platform.db.relations.deed_relation`."""
    return relations.deed_relation(SOURCES, kinds, where)


def participants_of(kinds: Collection[str] | None, where: str) -> str:
    """Return the SELECT of who took part; see `platform.db.relations.participation_relation`."""
    return relations.participation_relation(SOURCES, kinds, where)
