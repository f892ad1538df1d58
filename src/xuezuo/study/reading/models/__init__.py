"""Tables of reading."""

from xuezuo.study.reading.models.lists import Item, ReadingList
from xuezuo.study.reading.models.private import Bookmark, Habit, HabitMark, Note
from xuezuo.study.reading.models.selfstudy import SelfStudy, StudyNote

__all__ = ["Bookmark", "Habit", "HabitMark", "Item", "Note", "ReadingList", "SelfStudy", "StudyNote"]
