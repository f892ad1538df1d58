"""Template tags of exams."""
