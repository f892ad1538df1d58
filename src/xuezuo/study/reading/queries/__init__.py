"""Reads of reading: lists, self-study, what is the member's own."""
