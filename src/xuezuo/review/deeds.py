"""The deeds of the review room: one line per app. Ids are moved apart from those of other rooms, see each app."""

from typing import Final

from xuezuo.platform.db.relations import DeedSource
from xuezuo.review.responsibility import deeds as responsibility

SOURCES: Final[tuple[DeedSource, ...]] = (*responsibility.SOURCES,)
