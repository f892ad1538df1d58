"""The deeds of the study room: one line per app. Ids are moved apart, see each app's `OFFSET`."""

from typing import Final

from xuezuo.platform.db.relations import DeedSource
from xuezuo.study.exams import deeds as exams
from xuezuo.study.reading import deeds as reading
from xuezuo.study.training import deeds as training

SOURCES: Final[tuple[DeedSource, ...]] = (*exams.SOURCES, *training.SOURCES, *reading.SOURCES)
