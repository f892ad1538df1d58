"""Reads of exams. Doors: `exams.exam_get_for` for authors, `sitting` for oneself, `banks` for banks."""
