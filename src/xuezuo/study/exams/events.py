"""Audit names of exams."""
