"""Xuezuo 学做: study and organizational life of a large membership party."""

__version__ = "0.1.0"
